import { expect, test } from 'vitest';

import type { Analysis, Finding, Location, TableFact } from '../../analyzers/contract.ts';
import { findKnots } from '../../analyzers/model/find-knots.ts';
import { use } from './facts.ts';

type Known = Parameters<typeof findKnots>[0];

const NOTHING: Known = {
  tables: [],
  accesses: [],
  joins: [],
  relations: [],
  transactions: [],
  cycles: [],
  hubs: [],
  modules: [],
  files: [],
  nestModules: [],
};

const knots = (known: Partial<Known>): readonly Finding[] => findKnots({ ...NOTHING, ...known });

function place(
  at: string,
): Location & { readonly evidence: string; readonly certainty: 'certain' } {
  const [path = '', line = '1'] = at.split(':');
  return { path, line: Number(line), column: 5, evidence: '', certainty: 'certain' };
}

function table(name: string, owner: string | null, writers: readonly string[]): TableFact {
  return {
    ...place('src/x.ts:1'),
    name,
    entity: null,
    orm: 'sql',
    module: owner,
    writingModules: writers,
    readingModules: [],
    owner: null,
    writers: [],
    readers: [],
    tenantColumn: null,
    columns: [],
    indexes: [],
  };
}

const join = (
  at: string,
  tables: readonly string[],
  modules: readonly string[],
): Analysis['joins'][number] => ({ ...place(at), tables, modules, crosses: modules.length > 1 });
const relation = (at: string, from: string, to: string): Analysis['relations'][number] => ({
  ...place(at),
  from,
  to,
  kind: 'foreign-key',
  onDelete: null,
});

const file = (path: string, module: string | null): Analysis['files'][number] => ({
  path,
  lines: 1,
  module,
  boundary: null,
  confidence: null,
  test: false,
  role: 'server',
});

test('nothing found, no knots', () => {
  expect(knots({})).toEqual([]);
});

test('a table with several writers is one knot, at the first foreign write, with all other writes', () => {
  const accesses = [
    use('src/a/1.ts:1', 'write', 'orders'),
    use('src/a/1.ts:9', 'read', 'orders'),
    use('src/b/1.ts:4', 'write', 'orders'),
    use('src/b/1.ts:8', 'write', 'orders'),
    use('src/c/1.ts:2', 'write', 'orders'),
    use('src/c/1.ts:3', 'write', 'users'),
  ];
  const found = knots({
    accesses,
    tables: [
      table('orders', 'src/a', ['src/a', 'src/b', 'src/c']),
      table('users', 'src/c', ['src/c']),
    ],
  });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    code: 'shared-table',
    path: 'src/b/1.ts',
    line: 4,
    message: 'orders is written by 3 modules (src/a, src/b, src/c; owned by src/a)',
  });
  expect(found[0]?.related.map((one) => `${one.path}:${one.line}`)).toEqual([
    'src/a/1.ts:1',
    'src/b/1.ts:8',
    'src/c/1.ts:2',
  ]);
});

test('a shared table that nobody owns says so', () => {
  const accesses = [use('src/a/1.ts:1', 'write', 'orders'), use('src/b/1.ts:4', 'write', 'orders')];
  expect(
    knots({ accesses, tables: [table('orders', null, ['src/a', 'src/b'])] })[0]?.message,
  ).toContain('no clear owner');
});

test('each transaction over several modules is a knot; others are not', () => {
  const transaction = {
    ...place('src/a/1.ts:7'),
    tables: ['orders', 'users'],
    modules: ['src/a', 'src/b'],
    boundaries: [],
    crosses: true,
    unresolvedCalls: 0,
  };
  const found = knots({
    transactions: [
      transaction,
      { ...transaction, line: 20, tables: ['orders'], modules: ['src/a'], crosses: false },
    ],
  });
  expect(found.map((one) => [one.code, one.line])).toEqual([['crossing-transaction', 7]]);
});

test('joins are one knot per pair of modules, not one per query', () => {
  const found = knots({
    joins: [
      join('src/a/1.ts:1', ['orders', 'users'], ['src/a', 'src/b']),
      join('src/a/1.ts:5', ['orders', 'users'], ['src/a', 'src/b']),
      join('src/b/2.ts:3', ['items', 'users'], ['src/a', 'src/b']),
      join('src/a/1.ts:9', ['items', 'orders'], ['src/a']),
      join('src/c/1.ts:1', ['a', 'b', 'c'], ['src/a', 'src/b', 'src/c']),
    ],
  });
  expect(found.map((one) => one.message)).toEqual([
    '4 joins tie src/a ↔ src/b together: orders ⋈ users, items ⋈ users, a ⋈ b ⋈ c',
    '1 join ties src/a ↔ src/c together: a ⋈ b ⋈ c',
    '1 join ties src/b ↔ src/c together: a ⋈ b ⋈ c',
  ]);
  expect(found[0]?.related).toHaveLength(3);
});

test('relations are one knot per pair of owners, whichever way they point; without two owners none', () => {
  const tables = [
    table('orders', 'src/a', []),
    table('items', 'src/a', []),
    table('users', 'src/b', []),
    table('ledger', null, []),
  ];
  const found = knots({
    tables,
    relations: [
      relation('src/a/1.ts:1', 'orders', 'users'),
      relation('src/b/1.ts:2', 'users', 'items'),
      relation('src/a/1.ts:3', 'items', 'orders'),
      relation('src/a/1.ts:4', 'orders', 'ledger'),
    ],
  });
  expect(found.map((one) => one.message)).toEqual([
    '2 relations tie src/a ↔ src/b together: orders → users, users → items',
  ]);
});

test('what a migration repeats does not count twice, and the place is the entity', () => {
  const tables = [
    { ...table('orders', 'src/a', []), path: 'src/a/order.ts', entity: 'Order' },
    table('users', 'src/b', []),
  ];
  const found = knots({
    tables,
    relations: [
      relation('migrations/1.ts:1', 'orders', 'users'),
      { ...relation('src/a/order.ts:2', 'orders', 'users'), kind: 'many-to-one' },
    ],
  });
  expect(found.map((one) => [one.path, one.message, one.related])).toEqual([
    ['src/a/order.ts', '1 relation ties src/a ↔ src/b together: orders → users', []],
  ]);
});

test('tables that nobody owns are named where they are crossed', () => {
  const tables = [
    table('orders', 'src/a', []),
    table('users', 'src/b', []),
    ...['l1', 'l2', 'l3', 'l4'].map((name) => table(name, null, [])),
  ];
  const found = knots({
    tables,
    joins: [join('src/a/1.ts:1', ['l1', 'orders', 'users'], ['src/a', 'src/b'])],
    transactions: [
      {
        ...place('src/a/1.ts:7'),
        tables: ['l1', 'l2', 'l3', 'l4', 'orders', 'users'],
        modules: ['src/a', 'src/b'],
        boundaries: [],
        crosses: true,
        unresolvedCalls: 0,
      },
    ],
  });
  expect(found.map((one) => one.message)).toEqual([
    'one transaction over tables of src/a, src/b: l1, l2, l3, l4, orders, users (nobody owns l1, l2, l3 and 1 more)',
    '1 join ties src/a ↔ src/b together: l1 ⋈ orders ⋈ users (nobody owns l1)',
  ]);
});

test('what seeds do ties nothing together', () => {
  const paths = ['src/a/1.ts', 'src/b/1.ts', 'src/database/seeds/all.ts'];
  const seed = 'src/database/seeds/all.ts:1';
  const known: Partial<Known> = {
    tables: [table('orders', 'src/a', ['src/a', 'src/b']), table('users', 'src/b', [])],
    accesses: [
      use('src/a/1.ts:1', 'write', 'orders'),
      use('src/b/1.ts:4', 'write', 'orders'),
      use(seed, 'write', 'orders'),
    ],
    joins: [join(seed, ['orders', 'users'], ['src/a', 'src/b'])],
    files: paths.map((path) => file(path, 'src/x')),
  };
  const found = knots(known);
  expect(found.map((one) => [one.code, one.related.map(({ path }) => path)])).toEqual([
    ['shared-table', ['src/a/1.ts']],
  ]);
});

test('front-end files are one finding, by outermost folder, the largest first', () => {
  const front = ['apps/web/a.tsx', 'apps/web/b/c.tsx', 'libs/ui/x.tsx'];
  const files = [
    ...front.map((path) => file(path, null)),
    file('apps/api/main.ts', 'apps/api'),
    file('libs/core/x.ts', 'libs/core'),
    { ...file('test/x.test.ts', null), test: true },
  ];
  expect(knots({ files: files.slice(3) })).toEqual([]);
  const [found, ...rest] = knots({ files });
  expect(rest).toEqual([]);
  expect(found).toMatchObject({
    code: 'front-end-files',
    path: 'apps/web',
    message: '3 of 5 source files are front end and belong to no module: apps/web (2), libs/ui (1)',
    related: [{ path: 'libs/ui' }],
  });
});

test('of the cycles, those that hurt are knots: modules at run time, files while loading', () => {
  const cut = [
    { ...place('src/a/1.ts:1'), from: 'src/a', to: 'src/b' },
    { ...place('src/a/2.ts:4'), from: 'src/a', to: 'src/b' },
  ];
  const cycle = { members: ['src/a', 'src/b'], edges: 7, cut };
  const levels = ['file', 'module'] as const;
  const tiers = ['all', 'runtime', 'load'] as const;
  const found = knots({
    cycles: levels.flatMap((level) => tiers.map((tier) => ({ ...cycle, level, tier }))),
  });
  expect(found.map((one) => one.code)).toEqual(['cycle-load', 'cycle-module']);
  expect(found[1]?.message).toBe(
    '2 modules depend on each other; cutting 1 of 7 dependencies frees them, first src/a → src/b',
  );
  expect(found[1]?.related).toHaveLength(1);
});

test('of the hubs only god files are knots', () => {
  const hub = {
    path: 'src/a/1.ts',
    lines: 900,
    importers: 30,
    modules: 5,
    imports: 3,
    exports: 40,
  };
  const found = knots({
    hubs: (['hub', 'barrel', 'god-file'] as const).map((kind) => ({ ...hub, kind })),
  });
  expect(found.map((one) => one.code)).toEqual(['god-file']);
});

test('one is one, not several', () => {
  const hub = { path: 'src/a/1.ts', lines: 900, importers: 1, modules: 1, imports: 3, exports: 1 };
  expect(knots({ hubs: [{ ...hub, kind: 'god-file' }] })[0]?.message).toBe(
    '900 lines and 1 export, used by 1 file of 1 of the 0 modules',
  );
});

test('ids survive that lines move, and that more places join the knot', () => {
  const known = (shift: number): Partial<Known> => ({
    tables: [table('orders', 'src/a', ['src/a', 'src/b']), table('users', 'src/b', [])],
    accesses: [
      use(`src/a/1.ts:${1 + shift}`, 'write', 'orders'),
      use(`src/b/1.ts:${4 + shift}`, 'write', 'orders'),
    ],
    joins: [join(`src/a/1.ts:${5 + shift}`, ['orders', 'users'], ['src/a', 'src/b'])],
    relations: [relation(`src/a/1.ts:${6 + shift}`, 'orders', 'users')],
    transactions: [
      {
        ...place(`src/a/1.ts:${7 + shift}`),
        tables: ['orders', 'users'],
        modules: ['src/a', 'src/b'],
        boundaries: [],
        crosses: true,
        unresolvedCalls: 0,
      },
    ],
    cycles: [
      {
        tier: 'runtime',
        level: 'module',
        members: ['src/a', 'src/b'],
        edges: 2 + shift,
        cut: [{ ...place(`src/a/1.ts:${2 + shift}`), from: 'src/a', to: 'src/b' }],
      },
    ],
    hubs: [
      {
        path: 'src/a/1.ts',
        lines: 600 + shift,
        importers: 30,
        modules: 5,
        imports: 3,
        exports: 40,
        kind: 'god-file',
      },
    ],
  });
  const before = knots(known(0));
  const after = knots(known(100));
  expect(before.map((one) => one.id)).toEqual(after.map((one) => one.id));
  expect(new Set(before.map((one) => one.id)).size).toBe(6);
  expect(before.map((one) => one.line)).not.toEqual(after.map((one) => one.line));
  const joined = knots({
    ...known(0),
    accesses: [...(known(0).accesses ?? []), use('src/b/1.ts:50', 'write', 'orders')],
  });
  expect(joined.map((one) => one.id)).toEqual(before.map((one) => one.id));
});

test('two transactions of one file over the same tables are two knots with ids of their own', () => {
  const transaction = {
    ...place('src/a/1.ts:7'),
    tables: ['orders', 'users'],
    modules: ['src/a', 'src/b'],
    boundaries: [],
    crosses: true,
    unresolvedCalls: 0,
  };
  const ids = knots({ transactions: [transaction, { ...transaction, line: 40 }] }).map(
    (one) => one.id,
  );
  expect(new Set(ids).size).toBe(2);
});
