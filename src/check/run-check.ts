/** Violations of a tree beside its debts, and beside those of another tree. Reads nothing itself. */
import { findViolations } from './find-violations.ts';
import type { Guarded } from './read-guarded.ts';
import { keyOf } from './baseline-entry.ts';
import { splitCut } from './cut-edges.ts';
import { KERNEL, MONOLITH } from './ground.ts';
import { findCheckGaps } from './find-check-gaps.ts';
import { joinEntries } from './baseline/join-entries.ts';
import { judge } from './baseline/judge.ts';
import { entriesOf } from './baseline/create-baseline.ts';
import type { BaselineEntry } from './baseline-entry.ts';
import type { CheckReport, FoundViolation, SinceInfo, Violation } from './violation.ts';

export interface CheckParts {
  readonly head: Guarded;
  readonly entries: readonly BaselineEntry[];
  readonly base: CheckedBase | null;
  /** As in `2026-12-31`. */
  readonly today: string;
}

/** What the base of `--since` has. */
export interface CheckedBase {
  readonly ref: string;
  readonly commit: string;
  readonly found: readonly FoundViolation[];
}

export function runCheck({ head, entries, base, today }: CheckParts): CheckReport {
  const before = base && entriesOf(base.found);
  const found = findViolations({ ...head, accepted: joinEntries([...entries, ...(before ?? [])]) });
  const paths = new Set(head.code.files.map((file) => file.path));
  const { violations, fixed } = judge(found, entries, before, today, paths);
  const { code, config } = head;
  const judged = new Set(code.files.flatMap(({ path, role }) => (role === 'server' ? path : [])));
  const gaps = [
    ...findCheckGaps(head),
    ...findUnknownPlaces(config, entries),
    ...findNewUnresolved(violations),
  ];
  const count = (baseline: Violation['baseline'], severity?: Violation['severity']): number =>
    violations.filter(
      (one) => one.baseline === baseline && (severity ?? one.severity) === one.severity,
    ).length;
  return {
    schemaVersion: 1,
    root: head.inner,
    violations,
    summary: {
      errors: count('new', 'error'),
      warnings: count('new', 'warn'),
      known: count('known'),
      allowed: count('allowed'),
      fixed: fixed.length,
      baseline: entries.length,
      files: judged.size,
      boundaries: config.boundaries.length,
      imports: code.imports.filter((one) => judged.has(one.from)).length,
      accesses: code.accesses.length,
      tables: code.tables.length,
    },
    since: base && sinceOf(base, found),
    gaps,
  };
}

function sinceOf(
  { ref, commit, found: before }: CheckedBase,
  found: readonly FoundViolation[],
): SinceInfo {
  const still = new Set(found.flatMap(splitCut).map(keyOf));
  const gone = before.flatMap(splitCut).filter((one) => !still.has(keyOf(one)));
  return { ref, commit, gone: gone.length };
}

/** A boundary that was renamed has not paid its debts. */
function findUnknownPlaces(
  { boundaries }: Guarded['config'],
  entries: readonly BaselineEntry[],
): readonly string[] {
  const places = new Set([KERNEL, MONOLITH, ...boundaries.map((one) => one.id)]);
  const named = new Set(entries.flatMap(({ from, to }) => [from, to]));
  return [...named]
    .filter((place) => !places.has(place))
    .map(
      (place) =>
        `the baseline names the boundary "${place}", which saasctl.json does not have: if it was renamed, rename it in .saasctl/baseline as well; if it is gone, run "saasctl baseline shrink"`,
    );
}

/** An import that leads nowhere hides what it would bring: that is more than one violation. */
function findNewUnresolved(violations: readonly Violation[]): readonly string[] {
  const lost = violations.filter(
    (one) => one.rule === 'unresolved-import' && one.severity === 'error' && one.baseline === 'new',
  );
  const [first] = lost;
  if (first === undefined) return [];
  const more = lost.length > 1 ? `, and ${lost.length - 1} more like it` : '';
  return [
    `${first.path}:${first.line}:${first.column} imports ${first.symbol}, which leads to no file${more}`,
  ];
}

/** Only what shows in the given files: for hooks that check what is about to be committed. */
export function limitTo(report: CheckReport, files: ReadonlySet<string>): CheckReport {
  const violations = report.violations.filter(
    (one) => files.has(one.path) || one.related.some((place) => files.has(place.path)),
  );
  const isNew = (severity: Violation['severity']) => (one: Violation) =>
    one.baseline === 'new' && one.severity === severity;
  const summary = {
    ...report.summary,
    errors: violations.filter(isNew('error')).length,
    warnings: violations.filter(isNew('warn')).length,
    known: violations.filter((one) => one.baseline === 'known').length,
    allowed: violations.filter((one) => one.baseline === 'allowed').length,
  };
  return { ...report, violations, summary };
}
