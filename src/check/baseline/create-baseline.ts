import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import type { FoundViolation } from '../violation.ts';
import { joinEntries } from './join-entries.ts';
import { matchEntries } from './match-entries.ts';
import { namedAfterFile } from './name-form.ts';

/** What there is to accept, without anybody allowing it: a debt of the first day, or of a base. */
export function entriesOf(found: readonly FoundViolation[]): readonly BaselineEntry[] {
  return joinEntries(found.map(toEntry));
}

export function toEntry(found: FoundViolation): BaselineEntry {
  const { rule, from, to, symbol, places, target } = found;
  const bare = { rule, from, to, symbol, places };
  return target === null || namedAfterFile(symbol) === null ? bare : { ...bare, target };
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
