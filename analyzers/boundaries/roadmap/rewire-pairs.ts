import type { Pair } from './find-communities.ts';

/** Swaps per pair after which nothing of the old graph is left (Milo et al., 2003). */
const SWAPS = 10;

/**
 * A random graph in which every node keeps its number of pairs (double-edge swaps); the same seed
 * gives the same graph. Weights stay 1.
 */
export function rewirePairs(pairs: readonly Pair[], seed: number): readonly Pair[] {
  const random = seededRandom(seed);
  const ends = pairs.map(({ a, b }) => [a, b] as [number, number]);
  const size = 1 + Math.max(0, ...ends.map(([a, b]) => Math.max(a, b)));
  const keyOf = (a: number, b: number): number => (a < b ? a * size + b : b * size + a);
  const present = new Set(ends.map(([a, b]) => keyOf(a, b)));
  for (let turn = ends.length * SWAPS; turn > 0; turn--) {
    const first = ends[Math.floor(random() * ends.length)];
    const second = ends[Math.floor(random() * ends.length)];
    if (first === undefined || second === undefined || first === second) continue;
    const [a, b] = first;
    const [c, d] = random() < 0.5 ? second : [second[1], second[0]];
    const [one, other] = [keyOf(a, d), keyOf(c, b)];
    if (a === d || c === b || one === other || present.has(one) || present.has(other)) continue;
    present.delete(keyOf(a, b));
    present.delete(keyOf(c, d));
    present.add(one).add(other);
    first[1] = d;
    second[0] = c;
    second[1] = b;
  }
  return ends.map(([a, b]) => ({ a, b, weight: 1 }));
}

/** Mulberry32 (Ettinger, 2017). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
