import type { CutCandidate } from './reduce-edges.ts';

/** The largest graph that is ordered exactly: the table has 2^n entries. */
export const EXACT_NODES = 16;

/** An order of the nodes 0…n-1 whose backward edges weigh least, by dynamic programming. */
export function orderExactly(nodes: number, edges: readonly CutCandidate[]): readonly number[] {
  const backward = backwardWeights(nodes, edges);
  const size = 1 << nodes;
  const cost = new Float64Array(size).fill(Infinity);
  const last = new Int8Array(size).fill(-1);
  cost[0] = 0;
  for (let set = 0; set < size; set++) {
    const base = cost[set] ?? 0;
    for (let node = 0; node < nodes; node++) {
      if ((set & (1 << node)) !== 0) continue;
      const total = base + backward(node, set);
      const next = set | (1 << node);
      if (total < (cost[next] ?? 0)) {
        cost[next] = total;
        last[next] = node;
      }
    }
  }
  const order: number[] = [];
  for (let set = size - 1; set !== 0;) {
    const node = last[set] ?? 0;
    order.push(node);
    set &= ~(1 << node);
  }
  return order.toReversed();
}

const HALF = EXACT_NODES / 2;

/** What the edges from a node to the nodes of a set weigh: looked up for either half of the bits. */
function backwardWeights(
  nodes: number,
  edges: readonly CutCandidate[],
): (node: number, set: number) => number {
  const [low, high] = [0, HALF].map((shift) => {
    const sums = new Float64Array(nodes << HALF);
    for (const { from, to, weight } of edges) {
      if (to < shift || to >= shift + HALF) continue;
      const bit = 1 << (to - shift);
      for (let part = 0; part < 1 << HALF; part++) {
        const slot = (from << HALF) | part;
        if ((part & bit) !== 0) sums[slot] = (sums[slot] ?? 0) + weight;
      }
    }
    return sums;
  }) as [Float64Array, Float64Array];
  const mask = (1 << HALF) - 1;
  return (node, set) =>
    (low[(node << HALF) | (set & mask)] ?? 0) + (high[(node << HALF) | (set >> HALF)] ?? 0);
}
