import { array, assert, constant, integer, nat, property, record, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  findCommunities,
  modularitySizes,
} from '../../../analyzers/boundaries/cluster/find-communities.ts';
import {
  findConsensus,
  measureAgreement,
} from '../../../analyzers/boundaries/cluster/find-consensus.ts';
import {
  addEdge,
  buildWeightedGraph,
  emptyEdges,
} from '../../../analyzers/boundaries/cluster/weighted-graph.ts';
import type { WeightedGraph } from '../../../analyzers/boundaries/cluster/weighted-graph.ts';

type Pair = readonly [number, number, number];

function graphOf(nodes: number, pairs: readonly Pair[]): WeightedGraph {
  const edges = emptyEdges();
  for (const [a, b, weight] of pairs) addEdge(edges, a, b, weight);
  return buildWeightedGraph(nodes, edges);
}

/** Σ over pairs inside of a community: weight − resolution · size · size. */
function quality(
  nodes: number,
  pairs: readonly Pair[],
  sizes: ArrayLike<number>,
  labels: ArrayLike<number>,
  resolution: number,
): number {
  let sum = 0;
  for (const [a, b, weight] of pairs) if (a !== b && labels[a] === labels[b]) sum += weight;
  for (let a = 0; a < nodes; a += 1)
    for (let b = a + 1; b < nodes; b += 1)
      if (labels[a] === labels[b]) sum -= resolution * (sizes[a] ?? 0) * (sizes[b] ?? 0);
  return sum;
}

/** Every partition of the nodes, as restricted growth strings. */
function* partitionsOf(nodes: number, prefix: number[] = []): Generator<number[]> {
  if (prefix.length === nodes) {
    yield prefix;
    return;
  }
  const next = prefix.length === 0 ? 0 : Math.max(...prefix) + 1;
  for (let label = 0; label <= next; label += 1) yield* partitionsOf(nodes, [...prefix, label]);
}

const smallGraph = record({
  nodes: constant(7),
  pairs: array(tuple(nat(6), nat(6), integer({ min: 1, max: 5 })) as Arbitrary<Pair>, {
    maxLength: 18,
  }),
});

describe('findCommunities', () => {
  it('finds two cliques tied by one edge', () => {
    const clique = (first: number): Pair[] =>
      [0, 1, 2, 3].flatMap((a) =>
        [0, 1, 2, 3].filter((b) => b > a).map((b): Pair => [first + a, first + b, 1]),
      );
    const labels = findCommunities(graphOf(8, [...clique(0), ...clique(4), [3, 4, 1]]), 1);
    expect([...labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('leaves nodes without edges alone', () => {
    expect([...findCommunities(graphOf(3, []), 1)]).toEqual([0, 1, 2]);
  });

  it('never does worse than leaving everything apart or together, and comes near the best', () => {
    let found = 0;
    let best = 0;
    assert(
      property(smallGraph, ({ nodes, pairs }) => {
        const graph = graphOf(nodes, pairs);
        const sizes = modularitySizes(graph);
        const of = (labels: ArrayLike<number>): number => quality(nodes, pairs, sizes, labels, 1);
        const mine = of(findCommunities(graph, 1));
        const optimum = Math.max(...[...partitionsOf(nodes)].map(of));
        expect(mine).toBeGreaterThanOrEqual(-1e-9);
        expect(mine).toBeLessThanOrEqual(optimum + 1e-9);
        found += mine;
        best += optimum;
      }),
      { numRuns: 150, seed: 20261120 },
    );
    expect(found / best).toBeGreaterThan(0.97);
  });

  it('makes connected communities only', () => {
    assert(
      property(smallGraph, ({ nodes, pairs }) => {
        const labels = findCommunities(graphOf(nodes, pairs), 1);
        for (let node = 0; node < nodes; node += 1) {
          const reached = new Set([node]);
          for (let grown = true; grown;) {
            grown = false;
            for (const [a, b] of pairs)
              for (const [from, to] of [
                [a, b],
                [b, a],
              ] as const)
                if (reached.has(from) && !reached.has(to) && labels[to] === labels[node]) {
                  reached.add(to);
                  grown = true;
                }
          }
          const members = [...labels.keys()].filter((other) => labels[other] === labels[node]);
          expect([...reached].sort()).toEqual(members);
        }
      }),
      { numRuns: 300, seed: 20261120 },
    );
  });
});

describe('findConsensus', () => {
  const random = array(array(nat(3), { minLength: 6, maxLength: 6 }), {
    minLength: 1,
    maxLength: 6,
  });

  it('is the partition that all agree on', () => {
    const one = Int32Array.of(0, 0, 1, 1, 2, 2);
    expect([...findConsensus(measureAgreement([one, one, one]), 0.5)]).toEqual([...one]);
  });

  it('comes near the best median partition of all', () => {
    let found = 0;
    let best = 0;
    assert(
      property(random, (lists) => {
        const partitions = lists.map((list) => Int32Array.from(list));
        const of = (labels: ArrayLike<number>): number => {
          let sum = 0;
          for (let a = 0; a < 6; a += 1)
            for (let b = a + 1; b < 6; b += 1) {
              if (labels[a] !== labels[b]) continue;
              const times = partitions.filter((one) => one[a] === one[b]).length;
              sum += times / partitions.length - 0.5;
            }
          return sum;
        };
        const mine = of(findConsensus(measureAgreement(partitions), 0.5));
        const optimum = Math.max(...[...partitionsOf(6)].map(of));
        expect(mine).toBeLessThanOrEqual(optimum + 1e-9);
        found += mine;
        best += optimum;
      }),
      { numRuns: 200, seed: 20261120 },
    );
    expect(found / best).toBeGreaterThan(0.97);
  });
});
