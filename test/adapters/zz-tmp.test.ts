import { expect, it } from 'vitest';
import { knexAdapter } from '/work/main/analyzers/orms/knex/knex-adapter.ts';
import { objectionAdapter } from '/work/main/analyzers/orms/objection/objection-adapter.ts';
import { loadersAdapter } from '/work/main/analyzers/frameworks/loaders/loaders-adapter.ts';
import { analyzeSnippets } from '/work/main/test/adapters/analyze-snippet.ts';
it('x', () => {
  const facts = analyzeSnippets({
  'index.js': `const path = require('path'); let APP = { ROOT: process.cwd(), SERVERPATH: path.join(process.cwd(), 'server') }; global.APP = APP;`,
  'kernel.js': `module.exports = { async init() { APP.models = require('./store').init(); } }`,
  'store.js': `const load = require('auto-load'); const path = require('path'); module.exports = { a: null, init() { const models = load(path.join(APP.SERVERPATH, 'models')); return { ...this, ...models }; } };`,
  'models/users.js': `const Model = require('objection').Model; module.exports = class User extends Model { static get tableName() { return 'users'; } static async one(id) { return APP.models.users.query().findById(id); } }`,
  'use.js': `module.exports = async () => { await APP.models.users.query().insert({}); await APP.models.users.one(1); }`,
  'use2.js': `const load = require('auto-load'); const m = load(__dirname + '/models'); module.exports = async () => { await m.users.query().insert({}); }`,
  }, { adapters: [knexAdapter, objectionAdapter, loadersAdapter], dependencies: ['koa'] });
  console.log(facts.accesses.map(a=>`${a.path}:${a.line} ${a.mode} ${a.table}`), facts.findings.map(f=>f.message));
});
