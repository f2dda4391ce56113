/** What a change of the baseline is, in lines: nobody should have to read the files to see it. */
import { compareText } from '../../../analyzers/discover/posix-path.ts';
import { plural } from '../../report/summarize.ts';
import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';

interface Tally {
  readonly added: number;
  readonly removed: number;
  /** In fewer places, or in more of them. */
  readonly smaller: number;
  readonly larger: number;
  /** As large as before, with another allowance. */
  readonly allowance: number;
  readonly total: number;
}

/** One line per place whose debts changed, as in `orders: −3, 41 left`, and one for all. */
export function describeChange(
  before: readonly BaselineEntry[],
  after: readonly BaselineEntry[],
): readonly string[] {
  const places = [...new Set([...before, ...after].map((entry) => entry.from))].sort(compareText);
  const lines = places.flatMap((place) => {
    const isIn = (entry: BaselineEntry): boolean => entry.from === place;
    const parts = describe(tally(before.filter(isIn), after.filter(isIn)));
    return parts === null ? [] : [`${place}: ${parts}`];
  });
  const all = describe(tally(before, after));
  return [...lines, all === null ? `no change: ${plural(after.length, 'debt')}` : `total: ${all}`];
}

function tally(before: readonly BaselineEntry[], after: readonly BaselineEntry[]): Tally {
  const earlier = new Map(before.map((entry) => [keyOf(entry), entry]));
  const count = (isOne: (entry: BaselineEntry, old: BaselineEntry) => boolean): number =>
    after.filter((entry) => {
      const old = earlier.get(keyOf(entry));
      return old !== undefined && isOne(entry, old);
    }).length;
  const kept = count(() => true);
  return {
    added: after.length - kept,
    removed: before.length - kept,
    smaller: count((entry, old) => entry.places < old.places),
    larger: count((entry, old) => entry.places > old.places),
    allowance: count((entry, old) => entry.places === old.places && !isSameAllowance(entry, old)),
    total: after.length,
  };
}

const isSameAllowance = (a: BaselineEntry, b: BaselineEntry): boolean =>
  a.reason === b.reason && a.owner === b.owner && a.until === b.until;

/** Null when nothing changed. */
function describe(tally: Tally): string | null {
  const { added, removed, smaller, larger, allowance, total } = tally;
  const part = (count: number, text: string): readonly string[] => (count > 0 ? [text] : []);
  const figure = (count: number): string => count.toLocaleString('en-US');
  const parts = [
    ...part(added, `+${figure(added)}`),
    ...part(removed, `−${figure(removed)}`),
    ...part(smaller, `${figure(smaller)} smaller`),
    ...part(larger, `${figure(larger)} larger`),
    ...part(allowance, `${figure(allowance)} with another allowance`),
  ];
  if (parts.length === 0) return null;
  const isLess = added + larger === 0 && removed + smaller > 0;
  return `${parts.join(', ')}, ${figure(total)} ${isLess ? 'left' : 'in all'}`;
}
