import { expect, test } from 'vitest';

import { factsOf, transactionRows } from './fake-database.ts';

test('the tables of the callback, its helpers and what they call', () => {
  const facts = factsOf(`function outside() { write('outside'); }
function f() {
  tx(() => { write('orders'); helper(); });
  outside();
}
function helper() { read('users'); deeper(); }
function deeper() { write('log'); }`);
  expect(transactionRows(facts)).toEqual(['4 [log orders users] 0']);
});

test('calls across files and methods, and through a field that is injected', () => {
  const facts = factsOf(
    `import { Users } from './b';
class Orders {
  constructor(private readonly users: Users) {}
  place() { return tx(async () => { await this.save(); await this.users.touch(); }); }
  private save() { write('orders'); }
  other() { write('other'); }
}`,
    {
      'src/b.ts': "export class Users { touch() { write('users'); } other() { write('never'); } }",
    },
  );
  expect(transactionRows(facts)).toEqual(['5 [orders users] 0']);
});

test('through an interface to every class that implements it', () => {
  const facts = factsOf(`interface Port { save(): void; }
class A implements Port { save() { write('a'); } }
class B implements Port { save() { write('b'); } }
class C { save() { write('c'); } }
class Service {
  constructor(private readonly port: Port) {}
  run() { tx(() => this.port.save()); }
}`);
  expect(transactionRows(facts)).toEqual(['8 [a b] 0']);
});

test('through an abstract class to what derives from it', () => {
  const facts =
    factsOf(`abstract class Port { abstract save(): void; run() { tx(() => this.save()); } }
class A extends Port { save() { write('a'); } }
class B extends Port { save() { write('b'); } }`);
  expect(facts.transactions.flatMap((one) => one.tables).sort()).toEqual(
    expect.arrayContaining(['a', 'b']),
  );
});

test('an inherited method is followed with the table of the class it is called on', () => {
  const facts =
    factsOf(`abstract class Base { abstract table: string; save() { write(this.table); } }
class Orders extends Base { table = 'orders'; }
class Users extends Base { table = 'users'; }
class Service {
  constructor(private readonly orders: Orders) {}
  run() { tx(() => this.orders.save()); }
}`);
  expect(transactionRows(facts)).toEqual(['7 [orders] 0']);
});

test('a table that is a parameter is found through the call in the transaction', () => {
  const facts = factsOf(
    "function save(table: string) { write(table); }\nfunction f() { tx(() => { save('orders'); save('users'); }); }\nfunction g() { save('never'); }",
  );
  expect(transactionRows(facts)).toEqual(['3 [orders users] 0']);
});

test('the callback may be a name, a method or a result', () => {
  const facts = factsOf(`const work = () => { write('orders'); };
class A { run() { tx(this.work); } work = () => { write('users'); }; }
function f() { tx(work); }`);
  expect(transactionRows(facts)).toEqual(['3 [users] 0', '4 [orders] 0']);
});

test('a wrapper of the transaction: one per caller, each with its own tables', () => {
  const facts = factsOf(`function inTransaction(work: () => void) { return tx(work); }
function f() { inTransaction(() => { write('orders'); }); }
function g() { inTransaction(() => { write('users'); }); }`);
  const tables = facts.transactions.flatMap((one) => one.tables);
  expect(tables.sort()).toEqual(['orders', 'users']);
});

test('a function that runs several callbacks runs them all', () => {
  const facts = factsOf(`function retry(work: () => void) { work(); }
function a() { write('a'); }
function b() { write('b'); }
function f() { tx(() => { retry(a); retry(b); }); }`);
  expect(transactionRows(facts)).toEqual(['5 [a b] 0']);
});

test('a list of operations holds the tables of its elements only', () => {
  const facts = factsOf(`function f() {
  write('before');
  tx([write('orders'), helper(),
    read('users')]);
  write('after');
}
function helper() { write('log'); }`);
  expect(transactionRows(facts)).toEqual(['4 [log orders users] 0']);
});

test('a list at module level holds its tables too', () => {
  expect(
    transactionRows(factsOf("tx([write('orders'), read('users')]);\nwrite('after');")),
  ).toEqual(['2 [orders users] 0']);
});

test('of a function that opens a transaction, only what comes after the opening line', () => {
  const facts = factsOf(`function f() {
  read('before'); early();
  begin();
  write('orders');
  late();
}
function early() { write('early'); }
function late() { write('late'); }`);
  expect(transactionRows(facts)).toEqual(['4 [late orders] 0']);
});

test('callbacks after the opening line belong to it', () => {
  const facts = factsOf(
    "function f(ids: string[]) {\n  begin();\n  ids.forEach(() => { write('items'); });\n}",
  );
  expect(transactionRows(facts)).toEqual(['3 [items] 0']);
});

test('calls that go nowhere known are counted, those of libraries are not', () => {
  const facts = factsOf(`import { log } from 'logger';
class Service {
  private gateway;
  run() { tx(() => { write('orders'); this.gateway.charge(); log('x'); console.log('y'); [1].map(String); }); }
}`);
  expect(transactionRows(facts)).toEqual(['5 [orders] 1']);
});

test('recursion ends, in functions and between classes', () => {
  const facts = factsOf(`function walk(n: number) { write('tree'); if (n) walk(n - 1); ping(); }
function ping() { pong(); }
function pong() { ping(); write('pong'); }
function f() { tx(() => walk(3)); }`);
  expect(transactionRows(facts)).toEqual(['5 [pong tree] 0']);
});

test('a transaction inside of another one is one of its own, and part of the outer', () => {
  const facts = factsOf(
    "function f() {\n  tx(() => {\n    write('outer');\n    tx(() => { write('inner'); });\n  });\n}",
  );
  expect(transactionRows(facts)).toEqual(['3 [inner outer] 0', '5 [inner] 0']);
});

test('no tables is a transaction all the same', () => {
  expect(transactionRows(factsOf('function f() { tx(() => {}); }'))).toEqual(['2 [] 0']);
});
