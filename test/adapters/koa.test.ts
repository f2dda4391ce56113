import { describe, expect, it } from 'vitest';

import { koaAdapter } from '../../analyzers/frameworks/koa/koa-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

function routes(sources: Readonly<Record<string, string>>): readonly string[] {
  const facts = analyzeSnippets(sources, { adapters: [koaAdapter], dependencies: ['koa'] });
  return facts.routes
    .map(
      (one) =>
        `${one.method} ${one.path} [${one.guards.join()}] ${one.handler}${one.certainty === 'inferred' ? ' ?' : ''}`,
    )
    .sort();
}

describe('koa routers', () => {
  it('adds own prefixes, nested routers and names', () => {
    expect(
      routes({
        'src/app.ts': `import Koa from 'koa'; import users from './users'; const app = new Koa(); app.use(log); app.use(users.routes()).use(users.allowedMethods()); function log() {}`,
        'src/users.ts': `import Router from '@koa/router'; const router = new Router({ prefix: '/users' }); const nested = new Router();
          nested.get('/', list); nested.del('/:id', auth, remove); router.use(auth); router.get('user', '/:id', show);
          router.use('/:id/posts', nested.routes(), nested.allowedMethods()); router.register('/r', ['GET', 'POST'], show);
          function list() {} function remove() {} function show() {} function auth() {} export default router;`,
      }),
    ).toEqual([
      'DELETE /users/:id/posts/:id [auth,auth] remove',
      'GET /users/:id [auth] show',
      'GET /users/:id/posts [auth] list',
      'GET /users/r [auth] show',
      'POST /users/r [auth] show',
    ]);
  });

  it('reads mount, compose, prefix() and CommonJS', () => {
    expect(
      routes({
        'src/app.js': `const Koa = require('koa'); const Router = require('koa-router'); const mount = require('koa-mount'); const compose = require('koa-compose');
          const app = new Koa(); const sub = new Koa(); const a = new Router(); const b = new Router();
          a.prefix('/a'); a.get('/x', compose([auth, role('admin')]), async (ctx) => {}); b.get('/y', show);
          sub.use(b.routes()); app.use(mount('/sub', sub)); app.use(compose([a.routes(), a.allowedMethods()]));
          function auth() {} function show() {} const role = (r) => () => r;`,
      }),
    ).toEqual(['GET /a/x [auth,role] anonymous', 'GET /sub/y [] show']);
  });

  it('follows routers that functions make or get', () => {
    expect(
      routes({
        'src/app.ts': `import Koa from 'koa'; import Router from 'koa-router'; import { make } from './make';
          const app = new Koa(); const api = new Router({ prefix: '/api' }); make(api); app.use(api.middleware());
          for (const r of [one(), two()]) app.use(r.routes());
          function one() { const r = new Router(); r.get('/one', () => {}); return r; } function two(): Router { const r = new Router(); r.get('/two', () => {}); return r; }`,
        'src/make.ts': `import type Router from 'koa-router'; export function make(router: Router) { router.post('/made', () => {}); }`,
      }),
    ).toEqual(['GET /one [] anonymous', 'GET /two [] anonymous', 'POST /api/made [] anonymous']);
  });
});
