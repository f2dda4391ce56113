/** What saasctl says about one commit, in the order of the evidence's files. */
import { join } from 'node:path';

import { analyzeCode } from '../../../analyzers/analyze-project.ts';
import { buildEvidence } from '../../../analyzers/boundaries/evidence.ts';
import { suggestBoundaries } from '../../../analyzers/boundaries/suggest-boundaries.ts';
import { KERNEL } from '../../../analyzers/boundaries/suggestion.ts';
import type { Suggestion } from '../../../analyzers/boundaries/suggestion.ts';
import type { Analysis } from '../../../analyzers/contract.ts';
import { discoverProject } from '../../../analyzers/discover/discover-project.ts';
import { readHistory } from '../../../analyzers/history/read-history.ts';
import { completeAnalysis } from '../../../analyzers/model/build-analysis.ts';
import { naiveLouvain } from '../baselines/naive-louvain.ts';
import type { PartialPartition } from '../metrics/dependencies.ts';
import type { Partition } from '../metrics/partition.ts';

export interface NamedPartition {
  /** `chosen`, a granularity, or the name of a baseline. */
  readonly name: string;
  /** Boundary per file, null for files that are in none. */
  readonly clusters: PartialPartition;
  /** The same with kernel and what stays as clusters of their own. */
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
  /** `chosen` first, then our other levels, then the baselines. */
  readonly partitions: readonly NamedPartition[];
  readonly boundaries: readonly RankedBoundary[];
}

/** @param root folder of the monolith inside of the clone, `.` for all of it */
export async function analyzeSnapshot(clone: string, root: string): Promise<Snapshot> {
  const project = discoverProject(join(clone, root));
  const sources = new Set(project.files.filter((file) => !file.test).map((file) => file.path));
  const code = analyzeCode(project, { version: 'bench' }, () => undefined);
  const history = await readHistory({
    root: project.root,
    isSource: (path) => sources.has(path),
  });
  const evidence = buildEvidence(code, code.outline, history);
  const paths = evidence.files.map((file) => file.path);
  const modules = evidence.files.map((file) => file.module);
  const communities = naiveLouvain(
    evidence.files.length,
    evidence.uses.map(({ from, to }) => ({ from, to })),
  );
  return {
    files: paths.map((path) => (root === '.' ? path : `${root}/${path}`)),
    partitions: [
      ...readPlans(suggestBoundaries(evidence)),
      { name: 'modules', clusters: modules, labels: modules.map((one) => one ?? 'none') },
      { name: 'louvain', clusters: communities.labels, labels: communities.labels },
    ],
    boundaries: readRoadmap(completeAnalysis(code, history, NO_OPINION, []), paths),
  };
}

const NO_OPINION = {
  state: 'off',
  tool: 'dependency-cruiser',
  edges: 0,
  missing: 0,
  extra: 0,
  message: null,
} as const;

function readPlans({ plans, chosen }: Suggestion): readonly NamedPartition[] {
  const read = (name: string, { assignment, names }: (typeof plans)[number]): NamedPartition => ({
    name,
    clusters: assignment.map((place) => (place < 0 ? null : (names[place] ?? place))),
    labels: assignment.map((place) =>
      place < 0 ? (place === KERNEL ? '(kernel)' : '(stays)') : (names[place] ?? place),
    ),
  });
  return [
    ...plans.filter((plan) => plan.granularity === chosen).map((plan) => read('chosen', plan)),
    ...plans.map((plan) => read(plan.granularity, plan)),
  ];
}

function readRoadmap(
  { boundaries, roadmap }: Analysis,
  paths: readonly string[],
): readonly RankedBoundary[] {
  const indexOf = new Map(paths.map((path, index) => [path, index]));
  const positions = new Map(roadmap.map((step) => [step.boundary, step.position]));
  return boundaries.map(({ id, files }) => ({
    id,
    files: files.flatMap((path) => indexOf.get(path) ?? []),
    position: positions.get(id) ?? null,
  }));
}
