/** Which files the authors took out, into which unit, and what they were called before. Pure. */
import type { RenameCommit } from './find-renames.ts';
import { createMover, isProductionSource } from './replay-rule.ts';
import type { ReplayRule } from './replay-rule.ts';

export interface MovedFile {
  /** Index of the commit that took it out. */
  readonly commit: number;
  /** Its path just before. */
  readonly path: string;
}

export interface Unit {
  readonly name: string;
  /** Folders it was called by: units are renamed and joined later on. */
  readonly folders: readonly string[];
  /** Index of the first commit that took a file out. */
  readonly commit: number;
  readonly files: readonly MovedFile[];
}

type MoveRule = Pick<ReplayRule, 'from' | 'to' | 'since' | 'until'>;

interface Move extends MovedFile {
  unit: string;
  readonly folders: Set<string>;
}

/**
 * Units in the order in which the authors began them. A file's unit is the folder it came to rest
 * in: renames inside of the units' home are followed to the end.
 *
 * @param commits oldest first
 */
export function findUnits(commits: readonly RenameCommit[], rule: MoveRule): readonly Unit[] {
  const { isFrom, unitOf } = createMover(rule);
  const moves: Move[] = [];
  let places = new Map<string, Move>();
  commits.forEach(({ day, renames }, commit) => {
    const arrived = new Map<string, Move>();
    const left = new Set<string>();
    for (const { from, to } of renames) {
      const unit = unitOf(to);
      const known = places.get(from);
      if (known) {
        left.add(from);
        arrived.set(to, known);
        if (unit !== null) {
          known.unit = unit;
          known.folders.add(unit);
        }
      } else if (unit !== null && isFrom(from) && [from, to].every(isProductionSource)) {
        if (day < rule.since || day > rule.until) continue;
        const move: Move = { commit, path: from, unit, folders: new Set([unit]) };
        moves.push(move);
        arrived.set(to, move);
      }
    }
    places = new Map([...[...places].filter(([path]) => !left.has(path)), ...arrived]);
  });
  return groupUnits(moves);
}

function groupUnits(moves: readonly Move[]): readonly Unit[] {
  const units = new Map<string, Move[]>();
  for (const move of moves) units.set(move.unit, [...(units.get(move.unit) ?? []), move]);
  return [...units]
    .map(([name, files]) => ({
      name,
      folders: [...new Set(files.flatMap((file) => [...file.folders]))].sort(),
      commit: Math.min(...files.map((file) => file.commit)),
      files: files.map(({ commit, path }) => ({ commit, path })),
    }))
    .sort((a, b) => a.commit - b.commit || (a.name < b.name ? -1 : 1));
}

/** What a file that was called `path` just before commit `until` was called just before commit `at`. */
export function findPathAt(
  commits: readonly RenameCommit[],
  { path, commit }: MovedFile,
  at: number,
): string {
  let name = path;
  for (let index = commit - 1; index >= at; index -= 1) {
    name = commits[index]?.renames.find((rename) => rename.to === name)?.from ?? name;
  }
  return name;
}
