import { expect, test } from 'vitest';

import { accessRows, factsOf } from './fake-database.ts';

test('a known table is a fact of its own line', () => {
  const facts = factsOf(
    "const T = 'orders';\nfunction f() { read(T); write('users'); }\nread('top');",
  );
  expect(accessRows(facts)).toEqual([
    'a.ts:3 read orders f',
    'a.ts:3 write users f',
    'a.ts:4 read top <module>',
  ]);
  expect(facts.findings).toEqual([]);
});

test('a table that is a parameter belongs to the lines of the callers, each with its own', () => {
  const facts = factsOf(`function all(table: string) { return read(table); }
function orders() { return all('orders'); }
function users() {
  all('users');
  all('accounts');
}`);
  expect(accessRows(facts)).toEqual([
    'a.ts:3 read orders orders',
    'a.ts:5 read users users',
    'a.ts:6 read accounts users',
  ]);
  expect(facts.accesses[0]).toMatchObject({
    evidence: "read('orders') (through all)",
    certainty: 'certain',
  });
  expect(facts.findings).toEqual([]);
});

test('through several functions and files, to where the table is named', () => {
  const facts = factsOf('export function low(table: string) { write(table); }', {
    'src/b.ts': "import { low } from './a';\nexport const middle = (name: string) => low(name);",
    'src/c.ts':
      "import { middle } from './b';\nexport class Orders {\n  save() { return middle('orders'); }\n}",
  });
  expect(accessRows(facts)).toEqual(['c.ts:4 write orders Orders.save']);
  expect(facts.findings).toEqual([]);
});

test('an object handed in carries the table too', () => {
  const facts = factsOf(`function find(options: { from: string }) { read(options.from); }
function f() { find({ from: 'orders' }); }
function g({ from }: { from: string }) { write(from); }
function h() { g({ from: 'users' }); }`);
  expect(accessRows(facts)).toEqual(['a.ts:3 read orders f', 'a.ts:5 write users h']);
});

test('a default value is what callers without the argument get', () => {
  const facts = factsOf("function f(table = 'orders') { read(table); }\nfunction g() { f(); }");
  expect(accessRows(facts)).toEqual(['a.ts:2 read orders f']);
});

test('what callers do not know either is one finding at the call, not one per caller', () => {
  const facts = factsOf(
    'function all(table: string) { return read(table); }\nfunction f(x: string) { all(x); }\nfunction g(x: string) { all(x + 1); }',
  );
  expect(accessRows(facts)).toEqual([]);
  expect(facts.findings).toMatchObject([
    {
      code: 'dynamic-table',
      path: 'src/a.ts',
      line: 2,
      message: 'Fake database: the table is computed',
    },
  ]);
});

test('one caller that knows is enough to be no finding', () => {
  const facts = factsOf(
    "function all(table: string) { return read(table); }\nfunction f(x: string) { all(x); }\nfunction g() { all('orders'); }",
  );
  expect(accessRows(facts)).toEqual(['a.ts:4 read orders g']);
  expect(facts.findings).toEqual([]);
});

test('functions that call themselves or each other end', () => {
  const facts =
    factsOf(`function walk(table: string, depth: number) { read(table); if (depth > 0) walk(table, depth - 1); }
function ping(table: string) { write(table); pong(table); }
function pong(table: string) { ping(table); }
function f() { walk('orders', 3); ping('users'); }
function g(x: string) { lost(x); }
function lost(x: string) { g(x); read(x); }`);
  const rows = accessRows(facts);
  expect(rows).toContain('a.ts:5 read orders f');
  expect(rows).toContain('a.ts:5 write users f');
  expect(facts.findings.map((one) => [one.code, one.line])).toEqual([['dynamic-table', 7]]);
});

test('callers in tests are no callers', () => {
  const facts = factsOf('export function all(table: string) { return read(table); }', {
    'src/a.test.ts': "import { all } from './a';\nall('fake');",
  });
  expect(accessRows(facts)).toEqual([]);
  expect(facts.findings).toHaveLength(1);
});

const BASE = `export abstract class Repository {
  protected abstract table: string;
  all() { return read(this.table); }
  save() { write(this.table); }
}
`;

test('a field of the derived class: an access of each class that inherits the method', () => {
  const facts = factsOf(`${BASE}class Orders extends Repository { table = 'orders'; }
class Users extends Repository {
  table = 'users';
  save() { return null; }
}`);
  expect(accessRows(facts)).toEqual([
    'a.ts:7 read orders Orders.all',
    'a.ts:7 write orders Orders.save',
    'a.ts:8 read users Users.all',
  ]);
  expect(facts.accesses[0]?.evidence).toBe(
    "read('orders') (inherited from Repository.all at src/a.ts)",
  );
  expect(facts.findings).toEqual([]);
});

test('super() and constructor parameters tell the table', () => {
  const facts = factsOf(`class Base {
  constructor(private readonly table: string) {}
  all() { return read(this.table); }
}
class Orders extends Base { constructor() { super('orders'); } }
class Users extends Base { constructor() { super('users'); } }`);
  expect(accessRows(facts)).toEqual([
    'a.ts:6 read orders Orders.all',
    'a.ts:7 read users Users.all',
  ]);
  expect(facts.findings).toEqual([]);
});

test('derived in another file, two levels down, with a getter', () => {
  const facts = factsOf(
    BASE.replace('protected abstract table: string;', 'protected abstract get table(): string;'),
    {
      'src/b.ts':
        "import { Repository } from './a';\nexport abstract class Tenant extends Repository { count() { read(this.table); } }",
      'src/c.ts':
        "import { Tenant } from './b';\nexport class Orders extends Tenant { get table() { return 'orders'; } }",
    },
  );
  expect(accessRows(facts)).toEqual([
    'c.ts:3 read orders Orders.all',
    'c.ts:3 read orders Orders.count',
    'c.ts:3 write orders Orders.save',
  ]);
});

test('an override that calls super reaches the inherited method as well', () => {
  const facts = factsOf(`${BASE}class Orders extends Repository {
  table = 'orders';
  save() { write('log'); super.save(); }
}`);
  const tables = facts.accesses.filter((one) => one.mode === 'write').map((one) => one.table);
  expect(tables.sort()).toEqual(['log', 'orders']);
});

test("a call on another object is that class's access, not the caller's", () => {
  const facts = factsOf(`${BASE}class Orders extends Repository { table = 'orders'; }
class Service {
  constructor(private readonly orders: Orders) {}
  list() { return this.orders.all(); }
}`);
  expect(accessRows(facts)).toEqual([
    'a.ts:7 read orders Orders.all',
    'a.ts:7 write orders Orders.save',
  ]);
});

test("what the caller hands to an inherited method is the caller's", () => {
  const facts = factsOf(`class Base { run(table: string) { return read(table); } }
class Orders extends Base {}
class Service {
  constructor(private readonly orders: Orders) {}
  list() { return this.orders.run('orders'); }
}`);
  expect(accessRows(facts)).toEqual(['a.ts:6 read orders Service.list']);
});

test('one of several tables keeps its line; a caller decides which', () => {
  const facts = factsOf(`function f(old: boolean) { read(old ? 'orders_old' : 'orders'); }
function g() { f(true); }`);
  const rows = accessRows(facts);
  expect(rows.filter((row) => !row.startsWith('a.ts:2'))).toEqual([]);
  expect(facts.findings).toEqual([]);
});

test('a class without a known table is a finding; one that only some derive knows is none', () => {
  const open = factsOf('class Base { constructor(private t: string) {} all() { read(this.t); } }');
  expect(open.findings).toHaveLength(1);
  const facts = factsOf(
    "class Base { t: string; all() { read(this.t); } }\nclass A extends Base { t = 'a'; }\nclass B extends Base {}",
  );
  expect(accessRows(facts)).toEqual(['a.ts:3 read a A.all']);
});

test('ids of findings survive that code moves down', () => {
  const body = 'export class A {\n  all(t: string) { read(t); }\n}';
  const ids = (text: string): readonly string[] => factsOf(text).findings.map((one) => one.id);
  expect(ids(`\n\n// comment\n${body}`)).toEqual(ids(body));
});

test('the order in which files are named changes nothing', () => {
  const files = {
    'src/b.ts': "import { all } from './a';\nexport const f = () => all('b');",
    'src/c.ts': "import { all } from './a';\nexport const f = () => all('c');",
  };
  const body = 'export function all(t: string) { read(t); }';
  const reversed = Object.fromEntries(Object.entries(files).toReversed());
  expect(accessRows(factsOf(body, files))).toEqual(['b.ts:3 read b f', 'c.ts:3 read c f']);
  expect(accessRows(factsOf(body, reversed))).toEqual(accessRows(factsOf(body, files)));
});
