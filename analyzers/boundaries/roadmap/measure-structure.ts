/**
 * Does the code have parts at all? Compares the best modularity that a plain community search
 * reaches on the graph of files with what it reaches on random graphs of the same degrees
 * (Guimerà, Sales-Pardo & Amaral, 2004: random graphs have high modularity too).
 */
import { countCommunities, findCommunities } from '../cluster/find-communities.ts';
import { buildWeightedGraph } from '../cluster/weighted-graph.ts';
import type { EdgeList } from '../cluster/weighted-graph.ts';
import type { BoundaryEvidence } from '../evidence.ts';
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
  const count = pairs.from.length;
  const graphs = Math.max(1, Math.min(MOST_GRAPHS, Math.round(ENOUGH_PAIRS / (count + 1))));
  const modularity = bestModularity(files.length, pairs);
  let random = 0;
  for (let seed = 1; seed <= graphs; seed++)
    random += bestModularity(files.length, rewirePairs(pairs, seed)) / graphs;
  const gain = random < 1 ? (modularity - random) / (1 - random) : 0;
  return { pairs: count, modularity, random, gain };
}

/** Each pair once, whoever uses whom, in the order of the evidence. */
function joinPairs(
  count: number,
  uses: readonly { readonly from: number; readonly to: number }[],
): EdgeList {
  const keys = new Set(
    uses
      .filter(({ from, to }) => from !== to)
      .map(({ from, to }) => Math.min(from, to) * count + Math.max(from, to)),
  );
  const from = [...keys].map((key) => Math.floor(key / count));
  const to = [...keys].map((key) => key % count);
  return { from, to, weight: from.map(() => 1) };
}

/** Newman's Q of the communities found at resolution 1. */
function bestModularity(nodes: number, pairs: EdgeList): number {
  const graph = buildWeightedGraph(nodes, pairs);
  const community = findCommunities(graph, 1);
  const total = 2 * pairs.from.length;
  if (total === 0) return 0;
  const degrees = new Float64Array(countCommunities(community));
  graph.degrees.forEach((degree, node) => {
    const one = community[node] ?? 0;
    degrees[one] = (degrees[one] ?? 0) + degree;
  });
  const inside = pairs.from.filter((a, at) => community[a] === community[pairs.to[at] ?? 0]).length;
  return (2 * inside) / total - degrees.reduce((sum, one) => sum + (one / total) ** 2, 0);
}
