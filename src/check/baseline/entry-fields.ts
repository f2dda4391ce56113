/** What the line of an entry may say: its keys, in the order in which they are written. */
import { isBoundaryId, RESERVED_IDS } from '../../config/config-schema.ts';
import { suggestNames } from '../../report/suggest-names.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import { RULE_IDS } from '../rules.ts';
import { isCalendarDay } from './calendar-day.ts';

export type EntryKey = keyof BaselineEntry;

/** What is wrong with a value, or null. */
type FieldCheck = (value: unknown) => string | null;

const text: FieldCheck = (value) =>
  typeof value === 'string' && value.trim() !== '' ? null : 'must be a text that is not empty';

export const isPlace = (name: string): boolean => isBoundaryId(name) || RESERVED_IDS.has(name);

const place: FieldCheck = (value) =>
  typeof value === 'string' && isPlace(value)
    ? null
    : 'must be the id of a boundary (kebab-case), "kernel" or "monolith"';

const rule: FieldCheck = (value) => {
  if (RULE_IDS.some((one) => one === value)) return null;
  const [meant] = typeof value === 'string' ? suggestNames(value, RULE_IDS) : [];
  return `there is no such rule${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
};

const count: FieldCheck = (value) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? null : 'must be a whole number above 0';

const day: FieldCheck = (value) =>
  typeof value === 'string' && isCalendarDay(value)
    ? null
    : 'must be a day of the calendar, as in "2026-12-31"';

const names: FieldCheck = (value) =>
  Array.isArray(value) && value.every((one) => text(one) === null)
    ? null
    : 'must be a list of names';

const severity: FieldCheck = (value) =>
  value === 'warn' ? null : 'must be "warn", or left out for an error';

const FIELDS: Readonly<Record<EntryKey, FieldCheck>> = {
  rule,
  from: place,
  to: place,
  symbol: text,
  places: count,
  in: names,
  severity,
  target: text,
  reason: text,
  owner: text,
  until: day,
};

export const ENTRY_KEYS = Object.keys(FIELDS) as readonly EntryKey[];

const REQUIRED: readonly EntryKey[] = ['rule', 'from', 'to', 'symbol'];

export interface FieldProblem {
  readonly key: string;
  /** `key`: the key itself is wrong; `value`: what it says; `missing`: there is no such key. */
  readonly at: 'key' | 'value' | 'missing';
  readonly message: string;
}

/** @param from the place whose file the line is in */
export function checkFields(
  value: Readonly<Record<string, unknown>>,
  from: string,
): readonly FieldProblem[] {
  const wrong = Object.entries(value).flatMap(([key, said]): readonly FieldProblem[] => {
    if (!isEntryKey(key)) return [{ key, at: 'key', message: unknownKey(key) }];
    const message = FIELDS[key](said);
    return message === null ? [] : [{ key, at: 'value', message }];
  });
  return [...wrong, ...checkPlace(value, from), ...checkPresence(value)];
}

const isEntryKey = (key: string): key is EntryKey => Object.hasOwn(FIELDS, key);

function unknownKey(key: string): string {
  const [meant] = suggestNames(key, ENTRY_KEYS);
  return `unknown key; ${meant === undefined ? `there are ${ENTRY_KEYS.join(', ')}` : `did you mean "${meant}"?`}`;
}

/** Merging keeps both sides of one file: an entry in two files would be counted twice. */
function checkPlace(
  { from: said }: Readonly<Record<string, unknown>>,
  from: string,
): readonly FieldProblem[] {
  if (typeof said !== 'string' || !isPlace(said) || said === from) return [];
  return [{ key: 'from', at: 'value', message: `must be "${from}", as the file is called` }];
}

function checkPresence(value: Readonly<Record<string, unknown>>): readonly FieldProblem[] {
  const has = (key: EntryKey): boolean => Object.hasOwn(value, key);
  const missing = (key: EntryKey, message: string): readonly FieldProblem[] =>
    has(key) ? [] : [{ key, at: 'missing', message }];
  const isAllowed = has('reason') || has('owner') || has('until');
  return [
    ...REQUIRED.flatMap((key) => missing(key, 'is missing')),
    ...(has('in') ? [] : missing('places', 'is missing')),
    ...(isAllowed ? missing('reason', 'is missing: what is allowed needs a reason') : []),
    ...(isAllowed ? missing('owner', 'is missing: what is allowed needs an owner') : []),
  ];
}
