/**
 * Communities by the Leiden algorithm (Traag, Waltman, van Eck 2019): moving of nodes from a queue,
 * refinement inside of each community, aggregation of the refined parts. Nothing is random: nodes
 * are taken by degree, then by number, and ties go to the smaller number.
 */
import { addEdge, buildWeightedGraph, emptyEdges } from './weighted-graph.ts';
import type { WeightedGraph } from './weighted-graph.ts';

const MAX_ROUNDS = 20;
/** Gains smaller than this are rounding, not structure. */
const GAIN = 1e-10;

/**
 * Community per node, numbered from 0 in order of first appearance.
 * @param resolution weight of the null model; more of it gives smaller communities
 * @param sizes what the null model is made of: the product of two sizes is the weight expected
 *   between them. Degrees over the root of their sum give modularity; ones give the constant Potts model.
 */
export function findCommunities(
  graph: WeightedGraph,
  resolution: number,
  sizes: Float64Array = modularitySizes(graph),
): Int32Array {
  let level = { graph, sizes };
  let community = identity(graph.nodes);
  const place = identity(graph.nodes);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const order = orderNodes(level.graph);
    moveNodes(level.graph, level.sizes, community, resolution, order);
    const refined = renumber(refine(level.graph, level.sizes, community, resolution, order));
    const parts = countCommunities(refined);
    if (parts === level.graph.nodes) break;
    const next = aggregate(level.graph, level.sizes, refined, parts);
    const nextCommunity = new Int32Array(parts);
    refined.forEach((part, node) => {
      nextCommunity[part] = community[node] ?? 0;
    });
    place.forEach((part, node) => {
      place[node] = refined[part] ?? 0;
    });
    community = renumber(nextCommunity);
    level = next;
  }
  return renumber(place.map((part) => community[part] ?? 0));
}

/** Sizes for which the quality function is modularity (Newman and Girvan, 2004). */
export function modularitySizes({ degrees }: WeightedGraph): Float64Array {
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  return total === 0 ? degrees.slice() : degrees.map((degree) => degree / Math.sqrt(total));
}

export function countCommunities(community: Int32Array): number {
  return community.reduce((most, one) => Math.max(most, one + 1), 0);
}

function identity(nodes: number): Int32Array {
  return Int32Array.from({ length: nodes }, (_, node) => node);
}

/** Loosely tied nodes first: they have the clearest home. */
function orderNodes({ nodes, degrees }: WeightedGraph): Int32Array {
  return identity(nodes).sort((a, b) => (degrees[a] ?? 0) - (degrees[b] ?? 0) || a - b);
}

export function renumber(community: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return community.map((one) => {
    const known = numbers.get(one);
    if (known !== undefined) return known;
    numbers.set(one, numbers.size);
    return numbers.size - 1;
  });
}

/** Weights from one node to each community next to it; reused, as it is asked for every visit. */
class Neighbourhood {
  readonly weights: Float64Array;
  readonly communities: number[] = [];

  constructor(nodes: number) {
    this.weights = new Float64Array(nodes);
  }

  gather(
    { starts, ends, weights }: WeightedGraph,
    node: number,
    communityOf: (neighbour: number) => number,
  ): void {
    for (const community of this.communities) this.weights[community] = 0;
    this.communities.length = 0;
    for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge += 1) {
      const community = communityOf(ends[edge] ?? 0);
      if (community < 0) continue;
      if (this.weights[community] === 0) this.communities.push(community);
      this.weights[community] = (this.weights[community] ?? 0) + (weights[edge] ?? 0);
    }
    this.communities.sort((a, b) => a - b);
  }
}

function moveNodes(
  graph: WeightedGraph,
  sizes: Float64Array,
  community: Int32Array,
  resolution: number,
  order: Int32Array,
): void {
  const totals = new Float64Array(graph.nodes);
  const members = new Int32Array(graph.nodes);
  community.forEach((one, node) => {
    totals[one] = (totals[one] ?? 0) + (sizes[node] ?? 0);
    members[one] = (members[one] ?? 0) + 1;
  });
  const empty = [...members.keys()].filter((one) => members[one] === 0).toReversed();
  const near = new Neighbourhood(graph.nodes);
  const queue = [...order];
  const waiting = new Uint8Array(graph.nodes).fill(1);
  for (let head = 0; head < queue.length; head += 1) {
    const node = queue[head] ?? 0;
    waiting[node] = 0;
    const home = community[node] ?? 0;
    const size = sizes[node] ?? 0;
    near.gather(graph, node, (other) => community[other] ?? 0);
    totals[home] = (totals[home] ?? 0) - size;
    members[home] = (members[home] ?? 0) - 1;
    const gainOf = (one: number): number =>
      (near.weights[one] ?? 0) - resolution * size * (totals[one] ?? 0);
    let best = home;
    for (const one of near.communities) if (gainOf(one) > gainOf(best) + GAIN) best = one;
    const alone = empty.at(-1);
    if (gainOf(best) < -GAIN && members[home] !== 0 && alone !== undefined) best = alone;
    totals[best] = (totals[best] ?? 0) + size;
    members[best] = (members[best] ?? 0) + 1;
    if (best === home) continue;
    if (best === alone) empty.pop();
    if (members[home] === 0) empty.push(home);
    community[node] = best;
    for (let edge = graph.starts[node] ?? 0; edge < (graph.starts[node + 1] ?? 0); edge += 1) {
      const other = graph.ends[edge] ?? 0;
      if (community[other] === best || waiting[other] === 1) continue;
      waiting[other] = 1;
      queue.push(other);
    }
  }
}

/** Splits every community into parts that hold together by themselves. */
function refine(
  graph: WeightedGraph,
  sizes: Float64Array,
  community: Int32Array,
  resolution: number,
  order: Int32Array,
): Int32Array {
  const part = identity(graph.nodes);
  const totals = sizes.slice();
  const members = new Int32Array(graph.nodes).fill(1);
  const near = new Neighbourhood(graph.nodes);
  for (const node of order) {
    const home = part[node] ?? 0;
    if ((members[home] ?? 0) > 1) continue;
    near.gather(graph, node, (other) =>
      community[other] === community[node] && part[other] !== home ? (part[other] ?? 0) : -1,
    );
    const size = sizes[node] ?? 0;
    let best = home;
    let gain = GAIN;
    for (const one of near.communities) {
      const next = (near.weights[one] ?? 0) - resolution * size * (totals[one] ?? 0);
      if (next <= gain) continue;
      gain = next;
      best = one;
    }
    if (best === home) continue;
    totals[home] = (totals[home] ?? 0) - size;
    members[home] = 0;
    part[node] = best;
    totals[best] = (totals[best] ?? 0) + size;
    members[best] = (members[best] ?? 0) + 1;
  }
  return part;
}

function aggregate(
  graph: WeightedGraph,
  sizes: Float64Array,
  parts: Int32Array,
  count: number,
): { graph: WeightedGraph; sizes: Float64Array } {
  const edges = emptyEdges();
  const totals = new Float64Array(count);
  for (let node = 0; node < graph.nodes; node += 1) {
    const part = parts[node] ?? 0;
    totals[part] = (totals[part] ?? 0) + (sizes[node] ?? 0);
    addEdge(edges, part, part, graph.loops[node] ?? 0);
    for (let edge = graph.starts[node] ?? 0; edge < (graph.starts[node + 1] ?? 0); edge += 1) {
      const other = graph.ends[edge] ?? 0;
      if (node < other) addEdge(edges, part, parts[other] ?? 0, graph.weights[edge] ?? 0);
    }
  }
  return { graph: buildWeightedGraph(count, edges), sizes: totals };
}
