import { expect, test } from 'vitest';

import type { Analysis, FileFact } from '../../analyzers/contract.ts';
import {
  compareGranularities,
  gatherSignals,
  listDoubtfulFiles,
} from '../../src/report/gather-signals.ts';
import { renderBoundary } from '../../src/report/render-boundary.ts';
import { makeAnalysis } from './make-analysis.ts';
import { makeBoundary, makeCrossing, makeHealth, makeLargePlan, makeStep } from './make-plan.ts';

const place = { path: 'src/x.ts', line: 1, column: 1, evidence: '', certainty: 'certain' } as const;

const file = (path: string, module: string, change: Partial<FileFact> = {}): FileFact => ({
  path,
  lines: 10,
  module,
  boundary: null,
  confidence: 1,
  test: false,
  role: 'server',
  ...change,
});

const orders = makeBoundary('orders', {
  files: ['src/orders/a.ts', 'src/orders/b.ts', 'src/pay/c.ts'],
  tables: ['order'],
  metrics: { cohesion: 0.625 },
});

const access = (table: string, boundary: string): Analysis['accesses'][number] => ({
  ...place,
  table,
  mode: 'read',
  via: 'typeorm find',
  symbol: 'f',
  module: null,
  boundary,
});

test('the evidence for a boundary is what stays inside of each kind', () => {
  const analysis = makeAnalysis({
    files: [
      file('src/orders/a.ts', 'src/orders'),
      file('src/orders/b.ts', 'src/orders'),
      file('src/orders/b.test.ts', 'src/orders', { role: 'test', test: true }),
      file('src/pay/c.ts', 'src/pay'),
      file('src/pay/d.ts', 'src/pay'),
    ],
    accesses: [
      access('order', 'orders'),
      access('order', 'orders'),
      access('user', 'orders'),
      access('order', 'users'),
    ],
    transactions: [
      {
        ...place,
        tables: ['order'],
        modules: [],
        boundaries: ['orders'],
        crosses: false,
        unresolvedCalls: 0,
      },
      {
        ...place,
        tables: ['order', 'user'],
        modules: [],
        boundaries: ['orders', 'users'],
        crosses: true,
        unresolvedCalls: 0,
      },
    ],
    history: {
      ...makeAnalysis().history,
      coChanges: [
        { a: 'src/orders/a.ts', b: 'src/orders/b.ts', together: 9, strength: 0.9 },
        { a: 'src/orders/a.ts', b: 'src/users/u.ts', together: 9, strength: 0.9 },
        { a: 'src/users/u.ts', b: 'src/users/v.ts', together: 9, strength: 0.9 },
      ],
    },
  });
  expect(gatherSignals(analysis, orders).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'structure: 63 % of the dependencies of its files on code in boundaries stay inside.',
    'modules: It has 2 of the 2 files of src/orders, 1 of the 2 files of src/pay.',
    'data: 2 of its 3 table accesses are to the 1 table it owns; others reach its tables in 1 place.',
    'transactions: Of 2 transactions over its tables 1 stays inside.',
    'history: 1 of 2 pairs of files that change together with one of its files are inside.',
  ]);
});

test('doubtful files come with the boundary they are tied to most', () => {
  const tie = (from: string, to: string): Analysis['imports'][number] => ({
    ...place,
    from,
    to,
    kind: 'value',
    load: 'deferred',
    symbols: [],
    specifiers: [],
  });
  const analysis = {
    files: [
      file('src/orders/a.ts', 'o', { boundary: 'orders', confidence: 0.5 }),
      file('src/orders/b.ts', 'o', { boundary: 'orders', confidence: 0.3 }),
      file('src/orders/c.ts', 'o', { boundary: 'orders', confidence: 0.8 }),
      file('src/users/u.ts', 'u', { boundary: 'users' }),
      file('src/log.ts', 'l', { boundary: 'kernel' }),
    ],
    imports: [
      tie('src/orders/a.ts', 'src/users/u.ts'),
      tie('src/users/u.ts', 'src/orders/a.ts'),
      tie('src/orders/b.ts', 'src/log.ts'),
    ],
  };
  expect(listDoubtfulFiles(analysis, orders, 0.7)).toEqual([
    { path: 'src/orders/b.ts', confidence: 0.3, elsewhere: null },
    { path: 'src/orders/a.ts', confidence: 0.5, elsewhere: { boundary: 'users', imports: 2 } },
  ]);
});

test('the other plans say which of its files they put where', () => {
  const plan = (
    granularity: 'coarse' | 'medium' | 'fine',
    parts: readonly (readonly string[])[],
  ) => ({
    granularity,
    chosen: granularity === 'medium',
    boundaries: parts.map((files, at) => ({
      id: `${granularity}-${at}`,
      name: granularity,
      files,
    })),
  });
  const plans = [
    plan('coarse', [[...orders.files, 'src/users/u.ts']]),
    plan('medium', [orders.files]),
    plan('fine', [['src/pay/c.ts'], ['src/orders/a.ts', 'src/orders/b.ts'], ['src/users/u.ts']]),
  ];
  expect(compareGranularities({ plans }, orders)).toEqual([
    { granularity: 'coarse', parts: [{ id: 'coarse-0', files: 3, all: 4 }] },
    {
      granularity: 'fine',
      parts: [
        { id: 'fine-1', files: 2, all: 2 },
        { id: 'fine-0', files: 1, all: 1 },
      ],
    },
  ]);
  const text = renderBoundary(makeAnalysis({ plans, boundaries: [orders] }), orders, {
    color: false,
    folder: 'apps/api',
  });
  expect(text).toContain('npx saasctl init apps/api --yes --split orders');
  expect(text).toContain('npx saasctl init apps/api --yes --granularity coarse');
});

const render = (change: Partial<Analysis>, boundary = orders): string =>
  renderBoundary(makeAnalysis({ boundaries: [boundary], ...change }), boundary, {
    color: false,
    folder: '.',
  });

test('crossings are told by remedy with one place per subject', () => {
  const text = render({
    crossings: [
      makeCrossing('orders', 'users', 'api', { subject: 'UserService', line: 7 }),
      makeCrossing('orders', 'users', 'api', { subject: 'UserService', line: 8 }),
      makeCrossing('carts', 'orders', 'merge', { subject: 'order', kind: 'transaction' }),
      makeCrossing('carts', 'users', 'api', { subject: 'foreign' }),
    ],
  });
  expect(text).toContain('What crosses its border (3: 1 merge, 2 api)');
  expect(text).toMatch(
    /merge {2}1\n {4}carts → orders {2}order\n {6}src\/carts\/x\.ts:1:1 {2}transaction/,
  );
  expect(text).toMatch(/orders → users {2}UserService {2}\(2 places\)\n {6}src\/orders\/x\.ts:7:1/);
  expect(text).not.toContain('foreign');
});

test('obstacles stand the dearest first, behind what must happen before', () => {
  const obstacle = { ...place, remedy: 'Do it.' };
  const text = render({
    roadmap: [
      makeStep('orders', 1, {
        before: ['Merge it.'],
        obstacles: [
          { ...obstacle, code: 'shared-code', message: 'cheap' },
          { ...obstacle, code: 'reverse-call', message: 'dear' },
        ],
      }),
    ],
  });
  expect(text).toMatch(/First: Merge it\.[^]*dear\. Do it\.[^]*cheap\. Do it\./);
});

test('a boundary of saasctl.json is argued with there, and nobody doubts it', () => {
  const text = render({
    files: [file('src/orders/a.ts', 'o', { boundary: 'orders', confidence: 0.1 })],
    health: [makeHealth(), makeHealth({ plan: 'configured' })],
  });
  expect(text).toContain('what saasctl.json says under "boundaries"."orders"');
  expect(text).not.toMatch(/Least sure|saasctl init/);
});

test('nothing is wider than the screen but places and commands', () => {
  const large = makeAnalysis(makeLargePlan(40));
  for (const boundary of large.boundaries) {
    const lines = renderBoundary(large, boundary, { color: false, folder: '.' }).split('\n');
    const wide = lines.filter((line) => line.length > 100 && !/^ +(?:npx |src\/)/.test(line));
    expect(wide).toEqual([]);
  }
});
