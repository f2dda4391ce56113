/** Goes back to the day before each unit was taken out and asks saasctl what it would have said. */
import type { Snapshot } from './analyze-snapshot.ts';
import { analyzeSnapshot } from './analyze-snapshot.ts';
import { findRenames } from './find-renames.ts';
import { findUnits } from './find-units.ts';
import type { Unit } from './find-units.ts';
import { createMover, findScope } from './replay-rule.ts';
import type { Mover, ReplayRule } from './replay-rule.ts';
import {
  compareMoved,
  explainUnit,
  placeUnits,
  rankAmongUnits,
  rankUnit,
  scoreUnit,
} from './score-units.ts';
import type { Agreement, Closest, Ranking, Turn, UnitFiles } from './score-units.ts';
import { createSnapshotClone } from './snapshot-clone.ts';

/** A unit smaller than this is no service; it is shown and not counted. */
export const SMALLEST_UNIT = 3;

/** Best F1 per partition. */
export interface UnitScores {
  readonly files: number;
  readonly wholeFiles: number;
  /** Of the moved files alone. */
  readonly moved: ReadonlyMap<string, number>;
  /** Of these with what was in the unit's folder. */
  readonly whole: ReadonlyMap<string, number>;
  /** The same, files left out on which the authors have not decided. */
  readonly decided: ReadonlyMap<string, number>;
}

export interface ReplayStep {
  readonly unit: string;
  readonly day: string;
  /** Files of the snapshot. */
  readonly snapshotFiles: number;
  /** The day before this unit was begun. */
  readonly own: UnitScores;
  /** The day before the first unit of all. */
  readonly first: UnitScores;
  readonly ranking: Ranking;
  readonly turn: Turn;
  /** Our boundary that comes closest on that day. */
  readonly closest: Closest | null;
}

/** A day on which the analysis failed. */
export interface FailedStep {
  readonly unit: string;
  readonly day: string;
  readonly message: string;
}

export interface Replay {
  readonly repository: string;
  readonly moves: number;
  readonly steps: readonly ReplayStep[];
  readonly failed: readonly FailedStep[];
  /** On the moved files at the first snapshot. */
  readonly agreement: readonly Agreement[];
}

/** @param only names of the units to replay, all when empty; the first snapshot is always made */
export async function replaySplits(
  rule: ReplayRule,
  repository: string,
  only: readonly string[],
  report: (line: string) => void,
): Promise<Replay> {
  const mover = createMover(rule);
  const commits = findRenames(repository, { ...rule, scope: findScope(rule) });
  const units = findUnits(commits, rule);
  const [beginning] = units;
  if (beginning === undefined) throw new Error('the rule finds no move');
  const clone = createSnapshotClone(repository, rule);
  const open = async ({ commit, name }: Unit): Promise<Snapshot> => {
    const { parent = '', day = '' } = commits[commit] ?? {};
    report(`${day} ${name}`);
    clone.goTo(parent);
    return analyzeSnapshot(clone.folder, rule.root);
  };
  const place = (at: Unit, snapshot: Snapshot): readonly UnitFiles[] =>
    placeUnits(units, commits, at.commit, snapshot, mover);
  try {
    const first = await open(beginning);
    const early = place(beginning, first);
    const steps: ReplayStep[] = [];
    const failed: FailedStep[] = [];
    for (const [index, unit] of units.entries()) {
      if (only.length > 0 && !only.includes(unit.name)) continue;
      const day = commits[unit.commit]?.day ?? '';
      try {
        const own = unit === beginning ? first : await open(unit);
        const placed = place(unit, own);
        steps.push({
          unit: unit.name,
          day,
          ...compareSnapshot(own, placed, index, mover),
          first: scoreSnapshot(first, early, index, mover),
        });
      } catch (error) {
        failed.push({ unit: unit.name, day, message: String(error) });
      }
    }
    return {
      repository: rule.repository,
      moves: units.reduce((sum, unit) => sum + unit.files.length, 0),
      steps,
      failed,
      agreement: compareMoved(early, first.partitions),
    };
  } finally {
    clone.remove();
  }
}

function compareSnapshot(
  snapshot: Snapshot,
  placed: readonly UnitFiles[],
  index: number,
  mover: Mover,
): Omit<ReplayStep, 'unit' | 'day' | 'first'> {
  const { files, partitions, boundaries } = snapshot;
  const members = placed[index]?.whole ?? [];
  const later = placed.slice(index + 1).filter(({ whole }) => whole.length >= SMALLEST_UNIT);
  const [chosen] = partitions;
  const isOut = (file: number): boolean => mover.unitOf(files[file] ?? '') !== null;
  return {
    snapshotFiles: files.length,
    own: scoreSnapshot(snapshot, placed, index, mover),
    ranking: rankUnit(members, boundaries, isOut),
    turn: rankAmongUnits(
      members,
      later.map((unit) => unit.whole),
      boundaries,
    ),
    closest: chosen ? explainUnit(members, chosen, snapshot) : null,
  };
}

function scoreSnapshot(
  { files, partitions }: Snapshot,
  placed: readonly UnitFiles[],
  index: number,
  mover: Mover,
): UnitScores {
  const { moved, whole } = placed[index] ?? { moved: [], whole: [] };
  const taken = new Set(placed.flatMap((unit) => unit.moved));
  const isUndecided = (file: number): boolean =>
    !taken.has(file) && mover.isUndecided(files[file] ?? '');
  return {
    files: moved.length,
    wholeFiles: whole.length,
    moved: scoreUnit(moved, partitions),
    whole: scoreUnit(whole, partitions),
    decided: scoreUnit(whole, partitions, isUndecided),
  };
}
