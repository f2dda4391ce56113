import type { CutEdge, CycleFact, CycleTier, ImportFact } from '../contract.ts';
import { compareText } from '../discover/posix-path.ts';
import { findComponents } from './find-components.ts';
import { findCut } from './find-cut.ts';

/** A dependency between two named nodes (files, modules, boundaries) at one place in the code. */
export interface CycleEdge extends CutEdge {
  readonly tiers: readonly CycleTier[];
  /** What it costs to remove it, such as the number of imported names; at least 1. */
  readonly weight: number;
}

const TIERS: readonly CycleTier[] = ['all', 'runtime', 'load'];

/** The tiers an import takes part in. */
export function tiersOf(fact: ImportFact): readonly CycleTier[] {
  if (fact.kind === 'type') return ['all'];
  return fact.load === 'eager' ? TIERS : ['all', 'runtime'];
}

/** Cycles between files, for all three tiers. */
export function findFileCycles(imports: readonly ImportFact[]): readonly CycleFact[] {
  const edges = imports.map(({ from, to, path, line, column, symbols, ...fact }): CycleEdge => ({
    from,
    to,
    path,
    line,
    column,
    weight: Math.max(1, symbols.length),
    tiers: tiersOf({ from, to, path, line, column, symbols, ...fact }),
  }));
  return findCycles('file', edges);
}

/**
 * Strongly connected components for each tier, the largest first, with the cheapest cut. A cut
 * names every place of the dependencies it removes.
 */
export function findCycles(
  level: CycleFact['level'],
  edges: readonly CycleEdge[],
): readonly CycleFact[] {
  return TIERS.flatMap((tier) =>
    findTierCycles(
      tier,
      level,
      edges.filter((edge) => edge.tiers.includes(tier) && edge.from !== edge.to),
    ),
  );
}

function findTierCycles(
  tier: CycleTier,
  level: CycleFact['level'],
  edges: readonly CycleEdge[],
): readonly CycleFact[] {
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort(compareText);
  const index = new Map(names.map((name, position) => [name, position]));
  const pairs = groupPairs(edges, index);
  const label = new Map<number, number>();
  const components = findComponents(names.length, pairs);
  components.forEach((members, number) => members.forEach((node) => label.set(node, number)));
  const inside: Pair[][] = components.map(() => []);
  for (const pair of pairs) {
    const number = label.get(pair.from);
    if (number !== undefined && label.get(pair.to) === number) inside[number]?.push(pair);
  }
  return components.map((members, number) => {
    const own = inside[number] ?? [];
    return {
      tier,
      level,
      members: members.map((node) => names[node] ?? ''),
      edges: own.length,
      cut: cutComponent(members, own),
    };
  });
}

/** All dependencies between the same two nodes; they go together or not at all. */
interface Pair {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly places: readonly CycleEdge[];
}

function groupPairs(
  edges: readonly CycleEdge[],
  index: ReadonlyMap<string, number>,
): readonly Pair[] {
  const pairs = new Map<number, Pair & { weight: number; places: CycleEdge[] }>();
  for (const edge of edges) {
    const from = index.get(edge.from) ?? 0;
    const to = index.get(edge.to) ?? 0;
    const key = from * index.size + to;
    const known = pairs.get(key);
    if (known === undefined) {
      pairs.set(key, { from, to, weight: edge.weight, places: [edge] });
    } else {
      known.weight += edge.weight;
      known.places.push(edge);
    }
  }
  return [...pairs.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

function cutComponent(members: readonly number[], pairs: readonly Pair[]): readonly CutEdge[] {
  const local = new Map(members.map((node, position) => [node, position]));
  const edges = pairs.map(({ from, to, weight }) => ({
    from: local.get(from) ?? 0,
    to: local.get(to) ?? 0,
    weight,
  }));
  return findCut(members.length, edges)
    .flatMap((position) => pairs[position]?.places ?? [])
    .map(({ from, to, path, line, column }) => ({ from, to, path, line, column }))
    .sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column);
}
