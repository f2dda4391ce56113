import { compareText } from '../../../analyzers/discover/posix-path.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import type { FoundViolation } from '../violation.ts';
import { joinEntries } from './join-entries.ts';
import { matchEntries } from './match-entries.ts';

/**
 * Takes out what is fixed and lowers what has become less; it cannot add, raise or touch an allowance,
 * so it may run without anybody looking.
 * @param paths every file of the project
 */
export function shrinkBaseline(
  entries: readonly BaselineEntry[],
  found: readonly FoundViolation[],
  paths: ReadonlySet<string>,
): readonly BaselineEntry[] {
  const before = joinEntries(entries);
  const { foundOf } = matchEntries(before, found, paths);
  return before.flatMap((entry) => {
    const one = foundOf.get(entry);
    return one === undefined ? [] : [lower(entry, one)];
  });
}

function lower(entry: BaselineEntry, { places, units }: FoundViolation): BaselineEntry {
  if (places >= entry.places) return entry;
  const { in: _before, ...rest } = entry;
  return {
    ...rest,
    places,
    ...(entry.in ? { in: units.map((unit) => unit.who).sort(compareText) } : {}),
  };
}
