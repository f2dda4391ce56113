import { expect, test } from 'vitest';

import type { AccessFact, Analysis, Finding, TableFact } from '../../analyzers/contract.ts';
import { findKnots } from '../../analyzers/model/find-knots.ts';
import { explainPlaces } from '../../src/report/explain-places.ts';
import { makeAnalysis } from './make-analysis.ts';

const at = (path: string, line: number): { path: string; line: number; column: number } => ({
  path,
  line,
  column: 3,
});
const certain = { evidence: 'save(…)', certainty: 'certain' } as const;

const table = (name: string, owner: string | null, writers: readonly string[] = []): TableFact => ({
  ...at('src/x.ts', 1),
  ...certain,
  name,
  entity: null,
  orm: 'typeorm',
  owner: null,
  writers: [],
  readers: [],
  module: owner,
  writingModules: writers,
  readingModules: [],
  tenantColumn: null,
  columns: [],
  indexes: [],
});

const write = (path: string, line: number, name: string, symbol: string): AccessFact => ({
  ...at(path, line),
  ...certain,
  table: name,
  mode: 'write',
  via: 'typeorm Repository.save',
  symbol,
  module: path.split('/').slice(0, 2).join('/'),
  boundary: null,
});

/** The knots of an analysis, each explained in lines. */
function explained(change: Partial<Analysis>): readonly (readonly string[])[] {
  const analysis = makeAnalysis(change);
  return findKnots(analysis).map((finding) => lines(analysis, finding));
}

const lines = (analysis: Analysis, finding: Finding): readonly string[] =>
  explainPlaces(analysis, finding).flatMap(({ title, places }) => [
    title ?? '-',
    ...places.map((place) => `  ${place.path}:${place.line} ${place.evidence ?? '-'}`),
  ]);

test('writes of a shared table say who writes whose rows, through what', () => {
  expect(
    explained({
      tables: [table('orders', 'src/a', ['src/a', 'src/b']), table('users', 'src/a')],
      accesses: [
        write('src/a/1.ts', 1, 'orders', 'A.place'),
        write('src/b/1.ts', 4, 'orders', 'B.close'),
        write('src/b/1.ts', 4, 'users', 'B.close'),
      ],
    }),
  ).toEqual([
    [
      'src/b → src/a',
      '  src/b/1.ts:4 typeorm Repository.save in B.close',
      'src/a, the owner',
      '  src/a/1.ts:1 typeorm Repository.save in A.place',
    ],
  ]);
});

test('relations of a pair keep the direction of each', () => {
  const relation = { ...certain, kind: 'many-to-one', onDelete: 'CASCADE' } as const;
  const knot = explained({
    tables: [table('orders', 'src/a'), table('users', 'src/b'), table('tags', 'src/c')],
    relations: [
      { ...relation, ...at('src/a/o.ts', 2), from: 'orders', to: 'users' },
      { ...relation, ...at('src/b/u.ts', 5), from: 'users', to: 'orders', onDelete: null },
      { ...relation, ...at('src/b/u.ts', 5), from: 'users', to: 'tags' },
    ],
  })[0];
  expect(knot).toEqual([
    'src/a → src/b',
    '  src/a/o.ts:2 orders → users: many-to-one, on delete cascade; save(…)',
    'src/b → src/a',
    '  src/b/u.ts:5 users → orders: many-to-one; save(…)',
  ]);
});

test('joins and transactions name the owner of every table, also when there is none', () => {
  const tables = [table('orders', 'src/a'), table('users', 'src/b'), table('ledger', null)];
  const over = {
    tables: ['ledger', 'orders', 'users'],
    modules: ['src/a', 'src/b'],
    crosses: true,
  };
  const place = { ...at('src/a/1.ts', 7), ...certain };
  expect(
    explained({
      tables,
      joins: [{ ...place, ...over }],
      transactions: [{ ...place, ...over, boundaries: [], unresolvedCalls: 2 }],
    }),
  ).toEqual([
    [
      'src/a ↔ src/b',
      '  src/a/1.ts:7 save(…) over ledger (nobody), orders (src/a), users (src/b); 2 calls inside could not be followed',
    ],
    ['src/a ↔ src/b', '  src/a/1.ts:7 ledger (nobody) ⋈ orders (src/a) ⋈ users (src/b); save(…)'],
  ]);
});

test('the cut of a cycle is told edge by edge, with what is imported', () => {
  const cut = { ...at('src/b/1.ts', 2), from: 'src/b', to: 'src/a' };
  expect(
    explained({
      cycles: [
        { tier: 'all', level: 'module', members: ['src/a', 'src/b'], edges: 2, cut: [] },
        { tier: 'runtime', level: 'module', members: ['src/a', 'src/b'], edges: 2, cut: [cut] },
      ],
      imports: [
        {
          ...at('src/b/1.ts', 2),
          from: 'src/b/1.ts',
          to: 'src/a/9.ts',
          kind: 'value',
          load: 'eager',
          symbols: ['Order', 'Item'],
          specifiers: ['../a/9'],
        },
      ],
    }),
  ).toEqual([
    ['src/b → src/a', '  src/b/1.ts:2 imports Order, Item from src/a/9.ts, used while loading'],
  ]);
});

test('a finding of another kind is its places', () => {
  const finding: Finding = {
    ...at('src/a.ts', 3),
    code: 'dynamic-sql',
    severity: 'warning',
    message: '',
    id: '0',
    related: [at('src/b.ts', 4)],
  };
  expect(lines(makeAnalysis(), finding)).toEqual(['-', '  src/a.ts:3 -', '  src/b.ts:4 -']);
});
