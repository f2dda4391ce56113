import { describe, expect, test } from 'vitest';

import { makeCase, judge, listRemedies } from './make-evidence.ts';
import type { Written } from './make-evidence.ts';
import { judgeCrossings } from '../../../analyzers/boundaries/crossings/judge-crossings.ts';

const ORDERS = 'orders/orders.ts';
const USERS = 'users/users.ts';
const parts = (...keys: readonly string[]): NonNullable<Written['parts']> =>
  Object.fromEntries(keys.map((key) => [key, {}]));

describe('the owner of a table', () => {
  const owners = (written: Written): readonly (string | null)[] => {
    const judged = judge(written);
    return judged.owners.map((owner) => (owner === null ? null : (judged.ids[owner] ?? null)));
  };

  test('is its only writer, wherever it is declared', () => {
    const code = parts(`${ORDERS}#save`, `${USERS}#User`);
    expect(
      owners({ parts: code, tables: { t: `${USERS}#User` }, writes: [`${ORDERS}#save t`] }),
    ).toEqual(['orders']);
  });

  test('is the declaring one of several writers, whoever writes more', () => {
    const code = parts(`${ORDERS}#a`, `${ORDERS}#b`, `${USERS}#User`, `${USERS}#save`);
    const writes = [`${ORDERS}#a t`, `${ORDERS}#b t`, `${USERS}#save t`];
    expect(owners({ parts: code, tables: { t: `${USERS}#User` }, writes })).toEqual(['users']);
  });

  test('is the busiest writer when no writer declares it, the first by id of equals', () => {
    const code = parts(`${ORDERS}#a`, `${USERS}#a`, `${USERS}#b`);
    const two = { parts: code, tables: { t: null } };
    expect(owners({ ...two, writes: [`${ORDERS}#a t`, `${USERS}#a t`, `${USERS}#b t`] })).toEqual([
      'users',
    ]);
    expect(owners({ ...two, writes: [`${USERS}#a t`, `${ORDERS}#a t`] })).toEqual(['orders']);
  });

  test('is nobody when several read it and no boundary writes it', () => {
    const code = parts(`${ORDERS}#a`, `${USERS}#a`);
    const reads = [`${ORDERS}#a t`, `${USERS}#a t`];
    expect(owners({ parts: code, tables: { t: null }, reads })).toEqual([null]);
  });

  test('is whoever a person said', () => {
    const { evidence, plan } = makeCase({
      parts: parts(`${ORDERS}#save`, `${USERS}#x`),
      tables: { t: null },
      writes: [`${ORDERS}#save t`],
    });
    const pinned = judgeCrossings(evidence, { ...plan, pinned: new Map([[0, 1]]) });
    expect(pinned.owners).toEqual([1]);
    expect(listRemedies(pinned)).toEqual(['orders>users write t move']);
  });
});

describe('foreign rows', () => {
  const base = (readers: number, writers: number): Written => {
    const names = (path: string, verb: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, at) => `${path}#${verb}${at}`);
    const reading = names(ORDERS, 'read', readers);
    const writing = names(USERS, 'write', writers);
    return {
      parts: parts(...reading, ...writing),
      tables: { users: null },
      reads: reading.map((one) => `${one} users`),
      writes: writing.map((one) => `${one} users`),
    };
  };

  test.each([
    [1, 1, 'replicate'],
    [6, 2, 'replicate'],
    [5, 2, 'api'],
  ])('read by %i functions and written by %i: %s', (readers, writers, remedy) => {
    const judged = judge(base(readers, writers));
    expect(new Set(judged.crossings.map((one) => one.remedy))).toEqual(new Set([remedy]));
    expect(judged.crossings[0]?.why).toContain(`read by ${readers} function`);
  });

  test('are written by their owner, who is asked', () => {
    const judged = judge({
      parts: {
        [`${ORDERS}#controller`]: { calls: [`${ORDERS}#rename`] },
        [`${ORDERS}#rename`]: {},
        [`${USERS}#User`]: { kind: 'class' },
        [`${USERS}#save`]: {},
      },
      tables: { users: `${USERS}#User` },
      writes: [`${ORDERS}#rename users`, `${USERS}#save users`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users write users api']);
    expect(judged.health).toMatchObject({ sharedTablesBefore: 1, sharedTablesAfter: 0 });
  });

  test('are told to their owner by a function that does nothing else and gives nothing back', () => {
    const judged = judge({
      parts: {
        [`${ORDERS}#controller`]: { calls: [`${ORDERS}#note`] },
        [`${ORDERS}#note`]: { silent: true },
        [`${USERS}#User`]: { kind: 'class' },
        [`${USERS}#save`]: {},
      },
      tables: { users: `${USERS}#User` },
      writes: [`${ORDERS}#note users`, `${USERS}#save users`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users write users event']);
  });

  test('written by a handler that works for their owner alone: the handler moves', () => {
    const judged = judge({
      parts: parts(`${ORDERS}#onLogin`, `${USERS}#User`, `${USERS}#save`),
      tables: { users: `${USERS}#User` },
      writes: [`${ORDERS}#onLogin users`, `${USERS}#save users`],
    });
    expect(listRemedies(judged)).toEqual(['orders>users write users move']);
  });

  test('a mapped class goes the way of its rows', () => {
    const written = base(1, 1);
    const judged = judge({
      ...written,
      parts: { ...written.parts, [`${USERS}#User`]: { kind: 'class' } },
      tables: { users: `${USERS}#User` },
      uses: [`${ORDERS} > ${USERS}#User`],
    });
    expect(listRemedies(judged)).toEqual([
      'orders>users import User replicate',
      'orders>users read users replicate',
    ]);
  });

  test('an injected repository goes the way of its rows', () => {
    const written = base(5, 2);
    const judged = judge({
      ...written,
      parts: {
        ...written.parts,
        [`${USERS}#User`]: { kind: 'class' },
        'users/repository.ts#UserRepository': { kind: 'class', uses: [`${USERS}#User`] },
      },
      tables: { users: `${USERS}#User` },
      injects: [`${ORDERS} > users/repository.ts#UserRepository`],
    });
    expect(listRemedies(judged)).toContain('orders>users inject UserRepository api');
  });
});

describe('ties between tables', () => {
  const both: Written = {
    parts: parts(`${ORDERS}#save`, `${USERS}#save`),
    tables: { orders: `${ORDERS}#Order`, users: `${USERS}#User` },
    writes: [`${ORDERS}#save orders`, `${USERS}#save users`],
  };

  test.each([
    ['CASCADE', 'deletes its rows itself'],
    ['SET NULL', 'clears its reference'],
    ['SetNull', 'clears its reference'],
    ['RESTRICT', 'refused to delete'],
    [undefined, 'no delete rule is written'],
  ])('a foreign key with the delete rule %s becomes an id', (rule, says) => {
    const onDelete = rule === undefined ? {} : { onDelete: rule };
    const judged = judge({ ...both, relations: [{ from: 'orders', to: 'users', ...onDelete }] });
    expect(listRemedies(judged)).toEqual(['orders>users foreign-key users replicate']);
    expect(judged.crossings[0]?.why).toContain(says);
    expect(judged.health.crossingRelations).toBe(1);
  });

  test('a foreign key that only a schema knows is placed there', () => {
    const tables = { orders: null, users: null };
    const judged = judge({ ...both, tables, relations: [{ from: 'orders', to: 'users' }] });
    expect(judged.crossings[0]).toMatchObject({ path: 'schema.sql', line: 5, target: null });
  });

  test('a join names all tables of one owner, sorted', () => {
    const judged = judge({
      parts: parts('reports/r.ts#sum', `${ORDERS}#save`, `${USERS}#save`),
      tables: { items: null, orders: null, users: null },
      writes: [`${ORDERS}#save orders`, `${ORDERS}#save items`, `${USERS}#save users`],
      joins: ['reports/r.ts#sum: users, orders, items, orders'],
    });
    expect(judged.crossings.map((one) => one.subject)).toEqual(['items, orders', 'users']);
  });

  test('a join has one crossing per foreign owner', () => {
    const judged = judge({
      ...both,
      parts: { ...both.parts, 'reports/r.ts#sum': {} },
      joins: ['reports/r.ts#sum: orders, users'],
    });
    expect(listRemedies(judged)).toEqual([
      'reports>orders join orders replicate',
      'reports>users join users replicate',
    ]);
    expect(judged.health.crossingJoins).toBe(1);
  });
});

describe('a transaction', () => {
  const place = (callee: NonNullable<Written['parts']>, more: Written = {}): Written => ({
    tables: { orders: null, stock: null },
    writes: [`${ORDERS}#place orders`, 'stock/stock.ts#take stock'],
    transactions: [`${ORDERS}#place: orders, stock`],
    ...more,
    parts: { [`${ORDERS}#place`]: { calls: ['stock/stock.ts#take'] }, ...callee },
  });

  test('that writes tables of two owners makes them one, and says so', () => {
    const judged = judge(place({ 'stock/stock.ts#take': {} }));
    expect(listRemedies(judged)).toEqual([
      'orders>stock transaction stock merge',
      'orders>stock call take merge',
    ]);
    expect(judged.merges).toEqual([[0, 1]]);
    expect(judged.sync).toEqual([]);
    expect(judged.health.crossingTransactions).toBe(1);
  });

  test('that only reads the other table cuts nothing', () => {
    const reads = ['stock/stock.ts#take stock'];
    const writes = [`${ORDERS}#place orders`, 'stock/other.ts#fill stock'];
    const judged = judge(
      place({ 'stock/stock.ts#take': {}, 'stock/other.ts#fill': {} }, { reads, writes }),
    );
    expect(listRemedies(judged)).toEqual(['orders>stock call take api']);
    expect(judged.merges).toEqual([]);
  });

  test('whose foreign part gives nothing back and refuses nothing can tell it by an outbox', () => {
    const judged = judge(place({ 'stock/stock.ts#take': { silent: true } }));
    expect(listRemedies(judged)).toEqual([
      'orders>stock transaction stock event',
      'orders>stock call take event',
    ]);
    expect(judged.merges).toEqual([]);
  });

  test('that writes the foreign table in place cannot', () => {
    const writes = [`${ORDERS}#place orders`, `${ORDERS}#place stock`, 'stock/stock.ts#take stock'];
    const tables = { orders: null, stock: 'stock/stock.ts#Stock' };
    const judged = judge(place({ 'stock/stock.ts#take': { silent: true } }, { writes, tables }));
    expect(judged.merges).toEqual([[0, 1]]);
  });

  test('of which it is not seen what it writes is taken to write all', () => {
    const judged = judge({
      parts: parts(`${ORDERS}#run`, `${ORDERS}#place`, 'stock/stock.ts#take'),
      tables: { orders: null, stock: null },
      writes: [`${ORDERS}#place orders`, 'stock/stock.ts#take stock'],
      transactions: [`${ORDERS}#run: orders, stock`],
    });
    expect(judged.merges).toEqual([[0, 1]]);
  });
});

describe('an event', () => {
  const ends = { [`${ORDERS}#place`]: {}, 'mails/mails.ts#onPlaced': {} };

  test('stays one', () => {
    const told = `placed: ${ORDERS}#place > mails/mails.ts#onPlaced`;
    const judged = judge({ parts: ends, events: [{ told }] });
    expect(listRemedies(judged)).toEqual(['orders>mails event placed event']);
  });

  test('that is a command waits for its handler', () => {
    const told = `Place: ${ORDERS}#place > mails/mails.ts#onPlaced`;
    const judged = judge({ parts: ends, events: [{ kind: 'command', told }] });
    expect(listRemedies(judged)).toEqual(['orders>mails call Place api']);
    expect(judged.sync).toHaveLength(1);
  });
});
