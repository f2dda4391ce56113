import { expect, test } from 'vitest';

import { rewirePairs } from '../../../analyzers/boundaries/roadmap/rewire-pairs.ts';
import { measureStructure } from '../../../analyzers/boundaries/roadmap/measure-structure.ts';
import { measureWriting } from '../../../analyzers/boundaries/roadmap/measure-writing.ts';
import { count, group, list, percent } from '../../../analyzers/boundaries/roadmap/phrase.ts';
import { makeSystem, sound, write } from './made-system.ts';

const { evidence } = makeSystem({ boundaries: sound(3) });

test('parts that do not touch: modularity 1 less the sum of squared shares', () => {
  // Three equal parts without edges between: 1 − 3 · (1/3)².
  const { modularity, random, gain, pairs } = measureStructure(evidence);
  expect(pairs).toBe(36);
  expect(modularity).toBeCloseTo(2 / 3, 10);
  expect(random).toBeLessThan(0.5);
  expect(gain).toBeCloseTo((modularity - random) / (1 - random), 10);
});

test('wiring holds everything together and tells nothing', () => {
  const [plain] = evidence.uses;
  const app = evidence.files.length;
  const wired = {
    ...evidence,
    files: [...evidence.files, { ...evidence.files[0], path: 'src/app.ts', wiring: true }],
    uses: [...evidence.uses, ...evidence.files.map((_, to) => ({ ...plain, from: app, to }))],
  } as typeof evidence;
  expect(measureStructure(wired).pairs).toBe(36);
});

test('no dependencies: no structure, and no error', () => {
  expect(measureStructure({ ...evidence, uses: [] })).toEqual({
    pairs: 0,
    modularity: 0,
    random: 0,
    gain: 0,
  });
});

test('a rewired graph keeps every degree and has no double pair', () => {
  const from = evidence.uses.map((one) => one.from);
  const to = evidence.uses.map((one) => one.to);
  const rewired = rewirePairs({ from, to, weight: from.map(() => 1) }, 1);
  const degrees = (ends: readonly number[]): readonly number[] =>
    evidence.files.map((_, node) => ends.filter((end) => end === node).length);
  expect(degrees([...rewired.from, ...rewired.to])).toEqual(degrees([...from, ...to]));
  const pairs = rewired.from.map((a, at) => [a, rewired.to[at] ?? 0].toSorted((x, y) => x - y));
  expect(new Set(pairs.map(String)).size).toBe(pairs.length);
  expect(pairs.some(([a, b]) => a === b)).toBe(false);
  expect(rewired.from.some((a, at) => a !== from[at] || rewired.to[at] !== to[at])).toBe(true);
});

test('tables are written together when half of the writers of the busier one write both', () => {
  const tables = [0, 1, 2, 3, 4];
  const place = tables.slice(0, 4).map((table) => write(0, table, 'place'));
  const ship = tables.slice(0, 4).map((table) => write(1, table, 'ship'));
  const other = [write(2, 4, 'log'), write(2, 0, 'touch')];
  const accesses = [...place, ...ship, ...other];
  expect(measureWriting({ ...evidence, accesses }).together).toEqual([0, 1, 2, 3]);
  const apart = ['x', 'y', 'z'].flatMap((name) =>
    tables.map((table) => write(3, table, name + table)),
  );
  expect(measureWriting({ ...evidence, accesses: [...accesses, ...apart] }).together).toEqual([]);
});

test('a transaction over several functions ties their tables', () => {
  const accesses = [0, 1, 2, 3].map((table) => write(table, table));
  const at = { file: 9, line: 1, column: 1, evidence: '', certain: true };
  const transactions = [{ ...at, tables: [0, 1, 2, 3] }];
  expect(measureWriting({ ...evidence, accesses }).together).toEqual([]);
  expect(measureWriting({ ...evidence, accesses, transactions }).together).toEqual([0, 1, 2, 3]);
});

test('numbers and lists in sentences', () => {
  expect([count(1, 'route'), count(1200, 'route')]).toEqual(['1 route', '1,200 routes']);
  expect(group(1_234_567)).toBe('1,234,567');
  expect(percent(0.666)).toBe('67 %');
  expect([list([]), list(['a']), list(['a', 'b'])]).toEqual(['', 'a', 'a and b']);
  expect(list(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d and 2 more');
});
