import type { BaselineEntry } from '../baseline-entry.ts';
import { fileOf } from './baseline-files.ts';
import { ENTRY_KEYS } from './entry-fields.ts';
import { joinEntries } from './join-entries.ts';

/** An entry as a line: its keys in one order, so that equal entries are equal lines. */
export const renderEntry = (entry: BaselineEntry): string =>
  JSON.stringify(
    Object.fromEntries(
      ENTRY_KEYS.map((key) => [key, key === 'places' && isTold(entry) ? undefined : entry[key]]),
    ),
  );

/** The number is not written beside the names that make it up. */
const isTold = ({ places, in: units }: BaselineEntry): boolean => units?.length === places;

/** @returns texts by name of the file; a place without debts has none */
export function renderBaseline(entries: readonly BaselineEntry[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of joinEntries(entries)) {
    const file = fileOf(entry.from);
    files.set(file, `${files.get(file) ?? ''}${renderEntry(entry)}\n`);
  }
  return files;
}
