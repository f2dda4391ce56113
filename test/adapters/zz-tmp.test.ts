import { expect, it } from 'vitest';
import { fastifyAdapter } from '/work/main/analyzers/frameworks/fastify/fastify-adapter.ts';
import { knexAdapter } from '/work/main/analyzers/orms/knex/knex-adapter.ts';
import { plainSqlAdapter } from '/work/main/analyzers/orms/plain-sql/plain-sql-adapter.ts';
import { analyzeSnippets } from '/work/main/test/adapters/analyze-snippet.ts';
it('x', () => {
  const facts = analyzeSnippets({
  'src/app.js': `const path = require('path'); const AutoLoad = require('@fastify/autoload');
module.exports = async function (fastify, opts) { fastify.register(require('@fastify/postgres'), {}); fastify.register(AutoLoad, { dir: path.join(__dirname, 'plugins') }); fastify.register(AutoLoad, { dir: path.join(__dirname, 'routes') }); };`,
  'src/plugins/db.js': `const fp = require('fastify-plugin'); const knex = require('knex'); module.exports = fp(async function (fastify, opts) { fastify.decorate('db', knex({})); });`,
  'src/plugins/repo.js': `const fp = require('fastify-plugin'); function makeRepo(fastify) { const { db } = fastify; return { list: () => db('orders'), get(id) { return fastify.db('orders').where({ id }).first(); } }; }
module.exports = fp(async (app) => { app.decorate('orders', makeRepo(app)); });`,
  'src/routes/orders/index.js': `module.exports = async function (fastify, opts) {
  fastify.get('/', async () => fastify.db('items').select());
  fastify.post('/', async (request) => request.server.db('items').insert(request.body));
  fastify.get('/pg', async () => { const client = await fastify.pg.connect(); return client.query('SELECT * FROM logs'); });
  fastify.put('/pg', async () => fastify.pg.transact(async (c) => { await c.query('INSERT INTO logs (a) VALUES (1)'); }));
  fastify.delete('/:id', { onRequest: [fastify.authenticate] }, async function remove(req) { return this.db('items').del(); });
  fastify.patch('/', async () => fastify.db.transaction(async (trx) => { await trx('items').update({}); await fastify.orders.get(1); }));
  };`,
  }, { adapters: [fastifyAdapter, knexAdapter, plainSqlAdapter], dependencies: ['koa'] });
  console.log(facts.routes.map((r) => r.method+r.path + ' ' + r.guards), facts.accesses.map(a=>`${a.path}:${a.line} ${a.mode} ${a.table}`), facts.transactions.map(t=>t.line+' '+t.tables), facts.findings.map(f=>f.message));
});
