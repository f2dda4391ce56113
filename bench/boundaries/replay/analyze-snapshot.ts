/** What saasctl says about one commit, by file number instead of path. */
import { join } from 'node:path';

import { analyzeProject } from '../../../analyzers/analyze-project.ts';
import type { Analysis } from '../../../analyzers/contract.ts';
import { naiveLouvain } from '../baselines/naive-louvain.ts';
import type { PartialPartition } from '../metrics/dependencies.ts';
import type { Partition } from '../metrics/partition.ts';

export interface NamedPartition {
  /** `chosen`, a granularity, or the name of a baseline. */
  readonly name: string;
  /** Boundary per file, null for files that are in none. */
  readonly clusters: PartialPartition;
  /** The same with what is in no boundary as clusters of their own. */
  readonly labels: Partition;
}

export interface RankedBoundary {
  readonly id: string;
  readonly files: readonly number[];
  /** Place in the roadmap from 1 on; null when it is not in it. */
  readonly position: number | null;
}

export interface Snapshot {
  /** Paths from the top of the repository. */
  readonly files: readonly string[];
  /** `chosen` first, then all our levels, then the baselines. */
  readonly partitions: readonly NamedPartition[];
  readonly boundaries: readonly RankedBoundary[];
}

/** @param root folder of the monolith inside of the clone, `.` for all of it */
export async function analyzeSnapshot(clone: string, root: string): Promise<Snapshot> {
  const analysis = await analyzeProject({
    root: join(clone, root),
    version: 'bench',
    cache: null,
    secondOpinion: false,
  });
  const sources = analysis.files.filter((file) => !file.test);
  const indexOf = new Map(sources.map((file, index) => [file.path, index]));
  const place = (paths: readonly string[]): readonly number[] =>
    paths.flatMap((path) => indexOf.get(path) ?? []);
  const positions = new Map(analysis.roadmap.map((step) => [step.boundary, step.position]));
  return {
    files: sources.map(({ path }) => (root === '.' ? path : `${root}/${path}`)),
    partitions: [...readPlans(analysis, place), ...makeBaselines(analysis, indexOf)],
    boundaries: analysis.boundaries.map(({ id, files }) => ({
      id,
      files: place(files),
      position: positions.get(id) ?? null,
    })),
  };
}

function readPlans(
  { boundaries, plans, files }: Analysis,
  place: (paths: readonly string[]) => readonly number[],
): readonly NamedPartition[] {
  const sources = files.filter((file) => !file.test);
  const read = (name: string, list: Analysis['plans'][number]['boundaries']): NamedPartition => {
    const clusters = sources.map((): string | null => null);
    for (const boundary of list)
      for (const file of place(boundary.files)) clusters[file] = boundary.id;
    const outside = (index: number): string =>
      sources[index]?.boundary === 'kernel' ? '(kernel)' : '(stays)';
    return { name, clusters, labels: clusters.map((one, index) => one ?? outside(index)) };
  };
  return [
    read('chosen', boundaries),
    ...plans.map((plan) => read(plan.granularity, plan.boundaries)),
  ];
}

/** The folders and modules that are there, and what a weekend project would find. */
function makeBaselines(
  { files, imports }: Analysis,
  indexOf: ReadonlyMap<string, number>,
): readonly NamedPartition[] {
  const modules = files.filter((file) => !file.test).map((file) => file.module);
  const edges = imports.flatMap((one) => {
    const [from, to] = [indexOf.get(one.from), indexOf.get(one.to)];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  const { labels } = naiveLouvain(modules.length, edges);
  return [
    { name: 'modules', clusters: modules, labels: modules.map((one) => one ?? '(none)') },
    { name: 'louvain', clusters: labels, labels },
  ];
}
