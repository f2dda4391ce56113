import { compareText } from '../../../analyzers/discover/posix-path.ts';
import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import { splitCut } from '../cut-edges.ts';
import type { FoundViolation } from '../violation.ts';
import { joinEntries } from './join-entries.ts';
import { matchEntries } from './match-entries.ts';
import { namedAfterFile } from './name-form.ts';

/** What there is to accept, without anybody allowing it: a debt of the first day, or of a base. */
export function entriesOf(found: readonly FoundViolation[]): readonly BaselineEntry[] {
  return joinEntries(found.flatMap(toEntries));
}

/** A circle is as many debts as it takes cuts to open it. */
export const toEntries = (found: FoundViolation): readonly BaselineEntry[] =>
  splitCut(found).map((one) => toEntry(found, one));

function toEntry(
  { places, units, severity, target }: FoundViolation,
  { rule, from, to, symbol }: Pick<FoundViolation, 'rule' | 'from' | 'to' | 'symbol'>,
): BaselineEntry {
  const isCut = units.every((unit) => unit.who.includes(' → '));
  return {
    rule,
    from,
    to,
    symbol,
    places,
    ...(isCut ? {} : { in: units.map((unit) => unit.who).sort(compareText) }),
    ...(severity === 'warn' ? { severity } : {}),
    ...(target === null || namedAfterFile(symbol) === null ? {} : { target }),
  };
}

/**
 * Accepts everything that is there today.
 * @param before what was accepted: allowances of what is still there are kept, also those that have ended
 * @param paths every file of the project
 */
export function createBaseline(
  found: readonly FoundViolation[],
  before: readonly BaselineEntry[],
  paths: ReadonlySet<string>,
): readonly BaselineEntry[] {
  const { entryOf } = matchEntries(joinEntries(before), found, paths);
  const allowances = new Map([...entryOf].map(([one, entry]) => [keyOf(one), entry]));
  return entriesOf(found).map((entry) => {
    const { reason, owner, until } = allowances.get(keyOf(entry)) ?? {};
    if (reason === undefined || owner === undefined) return entry;
    return { ...entry, reason, owner, ...(until === undefined ? {} : { until }) };
  });
}
