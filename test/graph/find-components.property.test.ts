import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findComponents, type Edge } from '../../analyzers/graph/find-components.ts';
import { findCut, type WeightedEdge } from '../../analyzers/graph/find-cut.ts';
import { orderExactly } from '../../analyzers/graph/order-exactly.ts';
import { backwardWeight, orderWell } from '../../analyzers/graph/order-nodes.ts';

const graphOf = (
  maxNodes: number,
  maxEdges: number,
): fc.Arbitrary<{ nodes: number; edges: readonly WeightedEdge[] }> =>
  fc.integer({ min: 1, max: maxNodes }).chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(
        fc.record({
          from: fc.nat(nodes - 1),
          to: fc.nat(nodes - 1),
          weight: fc.integer({ min: 1, max: 5 }),
        }),
        { maxLength: maxEdges },
      ),
    }),
  );

describe('findComponents', () => {
  it('agrees with a reachability matrix on 10,000 random graphs', () => {
    fc.assert(
      fc.property(graphOf(12, 30), ({ nodes, edges }) => {
        expect(findComponents(nodes, edges)).toEqual(componentsByReachability(nodes, edges));
      }),
      { numRuns: 10_000, seed: 7 },
    );
  });

  it('agrees with it on larger graphs', () => {
    fc.assert(
      fc.property(graphOf(120, 240), ({ nodes, edges }) => {
        const expected = componentsByReachability(nodes, edges);
        expect(findComponents(nodes, edges)).toEqual(expected);
      }),
      { numRuns: 150, seed: 8 },
    );
  });

  it('survives a chain and a ring of 100,000 nodes', () => {
    const nodes = 100_000;
    const chain = Array.from({ length: nodes - 1 }, (_, from) => ({
      from,
      to: from + 1,
      weight: 1,
    }));
    const ring = [...chain, { from: nodes - 1, to: 0, weight: 1 }];
    expect(findComponents(nodes, chain)).toEqual([]);
    expect(findComponents(nodes, ring)).toHaveLength(1);
    expect(findCut(nodes, ring)).toHaveLength(1);
  });

  it('ignores loops of a single node', () => {
    expect(findComponents(2, [{ from: 0, to: 0 }])).toEqual([]);
  });
});

describe('findCut', () => {
  it('costs as little as the best order of all, and leaves no cycle', () => {
    fc.assert(
      fc.property(graphOf(7, 20), ({ nodes, edges }) => {
        const cut = findCut(nodes, edges);
        expect(
          isAcyclic(
            nodes,
            edges.filter((_, index) => !cut.includes(index)),
          ),
        ).toBe(true);
        expect(weightOf(edges, cut)).toBe(cheapestByPermutation(nodes, edges));
      }),
      { numRuns: 1500, seed: 9 },
    );
  });

  it('leaves no cycle and no needless edge on larger graphs, the same every time', () => {
    fc.assert(
      fc.property(graphOf(60, 200), ({ nodes, edges }) => {
        const cut = findCut(nodes, edges);
        const kept = edges.filter((_, index) => !cut.includes(index));
        expect(isAcyclic(nodes, kept)).toBe(true);
        expect(findCut(nodes, edges)).toEqual(cut);
        for (const index of cut) {
          const edge = edges[index];
          if (edge !== undefined) expect(isAcyclic(nodes, [...kept, edge])).toBe(false);
        }
      }),
      { numRuns: 60, seed: 10 },
    );
  });

  it('has a heuristic that stays within a tenth of the exact order', () => {
    fc.assert(
      fc.property(graphOf(13, 60), ({ nodes, edges }) => {
        const candidates = edges
          .filter(({ from, to }) => from !== to)
          .map((edge, index) => ({ ...edge, origins: [index] }));
        const exact = backwardWeight(orderExactly(nodes, candidates), candidates);
        const good = backwardWeight(orderWell(nodes, candidates), candidates);
        expect(good).toBeGreaterThanOrEqual(exact);
        expect(good).toBeLessThanOrEqual(exact * 1.1);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it('prefers one light edge over several, and cuts what has to go', () => {
    const edges = [
      { from: 0, to: 1, weight: 3 },
      { from: 1, to: 2, weight: 4 },
      { from: 2, to: 0, weight: 2 },
      { from: 3, to: 3, weight: 9 },
    ];
    expect(findCut(4, edges)).toEqual([2, 3]);
    expect(findCut(0, [])).toEqual([]);
  });

  it('is quick on a component of 470 files', () => {
    const nodes = 470;
    const edges = Array.from({ length: 1_150 }, (_, index) => ({
      from: index % nodes,
      to: (index * 7919 + Math.floor(index / nodes) * 31 + 1) % nodes,
      weight: 1 + (index % 4),
    }));
    const began = performance.now();
    const cut = findCut(nodes, edges);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(
      isAcyclic(
        nodes,
        edges.filter((_, index) => !cut.includes(index)),
      ),
    ).toBe(true);
  });
});

function componentsByReachability(
  nodes: number,
  edges: readonly Edge[],
): readonly (readonly number[])[] {
  const reach = Array.from({ length: nodes }, (_, start) => reachable(nodes, edges, start));
  const seen = new Set<number>();
  const components: number[][] = [];
  for (let node = 0; node < nodes; node++) {
    if (seen.has(node)) continue;
    const members = Array.from({ length: nodes }, (_, other) => other).filter(
      (other) =>
        other === node || (reach[node]?.has(other) === true && reach[other]?.has(node) === true),
    );
    for (const member of members) seen.add(member);
    if (members.length > 1) components.push(members);
  }
  return components.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

function reachable(nodes: number, edges: readonly Edge[], start: number): ReadonlySet<number> {
  const seen = new Set<number>();
  for (let grew = true; grew;) {
    grew = false;
    for (const { from, to } of edges) {
      if ((from === start || seen.has(from)) && !seen.has(to)) {
        seen.add(to);
        grew = true;
      }
    }
    if (seen.size === nodes) break;
  }
  return seen;
}

function isAcyclic(nodes: number, edges: readonly Edge[]): boolean {
  const left = new Set(edges);
  const present = new Set(Array.from({ length: nodes }, (_, node) => node));
  for (let removed = true; removed;) {
    removed = false;
    for (const node of present) {
      if ([...left].some((edge) => edge.to === node)) continue;
      present.delete(node);
      for (const edge of left) if (edge.from === node) left.delete(edge);
      removed = true;
    }
  }
  return present.size === 0;
}

function weightOf(edges: readonly WeightedEdge[], indices: readonly number[]): number {
  return indices.reduce((sum, index) => sum + (edges[index]?.weight ?? 0), 0);
}

/** Tries every order of the nodes; loops always have to go. */
function cheapestByPermutation(nodes: number, edges: readonly WeightedEdge[]): number {
  const loops = edges.filter(({ from, to }) => from === to);
  const base = loops.reduce((sum, edge) => sum + edge.weight, 0);
  let best = Infinity;
  const place = (order: readonly number[], cost: number): void => {
    if (cost >= best) return;
    if (order.length === nodes) {
      best = cost;
      return;
    }
    for (let node = 0; node < nodes; node++) {
      if (order.includes(node)) continue;
      let more = 0;
      for (const { from, to, weight } of edges) {
        if (from === node && order.includes(to)) more += weight;
      }
      place([...order, node], cost + more);
    }
  };
  place([], 0);
  return base + best;
}
