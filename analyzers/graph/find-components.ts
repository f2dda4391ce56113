/** An edge between nodes given as indices. */
export interface Edge {
  readonly from: number;
  readonly to: number;
}

/** Outgoing neighbours of every node, in flat arrays: those of `n` are `targets[starts[n]…starts[n + 1]]`. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  /** Index of the edge behind each target. */
  readonly edges: Int32Array;
}

/** Builds the adjacency of a graph; edges of a node keep their order. */
export function buildAdjacency(nodes: number, edges: readonly Edge[]): Adjacency {
  const starts = new Int32Array(nodes + 1);
  for (const { from } of edges) starts[from + 1] = (starts[from + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node++)
    starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const next = starts.slice();
  const targets = new Int32Array(edges.length);
  const indices = new Int32Array(edges.length);
  edges.forEach(({ from, to }, index) => {
    const slot = next[from] ?? 0;
    targets[slot] = to;
    indices[slot] = index;
    next[from] = slot + 1;
  });
  return { starts, targets, edges: indices };
}

/**
 * Strongly connected components of two or more nodes, by Tarjan's algorithm without recursion.
 * Members are sorted; the largest component comes first, then the one with the smallest member.
 */
export function findComponents(
  nodes: number,
  edges: readonly Edge[],
): readonly (readonly number[])[] {
  const component = labelComponents(nodes, edges);
  const members = new Map<number, number[]>();
  for (let node = 0; node < nodes; node++) {
    const label = component[node] ?? 0;
    const known = members.get(label);
    if (known === undefined) members.set(label, [node]);
    else known.push(node);
  }
  return [...members.values()]
    .filter((list) => list.length > 1)
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

/** The number of the strongly connected component of every node. */
export function labelComponents(nodes: number, edges: readonly Edge[]): Int32Array {
  const { starts, targets } = buildAdjacency(nodes, edges);
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const label = new Int32Array(nodes).fill(-1);
  const cursor = starts.slice(0, nodes);
  const path: number[] = [];
  const open: number[] = [];
  let clock = 0;
  let labels = 0;
  for (let root = 0; root < nodes; root++) {
    if (order[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1] ?? 0;
      if (order[node] === -1) {
        order[node] = low[node] = clock++;
        open.push(node);
      }
      const slot = cursor[node] ?? 0;
      if (slot < (starts[node + 1] ?? 0)) {
        cursor[node] = slot + 1;
        const target = targets[slot] ?? 0;
        if (order[target] === -1) path.push(target);
        else if (label[target] === -1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        label[member] = labels;
        if (member === node) break;
      }
      labels++;
    }
  }
  return label;
}
