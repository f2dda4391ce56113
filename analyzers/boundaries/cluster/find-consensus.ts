/**
 * The partition that agrees best with many: the one that maximises, over all pairs it puts together,
 * how often the many do so less a threshold. With 0.5 it is the median partition of Mirkin's distance.
 */
import { findCommunities, renumber } from './find-communities.ts';
import { addEdge, buildWeightedGraph, emptyEdges } from './weighted-graph.ts';
import type { EdgeList } from './weighted-graph.ts';

/** What many partitions say about the same nodes. */
export interface Agreement {
  /** Nodes that no partition tells apart share a block. */
  readonly blockOf: Int32Array;
  readonly sizes: Float64Array;
  /** Between blocks, weighted by the number of pairs: how often they are together. */
  readonly together: EdgeList;
}

/** Counts how often nodes are together; exact, and cheap because most nodes fall into few blocks. */
export function measureAgreement(partitions: readonly Int32Array[]): Agreement {
  const nodes = partitions[0]?.length ?? 0;
  let blockOf: Int32Array = new Int32Array(nodes);
  for (const partition of partitions) blockOf = intersect(blockOf, partition);
  const sizes = new Float64Array(blockOf.reduce((most, one) => Math.max(most, one + 1), 0));
  for (const block of blockOf) sizes[block] = (sizes[block] ?? 0) + 1;
  const firsts = new Int32Array(sizes.length).fill(-1);
  blockOf.forEach((block, node) => {
    if (firsts[block] === -1) firsts[block] = node;
  });
  return { blockOf, sizes, together: countTogether(partitions, firsts, sizes) };
}

function intersect(blockOf: Int32Array, partition: Int32Array): Int32Array {
  const width = partition.reduce((most, one) => Math.max(most, one + 1), 0);
  const numbers = new Map<number, number>();
  return blockOf.map((block, node) => {
    const key = block * width + (partition[node] ?? 0);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

function countTogether(
  partitions: readonly Int32Array[],
  firsts: Int32Array,
  sizes: Float64Array,
): EdgeList {
  const blocks = firsts.length;
  const counts = new Map<number, number>();
  for (const partition of partitions) {
    const groups = new Map<number, number[]>();
    firsts.forEach((node, block) => {
      const community = partition[node] ?? 0;
      const group = groups.get(community);
      if (group) group.push(block);
      else groups.set(community, [block]);
    });
    for (const group of groups.values()) {
      group.forEach((a, at) => {
        for (let next = at + 1; next < group.length; next += 1) {
          const key = a * blocks + (group[next] ?? 0);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      });
    }
  }
  const edges = emptyEdges();
  for (const [key, count] of counts) {
    const a = Math.floor(key / blocks);
    const b = key - a * blocks;
    const pairs = (sizes[a] ?? 0) * (sizes[b] ?? 0);
    addEdge(edges, a, b, (pairs * count) / partitions.length);
  }
  return edges;
}

/** Community per node. @param threshold how often two nodes must be together to count as together, 0 to 1 */
export function findConsensus(
  { blockOf, sizes, together }: Agreement,
  threshold: number,
): Int32Array {
  const graph = buildWeightedGraph(sizes.length, together);
  const communities = findCommunities(graph, threshold, sizes);
  return renumber(blockOf.map((block) => communities[block] ?? 0));
}
