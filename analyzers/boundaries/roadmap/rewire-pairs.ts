import { seededRandom } from '../cluster/seeded-random.ts';
import type { EdgeList } from '../cluster/weighted-graph.ts';

/** Swaps per pair after which nothing of the old graph is left (Milo et al., 2003). */
const SWAPS = 10;

/**
 * A random graph in which every node keeps its number of pairs (double-edge swaps); the same seed
 * gives the same graph.
 */
export function rewirePairs({ from, to, weight }: EdgeList, seed: number): EdgeList {
  const random = seededRandom(seed);
  const [starts, ends] = [[...from], [...to]];
  const size = 1 + Math.max(0, ...new Set([...from, ...to]));
  const keyOf = (a: number, b: number): number => Math.min(a, b) * size + Math.max(a, b);
  const present = new Set(starts.map((a, at) => keyOf(a, ends[at] ?? 0)));
  const pick = (): number => Math.floor(random() * starts.length);
  for (let turn = starts.length * SWAPS; turn > 0; turn--) {
    const [first, second, turned] = [pick(), pick(), random() < 0.5];
    const [a, b] = [starts[first] ?? 0, ends[first] ?? 0];
    const c = (turned ? ends[second] : starts[second]) ?? 0;
    const d = (turned ? starts[second] : ends[second]) ?? 0;
    const [one, other] = [keyOf(a, d), keyOf(c, b)];
    if (first === second || a === d || c === b || one === other) continue;
    if (present.has(one) || present.has(other)) continue;
    present.delete(keyOf(a, b));
    present.delete(keyOf(c, d));
    present.add(one).add(other);
    ends[first] = d;
    starts[second] = c;
    ends[second] = b;
  }
  return { from: starts, to: ends, weight: [...weight] };
}
