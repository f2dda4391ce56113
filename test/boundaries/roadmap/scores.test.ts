import { expect, test } from 'vitest';

import { gatherTouches } from '../../../analyzers/boundaries/roadmap/gather-touches.ts';
import type { Touches } from '../../../analyzers/boundaries/roadmap/gather-touches.ts';
import { measureBoundaries } from '../../../analyzers/boundaries/roadmap/measure-boundaries.ts';
import { prepareRisk } from '../../../analyzers/boundaries/roadmap/score-risk.ts';
import { scoreValues } from '../../../analyzers/boundaries/roadmap/score-value.ts';
import type { CrossingFact } from '../../../analyzers/contract.ts';
import type { MadeSystem } from './made-system.ts';
import { crossing, makeSystem, sound } from './made-system.ts';

function riskOf(crossings: readonly CrossingFact[], gone: ReadonlySet<number> = new Set()) {
  const input = makeSystem({ boundaries: sound(3), crossings });
  const [measure] = measureBoundaries(input);
  const [touches] = gatherTouches(input.ids, crossings);
  if (measure === undefined) throw new Error('no boundary');
  return prepareRisk(measure, touches as Touches)(gone);
}

const valuesOf = (system: MadeSystem): readonly number[] =>
  scoreValues(measureBoundaries(makeSystem(system)), system.history ?? true).map(
    (one) => one.score,
  );

test('nothing touched, all tested, no doubt: no risk', () => {
  expect(riskOf([]).score).toBe(0);
});

test('one transaction across: half of its weight', () => {
  // count 1, half 1 → amount 1/2; weight 0.7 → 1 − (1 − 0.35)
  expect(riskOf([crossing('a > b', 'transaction', 't')]).score).toBeCloseTo(0.35, 10);
});

test('factors multiply the chance of going well', () => {
  // transaction 0.35; a write: count 1, half 2 → 1/3 of 0.6 = 0.2; 1 − 0.65 · 0.8
  const both = [crossing('a > b', 'transaction', 't'), crossing('b > a', 'write', 'a_1')];
  expect(riskOf(both).score).toBeCloseTo(0.48, 10);
  expect(
    riskOf(both)
      .factors.slice(0, 2)
      .map(({ name, count }) => [name, count]),
  ).toEqual([
    ['transactions', 1],
    ['writes', 1],
  ]);
});

test('a class that is imported, injected and called is one thing to ask for', () => {
  const target = 'src/b/1.ts';
  const crossings = [
    crossing('a > b', 'import', 'B', 1, { target, remedy: 'api' }),
    crossing('a > b', 'inject', 'B', 2, { target }),
    crossing('a > b', 'call', 'B.price', 3, { target }),
  ];
  // count 1, half 5 → 1/6 of 0.6
  expect(riskOf(crossings).score).toBeCloseTo(0.1, 10);
});

test('keys to one neighbour count once', () => {
  const keys = [1, 2, 3].map((n) => crossing('a > b', 'foreign-key', `b_${n}`, n));
  // one neighbour, half 4 → 1/5 of 0.25
  expect(riskOf(keys).score).toBeCloseTo(0.05, 10);
});

test('calling what is gone is no call back; being called by it still is a client', () => {
  const asked = crossing('a > b', 'call', 'price');
  const asks = crossing('b > a', 'call', 'price');
  expect(riskOf([asked], new Set([1])).score).toBe(0);
  expect(riskOf([asks], new Set([1])).score).toBe(riskOf([asks]).score);
});

test('using code that stays in the monolith is calling back', () => {
  const input = makeSystem({ boundaries: sound(3), uses: ['a > c', 'a > b'] });
  const assignment = input.assignment.map((at) => (at === 2 ? -2 : at));
  const [measure] = measureBoundaries({ ...input, ids: ['a', 'b'], assignment });
  expect(measure?.usesRest).toHaveLength(1);
});

test('value is the mean place among the boundaries', () => {
  const boundaries = [
    { id: 'small', lines: 10 },
    { id: 'large', lines: 99, commits: 9, authors: 3, routes: 5 },
    { id: 'middle', lines: 50, commits: 5, authors: 2, routes: 2 },
  ];
  // No cycles and no tables: all share the middle there. Worst: (0 + 0 + 0 + 1/2 + 1/4) / 5.
  const [small = 1, large = 0, middle = 0] = valuesOf({ boundaries });
  expect(small).toBeCloseTo(0.15, 10);
  expect(large).toBeCloseTo(0.85, 10);
  expect(middle).toBeCloseTo(0.5, 10);
});

test('without history neither churn nor authors count', () => {
  const boundaries = [
    { id: 'a', lines: 10, commits: 99, authors: 9 },
    { id: 'b', lines: 20 },
  ];
  // size 0 or 1; surface, data and cycles equal
  const [a = 1, b = 0] = valuesOf({ boundaries, history: false });
  expect(a).toBeCloseTo(0.375, 10);
  expect(b).toBeCloseTo(0.625, 10);
});

test('boundaries in a cycle of imports hurt more than others', () => {
  const [a = 0, , c = 0] = valuesOf({ boundaries: sound(3), uses: ['a > b', 'b > a'] });
  expect(a).toBeGreaterThan(c);
});

test('the only boundary is worth a half', () => {
  expect(valuesOf({ boundaries: sound(1) })).toEqual([0.5]);
});
