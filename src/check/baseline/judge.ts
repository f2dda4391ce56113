/** What is found today beside what was accepted: new, known or allowed. */
import { compareText } from '../../../analyzers/discover/posix-path.ts';
import { plural } from '../../report/summarize.ts';
import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import type { RuleId } from '../rules.ts';
import type { Location } from '../../../analyzers/index.ts';
import type { Allowance, FoundViolation, Violation } from '../violation.ts';
import { dayAfter } from './calendar-day.ts';
import { joinEntries } from './join-entries.ts';
import { matchEntries } from './match-entries.ts';

export interface Judgement {
  /** New ones first, then by path, line, column, rule. */
  readonly violations: readonly Violation[];
  /** Entries whose debt is gone or has become smaller. */
  readonly fixed: readonly BaselineEntry[];
}

/**
 * @param base what the base of `--since` has; null without it
 * @param today as in `2026-12-31`
 * @param paths every file of the project
 */
export function judge(
  found: readonly FoundViolation[],
  entries: readonly BaselineEntry[],
  base: readonly BaselineEntry[] | null,
  today: string,
  paths: ReadonlySet<string>,
): Judgement {
  const accepted = joinEntries(entries);
  const { entryOf, foundOf } = matchEntries(accepted, found, paths);
  const before = matchEntries(joinEntries(base ?? []), found, paths);
  const violations = found
    .map((one) => judgeOne(one, entryOf.get(one), before.entryOf.get(one), today))
    .sort(compareViolations);
  const fixed = accepted.filter((entry) => (foundOf.get(entry)?.places ?? 0) < entry.places);
  return { violations, fixed };
}

function judgeOne(
  found: FoundViolation,
  entry: BaselineEntry | undefined,
  base: BaselineEntry | undefined,
  today: string,
): Violation {
  const covers = (one: BaselineEntry | undefined): boolean =>
    one !== undefined &&
    found.places <= one.places &&
    (one.severity !== 'warn' || found.severity === 'warn');
  const allowance = entry === undefined ? null : allowanceOf(entry);
  const ended = allowance !== null && allowance.until !== null && allowance.until < today;
  if (covers(entry) && !ended)
    return { ...found, baseline: allowance === null ? 'known' : 'allowed', allowance };
  if (covers(base)) return { ...found, baseline: 'known', allowance: null };
  const message = describeNew(found, entry, base, ended ? allowance : null);
  const known = [...(entry?.in ?? []), ...(base?.in ?? [])];
  return { ...found, ...tellAt(found, known), message, baseline: 'new', allowance: null };
}

/** Where it has grown, the reader is led to what is new, not to what was there. */
function tellAt(
  { path, line, column, units, related }: FoundViolation,
  known: readonly string[],
): Pick<FoundViolation, 'path' | 'line' | 'column' | 'related'> {
  const here = { path, line, column };
  const added = known.length === 0 ? undefined : units.find((unit) => !known.includes(unit.who));
  if (added === undefined) return { ...here, related };
  const isAdded = (place: Location): boolean =>
    place.path === added.path && place.line === added.line && place.column === added.column;
  if (isAdded(here)) return { ...here, related };
  const before = { ...here, note: 'was there before' };
  const others = related.filter((place) => !isAdded(place));
  return { path: added.path, line: added.line, column: added.column, related: [before, ...others] };
}

function allowanceOf({ reason, owner, until }: BaselineEntry): Allowance | null {
  if (reason === undefined || owner === undefined) return null;
  return { reason, owner, until: until ?? null };
}

/** Its own message, and why it is new although there was something of the kind. */
function describeNew(
  { rule, places, message }: FoundViolation,
  entry: BaselineEntry | undefined,
  base: BaselineEntry | undefined,
  ended: Allowance | null,
): string {
  if (ended?.until != null)
    return `${message} (no longer allowed since ${dayAfter(ended.until)}; ${ended.owner} answers for it)`;
  const accepted = entry?.places ?? 0;
  const most = Math.max(accepted, base?.places ?? 0);
  if (most === 0) return message;
  const today = `in ${plural(places, ...unitOf(rule))}`;
  const were = `${most.toLocaleString('en-US')} ${most === 1 ? 'was' : 'were'}`;
  const earlier = accepted === most ? `${were} accepted` : `${were} there before`;
  // Rules about imports end with the number of files themselves.
  return message.endsWith(today) ? `${message}, ${earlier}` : `${message} (${today}, ${earlier})`;
}

/** What a rule counts; the others count files. */
const UNITS: Readonly<Partial<Record<RuleId, readonly [one: string, many: string]>>> = {
  'foreign-table-write': ['function', 'functions'],
  'foreign-table-read': ['function', 'functions'],
  'crossing-join': ['place', 'places'],
  'crossing-transaction': ['place', 'places'],
  'crossing-relation': ['place', 'places'],
  'foreign-injection': ['class', 'classes'],
};

const unitOf = (rule: RuleId): readonly [string, string] => UNITS[rule] ?? ['file', 'files'];

function compareViolations(a: Violation, b: Violation): number {
  return (
    Number(b.baseline === 'new') - Number(a.baseline === 'new') ||
    compareText(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(keyOf(a), keyOf(b))
  );
}
