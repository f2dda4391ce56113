import { findBlocks } from './find-blocks.ts';
import { labelComponents, type Edge } from './find-components.ts';
import { EXACT_NODES, orderExactly } from './order-exactly.ts';
import { orderWell, placesOf } from './order-nodes.ts';
import { reduceEdges, type CutCandidate } from './reduce-edges.ts';

/** An edge with what it costs to remove it; the weight must be positive. */
export interface WeightedEdge extends Edge {
  readonly weight: number;
}

/**
 * Indices of the edges whose removal leaves the graph without cycles, sorted; their weight is the
 * least possible as long as what remains after safe reductions falls into parts of at most
 * `EXACT_NODES` nodes, and close to it otherwise. The same input gives the same cut.
 */
export function findCut(nodes: number, edges: readonly WeightedEdge[]): readonly number[] {
  const cut: number[] = [];
  const candidates = edges.map(({ from, to, weight }, index) => ({
    from,
    to,
    weight,
    origins: [index],
  }));
  const open: { readonly nodes: number; readonly edges: readonly CutCandidate[] }[] = [
    { nodes, edges: candidates },
  ];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { edges: reduced, loops } = reduceEdges(keepCyclic(part.nodes, part.edges));
    for (const loop of loops) cut.push(...loop.origins);
    if (reduced.length === 0) continue;
    const parts = splitParts(part.nodes, reduced);
    if (parts.length > 1 || reduced.length < part.edges.length) {
      open.push(...parts.map((each) => renumber(each)));
      continue;
    }
    cut.push(...solve(part.nodes, reduced).flatMap((edge) => edge.origins));
  }
  return dropNeedless(nodes, edges, cut);
}

/** Only edges within a strongly connected component can be part of a cycle. */
function keepCyclic(nodes: number, edges: readonly CutCandidate[]): readonly CutCandidate[] {
  const label = labelComponents(nodes, edges);
  return edges.filter(({ from, to }) => label[from] === label[to]);
}

function splitParts(
  nodes: number,
  edges: readonly CutCandidate[],
): readonly (readonly CutCandidate[])[] {
  const cyclic = keepCyclic(nodes, edges);
  return findBlocks(nodes, cyclic).map((block) => block.flatMap((index) => cyclic[index] ?? []));
}

function renumber(edges: readonly CutCandidate[]): {
  nodes: number;
  edges: readonly CutCandidate[];
} {
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const index = new Map(names.map((name, position) => [name, position]));
  return {
    nodes: names.length,
    edges: edges.map((edge) => ({
      ...edge,
      from: index.get(edge.from) ?? 0,
      to: index.get(edge.to) ?? 0,
    })),
  };
}

function solve(nodes: number, edges: readonly CutCandidate[]): readonly CutCandidate[] {
  const order = nodes <= EXACT_NODES ? orderExactly(nodes, edges) : orderWell(nodes, edges);
  const place = placesOf(order);
  return edges.filter(({ from, to }) => (place[from] ?? 0) > (place[to] ?? 0));
}

/** Puts edges back, the heaviest first, as long as no cycle comes with them. */
function dropNeedless(
  nodes: number,
  edges: readonly WeightedEdge[],
  cut: readonly number[],
): readonly number[] {
  const removed = new Set(cut);
  const outgoing: number[][] = Array.from({ length: nodes }, () => []);
  edges.forEach(({ from, to }, index) => {
    if (!removed.has(index)) outgoing[from]?.push(to);
  });
  const weightOf = (index: number): number => edges[index]?.weight ?? 0;
  for (const index of [...removed].sort((a, b) => weightOf(b) - weightOf(a) || a - b)) {
    const edge = edges[index];
    if (edge === undefined || reaches(outgoing, edge.to, edge.from)) continue;
    outgoing[edge.from]?.push(edge.to);
    removed.delete(index);
  }
  return [...removed].sort((a, b) => a - b);
}

function reaches(outgoing: readonly (readonly number[])[], start: number, goal: number): boolean {
  const seen = new Set([start]);
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === goal) return true;
    for (const next of outgoing[node] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}
