/** Databases that code reaches by detours: decorated instances, globals, folders loaded at once, retries. */
import { describe, expect, it } from 'vitest';

import type { Adapter } from '../../analyzers/adapter.ts';
import { fastifyAdapter } from '../../analyzers/frameworks/fastify/fastify-adapter.ts';
import { expressAdapter } from '../../analyzers/frameworks/express/express-adapter.ts';
import { koaAdapter } from '../../analyzers/frameworks/koa/koa-adapter.ts';
import { loadersAdapter } from '../../analyzers/frameworks/loaders/loaders-adapter.ts';
import { knexAdapter } from '../../analyzers/orms/knex/knex-adapter.ts';
import { kyselyAdapter } from '../../analyzers/orms/kysely/kysely-adapter.ts';
import { objectionAdapter } from '../../analyzers/orms/objection/objection-adapter.ts';
import { plainSqlAdapter } from '../../analyzers/orms/plain-sql/plain-sql-adapter.ts';
import { migrationsAdapter } from '../../analyzers/orms/sql/migrations-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

type Sources = Readonly<Record<string, string>>;

function facts(sources: Sources, adapters: readonly Adapter[]) {
  const found = analyzeSnippets(sources, { adapters });
  return {
    accesses: found.accesses.map((one) => `${one.path}:${one.line} ${one.mode[0]} ${one.table}`),
    joins: found.joins.map((one) => `${one.path}:${one.line} ${one.tables.join(' ')}`),
    transactions: found.transactions.map(
      (one) => `${one.path}:${one.line} ${one.tables.join(' ')}`,
    ),
    routes: found.routes.map((one) => `${one.method} ${one.path} [${one.guards.join()}]`).sort(),
    tables: found.tables.map(
      (one) => `${one.name} ${one.columns.map((column) => column.name).join()}`,
    ),
    relations: found.relations.map((one) => `${one.from} ${one.to}`),
    findings: found.findings.map((one) => one.code),
  };
}

describe('knex', () => {
  it('is chosen at the call: `(trx ?? db)`', () => {
    const { accesses } = facts(
      {
        'a.ts': `import knex, { Knex } from 'knex';
const db = knex({});
export const find = (trx?: Knex) => (trx ?? db)<Row>('orders').first();
export const save = async (trx: Knex.Transaction | null) => { await (trx || db)('orders').update({}); };
export const other = async () => (await connect())('items').select();
async function connect() { return db; }`,
      },
      [knexAdapter],
    );
    expect(accesses).toEqual(['a.ts:3 r orders', 'a.ts:4 w orders', 'a.ts:5 r items']);
  });

  it('joins what a kept subquery reads; what was waited for is no subquery', () => {
    const { joins } = facts(
      {
        'a.js': `const db = require('knex')({});
exports.list = async () => {
  const big = db('items').select('order_id').where('size', '>', 3);
  const ids = await db('users').pluck('id');
  return db('orders').whereIn('id', big).whereIn('user_id', ids);
};`,
      },
      [knexAdapter],
    );
    expect(joins).toEqual(['a.js:5 items orders']);
  });

  it('makes tables outside of migrations', () => {
    const { tables, relations } = facts(
      {
        'models/order.js': `exports.create = async (knex) => { if (!(await knex.schema.hasTable('orders')))
  await knex.schema.createTable('orders', (t) => { t.increments('id'); t.integer('user_id').references('id').inTable('users'); }); };`,
        'models/lite.js': `const db = require('better-sqlite3')('x.db'); const DDL = \`CREATE TABLE IF NOT EXISTS notes (id integer, body text)\`; db.exec(DDL);`,
        'migrations/1.js': `exports.up = (knex) => knex.schema.alterTable('orders', (t) => { t.text('note'); }); exports.down = () => {};`,
      },
      [knexAdapter, plainSqlAdapter, migrationsAdapter],
    );
    expect(tables).toEqual(['notes id,body', 'orders id,user_id,note']);
    expect(relations).toEqual(['orders users']);
  });
});

describe('Fastify', () => {
  const app = `const path = require('path'); const load = require('@fastify/autoload');
module.exports = async function (fastify, opts) { fastify.register(load, { dir: path.join(__dirname, 'plugins') }); fastify.register(load, { dir: path.join(__dirname, 'routes') }); };`;

  it('carries databases on its instance, in plugins that no code calls', () => {
    const { accesses, transactions, routes } = facts(
      {
        'src/app.js': app,
        'plugins/db.js': `const fp = require('fastify-plugin'); const knex = require('knex');
module.exports = fp(async function (fastify, opts) { fastify.decorate('db', knex({})); });`,
        'plugins/orders.js': `const fp = require('fastify-plugin');
const make = (fastify) => { const { db } = fastify; return { get: (id) => db('orders').where({ id }).first() }; };
module.exports = fp(async (app, opts) => { app.decorate('orders', make(app)); });`,
        'src/routes/items/index.js': `module.exports = async function (fastify, opts) {
  fastify.get('/', async () => fastify.db('items').select());
  fastify.post('/', async (request) => request.server.db('items').insert(request.body));
  fastify.delete('/:id', async function (request) { return this.db('items').del(); });
  fastify.patch('/', { preHandler: (request, reply) => request.isAdmin(reply) }, async () => fastify.db.transaction(async (trx) => { await trx('items').update({}); await fastify.orders.get(1); }));
  fastify.put('/', async () => fastify.pg.transact(async (client) => { await client.query('INSERT INTO logs VALUES (1)'); }));
};`,
      },
      [fastifyAdapter, knexAdapter, plainSqlAdapter],
    );
    expect(accesses).toEqual([
      'plugins/orders.js:2 r orders',
      'src/routes/items/index.js:2 r items',
      'src/routes/items/index.js:3 w items',
      'src/routes/items/index.js:4 w items',
      'src/routes/items/index.js:5 w items',
      'src/routes/items/index.js:6 w logs',
    ]);
    expect(transactions).toEqual([
      'src/routes/items/index.js:5 items orders',
      'src/routes/items/index.js:6 logs',
    ]);
    expect(routes).toContain('PATCH /items [isAdmin]');
  });
});

describe('Koa', () => {
  it('hands routers to rest parameters', () => {
    const { routes } = facts(
      {
        'types.ts': `import type Router from 'koa-router'; export type Api = Router<unknown, Ctx>; type Ctx = { a: string };
type Init<T> = (router: T, tenant: Tenant) => void; export type Args<T> = Parameters<Init<T>>;`,
        'app.ts': `import Koa from 'koa'; import Router from 'koa-router'; import roles from './roles'; import type { Api } from './types';
const create = (tenant: Tenant) => { const api: Api = new Router(); api.use(auth()); roles(api, tenant); return [api]; };
export default function init(tenant: Tenant) { const app = new Koa(); for (const router of create(tenant)) app.use(router.routes()); return app; }`,
        'roles.ts': `import type { Api, Args } from './types'; import users from './users';
export default function roles<T extends Api>(...[router, tenant]: Args<T>) { router.get('/roles', async () => 1); users(router, tenant); }`,
        'users.ts': `import type { Api, Args } from './types';
export default function users<T extends Api>(...args: Args<T>) { const [router] = args; router.get('/users', async () => 1); more(...args); }
function more<T extends Api>(...[router]: Args<T>) { router.post('/users', async () => 1); }`,
      },
      [koaAdapter],
    );
    expect(routes).toEqual(['GET /roles [auth]', 'GET /users [auth]', 'POST /users [auth]']);
  });
});

describe('Express', () => {
  it('names middleware behind wrappers that only run it', () => {
    const { routes } = facts(
      {
        'app.js': `const express = require('express'); const wrap = require('./wrap'); const handler = require('express-async-handler'); const auth = require('./auth');
const app = express(); app.get('/a', wrap(auth.jwt), handler(auth.admin), auth.limit(auth.admin), (req, res) => {});`,
        'wrap.js': `module.exports = function wrap(fn) { return function run(...args) { return Promise.resolve(fn(...args)).catch(args[2]); }; };`,
        'auth.js': `exports.jwt = async (req, res, next) => next(); exports.admin = async (req, res, next) => next(); exports.limit = (check) => (req, res, next) => (check(req) ? next() : res.end());`,
      },
      [expressAdapter],
    );
    expect(routes).toEqual(['GET /a [jwt,admin,limit]']);
  });

  it('reaches models and routers through globals and loaded folders', () => {
    const { accesses, routes } = facts(
      {
        'index.js': `const path = require('path'); let APP = { ROOT: path.join(process.cwd(), 'server') }; global.APP = APP;`,
        'kernel.js': `module.exports = { async init() { APP.models = require('./store').init(); require('./web')(); } };`,
        'store.js': `const load = require('auto-load'); const path = require('path'); const Knex = require('knex');
module.exports = { knex: null, init() { this.knex = Knex({}); const models = load(path.join(APP.ROOT, 'models')); return { ...this, ...models }; } };`,
        'models/users.js': `const { Model } = require('objection'); module.exports = class User extends Model { static get tableName() { return 'users'; } };`,
        'web.js': `const express = require('express'); const controllers = require('require-all')({ dirname: __dirname + '/controllers' });
module.exports = () => { const app = express(); app.use('/auth', controllers.auth); };`,
        'controllers/auth.js': `const router = require('express').Router();
router.get('/me', async (req, res) => { await APP.models.users.query().findById(1); await APP.models.knex('logs').insert({}); });
module.exports = router;`,
      },
      [expressAdapter, loadersAdapter, objectionAdapter, knexAdapter],
    );
    expect(accesses).toEqual(['controllers/auth.js:2 r users', 'controllers/auth.js:2 w logs']);
    expect(routes).toEqual(['GET /auth/me []']);
  });
});

describe('Objection', () => {
  it('takes each query on a record that was waited for as one of its own', () => {
    const { accesses } = facts(
      {
        'a.js': `const { Model } = require('objection');
class Group extends Model { static get tableName() { return 'groups'; } }
class User extends Model { static get tableName() { return 'users'; }
  static get relationMappings() { return { groups: { relation: Model.ManyToManyRelation, modelClass: Group, join: { from: 'users.id', through: { from: 'user_groups.user_id', to: 'user_groups.group_id' }, to: 'groups.id' } } }; } }
exports.join = async (id) => { const user = await User.query().findById(id);
  const current = await user.$relatedQuery('groups');
  await user.$relatedQuery('groups').relate(1); };`,
      },
      [objectionAdapter],
    );
    expect(accesses).toEqual(['a.js:5 r users', 'a.js:6 r groups', 'a.js:7 w user_groups']);
  });
});

describe('kysely', () => {
  const head = `import { Kysely, sql } from 'kysely'; const db = new Kysely<DB>({});\n`;

  it('joins subqueries with an alias into the query around them', () => {
    const { accesses, joins, findings } = facts(
      {
        'a.ts': `${head}export async function list(rows: string[]) {
  const recent = db.selectFrom('likes').selectAll().as('recent');
  await db.selectFrom(recent).innerJoin('follows', 'a', 'b').execute();
  await db.selectFrom('users').select(['id', db.selectFrom('list_items').innerJoin('lists', 'a', 'b').select('x').as('in_list')]).execute();
  await db.selectFrom('posts').where(({ eb, exists }) => exists(eb.selectFrom('images').select('id'))).execute();
  await db.selectFrom(values(rows).as(sql\`v (id)\`)).selectAll().execute();
}
declare function values(rows: string[]): any;`,
      },
      [kyselyAdapter],
    );
    expect(accesses).toEqual(
      [
        '3 r likes',
        '4 r follows',
        '5 r users',
        '5 r list_items',
        '5 r lists',
        '6 r posts',
        '6 r images',
      ].map((one) => `a.ts:${one}`),
    );
    expect(joins).toEqual([
      'a.ts:4 follows likes',
      'a.ts:5 list_items lists users',
      'a.ts:6 images posts',
    ]);
    expect(findings).toEqual([]);
  });

  it('follows the work of a transaction through a retry', () => {
    const { transactions } = facts(
      {
        'db.ts': `import { Kysely } from 'kysely';
export class Database { constructor(public db: Kysely<any>) {}
  async once<T>(fn: (db: Database) => Promise<T>): Promise<T> { return this.db.transaction().execute(async (trx) => fn(new Database(trx))); }
  async transaction<T>(fn: (db: Database) => Promise<T>): Promise<T> { return retry(() => this.once(fn)); } }
declare function retry<T>(run: () => Promise<T>): Promise<T>;`,
        'use.ts': `import { Database } from './db';
export const move = (database: Database) => database.transaction(async (trx) => { await trx.db.updateTable('orders').set({}).execute(); });`,
      },
      [kyselyAdapter],
    );
    expect(transactions).toEqual(['use.ts:2 orders']);
  });
});

describe('slonik', () => {
  it('keeps identifiers under names; what is known here is not said again at callers', () => {
    const { accesses, joins } = facts(
      {
        'q.ts': `import { sql } from '@acme/none'; import { sql as tag, createPool } from 'slonik'; const pool = createPool('');
const ids = (t: { table: string }) => ({ table: tag.identifier([t.table]) }); const items = ids({ table: 'items' });
export const list = (rest: string) => pool.any(tag\`select * from \${items.table}
  join roles on true join \${tag.identifier([rest])} on true\`);`,
        'use.ts': `import { list } from './q'; export const a = () => list('logs');`,
      },
      [plainSqlAdapter],
    );
    expect(accesses).toEqual(['q.ts:3 r items', 'q.ts:4 r roles', 'use.ts:1 r logs']);
    expect(joins).toEqual(['q.ts:3 items roles', 'use.ts:1 items logs roles']);
  });
});

describe('migrations', () => {
  it('may be exported under a name of their own', () => {
    const { accesses, tables } = facts(
      {
        'alterations/1.ts': `import { sql } from 'slonik'; const alteration: Script = { up: async (pool) => { await pool.query(sql\`create table notes (id int)\`); }, down: async (pool) => { await pool.query(sql\`drop table notes\`); } };
export default alteration;`,
      },
      [plainSqlAdapter, migrationsAdapter],
    );
    expect(accesses).toEqual([]);
    expect(tables).toEqual(['notes id']);
  });
});

describe('routers that are handed in', () => {
  it('reads `app.route()` of a parameter, typed or not, and files loaded by a computed name', () => {
    const { routes } = facts(
      {
        'app.js': `const express = require('express'); const fs = require('fs'); const path = require('path'); const app = express();
const { health } = require('./health'); health(app);
fs.readdirSync(path.join(__dirname, 'routes')).forEach((file) => require(path.join(__dirname, 'routes', file))(app));`,
        'health.ts': `import type { Express } from 'express'; export function health(app: Express) { app.route('/health').get(check).head(check); } function check() {}`,
        'routes/users.js': `module.exports = function (app) { app.get('/users', (req, res) => {}); app.route('/users/:id').all(auth).put((req, res) => {}); }; function auth() {}`,
        'jobs/other.js': `module.exports = function (app) { app.get('/never', () => {}); };`,
      },
      [expressAdapter],
    );
    expect(routes).toEqual([
      'GET /health []',
      'GET /users []',
      'HEAD /health []',
      'PUT /users/:id [auth]',
    ]);
  });
});
