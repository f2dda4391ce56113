import { describe, expect, it } from 'vitest';

import { drizzleAdapter } from '../../analyzers/orms/drizzle/drizzle-adapter.ts';
import { fastifyAdapter } from '../../analyzers/frameworks/fastify/fastify-adapter.ts';
import type { RawFacts } from '../../analyzers/facts/raw-facts.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const SCHEMA = `
import { pgTable, pgSchema, pgTableCreator, pgView, pgEnum, uuid, text, integer, index, uniqueIndex, primaryKey, foreignKey } from 'drizzle-orm/pg-core';
import { relations, sql } from 'drizzle-orm';
const id = () => uuid('id').primaryKey();
const timestamps = { createdAt: text('created_at') };
export const role = pgEnum('role', ['a', 'b']);
export const users = pgTable('users', { id: id(), email: text().unique(), role: role('role'), managerId: uuid('manager_id').references((): any => users.id, { onDelete: 'set null' }), ...timestamps });
export const profiles = pgTable('profiles', { id: id(), userId: uuid('user_id').references(() => users.id) }, (t) => ({ one: uniqueIndex('p').on(t.userId) }));
export const posts = pgTable('posts', (t) => ({ id: t.uuid('id').primaryKey(), authorId: t.uuid('author_id') }), (t) => [
  index('a').on(t.authorId),
  foreignKey({ columns: [t.authorId], foreignColumns: [users.id] }).onDelete('cascade'),
]);
export const auth = pgSchema('auth');
export const sessions = auth.table('sessions', { id: id() });
const make = pgTableCreator((name) => \`app_\${name}\`);
export const notes = make('notes', { id: id(), a: integer(), b: integer() }, (t) => [primaryKey({ columns: [t.a, t.b] })]);
export const recent = pgView('recent').as((qb) => qb.select().from(posts));
export const usersRelations = relations(users, ({ one, many }) => ({
  profile: one(profiles),
  posts: many(posts),
}));
export const profilesRelations = relations(profiles, (r) => ({ user: r.one(users, { fields: [profiles.userId], references: [users.id] }) }));
export const postsRelations = relations(posts, ({ one: single }) => ({ author: single(users, { fields: [posts.authorId], references: [users.id] }) }));
`;
const DB = `
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import * as schema from './schema';
export type Db = NodePgDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
export const db = drizzle(process.env.URL!, { schema });
`;

function analyze(code: string, more: Record<string, string> = {}): RawFacts {
  return analyzeSnippets(
    { 'src/schema.ts': SCHEMA, 'src/db.ts': DB, 'src/a.ts': code, ...more },
    { adapters: [fastifyAdapter, drizzleAdapter] },
  );
}

function accesses(code: string, more?: Record<string, string>): readonly string[] {
  return analyze(code, more)
    .accesses.filter((one) => one.path === 'src/a.ts')
    .map((one) => `${one.line} ${one.mode} ${one.table}`);
}

const joins = (code: string): readonly string[] =>
  analyze(code).joins.map((one) => `${one.line} ${one.tables.join()}`);

const HEAD = `import { db, type Db, type Tx } from './db'; import * as s from './schema'; import { users, posts, notes, sessions, profiles, recent } from './schema'; import { sql, eq, exists, inArray, alias } from 'drizzle-orm';`;

describe('drizzle tables', () => {
  const facts = analyze('');
  it('names tables of schemas and creators', () => {
    expect(facts.tables.map((one) => one.name)).toEqual([
      'app_notes',
      'auth.sessions',
      'posts',
      'profiles',
      'recent',
      'users',
    ]);
  });
  it('names columns by argument, key and spread', () => {
    expect(facts.tables.at(-1)?.columns.map((one) => one.name)).toEqual([
      'id',
      'email',
      'role',
      'manager_id',
      'created_at',
    ]);
    expect(
      facts.tables
        .find((one) => one.name === 'posts')
        ?.columns.map((one) => `${one.name} ${one.type}`),
    ).toEqual(['id uuid', 'author_id uuid']);
  });
  it('lists indexes', () => {
    expect(facts.tables.find((one) => one.name === 'posts')?.indexes).toEqual([
      ['id'],
      ['author_id'],
    ]);
    expect(facts.tables.find((one) => one.name === 'app_notes')?.indexes).toEqual([
      ['id'],
      ['a', 'b'],
    ]);
  });
  it('reads references and relations', () => {
    expect(
      facts.relations.map((one) =>
        `${one.line} ${one.from} ${one.kind} ${one.to} ${one.onDelete ?? ''}`.trim(),
      ),
    ).toEqual([
      '7 users foreign-key users set null',
      '8 profiles foreign-key users',
      '11 posts foreign-key users cascade',
      '19 users one-to-one profiles',
      '20 users one-to-many posts',
      '22 profiles one-to-one users',
      '23 posts many-to-one users',
    ]);
  });
  it('applies the casing of the database', () => {
    const more = analyzeSnippets(
      {
        'src/a.ts': `import { drizzle } from 'drizzle-orm/libsql'; import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const db = drizzle({ casing: 'snake_case' }); export const t = sqliteTable('t', { tenantId: text(), userURL: text() });`,
      },
      { adapters: [drizzleAdapter] },
    );
    expect(more.tables[0]?.columns.map((one) => one.name)).toEqual(['tenant_id', 'user_url']);
  });
  it('reads relations of Drizzle 1', () => {
    const { relations } =
      analyze(`import { defineRelations } from 'drizzle-orm'; import * as schema from './schema';
export const all = defineRelations(schema, (r) => ({
  users: { posts: r.many.posts({ from: r.users.id, to: r.posts.authorId }),
    notes: r.many.notes({ from: r.users.id.through(r.posts.authorId), to: r.notes.a }) },
  posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id }) },
}));`);
    expect(
      relations
        .filter((one) => one.path === 'src/a.ts')
        .map((one) => `${one.line} ${one.from} ${one.kind} ${one.to}`),
    ).toEqual([
      '3 users one-to-many posts',
      '4 users many-to-many app_notes',
      '5 posts many-to-one users',
    ]);
  });
});

describe('drizzle builders', () => {
  it.each([
    ['select', 'const r = await db.select().from(users).where(eq(users.id, 1));', ['2 read users']],
    ['namespace', 'await db.selectDistinct().from(s.users);', ['2 read users']],
    ['schema table', 'await db.select().from(sessions);', ['2 read auth.sessions']],
    [
      'insert',
      'await db.insert(notes).values({}).onConflictDoNothing().returning();',
      ['2 write app_notes'],
    ],
    [
      'update from',
      'await db.update(users).set({}).from(posts);',
      ['2 write users', '2 read posts'],
    ],
    [
      'delete with subquery',
      'await db.delete(users).where(exists(db.select().from(posts)));',
      ['2 write users', '2 read posts'],
    ],
    [
      'insert select',
      'await db.insert(notes).select(db.select().from(posts));',
      ['2 write app_notes', '2 read posts'],
    ],
    ['count', 'const n = await db.$count(users, eq(users.id, 1));', ['2 read users']],
    ['alias', "const u = alias(users, 'u'); await db.select().from(u);", ['2 read users']],
    [
      'set operation',
      'await db.select().from(users).union(db.select().from(posts));',
      ['2 read users', '2 read posts'],
    ],
    ['view', 'await db.select().from(recent);', ['2 read recent']],
    [
      'cte',
      "const c = db.$with('c').as(db.select().from(users)); await db.with(c).select().from(c);",
      ['2 read users'],
    ],
    [
      'prepared',
      "export const p = db.select().from(users).prepare('p'); await p.execute();",
      ['2 read users'],
    ],
    [
      'dynamic',
      'let q = db.select().from(users).$dynamic(); q = q.leftJoin(posts, eq(posts.authorId, users.id));',
      ['2 read users', '2 read posts'],
    ],
    ['no database', 'const list = []; list.from(users); other.insert(users);', []],
  ])('%s', (_name, code, expected) => {
    expect(accesses(`${HEAD}\n${code}`)).toEqual(expected);
  });
  it('takes executors of every type', () => {
    expect(
      accesses(`${HEAD}
import type { PgTransaction } from 'drizzle-orm/pg-core';
export const a = (executor: Db | Tx) => executor.select().from(users);
export const b = (tx: Tx) => tx.delete(posts);
export const c = async (tx: PgTransaction<any, typeof s, any>) => tx.query.users.findMany();
class R { constructor(private readonly db: Db) {} all() { return this.db.select().from(notes); } }`),
    ).toEqual(['3 read users', '4 write posts', '5 read users', '6 read app_notes']);
  });
  it('lifts tables from callers and derived classes', () => {
    expect(
      accesses(`${HEAD}
import type { PgTable } from 'drizzle-orm/pg-core';
function all(table: PgTable) { return db.select().from(table); }
all(users);
abstract class Base<T extends PgTable> { constructor(protected table: T) {} list() { return db.select().from(this.table); } }
class Posts extends Base<typeof posts> { constructor() { super(posts); } }`),
    ).toEqual(['4 read users', '6 read posts']);
  });
  it('reports one join per query', () => {
    expect(
      joins(`${HEAD}
await db.select().from(users).innerJoin(posts, eq(posts.authorId, users.id));
const recentPosts = db.select().from(posts).innerJoin(profiles, eq(1, 1)).as('r');
await db.select().from(users).leftJoin(recentPosts, eq(1, 1));
await db.select().from(users).where(inArray(users.id, db.select().from(notes)));
await db.insert(notes).select(db.select().from(posts));`),
    ).toEqual(['2 posts,users', '4 posts,profiles,users', '5 app_notes,users']);
  });
});

describe('drizzle queries and SQL', () => {
  it('follows relations', () => {
    const code = `${HEAD}
await db.query.users.findMany({
  with: {
    profile: true,
    posts: { with: { author: { columns: { id: true } } } },
  },
});`;
    expect(accesses(code)).toEqual([
      '2 read users',
      '4 read profiles',
      '5 read posts',
      '5 read users',
    ]);
    expect(joins(code)).toEqual(['2 posts,profiles,users']);
  });
  it('reads sql templates with tables and columns in their holes', () => {
    expect(
      accesses(`${HEAD}
await db.execute(sql\`
  insert into \${notes} (a)
  select count(*) from \${users} u join posts p on p.author_id = \${users.id}
\`);
const total = sql<number>\`coalesce(sum(\${posts.id}), 0)\`;
await db.execute('delete from users');
await db.execute(sql.raw('select * from posts'));`),
    ).toEqual([
      '3 write app_notes',
      '4 read users',
      '4 read posts',
      '7 write users',
      '8 read posts',
    ]);
  });
  it('follows transactions through callbacks and helpers', () => {
    const { transactions } = analyze(`${HEAD}
const add = (tx: Tx) => tx.insert(posts).values({});
export async function work() {
  await db.transaction(async (tx) => {
    await tx.update(users).set({});
    await add(tx);
  });
  await db.batch([db.insert(notes).values({}), db.delete(posts)]);
}`);
    expect(transactions.map((one) => `${one.line} ${one.tables.join()}`)).toEqual([
      '4 posts,users',
      '8 app_notes,posts',
    ]);
  });
  it('finds databases that plugins decorate an application with', () => {
    expect(
      accesses(
        `import type { FastifyInstance } from 'fastify'; import { users } from './schema';
export default async (app: FastifyInstance) => { app.get('/', async () => app.db.select().from(users)); };`,
        {
          'src/plugin.ts': `import type { Db } from './db'; declare module 'fastify' { interface FastifyInstance { db: Db } }`,
        },
      ),
    ).toEqual(['2 read users']);
  });
});
