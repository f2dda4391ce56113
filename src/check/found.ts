/** Occurrences → violations: one per knot, at its first place, with the others beside it. */
import { createHash } from 'node:crypto';

import { baseName, compareText } from '../../analyzers/discover/posix-path.ts';
import type { Location } from '../../analyzers/index.ts';
import { keyOf } from './baseline-entry.ts';
import { RULE_IDS } from './rules.ts';
import type { FoundViolation, RelatedPlace, Unit } from './violation.ts';

type Key = Pick<FoundViolation, 'rule' | 'from' | 'to' | 'symbol'>;

/** One place at which a violation shows. */
export interface Occurrence extends Key, Location {
  readonly severity: FoundViolation['severity'];
  /** What counts as one place: a file for imports, a function for data. */
  readonly unit: string;
  /** What is there, for the list of places. */
  readonly note: string;
  readonly target: string | null;
}

/** What is said about all occurrences of one knot, the first of them given. */
export interface Telling {
  readonly message: string;
  readonly fix: string;
  /** Places that explain, after those of the knot itself. */
  readonly related?: readonly RelatedPlace[];
}

export type Tell<T extends Occurrence> = (first: T, all: readonly T[]) => Telling;

export function gatherFound<T extends Occurrence>(
  occurrences: readonly T[],
  tell: Tell<T>,
): readonly FoundViolation[] {
  const groups = new Map<string, T[]>();
  for (const one of occurrences) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap((group) => {
    const all = group.toSorted(bySeverity);
    const [first] = all;
    return first ? [toFound(first, all, tell(first, all))] : [];
  });
}

function toFound<T extends Occurrence>(
  first: T,
  all: readonly T[],
  { message, fix, related = [] }: Telling,
): FoundViolation {
  const { rule, severity, from, to, symbol, path, line, column, target } = first;
  const units = listUnits(all);
  const others = all
    .slice(1)
    .map((one) => ({ path: one.path, line: one.line, column: one.column, note: one.note }));
  return {
    id: idOf(first),
    rule,
    severity,
    from,
    to,
    path,
    line,
    column,
    symbol,
    message,
    fix,
    places: units.length,
    units,
    related: [...others, ...related],
    target,
  };
}

function listUnits(all: readonly Occurrence[]): readonly Unit[] {
  const units = new Map<string, Unit>();
  for (const { unit, path, line, column } of all)
    if (!units.has(unit)) units.set(unit, { who: nameUnit(unit, path), path, line, column });
  return [...units.values()];
}

/** A function is called by its name, a file by that it has in any folder. */
const nameUnit = (unit: string, path: string): string =>
  unit.startsWith(`${path} `) ? unit.slice(path.length + 1) : baseName(path);

const SHORT = 10;

export const idOf = (key: Key): string =>
  createHash('sha1').update(keyOf(key)).digest('hex').slice(0, SHORT);

/** What weighs most stands first: it decides severity and message. */
function bySeverity(a: Occurrence, b: Occurrence): number {
  return (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1) || comparePlaces(a, b);
}

const comparePlaces = (a: Location, b: Location): number =>
  compareText(a.path, b.path) || a.line - b.line || a.column - b.column;

export const compareFound = (a: FoundViolation, b: FoundViolation): number =>
  comparePlaces(a, b) ||
  RULE_IDS.indexOf(a.rule) - RULE_IDS.indexOf(b.rule) ||
  compareText(keyOf(a), keyOf(b));

/** "1 file", "2 files". */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
