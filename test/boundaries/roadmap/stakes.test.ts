import { expect, test } from 'vitest';

import { buildStakes } from '../../../analyzers/boundaries/roadmap/stakes.ts';
import type { StakesSource } from '../../../analyzers/boundaries/roadmap/stakes.ts';
import { createFinding } from '../../../analyzers/findings.ts';
import { imported } from '../../model/facts.ts';
import { makeSystem } from './made-system.ts';

const { evidence } = makeSystem({ boundaries: [{ id: 'a', files: 3 }] });
/** The last of the three only passes on. */
const [one, two, barrel] = ['src/a/0.ts', 'src/a/1.ts', 'src/a/2.ts'] as const;
const withBarrel = {
  ...evidence,
  files: evidence.files.map((file) => (file.path === barrel ? { ...file, names: [] } : file)),
};
const file = (path: string, test: boolean): StakesSource['files'][number] => ({
  path,
  test,
  lines: 1,
  module: null,
  boundary: null,
  confidence: null,
  role: 'server',
});
const NOTHING: StakesSource = { files: [], imports: [], jobs: [], findings: [] };
const testsOf = (change: Partial<StakesSource>): readonly number[] | null =>
  buildStakes({ ...NOTHING, ...change }, withBarrel, null).tests;

const TESTS = [file('test/a.test.ts', true), file('test/b.test.ts', true)];

test('a file is tested by the tests that import it, each once', () => {
  const imports = [
    imported('test/a.test.ts', one),
    imported('test/a.test.ts', one, { line: 2 }),
    imported('test/b.test.ts', one),
    imported(two, one),
  ];
  expect(testsOf({ files: TESTS, imports })).toEqual([2, 0, 0]);
});

test('through a barrel a test reaches the file whose name it asks for', () => {
  const imports = [
    imported('test/a.test.ts', barrel, { symbols: ['x'] }),
    imported(barrel, one, { symbols: ['x'] }),
    imported(barrel, two, { symbols: ['y'] }),
  ];
  expect(testsOf({ files: TESTS, imports })).toEqual([1, 0, 1]);
});

test('export * may pass on any name', () => {
  const imports = [
    imported('test/a.test.ts', barrel, { symbols: ['x'] }),
    imported(barrel, one, { symbols: ['*'] }),
    imported(barrel, two, { symbols: ['*'] }),
  ];
  expect(testsOf({ files: TESTS, imports })).toEqual([1, 1, 1]);
});

test('what a tested file imports is not tested by that', () => {
  const imports = [imported('test/a.test.ts', one), imported(one, two)];
  expect(testsOf({ files: TESTS, imports })).toEqual([1, 0, 0]);
});

test('tests that import no source ask from outside: nothing is known', () => {
  expect(testsOf({ files: TESTS, imports: [imported('test/a.test.ts', 'test/http.ts')] })).toBe(
    null,
  );
});

test('without tests nothing is tested', () => {
  expect(testsOf({})).toEqual([0, 0, 0]);
});

test('jobs, authors and unknown tables go to their file; others are left out', () => {
  const job = { schedule: '* * * * *', symbol: 'f', module: null, evidence: '' };
  const place = { line: 4, column: 2, certainty: 'certain' as const };
  const stakes = buildStakes(
    {
      ...NOTHING,
      jobs: [
        { ...job, ...place, path: two },
        { ...job, ...place, path: 'gone.ts' },
      ],
      findings: [
        createFinding({
          code: 'dynamic-table',
          severity: 'info',
          path: one,
          line: 4,
          column: 2,
          subject: 's',
          message: 'm',
        }),
        createFinding({
          code: 'dynamic-route',
          severity: 'info',
          path: one,
          subject: 's',
          message: 'm',
        }),
      ],
    },
    withBarrel,
    {
      state: 'complete',
      commits: 3,
      bulkCommits: 0,
      files: [{ path: two, commits: 3, added: 1, deleted: 1, authors: 2 }],
      coChanges: [],
    },
  );
  expect(stakes).toMatchObject({
    jobs: [0, 1, 0],
    authors: [0, 2, 0],
    unresolved: [{ file: 0, line: 4, column: 2, evidence: 'm' }],
    history: true,
  });
});
