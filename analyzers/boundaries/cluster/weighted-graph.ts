/** An undirected weighted graph in compressed rows: neighbours of node i are `ends[starts[i] … starts[i + 1])`. */
export interface WeightedGraph {
  readonly nodes: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly weights: Float64Array;
  /** Weight of each node's edges, a loop counted twice. */
  readonly degrees: Float64Array;
  /** Weight of each node's loop. */
  readonly loops: Float64Array;
}

/** Edges as three parallel lists, so that hundreds of thousands cost no object each. */
export interface EdgeList {
  readonly from: number[];
  readonly to: number[];
  readonly weight: number[];
}

export const emptyEdges = (): EdgeList => ({ from: [], to: [], weight: [] });

export function addEdge(edges: EdgeList, from: number, to: number, weight: number): void {
  edges.from.push(from);
  edges.to.push(to);
  edges.weight.push(weight);
}

/** Edges between the same two nodes are added up; what is not positive is left out. */
export function buildWeightedGraph(nodes: number, edges: EdgeList): WeightedGraph {
  const loops = new Float64Array(nodes);
  const sums = new Map<number, number>();
  edges.from.forEach((from, index) => {
    const to = edges.to[index] ?? 0;
    const weight = edges.weight[index] ?? 0;
    if (weight <= 0) return;
    if (from === to) {
      loops[from] = (loops[from] ?? 0) + weight;
      return;
    }
    const key = Math.min(from, to) * nodes + Math.max(from, to);
    sums.set(key, (sums.get(key) ?? 0) + weight);
  });
  return fillRows(nodes, sums, loops);
}

function fillRows(
  nodes: number,
  sums: ReadonlyMap<number, number>,
  loops: Float64Array,
): WeightedGraph {
  const keys = Float64Array.from(sums.keys()).sort();
  const starts = new Int32Array(nodes + 1);
  for (const key of keys) {
    const low = Math.floor(key / nodes);
    const high = key - low * nodes;
    starts[low + 1] = (starts[low + 1] ?? 0) + 1;
    starts[high + 1] = (starts[high + 1] ?? 0) + 1;
  }
  for (let node = 0; node < nodes; node += 1)
    starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const next = starts.slice();
  const ends = new Int32Array(starts[nodes] ?? 0);
  const weights = new Float64Array(ends.length);
  const degrees = loops.map((weight) => 2 * weight);
  const put = (from: number, to: number, weight: number): void => {
    const at = next[from] ?? 0;
    ends[at] = to;
    weights[at] = weight;
    next[from] = at + 1;
    degrees[from] = (degrees[from] ?? 0) + weight;
  };
  for (const key of keys) {
    const low = Math.floor(key / nodes);
    const weight = sums.get(key) ?? 0;
    put(low, key - low * nodes, weight);
    put(key - low * nodes, low, weight);
  }
  return { nodes, starts, ends, weights, degrees, loops };
}
