import { describe, expect, it } from 'vitest';
import { migrationsAdapter } from '../../analyzers/orms/sql/migrations-adapter.ts';
import { kyselyAdapter } from '../../analyzers/orms/kysely/kysely-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

type Sources = string | Readonly<Record<string, string>>;

const analyze = (sources: Sources) =>
  analyzeSnippets(typeof sources === 'string' ? { 'src/a.ts': sources } : sources, {
    adapters: [kyselyAdapter, migrationsAdapter],
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

const HEAD = `import { Kysely, PostgresDialect, Transaction, ExpressionBuilder, sql } from 'kysely';
import { DB } from './db';
export const db = new Kysely<DB>({ dialect: new PostgresDialect({}) });
`;

describe('queries', () => {
  it('bind tables by the creating call', () => {
    expect(
      accesses(`${HEAD}
export async function f(trx: Transaction<DB>) {
  await db.selectFrom('person as p').selectAll().execute();
  await db.insertInto('pet').values({}).executeTakeFirst();
  await trx.updateTable('public.toy').set({}).execute();
  await db.deleteFrom('a').using('b').execute();
  await db.replaceInto('c').values({}).execute();
  await db.mergeInto('d').using('e', 'e.id', 'd.id').execute();
  await db.selectFrom(['f', 'g as x']).execute();
  await db.updateTable('h').from('i').set({}).execute();
  await db.withSchema('s').selectFrom('j').execute();
  const rows = await db.selectFrom('k').execute();
  return rows.from('nothing');
}`),
    ).toEqual([
      '6 r person',
      '7 w pet',
      '8 w toy',
      '9 w a',
      '9 r b',
      '10 w c',
      '11 w d',
      '11 r e',
      '12 r f',
      '12 r g',
      '13 w h',
      '13 r i',
      '14 r j',
      '15 r k',
    ]);
  });

  it('join, nest, and name common table expressions', () => {
    const source = `${HEAD}
export const f = (x: boolean) => db
  .with('recent', (qc) => qc.selectFrom('event').select('id'))
  .with('tree(id)', (d) => d.selectFrom('node'))
  .selectFrom('recent')
  .innerJoin('person as p', 'p.id', 'recent.id')
  .leftJoin((eb) => eb.selectFrom('pet').selectAll().as('q'), (join) => join.onRef('q.id', '=', 'p.id'))
  .innerJoin('tree', 'tree.id', 'p.id')
  .select((eb) => [eb.selectFrom('toy').select('id').as('toy')])
  .where(({ exists, selectFrom }) => exists(selectFrom('visit').select('id')))
  .$if(x, (qb) => qb.leftJoin('extra', 'a', 'b'))
  .execute();
export const g = () => db.insertInto('a').expression((eb) => eb.selectFrom('b').innerJoin('c', 'x', 'y')).execute();
export const h = (eb: ExpressionBuilder<DB, 'a'>) => eb.exists(eb.selectFrom('inner_one'));`;
    expect(accesses(source)).toEqual([
      '6 r event',
      '7 r node',
      '9 r person',
      '10 r pet',
      '12 r toy',
      '13 r visit',
      '14 r extra',
      '16 w a',
      '16 r b',
      '16 r c',
      '17 r inner_one',
    ]);
    expect(joins(source)).toEqual(['8 event extra node person pet toy visit', '16 b c']);
  });

  it('continue in variables and come from classes, factories and parameters', () => {
    const sources = {
      'src/database.ts': `import { Kysely } from 'kysely';
export class Database extends Kysely<{ user: { id: string }; post: { id: string } }> {}
export const list = (db: Kysely<any>, table: 'user' | 'post') => db.selectFrom(table).selectAll().execute();`,
      'src/repo.ts': `import { Database, list } from './database';
export class Repo {
  constructor(private readonly db: Database) {}
  async a(x: boolean) { let q = this.db.selectFrom('user'); if (x) q = q.innerJoin('post', 'a', 'b'); return q.execute(); }
  b() { return list(this.db, 'post'); }
}`,
    };
    expect(accesses(sources)).toEqual([
      'src/database.ts:3 r post',
      'src/database.ts:3 r user',
      'src/repo.ts:4 r user',
      'src/repo.ts:4 r post',
    ]);
    expect(joins(sources)).toEqual(['4 post user']);
  });
});

describe('sql templates', () => {
  it('name tables in text and holes', () => {
    expect(
      accesses(`${HEAD}
export async function f(id: string) {
  await sql<{ id: string }>\`
    select * from person
    join \${sql.table('pet')} on true
    where id = \${id}\`.execute(db);
  await sql\`update \${sql.id('public', 'toy')} set a = 1\`.execute(db);
  await db.selectFrom('a').where(sql\`exists (select 1 from b)\`).execute();
  await sql.raw('delete from c').execute(db);
}`),
    ).toEqual(['7 r person', '8 r pet', '10 w toy', '11 r a', '11 r b', '12 w c']);
  });
});

describe('transactions', () => {
  it('run callbacks or stay open', () => {
    expect(
      transactions(`${HEAD}
export async function f() {
  await db.transaction().setIsolationLevel('serializable').execute(async (trx) => {
    await trx.insertInto('person').values({}).execute();
    await log(trx);
  });
}
async function log(trx: Transaction<DB>) { await trx.insertInto('audit').values({}).execute(); }
export async function g() {
  const trx = await db.startTransaction().execute();
  await trx.deleteFrom('pet').execute();
  await trx.commit().execute();
}
export const inTx = <T>(work: (trx: Transaction<DB>) => Promise<T>) => db.transaction().execute(work);
export const h = () => inTx(async (trx) => { await trx.deleteFrom('toy').execute(); });`),
    ).toEqual(['6 audit person', '13 pet', '18 toy']);
  });
});

describe('tables', () => {
  it('come from the interface and from migrations', () => {
    const facts = analyze({
      'src/db.ts': `import { Generated, Kysely } from 'kysely';
export interface PersonTable { id: Generated<string>; tenant_id: string; name: string | null }
export interface DB { person: PersonTable; pet: { id: string } }
export const connect = (): Kysely<DB> => new Kysely<DB>({});`,
      'migrations/1.ts': `import { Kysely, sql } from 'kysely';
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.createTable('person')
    .addColumn('id', 'uuid', (col) => col.primaryKey())
    .addColumn('owner_id', 'uuid', (col) => col.references('owner.id').onDelete('cascade').notNull())
    .addForeignKeyConstraint('fk', ['tenant_id'], 'tenant', ['id'], (cb) => cb.onDelete('set null'))
    .addUniqueConstraint('u', ['tenant_id', 'id'])
    .execute();
  await db.schema.createIndex('i').on('person').columns(['owner_id', 'id']).execute();
  await db.schema.alterTable('person').addColumn('age', 'integer').execute();
  await sql\`CREATE TABLE plain (id int)\`.execute(db);
  await db.insertInto('person').values({}).execute();
}
export async function down(db: Kysely<any>): Promise<void> { await db.schema.dropTable('person').execute(); }`,
    });
    expect(facts.accesses).toEqual([]);
    expect(
      facts.tables.map(
        (one) =>
          `${one.name} ${one.entityName}: ${one.columns.map((column) => `${column.name} ${column.type}`).join(', ')}; ${one.indexes.join('|')}`,
      ),
    ).toEqual([
      'person PersonTable: id string, tenant_id string, name string | null, owner_id uuid, age integer; id|tenant_id,id|owner_id,id',
      'pet null: id string; ',
      'plain null: id int; ',
    ]);
    expect(
      facts.relations.map((one) => `${one.line} ${one.from} ${one.to} ${one.onDelete}`),
    ).toEqual(['5 person owner CASCADE', '6 person tenant SET NULL']);
  });
});
