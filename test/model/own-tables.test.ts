import { expect, test } from 'vitest';

import type { AccessFact, TableFact } from '../../analyzers/contract.ts';
import type { DeclaredTable } from '../../analyzers/adapter.ts';
import { ownerOf, ownTables } from '../../analyzers/model/own-tables.ts';
import { declared, placesOf, use } from './facts.ts';

function own(
  tables: readonly DeclaredTable[],
  accesses: readonly AccessFact[],
): readonly TableFact[] {
  const paths = [
    ...accesses.map((one) => one.path),
    ...tables.flatMap(({ place }) => ('path' in place ? [place.path] : [])),
  ];
  return ownTables(tables, accesses, placesOf(paths));
}

const counts = (text: string): ReadonlyMap<string, number> =>
  new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map((part) => [part.split(':')[0] ?? '', Number(part.split(':')[1])]),
  );

test.each([
  ['the only writer', 'a:1', 'b:9', 'b', 'a'],
  ['the only writer, although another declares it', 'a:1', '', 'b', 'a'],
  ['of several writers the one that declares it', 'a:9 b:1', '', 'b', 'b'],
  ['more than half of the writing places', 'a:3 b:1 c:1', '', null, 'a'],
  ['more than half, when the declarer only reads', 'a:3 b:1', 'c:2', 'c', 'a'],
  ['nobody at exactly half', 'a:2 b:2', '', null, null],
  ['nobody when no writer has most', 'a:2 b:2 c:1', '', null, null],
  ['without writers the declarer', '', 'a:5 b:2', 'c', 'c'],
  ['without writers and declarer the only reader', '', 'a:1', null, 'a'],
  ['nobody among several readers', '', 'a:9 b:1', null, null],
  ['nobody when nobody uses it', '', '', null, null],
])('%s', (_, writes, reads, home, owner) => {
  expect(ownerOf({ writes: counts(writes), reads: counts(reads), home })).toBe(owner);
});

test('modules are counted by place, listed once and sorted', () => {
  const [orders] = own(
    [declared('src/orders/order.ts', 'orders', 'Order')],
    [
      use('src/z/z.ts:1', 'write', 'orders'),
      use('src/a/a.ts:1', 'write', 'orders'),
      use('src/a/a.ts:2', 'write', 'orders'),
      use('src/b/b.ts:1', 'read', 'orders'),
    ],
  );
  expect(orders).toMatchObject({
    writingModules: ['src/a', 'src/z'],
    readingModules: ['src/b'],
    module: 'src/a',
    entity: 'Order',
  });
});

test('a migration declares no owner', () => {
  const uses = [use('src/a/a.ts:1', 'write', 'orders'), use('src/b/b.ts:1', 'write', 'orders')];
  expect(own([declared('src/a/1-init.ts', 'orders', null)], uses)[0]?.module).toBeNull();
  expect(own([declared('src/a/order.ts', 'orders', 'Order')], uses)[0]?.module).toBe('src/a');
});

test('a table that nobody declares is placed where it is used first, as inferred', () => {
  const [ledger] = own(
    [],
    [use('src/a/a.ts:7', 'read', 'ledger'), use('src/b/b.ts:2', 'write', 'ledger')],
  );
  expect(ledger).toMatchObject({
    path: 'src/a/a.ts',
    line: 7,
    entity: null,
    orm: 'sql',
    certainty: 'inferred',
    module: 'src/b',
  });
});

test('accesses without a module (tests, tools) make nobody a writer', () => {
  const access: AccessFact = { ...use('test/x.ts:1', 'write', 'orders'), module: null };
  expect(own([], [access])[0]).toMatchObject({
    writingModules: [],
    readingModules: [],
    module: null,
  });
});

test('tables come sorted by name, whatever the order of declarations', () => {
  const names = ['users', 'a', 'order_items', 'orders'];
  const tables = names.map((name) => declared(`src/m/${name}.ts`, name, name));
  const sorted = ['a', 'order_items', 'orders', 'users'];
  expect(own(tables, []).map((one) => one.name)).toEqual(sorted);
  expect(own(tables.toReversed(), []).map((one) => one.name)).toEqual(sorted);
});

const tenantColumns = (
  tables: Readonly<Record<string, readonly string[]>>,
): readonly (string | null)[] =>
  own(
    Object.entries(tables).map(([name, columns]) => declared('src/m/x.ts', name, name, columns)),
    [],
  ).map((one) => one.tenantColumn);

test('a column in a fair share of the tables names the tenant, however it is written', () => {
  expect(
    tenantColumns({
      a: ['id', 'organizationId'],
      b: ['organization_id'],
      c: ['ORGANIZATION_ID'],
      d: ['id'],
    }),
  ).toEqual(['organizationId', 'organization_id', 'ORGANIZATION_ID', null]);
});

test('a lone account_id is a reference', () => {
  expect(tenantColumns({ a: ['account_id'], b: ['id'], c: ['id'], d: ['id'] })).toEqual([
    null,
    null,
    null,
    null,
  ]);
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [
      `t${String(at).padStart(2, '0')}`,
      at < 4 ? ['account_id'] : ['id'],
    ]),
  );
  expect(new Set(tenantColumns(many))).toEqual(new Set([null]));
});

test('two tables with a tenant_id are enough: the name says it', () => {
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [
      `t${String(at).padStart(2, '0')}`,
      at < 2 ? ['tenant_id'] : ['id'],
    ]),
  );
  expect(tenantColumns(many).filter((one) => one !== null)).toEqual(['tenant_id', 'tenant_id']);
});

test('only one column names the tenant: the most explicit one', () => {
  expect(
    tenantColumns({
      a: ['account_id', 'tenant_id'],
      b: ['account_id', 'tenant_id'],
      c: ['account_id'],
    }),
  ).toEqual(['tenant_id', 'tenant_id', null]);
});

test('seeds neither own nor share a table', () => {
  const seed = 'src/seeds/roles.ts';
  const places = new Map([
    ...placesOf(['src/roles/role.ts', 'src/users/user.ts']),
    ...[...placesOf([seed])].map(([path, place]) => [path, { ...place, support: 'seed' }] as const),
  ]);
  const [roles, users] = ownTables(
    [
      declared('src/roles/role.ts', 'roles', 'Role'),
      declared('src/users/user.ts', 'users', 'User'),
    ],
    [
      use(`${seed}:1`, 'write', 'roles'),
      use(`${seed}:2`, 'write', 'users'),
      use('src/users/user.ts:9', 'write', 'users'),
    ],
    places,
  );
  expect(roles).toMatchObject({ module: 'src/roles', writingModules: [] });
  expect(users).toMatchObject({ module: 'src/users', writingModules: ['src/users'] });
});
