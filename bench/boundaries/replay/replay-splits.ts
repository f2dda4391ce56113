/** Goes back to the day before each unit was taken out and asks saasctl what it would have said. */
import type { Snapshot } from './analyze-snapshot.ts';
import { analyzeSnapshot } from './analyze-snapshot.ts';
import { findRenames } from './find-renames.ts';
import { findUnits } from './find-units.ts';
import type { Unit } from './find-units.ts';
import { createMover, findScope } from './replay-rule.ts';
import type { ReplayRule } from './replay-rule.ts';
import { compareMoved, placeUnits, rankUnit, scoreUnit } from './score-units.ts';
import type { Agreement, Ranking } from './score-units.ts';
import { createSnapshotClone } from './snapshot-clone.ts';

/** A unit smaller than this is no service; it is shown and not counted. */
export const SMALLEST_UNIT = 3;

/** Best F1 per partition: of the moved files, and of these with what was in the unit's folder. */
export interface UnitScores {
  readonly files: number;
  readonly wholeFiles: number;
  readonly moved: ReadonlyMap<string, number>;
  readonly whole: ReadonlyMap<string, number>;
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
}

export interface Replay {
  readonly repository: string;
  readonly moves: number;
  readonly steps: readonly ReplayStep[];
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
  try {
    const first = await open(beginning);
    const placed = placeUnits(units, commits, beginning.commit, first, mover);
    const steps: ReplayStep[] = [];
    for (const [index, unit] of units.entries()) {
      if (only.length > 0 && !only.includes(unit.name)) continue;
      const own = unit === beginning ? first : await open(unit);
      const [now] = placeUnits([unit], commits, unit.commit, own, mover);
      const score = (snapshot: Snapshot, files = now): UnitScores => ({
        files: files?.moved.length ?? 0,
        wholeFiles: files?.whole.length ?? 0,
        moved: scoreUnit(files?.moved ?? [], snapshot.partitions),
        whole: scoreUnit(files?.whole ?? [], snapshot.partitions),
      });
      steps.push({
        unit: unit.name,
        day: commits[unit.commit]?.day ?? '',
        snapshotFiles: own.files.length,
        own: score(own),
        first: score(first, placed[index]),
        ranking: rankUnit(
          now?.whole ?? [],
          own.boundaries,
          (file) => mover.unitOf(own.files[file] ?? '') !== null,
        ),
      });
    }
    return {
      repository: rule.repository,
      moves: units.reduce((sum, unit) => sum + unit.files.length, 0),
      steps,
      agreement: compareMoved(placed, first.partitions),
    };
  } finally {
    clone.remove();
  }
}
