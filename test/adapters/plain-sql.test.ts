import { describe, expect, it } from 'vitest';
import { migrationsAdapter } from '../../analyzers/orms/sql/migrations-adapter.ts';
import { plainSqlAdapter } from '../../analyzers/orms/plain-sql/plain-sql-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';
import type { SnippetOptions } from './analyze-snippet.ts';

type Sources = string | Readonly<Record<string, string>>;

function analyze(sources: Sources, options: Partial<SnippetOptions> = {}) {
  return analyzeSnippets(typeof sources === 'string' ? { 'src/a.ts': sources } : sources, {
    adapters: [plainSqlAdapter, migrationsAdapter],
    ...options,
  });
}

/** `line mode table`, with the file when there are several. */
function accesses(sources: Sources, options: Partial<SnippetOptions> = {}): readonly string[] {
  const many = typeof sources !== 'string';
  return analyze(sources, options).accesses.map(
    (one) => `${many ? `${one.path}:` : ''}${one.line} ${one.mode[0]} ${one.table}`,
  );
}

const findings = (sources: Sources): readonly string[] =>
  analyze(sources).findings.map((one) => `${one.line} ${one.code}`);

const transactions = (sources: Sources): readonly string[] =>
  analyze(sources).transactions.map((one) => `${one.line} ${one.tables.join(' ')}`);

describe('node-postgres', () => {
  it('reads text, query objects, templates with several lines', () => {
    expect(
      accesses(`import { Pool } from 'pg';
const pool = new Pool();
export async function place(id: string) {
  await pool.query('SELECT * FROM orders WHERE id = $1', [id]);
  await pool.query({ text: 'UPDATE orders SET x = 1', values: [] });
  await pool.query(\`
    SELECT *
    FROM orders o
    JOIN items i ON i.order_id = o.id
    WHERE o.id = \${id}\`);
}`),
    ).toEqual(['4 r orders', '5 w orders', '8 r orders', '9 r items']);
  });

  it('knows pools from types, namespaces, classes, clients', () => {
    expect(
      accesses(`import * as pg from 'pg';
import type { PoolClient as Client } from 'pg';
import def from 'pg';
class Repo {
  private readonly pool = new pg.Pool();
  constructor(private readonly client: Client, private readonly other: def.Pool) {}
  async a() { return this.pool.query('select * from a'); }
  async b() { return this.client.query('delete from b'); }
  async c() { const c = await this.pool.connect(); try { await c.query('insert into c values (1)'); } finally { c.release(); } }
  async d() { return this.other.query<{ id: string }>('select * from d'); }
}
class Db extends pg.Pool { all() { return this.query('select * from e'); } }
interface Queryable extends pg.ClientBase {}
export const f = (q: Queryable) => q.query('select * from f');
const { query } = new pg.Pool();
export const g = () => query('select * from g');`),
    ).toEqual(['7 r a', '8 w b', '9 w c', '10 r d', '12 r e', '14 r f', '16 r g']);
  });

  it('follows constants, concatenations, += and joins of parts', () => {
    expect(
      accesses(`import { Client } from 'pg';
const TABLE = 'orders';
const FIND = \`SELECT *
  FROM items\`;
export async function run(db: Client, paid: boolean) {
  await db.query(\`SELECT * FROM \${TABLE}\`);
  await db.query(FIND);
  let sql = 'SELECT * FROM a';
  if (paid) sql += ' LEFT JOIN b ON true';
  sql += ' WHERE x = 1';
  await db.query(sql);
  await db.query('SELECT * ' + 'FROM c ' + (paid ? 'JOIN d ON true' : ''));
  await db.query(['SELECT *', 'FROM e', paid ? 'JOIN f ON true' : ''].join(' '));
}`),
    ).toEqual([
      '4 r items',
      '6 r orders',
      '8 r a',
      '9 r b',
      '12 r c',
      '12 r d',
      '13 r e',
      '13 r f',
    ]);
  });

  it('lifts wrappers to callers and keeps the lines of their texts', () => {
    expect(
      accesses({
        'src/db.ts': `import { Pool } from 'pg';
const pool = new Pool();
export const query = (text: string, params?: unknown[]) => pool.query(text, params);
export class Database {
  constructor(private readonly p: Pool) {}
  async run<T>(sql: string, args: unknown[] = []): Promise<T[]> { return (await this.p.query(sql, args)).rows; }
}
export async function findAll(table: string) { return pool.query(\`SELECT * FROM \${table}\`); }`,
        'src/orders.ts': `import * as db from './db';
import { Database, findAll } from './db';
export const list = () => db.query(\`
  SELECT * FROM orders
  JOIN items ON true\`, []);
export class Orders {
  constructor(private readonly database: Database) {}
  save() { return this.database.run('INSERT INTO orders VALUES ($1)', []); }
  all() { return findAll('users'); }
}`,
      }),
    ).toEqual([
      'src/orders.ts:4 r orders',
      'src/orders.ts:5 r items',
      'src/orders.ts:8 w orders',
      'src/orders.ts:9 r users',
    ]);
  });

  it('takes SQL on project interfaces as inferred', () => {
    const source = `interface Db { query(text: string): Promise<unknown> }
export const a = (db: Db) => db.query('SELECT * FROM orders');
export const b = (db: Db) => db.query('Select one of them');`;
    expect(accesses(source, { dependencies: ['pg'] })).toEqual(['2 r orders']);
    expect(accesses(source)).toEqual([]);
    expect(analyze(source, { dependencies: ['pg'] }).accesses[0]?.certainty).toBe('inferred');
  });

  it('tells what it does not know', () => {
    expect(
      findings(`import { Pool } from 'pg';
export const a = (pool: Pool, sql: string) => pool.query(sql);
export const b = (pool: Pool, t: string) => pool.query(\`SELECT * FROM \${t}\`);`),
    ).toEqual(['2 dynamic-sql', '3 dynamic-table']);
  });

  it('reports joins and transactions', () => {
    const source = `import { Pool, PoolClient } from 'pg';
const pool = new Pool();
export async function pay() {
  const client = await pool.connect();
  await client.query('SELECT * FROM before');
  await client.query('BEGIN');
  await client.query('UPDATE orders SET x = 1');
  await log(client);
  await client.query('COMMIT');
}
async function log(c: PoolClient) { await c.query('INSERT INTO audit SELECT * FROM orders o, items i'); }`;
    expect(transactions(source)).toEqual(['6 audit items orders']);
    expect(analyze(source).joins.map((one) => `${one.line} ${one.tables.join(' ')}`)).toEqual([
      '11 items orders',
    ]);
  });

  it('gives transactions of wrappers to their callers', () => {
    expect(
      transactions(`import { Pool, PoolClient } from 'pg';
const pool = new Pool();
export async function inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) { await client.query('ROLLBACK'); throw error; }
}
export const retried = <T>(job: (client: PoolClient) => Promise<T>) => inTransaction(job);
export const pay = () => inTransaction(async (client) => { await client.query('UPDATE orders SET x = 1'); });
export const refund = () => retried(async (client) => { await client.query('UPDATE refunds SET x = 1'); });`),
    ).toEqual(['13 orders', '14 refunds']);
  });
});

describe('other clients', () => {
  it('mysql2', () => {
    const source = `import mysql from 'mysql2/promise';
import { createPool, Pool } from 'mysql2';
const pool = mysql.createPool({});
const old = createPool({});
export async function a(p: Pool) {
  const [rows] = await pool.execute('SELECT * FROM \`orders\` WHERE id = ?', [1]);
  const connection = await pool.getConnection();
  await connection.beginTransaction();
  await connection.query('INSERT IGNORE INTO items SET ?', {});
  await connection.commit();
  old.query('SELECT ?? FROM users', [], (error, rows) => {});
  old.getConnection((error, c) => { c.query({ sql: 'DELETE FROM logs' }); });
  await p.promise().query('TRUNCATE TABLE t');
}`;
    expect(accesses(source)).toEqual([
      '6 r orders',
      '9 w items',
      '11 r users',
      '12 w logs',
      '13 w t',
    ]);
    expect(transactions(source)).toEqual(['8 items logs t users']);
  });

  it('postgres', () => {
    const source = `import postgres from 'postgres';
const sql = postgres(process.env.URL!);
export async function a(ids: string[], name: string) {
  const filter = sql\`AND o.id IN (SELECT order_id FROM items)\`;
  const rows = await sql<Row[]>\`
    SELECT * FROM orders o
    JOIN \${sql('users')} u ON true
    WHERE o.name = \${name} \${filter} \${name ? sql\`AND x\` : sql\`\`}\`;
  await sql\`INSERT INTO \${sql('public.logs')} \${sql(rows)}\`;
  await sql.begin(async (tx) => {
    await tx\`UPDATE orders SET a = 1\`;
    await tx.unsafe('DELETE FROM items');
  });
}
export class Repo {
  constructor(private readonly sql: postgres.Sql<{}>) {}
  find() { return this.sql\`SELECT * FROM baskets\`; }
}`;
    expect(accesses(source)).toEqual([
      '4 r items',
      '6 r orders',
      '7 r users',
      '9 w logs',
      '11 w orders',
      '12 w items',
      '17 r baskets',
    ]);
    expect(transactions(source)).toEqual(['10 items orders']);
    expect(analyze(source).joins.map((one) => one.tables.join(' '))).toContain(
      'items orders users',
    );
  });

  it('slonik', () => {
    const source = `import { createPool, sql, DatabasePool, DatabaseTransactionConnection as Trx } from 'slonik';
import { z } from 'zod';
const pool = await createPool('postgres://');
export abstract class Base {
  protected abstract readonly tableName: string;
  protected abstract schema: z.ZodObject;
  constructor(private readonly _pool: DatabasePool) {}
  protected get pool(): DatabasePool | Trx { return this._pool; }
  async find(id: string) {
    const query = sql.type(this.schema)\`SELECT * FROM \${sql.identifier([this.tableName])} WHERE id = \${id}\`;
    return this.pool.maybeOne(query);
  }
  async inTransaction<T>(handler: () => Promise<T>): Promise<T> {
    return this.pool.transaction(async (connection) => { return handler(); });
  }
}
export class Users extends Base {
  protected tableName = 'users';
  protected schema = z.object({});
  async paid() { return this.pool.any(sql.unsafe\`SELECT * FROM users JOIN payments ON true\`); }
  async old() { await pool.query(sql\`DELETE FROM users\`); }
  async create() { await this.inTransaction(async () => { await this.pool.query(sql.typeAlias('void')\`INSERT INTO users VALUES (1)\`); }); }
}`;
    expect(accesses(source)).toEqual([
      '17 r users',
      '20 r users',
      '20 r payments',
      '21 w users',
      '22 w users',
    ]);
    expect(transactions(source)).toEqual(['22 users']);
  });

  it('pg-promise', () => {
    const source = `import pgPromise, { IDatabase } from 'pg-promise';
const pgp = pgPromise();
const db = pgp('postgres://');
const columns = new pgp.helpers.ColumnSet(['a'], { table: 'items' });
export async function a(d: IDatabase<{}>) {
  await db.any('SELECT * FROM orders WHERE id = $<id>', {});
  await d.one('INSERT INTO $1:name VALUES (1)', ['x']);
  await db.none(pgp.helpers.insert([], columns));
  await db.tx('pay', async (t) => { await t.none('UPDATE orders SET a = 1'); await t.batch([t.none('DELETE FROM b')]); });
  await db.task((t) => t.map('SELECT * FROM c', [], (row) => row));
}`;
    expect(accesses(source)).toEqual(['6 r orders', '8 w items', '9 w orders', '9 w b', '10 r c']);
    expect(transactions(source)).toEqual(['9 b orders']);
  });

  it('SQLite', () => {
    const source = `import Database from 'better-sqlite3';
const sqlite3 = require('sqlite3').verbose();
const db = new Database('x.db');
const lite = new sqlite3.Database('y');
const insert = db.prepare('INSERT INTO orders VALUES (?)');
export const many = db.transaction((rows: string[]) => { for (const row of rows) insert.run(row); db.prepare('DELETE FROM items').run(); });
export const all = (d: Database.Database) => d.prepare('SELECT * FROM orders').all();
lite.run('UPDATE users SET a = 1', () => {});`;
    expect(accesses(source)).toEqual(['5 w orders', '6 w items', '7 r orders', '8 w users']);
    expect(transactions(source)).toEqual(['6 items']);
  });
});

describe('.sql files', () => {
  it('declare tables, columns, keys and indexes', () => {
    const facts = analyze('export {};', {
      others: {
        'migrations/001.sql': `-- first
CREATE TABLE IF NOT EXISTS "users" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email varchar(255) NOT NULL UNIQUE, key text);
CREATE TABLE public.orders (
  id serial,
  tenant_id uuid not null,
  user_id uuid REFERENCES users (id) ON DELETE CASCADE,
  total numeric(10, 2) CHECK (total > 0),
  CONSTRAINT orders_pk PRIMARY KEY (id),
  CONSTRAINT fk FOREIGN KEY (user_id, tenant_id) REFERENCES "users" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON orders USING btree (tenant_id, lower(x));
CREATE TABLE gone (id int);`,
        'migrations/002.sql': `ALTER TABLE orders ADD COLUMN note text, DROP COLUMN total, ADD CONSTRAINT u UNIQUE (note);
DROP TABLE IF EXISTS gone CASCADE;
ALTER TABLE users RENAME TO accounts; ALTER TABLE accounts RENAME COLUMN email TO mail;
DO $$ BEGIN
 ALTER TABLE "orders" ADD CONSTRAINT "x" FOREIGN KEY ("note") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;
EXCEPTION WHEN duplicate_object THEN null;
END $$;
-- migrate:down
DROP TABLE orders;`,
        'migrations/002.down.sql': 'DROP TABLE orders;',
      },
    });
    expect(
      facts.tables.map((one) => [
        one.name,
        one.columns.map((column) => `${column.name} ${column.type} ${column.line}`),
        one.indexes,
      ]),
    ).toEqual([
      ['accounts', ['id uuid 2', 'mail varchar(255) 2', 'key text 2'], [['id'], ['mail']]],
      [
        'orders',
        ['id serial 4', 'tenant_id uuid 5', 'user_id uuid 6', 'note text 1'],
        [['id'], ['tenant_id'], ['note']],
      ],
    ]);
    expect(
      facts.relations.map((one) => `${one.path}:${one.line} ${one.from} ${one.to} ${one.onDelete}`),
    ).toEqual([
      'migrations/001.sql:6 orders accounts CASCADE',
      'migrations/001.sql:9 orders accounts SET NULL',
      'migrations/002.sql:5 orders accounts NO ACTION',
    ]);
  });
});
