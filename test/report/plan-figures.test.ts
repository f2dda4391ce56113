import { expect, test } from 'vitest';

import { comparePlans } from '../../src/report/compare-plans.ts';
import { countRemedies, describeRemedies } from '../../src/report/count-remedies.ts';
import { describePlan } from '../../src/report/describe-verdict.ts';
import { findMerges } from '../../src/report/find-merges.ts';
import {
  inTheWay,
  listDoubtful,
  mainObstacle,
  orderBoundaries,
} from '../../src/report/list-boundaries.ts';
import { pairCrossings } from '../../src/report/pair-crossings.ts';
import { makeAnalysis } from './make-analysis.ts';
import { makeBoundary, makeCrossing, makeHealth, makeStep } from './make-plan.ts';

test('remedies are counted hardest first, and what does not occur is not named', () => {
  const crossings = [
    makeCrossing('a', 'b', 'kernel'),
    makeCrossing('a', 'b', 'merge'),
    makeCrossing('b', 'a', 'kernel'),
  ];
  expect(countRemedies(crossings)).toEqual([
    { remedy: 'merge', count: 1 },
    { remedy: 'kernel', count: 2 },
  ]);
  expect(describeRemedies(crossings)).toBe('1 merge, 2 kernel');
});

test('pairs have a direction, their whole cost, and the costliest touch; of equals the hardest', () => {
  const pairs = pairCrossings({
    crossings: [
      makeCrossing('a', 'b', 'move', { cost: 2, subject: 'light' }),
      makeCrossing('a', 'b', 'api', { cost: 2, subject: 'hard' }),
      makeCrossing('b', 'a', 'api', { cost: 5 }),
    ],
  });
  expect(pairs.map(({ from, to, cost, costliest }) => [from, to, cost, costliest.subject])).toEqual(
    [
      ['b', 'a', 5, 'Thing'],
      ['a', 'b', 4, 'hard'],
    ],
  );
});

test('boundaries that must be one are grouped round corners; other remedies and other ends do not count', () => {
  const boundaries = ['d', 'c', 'b', 'a', 'e'].map((id) => makeBoundary(id));
  const crossings = [
    makeCrossing('b', 'c', 'merge'),
    makeCrossing('c', 'a', 'merge'),
    makeCrossing('a', 'd', 'api'),
    makeCrossing('monolith', 'e', 'merge'),
  ];
  expect(findMerges({ boundaries, crossings })).toEqual([['a', 'b', 'c']]);
});

test('the roadmap comes first, then what stays together, the largest first', () => {
  const boundaries = [
    makeBoundary('small'),
    makeBoundary('second', { rank: 2 }),
    makeBoundary('large', { files: ['a.ts', 'b.ts'] }),
    makeBoundary('first', { rank: 1 }),
  ];
  expect(orderBoundaries({ boundaries }).map(({ id }) => id)).toEqual([
    'first',
    'second',
    'large',
    'small',
  ]);
});

test('the main obstacle is the one that decides, not the one that costs most', () => {
  const place = { path: 'src/a.ts', line: 1, column: 1, remedy: '' };
  const roadmap = [
    makeStep('a', 1, {
      obstacles: [
        { ...place, code: 'crossing-relation', message: 'a key' },
        { ...place, code: 'crossing-transaction', message: 'a transaction' },
        { ...place, code: 'shared-code', message: 'much shared code' },
      ],
    }),
  ];
  expect(mainObstacle({ roadmap }, 'a')?.message).toBe('a transaction');
  expect(mainObstacle({ roadmap }, 'b')).toBeNull();
  expect(inTheWay({ roadmap }, makeBoundary('b'))).toBe('nothing');
});

test('what should not be split says why instead of what would be in the way', () => {
  const boundary = makeBoundary('a', { verdict: 'do-not-split', why: ['It owns much.', 'Nano.'] });
  expect(inTheWay({ roadmap: [] }, boundary)).toBe('Nano.');
});

test('doubt is said of the least sure first', () => {
  const boundaries = [
    makeBoundary('sure', { confidence: 0.7 }),
    makeBoundary('unsure', { confidence: 0.69 }),
    makeBoundary('guess', { confidence: 0.3 }),
  ];
  expect(listDoubtful({ boundaries }).map(({ id }) => id)).toEqual(['guess', 'unsure']);
});

test('the plan in words has the figures of the analysis', () => {
  const file = { lines: 1, module: null, boundary: null, confidence: null } as const;
  const analysis = makeAnalysis({
    files: [
      ...Array.from({ length: 7 }, (_, at) => ({
        ...file,
        path: `src/${at}.ts`,
        test: false,
        role: 'server' as const,
      })),
      { ...file, path: 'src/1.test.ts', test: true, role: 'test' },
    ],
    boundaries: [
      makeBoundary('a', { verdict: 'extract', confidence: 0.42 }),
      makeBoundary('b', { verdict: 'do-not-split' }),
      makeBoundary('c', { verdict: 'do-not-split' }),
    ],
    crossings: [makeCrossing('a', 'b', 'merge'), makeCrossing('a', 'c', 'event')],
    health: [
      makeHealth({ filesInBoundaries: 3, kernelFiles: 1, cyclicBefore: 2, sharedTablesBefore: 4 }),
    ],
  });
  expect(describePlan(analysis).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'boundaries: 3: 1 ready, 2 not to split; 3 files, 1 kernel, 3 stay',
    'crossings: 2: 1 merge, 1 event',
    'after them: no boundary in a circle (now 2), no table with two writers (now 4)',
    'merge: a, b',
    'unsure: placed on little evidence: a (42 %)',
  ]);
});

test('what remedies leave is not called nothing', () => {
  const health = [makeHealth({ cyclicAfter: 1, sharedTablesAfter: 2 })];
  const boundaries = [makeBoundary('a')];
  expect(describePlan(makeAnalysis({ boundaries, health }))[2]?.text).toBe(
    '1 boundary in a circle (now 0), 2 tables with two writers (now 0)',
  );
});

test('two plans stand beside each other, before and after', () => {
  const rows = comparePlans([
    makeHealth({ boundaries: 1200, cyclicBefore: 3 }),
    makeHealth({ plan: 'configured', boundaries: 2, cyclicBefore: 1, cyclicAfter: 1 }),
  ]);
  expect(rows[0]).toEqual(['boundaries', '1,200', '2']);
  expect(rows[4]).toEqual(['boundaries in circles', '3 → 0', '1 → 1']);
});
