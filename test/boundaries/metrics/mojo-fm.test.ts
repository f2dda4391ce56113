import { describe, expect, it } from 'vitest';

import {
  largestMojoDistance,
  mojoDistance,
  mojoFm,
} from '../../../bench/boundaries/metrics/mojo-fm.ts';
import { buildContingency, numberLabels } from '../../../bench/boundaries/metrics/partition.ts';
import { allPartitions } from './arbitrary-partitions.ts';

describe('MoJoFM, worked by hand', () => {
  it('two moves of at most three', () => {
    // a = 1 2 3, b = 4 5 6 → x = 1 2, y = 3 4 5, z = 6: move 3 to b, 6 to a cluster of its own.
    // Worst: sizes 1 2 3 each exceed the count so far, g* = 3, 6 − 3 = 3.
    expect(mojoFm(['a', 'a', 'a', 'b', 'b', 'b'], ['x', 'x', 'y', 'y', 'y', 'z'])).toBeCloseTo(
      1 - 2 / 3,
      12,
    );
  });

  it('one join instead of two moves', () => {
    // a = 1 2, b = 3 4 → x = 1 2 3 4: join. Worst: one size, g* = 1, 4 − 1 = 3.
    expect(mojoFm(['a', 'a', 'b', 'b'], ['x', 'x', 'x', 'x'])).toBeCloseTo(1 - 1 / 3, 12);
  });

  it('resolves ties in favour of different clusters', () => {
    // a = 1 2 shares one file with x and one with y; b = 3 is x. Keeping y in a costs one move (1 to
    // b); keeping x in a would cost a move and a join.
    expect(mojoDistance(buildContingency(['a', 'a', 'b'], ['x', 'y', 'x']))).toBe(1);
  });

  it('is not symmetric', () => {
    const [lumped, fine] = [
      [0, 0, 0, 0],
      [0, 0, 1, 1],
    ];
    // Two files to move of at most 4 − 2 (sizes 2 2: g* = 2); one join of at most 3 the other way.
    expect(mojoFm(lumped, fine)).toBe(0);
    expect(mojoFm(fine, lumped)).toBeCloseTo(2 / 3, 12);
  });

  it('takes a single file for agreement', () => {
    expect(mojoFm(['a'], ['x'])).toBe(1);
  });
});

describe.each([1, 2, 3, 4, 5, 6])('MoJo of all partitions of %i files', (n) => {
  const partitions = allPartitions(n);
  const distances = new Map(partitions.map((from) => [String(from), shortestPaths(from)] as const));

  it('is the length of the shortest way of moves and joins', () => {
    for (const from of partitions)
      for (const to of partitions)
        expect(mojoDistance(buildContingency(from, to)), `${String(from)} → ${String(to)}`).toBe(
          distances.get(String(from))?.get(String(to)),
        );
  });

  it('has the stated maximum', () => {
    for (const to of partitions) {
      const worst = Math.max(
        ...partitions.map((from) => distances.get(String(from))?.get(String(to)) ?? NaN),
      );
      expect(largestMojoDistance(buildContingency(to, to)), String(to)).toBe(worst);
    }
  });
});

/** Steps from one partition to every other, breadth first. */
function shortestPaths(from: readonly number[]): ReadonlyMap<string, number> {
  const steps = new Map([[String(from), 0]]);
  let frontier = [from];
  for (let step = 1; frontier.length > 0; step += 1) {
    const reached = new Map<string, readonly number[]>();
    for (const next of frontier.flatMap(neighbours))
      if (!steps.has(String(next))) reached.set(String(next), next);
    for (const key of reached.keys()) steps.set(key, step);
    frontier = [...reached.values()];
  }
  return steps;
}

/** All partitions one move or one join away. */
function neighbours(partition: readonly number[]): readonly (readonly number[])[] {
  const clusters = [...new Set(partition)];
  const fresh = Math.max(...clusters) + 1;
  const moves = partition.flatMap((_, entity) =>
    [...clusters, fresh].map((to) => partition.map((label, at) => (at === entity ? to : label))),
  );
  const joins = clusters.flatMap((a) =>
    clusters.map((b) => partition.map((label) => (label === a ? b : label))),
  );
  return [...moves, ...joins].map((one) => numberLabels(one).numbers);
}
