import { expect, test } from 'vitest';

import { rankBoundaries } from '../../../analyzers/boundaries/roadmap/rank-boundaries.ts';
import { OBSTACLES_SHOWN } from '../../../analyzers/boundaries/roadmap/thresholds.ts';
import type { CrossingFact, RoadmapStep } from '../../../analyzers/contract.ts';
import { crossing, makeSystem, sound } from './made-system.ts';

/** The step of `a`, made the first of all by its churn. */
function firstStep(crossings: readonly CrossingFact[], tested = true): RoadmapStep {
  const boundaries = sound(8).map((one) =>
    one.id === 'a' ? { ...one, commits: 99, tested } : one,
  );
  const others = boundaries
    .slice(1)
    .map(({ id = '' }) => crossing(`${id} > z`, 'transaction', 't'));
  const { roadmap } = rankBoundaries(
    makeSystem({ boundaries, crossings: [...crossings, ...others] }),
  );
  const step = roadmap[0];
  if (step?.boundary !== 'a') throw new Error('a is not the first');
  return step;
}

test('an obstacle stands where the code does, with its remedy', () => {
  const call = crossing('a > b', 'call', 'Prices.of', 12, {
    target: 'src/b/1.ts',
    why: 'a cannot go on without it.',
  });
  expect(firstStep([call]).obstacles).toEqual([
    {
      code: 'reverse-call',
      path: 'src/a/0.ts',
      line: 12,
      column: 5,
      message: 'asks b for Prices.of',
      remedy: 'api: a cannot go on without it.',
    },
  ]);
});

test('each kind of crossing has its code and says who touches what', () => {
  const crossings = [
    crossing('b > a', 'call', 'Rates.of', 1, { cost: 1 }),
    crossing('a > b', 'join', 'b_1', 2, { cost: 2 }),
    crossing('a > b', 'foreign-key', 'b_2', 3, { cost: 3 }),
    crossing('b > a', 'read', 'a_1', 4, { cost: 4 }),
    crossing('a > b', 'import', 'money', 5, { cost: 5 }),
    crossing('a > kernel', 'event', 'placed', 6, { cost: 6 }),
    crossing('monolith > a', 'call', 'Rates.all', 7, { cost: 7 }),
  ];
  expect(firstStep(crossings).obstacles.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'client-call: b asks for Rates.of',
    'crossing-join: joins table b_1 of b',
    'crossing-relation: refers to b_2 of b',
    'foreign-table-read: b reads a_1',
    'shared-code: uses money of b',
    'shared-code: shares the event placed of the kernel',
    'client-call: the monolith asks for Rates.all',
  ]);
});

test('places through the same table are one obstacle, with the sum of their costs', () => {
  const reads = [1, 2, 3].map((line) => crossing('a > b', 'read', 'b_1', line, { cost: 2 }));
  const join = crossing('a > b', 'join', 'b_2', 9, { cost: 5 });
  expect(firstStep([...reads, join]).obstacles.map((one) => one.message)).toEqual([
    'joins table b_2 of b',
    'reads b_1 of b in 3 places',
  ]);
});

test('what decides is shown, the cheapest first, and the rest is counted', () => {
  const light = Array.from({ length: 20 }, (_, n) => crossing('a > b', 'import', `x${n}`, n + 1));
  const call = crossing('a > c', 'call', 'C.get', 40, { cost: 9, target: 'src/c/0.ts' });
  const step = firstStep([...light, call]);
  expect(step.obstacles).toHaveLength(OBSTACLES_SHOWN);
  expect(step.obstacles.at(-1)?.message).toBe('asks c for C.get');
  expect(step.why.at(-1)).toBe('9 further obstacles of less weight are not listed.');
});

test('lines that no test imports are an obstacle at the longest file', () => {
  expect(firstStep([], false).obstacles).toMatchObject([
    {
      code: 'untested',
      path: 'src/a/0.ts',
      line: 1,
      message: 'no test imports 1,200 lines of 1,200, this file first',
    },
  ]);
});
