/** Which accepted debt a violation of today is. */
import { compareText } from '../../../analyzers/discover/posix-path.ts';
import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import type { FoundViolation } from '../violation.ts';
import { namedAfterFile } from './name-form.ts';

export interface Matching {
  readonly entryOf: ReadonlyMap<FoundViolation, BaselineEntry>;
  readonly foundOf: ReadonlyMap<BaselineEntry, FoundViolation>;
}

/**
 * First by key, in however many places it is today. What has no name of its own is called after a file:
 * when that file was moved or renamed, the debt is the one whose file is gone.
 * @param entries one per key
 * @param found one per key
 * @param paths every file of the project
 */
export function matchEntries(
  entries: readonly BaselineEntry[],
  found: readonly FoundViolation[],
  paths: ReadonlySet<string>,
): Matching {
  const entryOf = new Map<FoundViolation, BaselineEntry>();
  const foundOf = new Map<BaselineEntry, FoundViolation>();
  const match = (one: FoundViolation, entry: BaselineEntry): void => {
    entryOf.set(one, entry);
    foundOf.set(entry, one);
  };
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]));
  for (const one of found) {
    const entry = byKey.get(keyOf(one));
    if (entry) match(one, entry);
  }
  const left = entries.filter((entry) => !foundOf.has(entry) && isOrphan(entry, paths));
  const candidates = groupByForm(left);
  if (candidates.size === 0) return { entryOf, foundOf };
  const unmatched = groupByForm(found.filter((one) => !entryOf.has(one)));
  for (const [form, ones] of unmatched) pairUp(ones, candidates.get(form) ?? [], match);
  return { entryOf, foundOf };
}

const isOrphan = ({ target }: BaselineEntry, paths: ReadonlySet<string>): boolean =>
  target !== undefined && !paths.has(target);

type Named = Pick<FoundViolation, 'rule' | 'from' | 'to' | 'symbol' | 'places'>;

function groupByForm<T extends Named>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const form = namedAfterFile(one.symbol);
    if (form === null) continue;
    const key = keyOf({ ...one, symbol: form });
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** To the smallest violation the smallest entry that covers it: no other way pairs more of them. */
function pairUp(
  found: readonly FoundViolation[],
  entries: readonly BaselineEntry[],
  match: (one: FoundViolation, entry: BaselineEntry) => void,
): void {
  const waiting = [...found].sort(bySize);
  let next = 0;
  for (const entry of [...entries].sort(bySize)) {
    const one = waiting[next];
    if (one === undefined || one.places > entry.places) continue;
    match(one, entry);
    next += 1;
  }
}

const bySize = (a: Named, b: Named): number =>
  a.places - b.places || compareText(a.symbol, b.symbol);
