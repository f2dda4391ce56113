import { describe, expect, it } from 'vitest';
import { migrationsAdapter } from '../../analyzers/orms/sql/migrations-adapter.ts';
import { knexAdapter } from '../../analyzers/orms/knex/knex-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

type Sources = string | Readonly<Record<string, string>>;

const analyze = (sources: Sources) =>
  analyzeSnippets(typeof sources === 'string' ? { 'src/a.ts': sources } : sources, {
    adapters: [knexAdapter, migrationsAdapter],
  });

function accesses(sources: Sources): readonly string[] {
  const many = typeof sources !== 'string';
  return analyze(sources).accesses.map(
    (one) => `${many ? `${one.path}:` : ''}${one.line} ${one.mode[0]} ${one.table}`,
  );
}

const joins = (sources: Sources): readonly string[] =>
  analyze(sources).joins.map((one) => `${one.line} ${one.tables.join(' ')}`);
const transactions = (sources: Sources): readonly string[] =>
  analyze(sources).transactions.map((one) => `${one.line} ${one.tables.join(' ')}`);

describe('knex instances', () => {
  it('are made, typed, aliased, required, injected', () => {
    expect(
      accesses({
        'src/db.ts': `import knex, { Knex } from 'knex';
export const db = knex({ client: 'pg' });
export type Db = Knex<any, any[]>;
export const typed: Knex = knex.default({});`,
        'src/old.js': `const db = require('knex')({ client: 'pg' });
const other = require('knex').default({});
module.exports = { list: () => db('a'), more: () => other.select('*').from('b') };`,
        'src/use.ts': `import { Knex } from 'knex';
import { db, typed } from './db';
import type { Db } from './db';
export class Store {
  private readonly table = 'e';
  constructor(private db: Db, private readonly trx: Knex.Transaction, private readonly k: { readonly knex: Knex }) {}
  a() { return db('c'); }
  b() { return typed<{ id: string }>('d').select('id'); }
  c() { return this.db(this.table).where({}); }
  d() { return this.trx('f as x'); }
  e() { return this.k.knex({ g: 'g_table' }).first(); }
}`,
      }),
    ).toEqual([
      'src/old.js:3 r a',
      'src/old.js:3 r b',
      'src/use.ts:7 r c',
      'src/use.ts:8 r d',
      'src/use.ts:9 r e',
      'src/use.ts:10 r f',
      'src/use.ts:11 r g_table',
    ]);
  });

  it('are not everything that is called with a name', () => {
    expect(
      accesses(`import { Knex } from 'knex';
export async function f(db: Knex, log: (x: string) => void, path: { join(...x: string[]): string }) {
  log('orders');
  path.join('a', 'b');
  const ids = await db('orders').pluck('id');
  ids.join('x');
  const rows = await db.select('a').from('items');
  return rows.map((row) => row.tags.join('y')).join('z');
}`),
    ).toEqual(['5 r orders', '7 r items']);
  });
});

describe('builders', () => {
  it('tell modes by what the chain does', () => {
    expect(
      accesses(`import { Knex } from 'knex';
const T = { orders: 'orders', items: 'items' } as const;
enum Tables { Users = 'users' }
export async function f(db: Knex) {
  await db('a').where({}).update({ x: 1 });
  await db.insert({}).into('b');
  await db(T.orders).insert({}).onConflict('id').merge();
  await db(Tables.Users).del();
  await db.from('c').truncate();
  await db.del().from('d');
  await db('e').increment('n');
  await db.batchInsert('f', [], 100);
  await db.table('g').count();
  await db.insert(db.select('*').from('h')).into('i');
  const [row] = await db('j').where('id', 1).returning('*').update({});
  await db(T.items).select('*').where((qb) => qb.where('a', 1));
}`),
    ).toEqual([
      '5 w a',
      '6 w b',
      '7 w orders',
      '8 w users',
      '9 w c',
      '10 w d',
      '11 w e',
      '12 w f',
      '13 r g',
      '14 r h',
      '14 w i',
      '15 w j',
      '16 r items',
    ]);
  });

  it('continue in variables, conditions and callers', () => {
    expect(
      accesses(`import { Knex } from 'knex';
export class Store {
  constructor(private db: Knex) {}
  async a(hard: boolean) {
    const query = this.db('orders').where('id', 1);
    if (hard) query.andWhere('x', 2);
    await query.delete();
  }
  async b(join: boolean) {
    let q = this.db('orders');
    if (join) q = q.leftJoin('items', 'a', 'b');
    return q.select('*');
  }
  private query(trx = this.db) { return trx('users'); }
  async c() { await this.query().update({}); }
  private rows() { return this.db('logs'); }
  async d() { return (await this.rows()).length; }
  async e(big: boolean) { return this.db(big ? 'large' : 'small').select(); }
  f() { const q = this.db.queryBuilder().select('x'); q.from('late'); return q; }
}`),
    ).toEqual([
      '5 w orders',
      '10 r orders',
      '11 r items',
      '14 w users',
      '16 r logs',
      '18 r large',
      '18 r small',
      '19 r late',
    ]);
  });

  it('join, nest and name', () => {
    const source = `import { Knex } from 'knex';
export async function f(db: Knex) {
  await db('orders as o')
    .join('items as i', 'i.order_id', 'o.id')
    .leftJoin({ u: 'users' }, 'u.id', 'o.user_id')
    .join(db('payments').select('*').as('p'), 'p.id', 'o.id')
    .innerJoin('tags', function () { this.on('a', 'b').andOn('c', 'd'); })
    .whereIn('id', function () { this.select('id').from('refunds').where('x', 1); })
    .whereExists(db.select('*').from('coupons'))
    .whereNotExists((qb) => qb.select('*').from('returns'));
  await db.with('recent', (qb) => qb.select('*').from('events'))
    .withRecursive('tree', db.raw('select * from nodes union all select * from tree'))
    .select('*').from('recent').join('tree', 'a', 'b').joinRaw('LEFT JOIN recent r ON true');
  await db.from(function () { this.select('*').from('inner_table').as('t'); });
  await db.select('*').from('x').union([db.select('*').from('y')]);
  await db('single').where('a', 1);
}`;
    expect(accesses(source)).toEqual([
      '3 r orders',
      '4 r items',
      '5 r users',
      '6 r payments',
      '7 r tags',
      '8 r refunds',
      '9 r coupons',
      '10 r returns',
      '11 r events',
      '12 r nodes',
      '14 r inner_table',
      '15 r x',
      '15 r y',
      '16 r single',
    ]);
    expect(joins(source)).toEqual([
      '3 coupons items orders payments refunds returns tags users',
      '15 x y',
    ]);
  });

  it('know table names of base classes, parameters and generics', () => {
    const sources = {
      'src/base.ts': `import { Knex } from 'knex';
export abstract class Crud<T> {
  protected tableName: string;
  protected db: Knex;
  constructor(tableName: string, db: Knex) { this.tableName = tableName; this.db = db; }
  async all(): Promise<T[]> { return this.db(this.tableName).select('*'); }
  async remove(id: number) { await this.db(this.tableName).where({ id }).del(); }
}
export const count = (db: Knex, table: string) => db(table).count('*').first();`,
      'src/orders.ts': `import { Knex } from 'knex';
import { Crud, count } from './base';
export class Orders extends Crud<{ id: string }> { constructor(db: Knex) { super('orders', db); } }
export const size = (db: Knex) => count(db, 'users');`,
    };
    expect(accesses(sources)).toEqual([
      'src/orders.ts:3 r orders',
      'src/orders.ts:3 w orders',
      'src/orders.ts:4 r users',
    ]);
  });

  it('tell what they do not know', () => {
    expect(
      analyze(`import { Knex } from 'knex';
export const f = (db: Knex, table: string) => db(table).select();`).findings.map(
        (one) => `${one.line} ${one.code}`,
      ),
    ).toEqual(['2 dynamic-table']);
  });
});

describe('raw SQL', () => {
  it('is read with its bindings', () => {
    expect(
      accesses(`import { Knex } from 'knex';
const T = 'orders';
export async function f(db: Knex) {
  await db.raw(\`SELECT EXISTS (
    SELECT 1 FROM \${T} WHERE id = ?)\`, [1]);
  await db.raw('UPDATE ?? SET a = ?', ['items', 1]);
  await db('users').whereRaw('id in (select user_id from bans)').orderByRaw('lower(name)');
  await db('a').joinRaw('natural full join b');
  await db.select(db.raw('now()')).from('c');
}`),
    ).toEqual(['5 r orders', '6 w items', '7 r users', '7 r bans', '8 r a', '8 r b', '9 r c']);
  });
});

describe('transactions', () => {
  it('have callbacks, handles, and helpers that take the handle', () => {
    const source = `import { Knex } from 'knex';
export class Store {
  constructor(private db: Knex) {}
  async a() {
    await this.db.transaction(async (trx) => {
      await trx('orders').insert({});
      await this.log(trx);
    });
  }
  private async log(trx: Knex.Transaction) { await trx('audit').insert({}); }
  async b() {
    const trx = await this.db.transaction();
    try { await trx('items').update({}); await trx.commit(); } catch { await trx.rollback(); }
  }
  async c() {
    const provider = this.db.transactionProvider();
    const trx = await provider();
    await this.db('users').transacting(trx).del();
  }
}
export async function inTransaction<R>(db: Knex, fn: (db: Knex) => R): Promise<R> {
  if (db.isTransaction) return fn(db);
  return db.transaction(async (tx) => fn(tx));
}
export const d = (db: Knex) => inTransaction(db, async (tx) => { await tx('d').del(); });`;
    expect(transactions(source)).toEqual(['5 audit orders', '12 items', '16 users', '25 d']);
    expect(accesses(source)).toEqual([
      '6 w orders',
      '10 w audit',
      '13 w items',
      '18 w users',
      '25 w d',
    ]);
  });
});

describe('migrations', () => {
  it('declare tables and hold no accesses', () => {
    const facts = analyze({
      'migrations/1.ts': `import type { Knex } from 'knex';
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('users', (t) => { t.increments('id'); t.string('email').notNullable().unique(); t.timestamps(true, true); })
    .createTable('orders', (table) => {
      table.uuid('id').primary();
      table.uuid('tenant_id');
      table.integer('user_id').unsigned().references('id').inTable('users').onDelete('CASCADE');
      table.uuid('parent').references('orders.id');
      table.index(['tenant_id', 'user_id']);
      table.foreign('tenant_id').references('id').inTable('tenants');
    });
  await knex('users').insert({});
  await knex.raw('CREATE TABLE plain (a int)');
}
export async function down(knex: Knex) { await knex.schema.dropTable('orders'); }`,
      'migrations/2.js': `exports.up = function (knex) {
  return knex.schema.alterTable('users', function (t) { t.dropColumn('email'); t.text('note'); }).renameTable('plain', 'fancy');
};
exports.down = function (knex) { return knex.schema.table('users', (t) => { t.dropColumn('note'); }); };`,
      'migrations/3.js': `exports.up = function (db, cb) {
  async.series([
    db.createTable.bind(db, 'old', { columns: { id: { type: 'int', primaryKey: true }, user_id: { type: 'int', foreignKey: { table: 'users', rules: { onDelete: 'CASCADE' } } } } }),
    db.runSql.bind(db, \`
      ALTER TABLE old ADD COLUMN x text;\`),
    db.addColumn.bind(db, 'old', 'y', { type: 'string' }),
  ], cb);
};
exports.down = function (db, cb) { db.dropTable('old', cb); };`,
      'migrations/4.js': `exports.up = (pgm) => {
  pgm.createTable('pgm', { id: 'id', user_id: { type: 'integer', references: '"users"', onDelete: 'cascade' } });
  pgm.addColumns('pgm', { note: { type: 'text' } });
  pgm.createIndex('pgm', ['user_id']);
};
exports.down = (pgm) => pgm.dropTable('pgm');`,
    });
    expect(facts.accesses).toEqual([]);
    expect(
      facts.tables.map(
        (one) =>
          `${one.name}: ${one.columns.map((column) => `${column.name} ${column.type}`).join(', ')}; ${one.indexes.join('|')}`,
      ),
    ).toEqual([
      'fancy: a int; ',
      'old: id int, user_id int, x text, y string; id',
      'orders: id uuid, tenant_id uuid, user_id integer, parent uuid; id|tenant_id,user_id',
      'pgm: id id, user_id integer, note text; user_id',
      'users: id increments, created_at timestamp, updated_at timestamp, note text; ',
    ]);
    expect(
      facts.relations.map((one) => `${one.path}:${one.line} ${one.from} ${one.to} ${one.onDelete}`),
    ).toEqual([
      'migrations/1.ts:7 orders users CASCADE',
      'migrations/1.ts:8 orders orders null',
      'migrations/1.ts:10 orders tenants null',
      'migrations/3.js:3 old users CASCADE',
      'migrations/4.js:2 pgm users CASCADE',
    ]);
  });
});

describe('helpers around a query', () => {
  it('are read and written when their callers do both', () => {
    expect(
      accesses(`import { Knex } from 'knex';
export class Store {
  constructor(private db: Knex) {}
  private live() { return this.db('users').where({ deleted: false }); }
  private gone() { return this.db('users').where({ deleted: true }).delete(); }
  private find(id: string) { const query = this.live(); return query.where({ id }); }
  one(id: string) { return this.find(id).first(); }
  count(id: string) { return this.find(id).increment('seen', 1); }
  purge() { return this.gone().returning('id'); }
}`),
    ).toEqual(['4 r users', '4 w users', '5 w users']);
  });

  it('know an untyped parameter when every caller hands in a builder', () => {
    expect(
      accesses(`import { Knex } from 'knex';
export class Store {
  constructor(private db: Knex) {}
  filter(query) { return query.join('teams', 'teams.id', 'team_id'); }
  a() { const rows = this.db('users').select('*'); this.filter(rows); return rows; }
  b() { const rows = this.db('orders').select('*'); this.filter(rows); return rows; }
}`),
    ).toEqual(['4 r teams', '5 r users', '6 r orders']);
  });
});

describe('migrations of other libraries', () => {
  it('are read: tables made of objects, and SQL that is added', () => {
    const facts = analyze({
      'migrations/1.ts': `import { MigrationInterface, QueryRunner, Table, TableColumn, TableForeignKey, TableIndex } from 'typeorm';
export class First implements MigrationInterface {
  async up(runner: QueryRunner) {
    const orders = new Table({ name: 'orders', columns: [
      { name: 'id', type: 'uuid', isPrimary: true },
      new TableColumn({ name: 'user_id', type: 'int' }),
    ], foreignKeys: [{ columnNames: ['user_id'], referencedTableName: 'users', referencedColumnNames: ['id'], onDelete: 'cascade' }] });
    await runner.createTable(orders, true);
    await runner.createTable(new Table({ name: 'users', columns: [{ name: 'id', type: 'int' }], indices: [{ columnNames: ['id'] }] }));
    await runner.addColumn('users', new TableColumn({ name: 'mail', type: 'text', isUnique: true }));
    await runner.addColumns('users', [new TableColumn({ name: 'old', type: 'text' })]);
    await runner.dropColumn('users', 'old');
    await runner.createForeignKey('orders', new TableForeignKey({ columnNames: ['parent_id'], referencedTableName: 'orders', referencedColumnNames: ['id'] }));
    await runner.createIndex('orders', new TableIndex({ columnNames: ['user_id', 'id'] }));
  }
  async down(runner: QueryRunner) { await runner.dropTable('users'); }
}`,
      'migrations/2.ts': `import { Migration } from '@mikro-orm/migrations';
export class Second extends Migration {
  async up() { this.addSql('create table \`tags\` (\`id\` int not null, \`name\` varchar(255) not null);'); }
}`,
    });
    expect(
      facts.tables.map(
        (one) =>
          `${one.name}: ${one.columns.map((column) => `${column.name} ${column.type}`).join(', ')}; ${one.indexes.join('|')}`,
      ),
    ).toEqual([
      'orders: id uuid, user_id int; id|user_id,id',
      'tags: id int, name varchar(255); ',
      'users: id int, mail text; id|mail',
    ]);
    expect(
      facts.relations.map((one) => `${one.path}:${one.line} ${one.from} ${one.to} ${one.onDelete}`),
    ).toEqual(['migrations/1.ts:7 orders users CASCADE', 'migrations/1.ts:13 orders orders null']);
  });
});
