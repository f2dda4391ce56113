/**
 * Does the code have parts at all? Compares the best modularity that a plain community search
 * reaches on the graph of files with what it reaches on random graphs of the same degrees
 * (Guimerà, Sales-Pardo & Amaral, 2004: random graphs have high modularity too).
 */
import type { BoundaryEvidence } from '../evidence.ts';
import { findCommunities } from './find-communities.ts';
import type { Pair } from './find-communities.ts';
import { rewirePairs } from './rewire-pairs.ts';

export interface Structure {
  /** Pairs of files that depend on each other, wiring left out. */
  readonly pairs: number;
  readonly modularity: number;
  /** Mean over random graphs of the same degrees. */
  readonly random: number;
  /** How much of what random graphs leave is reached: 0 like random, 1 perfectly separate parts. */
  readonly gain: number;
}

/** The mean settles within 0.01 after a handful of graphs of hundreds of files, and at once with thousands. */
const MOST_GRAPHS = 4;
const ENOUGH_PAIRS = 4000;

export function measureStructure({ files, uses }: BoundaryEvidence): Structure {
  const pairs = joinPairs(
    files.length,
    uses.filter(({ from, to }) => !files[from]?.wiring && !files[to]?.wiring),
  );
  const modularity = findCommunities(files.length, pairs).modularity;
  const graphs = Math.max(1, Math.min(MOST_GRAPHS, Math.round(ENOUGH_PAIRS / (pairs.length + 1))));
  let random = 0;
  for (let seed = 1; seed <= graphs; seed++) {
    const shuffled = rewirePairs(pairs, seed);
    random += findCommunities(files.length, shuffled).modularity / graphs;
  }
  const gain = random < 1 ? (modularity - random) / (1 - random) : 0;
  return { pairs: pairs.length, modularity, random, gain };
}

/** Each pair once, whoever uses whom, in the order of the evidence. */
function joinPairs(
  count: number,
  uses: readonly { readonly from: number; readonly to: number }[],
): readonly Pair[] {
  const seen = new Set<number>();
  return uses.flatMap(({ from, to }): readonly Pair[] => {
    const [a, b] = from < to ? [from, to] : [to, from];
    const key = a * count + b;
    if (a === b || seen.has(key)) return [];
    seen.add(key);
    return [{ a, b, weight: 1 }];
  });
}
