import type { Edge } from './find-components.ts';

/**
 * Groups edges by biconnected component of the graph without directions (Hopcroft and Tarjan,
 * iterative). Every cycle lies within one group, so each can be cut on its own. Indices are sorted.
 */
export function findBlocks(nodes: number, edges: readonly Edge[]): readonly (readonly number[])[] {
  const adjacent: number[][] = Array.from({ length: nodes }, () => []);
  edges.forEach(({ from, to }, index) => {
    adjacent[from]?.push(index);
    adjacent[to]?.push(index);
  });
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const used = new Uint8Array(edges.length);
  const cursor = new Int32Array(nodes);
  const blocks: number[][] = [];
  const pending: number[] = [];
  let clock = 0;
  for (let root = 0; root < nodes; root++) {
    if (order[root] !== -1) continue;
    order[root] = low[root] = clock++;
    const path: { readonly node: number; readonly edge: number }[] = [{ node: root, edge: -1 }];
    while (path.length > 0) {
      const top = path[path.length - 1] ?? { node: root, edge: -1 };
      const { node } = top;
      const list = adjacent[node] ?? [];
      const slot = cursor[node] ?? 0;
      if (slot < list.length) {
        cursor[node] = slot + 1;
        const index = list[slot] ?? 0;
        if (used[index] === 1) continue;
        used[index] = 1;
        pending.push(index);
        const edge = edges[index];
        const next = edge === undefined ? node : edge.from === node ? edge.to : edge.from;
        if (order[next] === -1) {
          order[next] = low[next] = clock++;
          path.push({ node: next, edge: index });
        } else low[node] = Math.min(low[node] ?? 0, order[next] ?? 0);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1]?.node;
      if (parent === undefined) continue;
      low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      if ((low[node] ?? 0) >= (order[parent] ?? 0)) blocks.push(takeUntil(pending, top.edge));
    }
  }
  return blocks;
}

function takeUntil(pending: number[], last: number): number[] {
  const start = pending.lastIndexOf(last);
  return pending.splice(start).sort((a, b) => a - b);
}
