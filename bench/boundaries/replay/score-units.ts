/** The authors' units beside our boundaries at one snapshot. Pure. */
import { adjustedRandIndex } from '../metrics/adjusted-rand-index.ts';
import { mojoFm } from '../metrics/mojo-fm.ts';
import { unitScores } from '../metrics/unit-f1.ts';
import type { NamedPartition, RankedBoundary, Snapshot } from './analyze-snapshot.ts';
import { findPathAt } from './find-units.ts';
import type { Unit } from './find-units.ts';
import type { RenameCommit } from './find-renames.ts';
import type { Mover } from './replay-rule.ts';

/** A unit's files as they are in one snapshot, as indices. */
export interface UnitFiles {
  readonly name: string;
  /** Files that the authors moved into it later on. */
  readonly moved: readonly number[];
  /** The same and those that lie in its folder already. */
  readonly whole: readonly number[];
}

/** Where the files of the units are just before commit `at`; files not written yet are left out. */
export function placeUnits(
  units: readonly Unit[],
  commits: readonly RenameCommit[],
  at: number,
  { files }: Pick<Snapshot, 'files'>,
  { unitOf }: Mover,
): readonly UnitFiles[] {
  const indexOf = new Map(files.map((path, index) => [path, index]));
  return units.map(({ name, folders, files: members }) => {
    const moved = members
      .filter((member) => member.commit >= at)
      .flatMap((member) => indexOf.get(findPathAt(commits, member, at)) ?? []);
    const there = files.flatMap((path, index) =>
      folders.includes(unitOf(path) ?? '') ? [index] : [],
    );
    const sorted = (list: readonly number[]): readonly number[] =>
      [...new Set(list)].sort((a, b) => a - b);
    return { name, moved: sorted(moved), whole: sorted([...moved, ...there]) };
  });
}

/** Best F1 of any cluster, per partition; ignored files count in no cluster. */
export function scoreUnit(
  members: readonly number[],
  partitions: readonly NamedPartition[],
  isIgnored: (file: number) => boolean = () => false,
): ReadonlyMap<string, number> {
  const inside = new Set(members);
  return new Map(
    partitions.map(({ name, clusters }) => {
      const counted = clusters.map((one, file) =>
        !inside.has(file) && isIgnored(file) ? null : one,
      );
      const units = clusters.map((_, file) => (inside.has(file) ? 'unit' : null));
      return [name, unitScores(counted, units)[0]?.f1 ?? 0];
    }),
  );
}

export interface Closest {
  readonly cluster: string;
  /** Paths. */
  readonly kept: readonly string[];
  readonly missing: readonly string[];
  readonly strangers: readonly string[];
}

/** The cluster that comes closest to a unit, file by file; null when none shares a file with it. */
export function explainUnit(
  members: readonly number[],
  { clusters, labels }: NamedPartition,
  { files }: Pick<Snapshot, 'files'>,
): Closest | null {
  const inside = new Set(members);
  const units = clusters.map((_, file) => (inside.has(file) ? 'unit' : null));
  const cluster = unitScores(clusters, units)[0]?.cluster ?? null;
  if (cluster === null) return null;
  const list = (isListed: (file: number) => boolean): readonly string[] =>
    files.filter((_, file) => isListed(file));
  return {
    cluster: String(cluster),
    kept: list((file) => clusters[file] === cluster && inside.has(file)),
    missing: members
      .filter((file) => clusters[file] !== cluster)
      .map((file) => `${files[file] ?? ''} in ${labels[file] ?? ''}`),
    strangers: list((file) => clusters[file] === cluster && !inside.has(file)),
  };
}

export interface Agreement {
  readonly partition: string;
  readonly mojoFm: number;
  readonly ari: number;
}

/** Agreement on the files that were moved, and on nothing else. */
export function compareMoved(
  units: readonly UnitFiles[],
  partitions: readonly NamedPartition[],
): readonly Agreement[] {
  const pairs = units.flatMap(({ name, moved }) => moved.map((file) => ({ name, file })));
  const authors = pairs.map((pair) => pair.name);
  return partitions.map(({ name, labels }) => {
    const ours = pairs.map((pair) => labels[pair.file] ?? '(none)');
    return {
      partition: name,
      mojoFm: mojoFm(ours, authors),
      ari: adjustedRandIndex(ours, authors),
    };
  });
}

export interface Ranking {
  /** Boundary that comes closest to the unit; null when none shares a file with it. */
  readonly boundary: string | null;
  readonly f1: number;
  /** Its place among the boundaries that were still to be taken out; null when not in the roadmap. */
  readonly position: number | null;
  /** Boundaries of the roadmap that were still to be taken out. */
  readonly candidates: number;
}

/**
 * Where the roadmap has the unit that the authors took out next. Boundaries of which most files lie
 * in the units' home already cannot be taken out again: the roadmap is read without them.
 */
export function rankUnit(
  members: readonly number[],
  boundaries: readonly RankedBoundary[],
  isOut: (file: number) => boolean,
): Ranking {
  const left = boundaries
    .filter(({ files }) => files.filter(isOut).length * 2 <= files.length)
    .filter(({ position }) => position !== null)
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const best = findClosest(members, boundaries);
  const place = left.findIndex((one) => one.id === best?.boundary.id);
  return {
    boundary: best?.boundary.id ?? null,
    f1: best?.f1 ?? 0,
    position: place < 0 ? null : place + 1,
    candidates: left.length,
  };
}

export interface Turn {
  /** 1 when no other unit comes before it in the roadmap. */
  readonly position: number;
  readonly candidates: number;
}

/**
 * The same among the units that the authors took out from then on: which of those would the roadmap
 * have begun with? Units without a place in it come last.
 */
export function rankAmongUnits(
  members: readonly number[],
  others: readonly (readonly number[])[],
  boundaries: readonly RankedBoundary[],
): Turn {
  const placeOf = (files: readonly number[]): number =>
    findClosest(files, boundaries)?.boundary.position ?? Number.POSITIVE_INFINITY;
  const own = placeOf(members);
  const before = others.filter((files) => placeOf(files) < own).length;
  // A unit that is not in the roadmap at all has been passed over by every other one.
  const position = own === Number.POSITIVE_INFINITY ? others.length + 1 : before + 1;
  return { position, candidates: others.length + 1 };
}

function findClosest(
  members: readonly number[],
  boundaries: readonly RankedBoundary[],
): { readonly boundary: RankedBoundary; readonly f1: number } | null {
  const inside = new Set(members);
  const scored = boundaries
    .map((boundary) => {
      const shared = boundary.files.filter((file) => inside.has(file)).length;
      return { boundary, f1: (2 * shared) / (boundary.files.length + members.length) };
    })
    .filter(({ f1 }) => f1 > 0)
    .sort((a, b) => b.f1 - a.f1 || (a.boundary.id < b.boundary.id ? -1 : 1));
  return scored[0] ?? null;
}
