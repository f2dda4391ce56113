/** Louvain (Blondel et al., 2008) at resolution 1, in node order: only to ask how modular a graph is. */

export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

export interface Communities {
  readonly labels: readonly number[];
  /** Newman's Q of the labels. */
  readonly modularity: number;
}

export function findCommunities(nodes: number, pairs: readonly Pair[]): Communities {
  let labels = Array.from({ length: nodes }, (_, node) => node);
  let graph: Graph = { nodes, pairs, loops: new Float64Array(nodes) };
  for (;;) {
    const moved = moveNodes(graph);
    if (moved.count === graph.nodes) break;
    labels = labels.map((label) => moved.labels[label] ?? 0);
    graph = condense(graph, moved);
  }
  return { labels, modularity: modularityOf(graph) };
}

interface Graph {
  readonly nodes: number;
  readonly pairs: readonly Pair[];
  /** Weight inside of each node, counted once. */
  readonly loops: Float64Array;
}

interface Moved {
  readonly labels: readonly number[];
  readonly count: number;
}

function moveNodes(graph: Graph): Moved {
  const { nodes, pairs } = graph;
  const neighbours = neighboursOf(nodes, pairs);
  const degree = degreesOf(graph);
  const total = degree.reduce((sum, one) => sum + one, 0);
  const community = Array.from({ length: nodes }, (_, node) => node);
  const weight = degree.slice();
  for (let improved = total > 0; improved;) {
    improved = false;
    for (let node = 0; node < nodes; node++) {
      const own = community[node] ?? 0;
      const mass = degree[node] ?? 0;
      const links = new Map<number, number>([[own, 0]]);
      for (const [next, strength] of neighbours[node] ?? []) {
        const there = community[next] ?? 0;
        links.set(there, (links.get(there) ?? 0) + strength);
      }
      weight[own] = (weight[own] ?? 0) - mass;
      const gainOf = (to: number): number =>
        (links.get(to) ?? 0) - ((weight[to] ?? 0) * mass) / total;
      let best = own;
      for (const to of links.keys()) if (gainOf(to) > gainOf(best) + EPSILON) best = to;
      weight[best] = (weight[best] ?? 0) + mass;
      if (best === own) continue;
      community[node] = best;
      improved = true;
    }
  }
  return renumber(community);
}

/** Rounding must not move nodes back and forth for ever. */
const EPSILON = 1e-9;

function neighboursOf(nodes: number, pairs: readonly Pair[]): readonly [number, number][][] {
  const lists: [number, number][][] = Array.from({ length: nodes }, () => []);
  for (const { a, b, weight } of pairs) {
    lists[a]?.push([b, weight]);
    lists[b]?.push([a, weight]);
  }
  return lists;
}

function degreesOf({ nodes, pairs, loops }: Graph): Float64Array {
  const degree = new Float64Array(nodes);
  loops.forEach((weight, node) => {
    degree[node] = 2 * weight;
  });
  for (const { a, b, weight } of pairs) {
    degree[a] = (degree[a] ?? 0) + weight;
    degree[b] = (degree[b] ?? 0) + weight;
  }
  return degree;
}

function renumber(community: readonly number[]): Moved {
  const numbers = new Map<number, number>();
  const labels = community.map((label) => {
    const known = numbers.get(label) ?? numbers.size;
    numbers.set(label, known);
    return known;
  });
  return { labels, count: numbers.size };
}

function condense({ pairs, loops }: Graph, { labels, count }: Moved): Graph {
  const inside = new Float64Array(count);
  loops.forEach((weight, node) => {
    const label = labels[node] ?? 0;
    inside[label] = (inside[label] ?? 0) + weight;
  });
  const between = new Map<number, number>();
  for (const { a, b, weight } of pairs) {
    const [from, to] = [labels[a] ?? 0, labels[b] ?? 0];
    if (from === to) inside[from] = (inside[from] ?? 0) + weight;
    else {
      const key = from < to ? from * count + to : to * count + from;
      between.set(key, (between.get(key) ?? 0) + weight);
    }
  }
  return {
    nodes: count,
    pairs: [...between].map(([key, weight]) => ({
      a: Math.floor(key / count),
      b: key % count,
      weight,
    })),
    loops: inside,
  };
}

/** Each node of the condensed graph is one community. */
function modularityOf(graph: Graph): number {
  const degree = degreesOf(graph);
  const total = degree.reduce((sum, one) => sum + one, 0);
  if (total === 0) return 0;
  return graph.loops.reduce(
    (sum, weight, node) => sum + (2 * weight) / total - ((degree[node] ?? 0) / total) ** 2,
    0,
  );
}
