import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  maximumMatching,
  maximumWeightAssignment,
} from '../../../bench/boundaries/metrics/matching.ts';

describe('maximum matching', () => {
  it('rematches an earlier node when a later one has only its choice', () => {
    expect(maximumMatching([[0, 1], [0], [1, 2]])).toBe(3);
    expect(maximumMatching([[0], [0], []])).toBe(1);
  });

  it('is as large as the best assignment with weights of 1', () => {
    const choices = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 4 })), { maxLength: 5 });
    fc.assert(
      fc.property(choices, (rows) => {
        const weights = rows.map((row) => new Map(row.map((column) => [column, 1])));
        expect(maximumMatching(rows)).toBe(bruteForce(weights));
      }),
    );
  });
});

describe('maximum-weight assignment', () => {
  it('gives up the heaviest cell when that pays', () => {
    // 5 + 1 = 6 by the heaviest cell, 4 + 4 = 8 without it.
    const weights = [
      new Map([
        [0, 5],
        [1, 4],
      ]),
      new Map([
        [0, 4],
        [1, 1],
      ]),
    ];
    expect(maximumWeightAssignment(weights, 2)).toBe(8);
  });

  it('equals brute force on matrices up to 5 by 5, wide and tall', () => {
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }));
    const matrix = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.tuple(
          fc.constant(width),
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 }),
        ),
      );
    fc.assert(
      fc.property(matrix, ([width, rows]) => {
        const weights = rows.map(
          (row) => new Map([...row.entries()].filter(([, weight]) => weight > 0)),
        );
        expect(maximumWeightAssignment(weights, width)).toBe(bruteForce(weights));
      }),
    );
  });
});

/** Best sum over every way to give rows distinct columns or none. */
function bruteForce(weights: readonly ReadonlyMap<number, number>[]): number {
  const [first, ...rest] = weights;
  if (first === undefined) return 0;
  const without = (column: number): readonly ReadonlyMap<number, number>[] =>
    rest.map((row) => new Map([...row].filter(([other]) => other !== column)));
  return Math.max(
    bruteForce(rest),
    ...[...first].map(([column, weight]) => weight + bruteForce(without(column))),
  );
}
