import { expect, test } from 'vitest';

import type { Analysis } from '../../../analyzers/contract.ts';
import { collectExcerpts } from '../../../src/report/html/collect-excerpts.ts';
import type { ReadExcerpt } from '../../../src/report/html/collect-excerpts.ts';
import { cutExcerpt } from '../../../src/report/html/cut-excerpt.ts';
import { createTextTable } from '../../../src/report/html/pack-rows.ts';
import type { ExcerptData } from '../../../src/report/html/report-data.ts';
import { loadPageModule } from './page-module.ts';
import { crossingOf, smallPlan } from './small-plan.ts';

type Lines = readonly { readonly number: number; readonly text: string }[] | null;

interface ExcerptModule {
  readonly readExcerpts: (
    data: ExcerptData,
    texts: readonly string[],
  ) => (path: string, line: number) => Lines;
}

const { readExcerpts } = await loadPageModule<ExcerptModule>('read-excerpts.js');

/** Every file has 50 lines, which say where they are. */
const wordy =
  (length = 0): ReadExcerpt =>
  (path, line) =>
    cutExcerpt(
      Array.from({ length: 50 }, (_, at) => `${path} ${at + 1}`.padEnd(length, '.')),
      line,
    );

function collect(
  analysis: Analysis,
  read: ReadExcerpt,
): { left: number; pieces: number; at: ReturnType<ExcerptModule['readExcerpts']> } {
  const table = createTextTable();
  const { excerpts, excerptsLeftOut } = collectExcerpts(analysis, read, table);
  return {
    left: excerptsLeftOut,
    pieces: excerpts.reduce((sum, [, ...pieces]) => sum + pieces.length, 0),
    at: readExcerpts(excerpts, table.texts),
  };
}

const crossings = (lines: readonly number[]): Analysis =>
  smallPlan({ crossings: lines.map((line) => crossingOf('orders', 'users', 'api', { line })) });

test('the page finds the lines around a place, with their numbers', () => {
  const { at } = collect(crossings([10]), wordy());
  expect(at('orders/a.ts', 10)?.map(({ number, text }) => [number, text])).toEqual([
    [8, 'orders/a.ts 8'],
    [9, 'orders/a.ts 9'],
    [10, 'orders/a.ts 10'],
    [11, 'orders/a.ts 11'],
    [12, 'orders/a.ts 12'],
  ]);
});

test('places near each other share their lines, and each still sees its own', () => {
  const { at, pieces } = collect(crossings([1, 3, 6, 20]), wordy());
  expect(pieces).toBe(2);
  expect(at('orders/a.ts', 1)?.map((one) => one.number)).toEqual([1, 2, 3]);
  expect(at('orders/a.ts', 6)?.map((one) => one.number)).toEqual([4, 5, 6, 7, 8]);
  expect(at('orders/a.ts', 20)?.map((one) => one.number)).toEqual([18, 19, 20, 21, 22]);
});

test('a place without code has none', () => {
  const { at } = collect(crossings([10, 99]), wordy());
  expect(at('orders/a.ts', 99)).toBeNull();
  expect(at('orders/a.ts', 30)).toBeNull();
  expect(at('elsewhere.ts', 10)).toBeNull();
});

test('no code at all when it shall not leave the house', () => {
  const { at, left } = collect(crossings([10]), () => null);
  expect(at('orders/a.ts', 10)).toBeNull();
  expect(left).toBe(0);
});

test('a line of minified code is cut', () => {
  const { at } = collect(crossings([1]), () => ['x'.repeat(5000), 'y', 'z']);
  expect(at('orders/a.ts', 1)?.[0]?.text).toHaveLength(181);
});

test('when there is too much, each pair keeps its first crossings, and what is missing is counted', () => {
  const many = Array.from({ length: 3000 }, (_, at) =>
    crossingOf('billing', 'orders', 'api', { path: `billing/${at}.ts`, line: 10 }),
  );
  const last = crossingOf('orders', 'users', 'api', { path: 'orders/last.ts', line: 10 });
  const { at, left } = collect(smallPlan({ crossings: [...many, last] }), wordy(170));
  expect(left).toBeGreaterThan(500);
  expect(at('orders/last.ts', 10)).not.toBeNull();
  expect(at('billing/0.ts', 10)).not.toBeNull();
  expect(at('billing/2999.ts', 10)).toBeNull();
});

test('what stands in the way comes before everything else', () => {
  const many = Array.from({ length: 3000 }, (_, at) =>
    crossingOf('billing', 'orders', 'api', { path: `billing/${at}.ts`, line: 10 }),
  );
  const obstacle = { path: 'late/z.ts', line: 30, column: 1, code: 'x', message: 'm', remedy: 'r' };
  const roadmap = [{ boundary: 'users', position: 1, why: [], before: [], obstacles: [obstacle] }];
  const { at } = collect(smallPlan({ crossings: many, roadmap }), wordy(170));
  expect(at('late/z.ts', 30)).not.toBeNull();
});
