import type { Edge } from './find-components.ts';

/**
 * Groups edges by biconnected component of the graph without directions (Hopcroft and Tarjan,
 * iterative). Every cycle lies within one group, so each can be cut on its own. Indices are sorted.
 */
export function findBlocks(nodes: number, edges: readonly Edge[]): readonly (readonly number[])[] {
  const search: Search = {
    edges,
    incident: listIncident(nodes, edges),
    order: new Int32Array(nodes).fill(-1),
    low: new Int32Array(nodes),
    cursor: new Int32Array(nodes),
    used: new Uint8Array(edges.length),
    pending: [],
    blocks: [],
    clock: 0,
  };
  for (let root = 0; root < nodes; root++) {
    if (search.order[root] === -1) searchFrom(search, root);
  }
  return search.blocks;
}

interface Search {
  readonly edges: readonly Edge[];
  readonly incident: readonly (readonly number[])[];
  readonly order: Int32Array;
  readonly low: Int32Array;
  readonly cursor: Int32Array;
  readonly used: Uint8Array;
  /** Edges walked and not yet put into a block. */
  readonly pending: number[];
  readonly blocks: number[][];
  clock: number;
}

interface Step {
  readonly node: number;
  /** Edge by which the node was reached, -1 for the root. */
  readonly edge: number;
}

function listIncident(nodes: number, edges: readonly Edge[]): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: nodes }, () => []);
  edges.forEach(({ from, to }, index) => {
    lists[from]?.push(index);
    lists[to]?.push(index);
  });
  return lists;
}

function searchFrom(search: Search, root: number): void {
  const path: Step[] = [];
  enter(search, path, { node: root, edge: -1 });
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const index = takeEdge(search, step.node);
    if (index === null) {
      path.pop();
      leave(search, step, path.at(-1));
      continue;
    }
    search.pending.push(index);
    const edge = search.edges[index];
    const next = edge?.from === step.node ? edge.to : (edge?.from ?? step.node);
    if (search.order[next] === -1) enter(search, path, { node: next, edge: index });
    else lower(search, step.node, search.order[next] ?? 0);
  }
}

function enter(search: Search, path: Step[], step: Step): void {
  search.order[step.node] = search.clock;
  search.low[step.node] = search.clock;
  search.clock++;
  path.push(step);
}

/** The next edge at the node that was not walked yet, null when there is none. */
function takeEdge(search: Search, node: number): number | null {
  const list = search.incident[node] ?? [];
  for (let slot = search.cursor[node] ?? 0; slot < list.length; slot++) {
    const index = list[slot] ?? 0;
    if (search.used[index] === 1) continue;
    search.used[index] = 1;
    search.cursor[node] = slot + 1;
    return index;
  }
  search.cursor[node] = list.length;
  return null;
}

function leave(search: Search, step: Step, parent: Step | undefined): void {
  if (parent === undefined) return;
  const low = search.low[step.node] ?? 0;
  lower(search, parent.node, low);
  if (low < (search.order[parent.node] ?? 0)) return;
  const start = search.pending.lastIndexOf(step.edge);
  search.blocks.push(search.pending.splice(start).sort((a, b) => a - b));
}

function lower(search: Search, node: number, value: number): void {
  search.low[node] = Math.min(search.low[node] ?? 0, value);
}
