/** Which file loads which before its own code runs, with the imports that are to come. */
import type { ImportFact } from '../../../analyzers/index.ts';

export interface LoadGraph {
  readonly add: (from: string, to: string) => void;
  /** The shortest way, both ends included; null when there is none. */
  readonly wayBetween: (from: string, to: string) => readonly string[] | null;
}

type Edges = Map<string, Set<string>>;

export function buildLoadGraph(imports: readonly ImportFact[]): LoadGraph {
  const edges: Edges = new Map();
  const add: LoadGraph['add'] = (from, to) => {
    const known = edges.get(from);
    if (known) known.add(to);
    else edges.set(from, new Set([to]));
  };
  for (const { from, to, kind, load } of imports)
    if (kind === 'value' || (kind !== 'type' && load === 'eager')) add(from, to);
  return { add, wayBetween: (from, to) => shortestWay(edges, from, to) };
}

function shortestWay(edges: Edges, from: string, to: string): readonly string[] | null {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const node of cameFrom.keys()) {
    if (node === to) return wayBack(cameFrom, to);
    for (const next of edges.get(node) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, node);
  }
  return null;
}

function wayBack(cameFrom: ReadonlyMap<string, string | null>, end: string): readonly string[] {
  const way: string[] = [];
  for (let node: string | null = end; node !== null; node = cameFrom.get(node) ?? null)
    way.unshift(node);
  return way;
}
