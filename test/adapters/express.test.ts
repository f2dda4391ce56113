import { describe, expect, it } from 'vitest';

import { expressAdapter } from '../../analyzers/frameworks/express/express-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

/** `GET /path [guard,guard] handler`, with `?` behind inferred ones, sorted. */
function routes(sources: Readonly<Record<string, string>>): readonly string[] {
  const facts = analyzeSnippets(sources, { adapters: [expressAdapter], dependencies: ['express'] });
  return facts.routes
    .map(
      (one) =>
        `${one.method} ${one.path} [${one.guards.join()}] ${one.handler}${one.certainty === 'inferred' ? ' ?' : ''}`,
    )
    .sort();
}

const APP = "import express, { Router } from 'express';\n";

describe('routes on applications and routers', () => {
  it('reads verbs, arrays of paths, regular expressions and settings', () => {
    expect(
      routes({
        'src/app.ts': `${APP}const app = express();
          function list() {}
          app.get('title');
          app.get(['/a', '/b/'], list);
          app.all('/any', list);
          app.get(/^\\/files\\/(.+)$/, list);
          app.delete('/x/:id(\\\\d+)', list);
          app.get('/opt{/:name}', list);
          app.get('/files/*splat', list);`,
      }),
    ).toEqual([
      'ALL /any [] list',
      'DELETE /x/:id [] list',
      'GET /^\\/files\\/(.+)$/ [] list',
      'GET /a [] list',
      'GET /b [] list',
      'GET /files/*splat [] list',
      'GET /opt/:name [] list',
    ]);
  });

  it('calls a handler what its constant is called, whatever wraps the function', () => {
    const wrap = `const catchAsync = (fn) => (req, res, next) => { Promise.resolve(fn(req, res, next)).catch(next); }; module.exports = catchAsync;`;
    expect(
      routes({
        'src/wrap.js': wrap,
        'src/controllers.js': `exports.users = require('./controllers/users');`,
        'src/controllers/users.js': `const catchAsync = require('../wrap');
          const list = catchAsync(async (req, res) => {}); const show = catchAsync(async (req, res) => {});
          module.exports = { list, show };`,
        'src/controllers/items.js': `import asyncHandler from 'express-async-handler'; export const drop = asyncHandler(async (req, res) => {});`,
        'src/app.js': `const express = require('express'); const { users } = require('./controllers'); const { drop } = require('./controllers/items');
          const app = express(); app.get('/users', users.list); app.get('/users/:id', users.show);
          app.delete('/items', drop); app.post('/x', async (req, res) => {});`,
      }),
    ).toEqual([
      'DELETE /items [] drop',
      'GET /users [] list',
      'GET /users/:id [] show',
      'POST /x [] anonymous',
    ]);
  });

  it('joins the prefixes of mounted routers, and lists a router mounted twice twice', () => {
    expect(
      routes({
        'src/app.ts': `${APP}import { items } from './routes';
          const app = express();
          app.use('/v1', items); app.use(['/v2', '/v3'], items);`,
        'src/routes/index.ts': `export { default as items } from './items';`,
        'src/routes/items.ts': `import { Router } from 'express';
          const router = Router({ mergeParams: true });
          router.route('/:id').all(requireAuth).get(show).delete(requireRole('admin'), remove);
          function show() {} function remove() {} function requireAuth() {} function requireRole(role: string) { return () => role; }
          export default router;`,
      }),
    ).toEqual([
      'DELETE /v1/:id [requireAuth,requireRole] remove',
      'DELETE /v2/:id [requireAuth,requireRole] remove',
      'DELETE /v3/:id [requireAuth,requireRole] remove',
      'GET /v1/:id [requireAuth] show',
      'GET /v2/:id [requireAuth] show',
      'GET /v3/:id [requireAuth] show',
    ]);
  });

  it('follows factories, also typed ones, and chained registration', () => {
    expect(
      routes({
        'src/app.ts': `${APP}import { createTickets } from './tickets';
          export function createApp(): express.Application { const app = express(); app.use('/tickets', createTickets({ db: 1 })); return app; }
          export default Router().use('/lost', Router().get('/x', () => {}));`,
        'src/tickets.ts': `import { Router } from 'express';
          export const createTickets = (deps: { db: number }): Router => {
            const router = Router();
            router.get('/', (req, res) => res.json(deps));
            return router;
          };`,
      }),
    ).toEqual(['GET /lost/x [] anonymous ?', 'GET /tickets [] anonymous']);
  });

  it('tells apart what one factory makes for different arguments', () => {
    expect(
      routes({
        'src/app.ts': `${APP}
          function crud(name: string, id = ':id') { const router = Router(); router.get('/' + name, () => {}); router.get('/ping', () => {}); return router; }
          const app = express();
          app.use('/a', crud('users'));
          app.use('/b', crud('orders'));`,
      }),
    ).toEqual([
      'GET /a/ping [] anonymous',
      'GET /a/users [] anonymous',
      'GET /b/orders [] anonymous',
      'GET /b/ping [] anonymous',
    ]);
  });

  it('reads CommonJS, inline require and functions that get the application', () => {
    expect(
      routes({
        'src/app.js': `const express = require('express'); const app = express();
          app.use('/users', require('./users'));
          require('./extra')(app);
          const configure = require('./named'); configure(app);`,
        'src/users.js': `const { Router } = require('express'); const router = Router(); router.get('/', function list(req, res) {}); module.exports = router;`,
        'src/extra.js': `module.exports = function (app) { app.get('/extra', (req, res) => {}); };`,
        'src/named.js': `function setup(server) { server.post('/named', (req, res) => {}); } module.exports = setup;`,
      }),
    ).toEqual(['GET /extra [] anonymous', 'GET /users [] list', 'POST /named [] anonymous']);
  });

  it('pairs routers and paths in loops over maps and lists', () => {
    const routers = `import { Router } from 'express'; export const a = Router(); a.get('/x', () => {}); export const b = Router(); b.get('/y', () => {});`;
    const loops = [
      "for (const [path, router] of Object.entries({ '/a': a, '/b': b })) app.use(path, router);",
      "const list = [{ path: '/a', router: a }, { path: '/b', router: b }]; list.forEach((r) => app.use(r.path, r.router));",
      "const list = [{ path: '/a', router: a }, { path: '/b', router: b }]; for (const { path, router } of list) app.use(path, router);",
      "const list = { '/a': a, '/b': b }; Object.entries(list).forEach(([path, router]) => { app.use(path, router); });",
      "const list = { '/a': a, '/b': b }; Object.keys(list).forEach((path) => { app.use(path, list[path]); });",
    ];
    for (const loop of loops) {
      expect(
        routes({
          'src/r.ts': routers,
          'src/app.ts': `${APP}import { a, b } from './r'; const app = express(); ${loop}`,
        }),
      ).toEqual(['GET /a/x [] anonymous', 'GET /b/y [] anonymous']);
    }
  });

  it('takes prefixes from constants, enums, templates and defaults, and leaves out unknown ones', () => {
    expect(
      routes({
        'src/config.ts': `export const PREFIX = '/api'; export enum Version { One = 'v1' } export const config = { base: process.env.BASE ?? '/base' };`,
        'src/app.ts': `${APP}import { PREFIX, Version, config } from './config';
          const app = express(); const r = Router(); r.get('/x', () => {});
          app.use(\`\${PREFIX}/\${Version.One}\`, r);
          app.use(config.base, r);
          app.use(process.env.API_PREFIX, r);`,
      }),
    ).toEqual(['GET /api/v1/x [] anonymous', 'GET /base/x [] anonymous', 'GET /x [] anonymous ?']);
  });
});

describe('what is only half known', () => {
  it('gives every alternative of a chosen path, and says so', () => {
    expect(
      routes({
        'src/app.ts': `${APP}const app = express(); const base = flag ? '/a' : '/b'; app.get(\`\${base}/x\`, () => {}); declare const flag: boolean;`,
      }),
    ).toEqual(['GET /a/x [] anonymous ?', 'GET /b/x [] anonymous ?']);
  });

  it('makes a finding of a wrapper that nobody calls, and keeps the rest of a path', () => {
    const facts = analyzeSnippets(
      {
        'src/app.ts': `${APP}export const app = express();
          export function add(path: string) { app.get(path, () => {}); }
          export function login(base: string) { app.post(\`\${base}/login\`, () => {}); }`,
      },
      { adapters: [expressAdapter] },
    );
    expect(facts.routes.map((one) => `${one.path} ${one.certainty}`)).toEqual(['/login inferred']);
    expect(facts.findings.map((one) => `${one.line} ${one.code}`)).toEqual([
      '3 dynamic-route',
      '4 dynamic-route',
    ]);
  });
});

describe('guards', () => {
  it('lists middleware of routers below the application, in order', () => {
    expect(
      routes({
        'src/app.ts': `${APP}import { requireAuth, requireRole, audit, onError } from './mw';
          const app = express(); const api = Router(); const admin = Router();
          app.use(audit); app.use('/api', audit);
          api.get('/open', (req, res) => {});
          api.use(requireAuth);
          api.use('/admin/deep', audit);
          api.use((req, res, next) => next());
          const chain = [requireRole('admin', 'owner'), audit];
          admin.get('/x', chain, handler);
          admin.get('/deep/y', handler);
          api.use('/admin', requireRole('staff'), admin);
          api.use(onError);
          api.get('/late', handler);
          app.use('/api', api);
          function handler() {}`,
        'src/mw.ts': `export function requireAuth() {} export const requireRole = (...roles: string[]) => () => roles; export function audit() {} export function onError(e, q, s, n) {}`,
      }),
    ).toEqual([
      'GET /api/admin/deep/y [requireAuth,requireRole] handler',
      'GET /api/admin/x [requireAuth,requireRole,requireRole,audit] handler',
      'GET /api/late [requireAuth] handler',
      'GET /api/open [] anonymous',
    ]);
    const facts = analyzeSnippets(
      {
        'a.ts': `${APP}const app = express(); app.get('/x', hasRole(Role.Admin), allow(['a', 'b']), log('no'), h); enum Role { Admin = 'admin' }`,
      },
      { adapters: [expressAdapter] },
    );
    expect(facts.routes.map((one) => one.roles)).toEqual([['admin', 'a', 'b']]);
  });

  it('names handlers behind bind and wrappers', () => {
    expect(
      routes({
        'src/app.ts': `${APP}const app = express();
          class Orders { list = async () => {}; show() {} }
          const orders = new Orders(); const wrap = (fn) => (req, res) => fn(req, res);
          app.get('/a', orders.list); app.get('/b', orders.show.bind(orders)); app.get('/c', wrap(orders.show)); app.get('/d', wrap(async () => {}));
          app.get('/e', unknown.thing);`,
      }),
    ).toEqual([
      'GET /a [] Orders.list',
      'GET /b [] Orders.show',
      'GET /c [] Orders.show',
      'GET /d [] anonymous',
      'GET /e [] unknown.thing',
    ]);
  });
});

describe('routers held by objects', () => {
  const BASE = `import { Router, type IRouter } from 'express';
    export abstract class Controller {
      app: IRouter;
      constructor() { this.app = Router(); }
      get(path: string, handler: () => void) { this.route({ method: 'get', path, handler }); }
      route(options: { method: 'get' | 'post'; path: string; handler: () => void }) {
        this.app[options.method](options.path, log, options.handler.bind(this));
      }
      use(path: string, router: IRouter): void { this.app.use(path, router); }
      get router(): IRouter { return this.app; }
    }
    function log() {}`;

  it('lifts wrappers of a base class to the classes that call them', () => {
    expect(
      routes({
        'src/base.ts': BASE,
        'src/users.ts': `import { Controller } from './base'; export default class Users extends Controller { constructor(c: object) { super(); this.get('/', this.list); this.route({ method: 'post', path: '/:id', handler: this.save }); } list() {} save() {} }`,
        'src/index.ts': `import { Controller } from './base'; import Users from './users'; export class Index extends Controller { constructor(c: object) { super(); this.use('/users', new Users(c).router); } }`,
        'src/app.ts': `${APP}import { Index } from './index'; export function make(config: { base?: string }) { const app = express(); const base = config.base || ''; app.use(\`\${base}/\`, new Index(config).router); return app; }`,
      }),
    ).toEqual(['GET /users [log] Users.list', 'POST /users/:id [log] Users.save']);
  });

  it('knows the path field of each controller', () => {
    expect(
      routes({
        'src/posts.ts': `import { Router } from 'express'; import type { Controller } from './app';
          export class Posts implements Controller { public path = '/posts'; public router = Router(); constructor() { this.init(); }
            private init() { this.router.get(this.path, this.all); this.router.get(\`\${this.path}/:id\`, this.one); } all = () => {}; one() {} }`,
        'src/app.ts': `import * as express from 'express'; import { Posts } from './posts';
          export interface Controller { path: string; router: express.Router }
          class App { public app: express.Application; constructor(controllers: Controller[]) { this.app = express(); this.mount(controllers); }
            private mount(controllers: Controller[]) { controllers.forEach((controller) => { this.app.use('/api', controller.router); }); } }
          new App([new Posts()]);`,
      }),
    ).toEqual(['GET /api/posts [] Posts.all', 'GET /api/posts/:id [] Posts.one']);
  });

  it('reads routes that a base class declares for each derived class', () => {
    expect(
      routes({
        'src/crud.ts': `import { Router } from 'express'; export abstract class Crud { router = Router(); abstract name: string; constructor() { this.router.get('/', this.list); } list() {} }`,
        'src/app.ts': `${APP}import { Crud } from './crud'; class A extends Crud { name = 'a'; } class B extends Crud { name = 'b'; }
          const app = express(); app.use('/a', new A().router); app.use('/b', new B().router);`,
      }),
    ).toEqual(['GET /a [] Crud.list', 'GET /b [] Crud.list']);
  });

  it('follows applications and routers handed on as parameters and in objects', () => {
    expect(
      routes({
        'src/server.ts': `${APP}import { setup } from './setup'; class Server { constructor(private readonly app: express.Express) {} start() { this.app.get('/health', () => {}); setup({ app: this.app }, Router()); } }
          new Server(express()).start();`,
        'src/setup.ts': `import type { Express, Router } from 'express'; export function setup({ app }: { app: Express }, router: Router) { router.get('/x', () => {}); app.use('/r', router); app.post('/direct', () => {}); }`,
      }),
    ).toEqual(['GET /health [] anonymous', 'GET /r/x [] anonymous', 'POST /direct [] anonymous']);
  });

  it('counts the guards of sub-applications and reads sockets', () => {
    expect(
      routes({
        'src/app.ts': `${APP}import PromiseRouter from 'express-promise-router'; import expressWs from 'express-ws';
          const { app } = expressWs(express()); const sub = express(); const r = PromiseRouter();
          function auth() {} sub.use(auth); sub.get('/x', () => {}); r.get('/y', () => {}); sub.use(r); app.use('/sub', sub); app.ws('/echo', () => {});`,
      }),
    ).toEqual([
      'GET /sub/x [auth] anonymous',
      'GET /sub/y [auth] anonymous',
      'WS /echo [] anonymous',
    ]);
  });

  it('knows two objects of one class apart by the literals they are made with', () => {
    expect(
      routes({
        'src/base.ts': `import { Router } from 'express'; function json() {} export class Controller { app; constructor(config) { this.app = Router(); }
          route(options) { this.app[options.method](options.path, options.method === 'get' ? [] : [json], options.handler); }
          get router() { return this.app; } }`,
        'src/notes.ts': `import { Controller } from './base'; export class Notes extends Controller {
          constructor(config, mode: 'all' | 'own' = 'all') { super(config); const prefix = mode === 'own' ? '/:owner/notes' : '';
            this.route({ method: 'get', path: prefix, handler: this.list });
            this.route({ method: 'post', path: \`\${prefix}/new\`, handler: this.add }); }
          list() {} add() {} }`,
        'src/app.ts': `${APP}import { Notes } from './notes'; const app = express(); const config = {};
          app.use('/notes', new Notes(config).router); app.use('/users', new Notes(config, 'own').router);`,
      }),
    ).toEqual([
      'GET /notes [] Notes.list',
      'GET /users/:owner/notes [] Notes.list',
      'POST /notes/new [json] Notes.add',
      'POST /users/:owner/notes/new [json] Notes.add',
    ]);
  });

  it('lists both paths where no caller decides', () => {
    expect(
      routes({
        'src/app.ts': `${APP}export function setup(admin: boolean) { const app = express(); app.get(admin ? '/admin' : '/', list); } function list() {}`,
      }),
    ).toEqual(['GET / [] list ?', 'GET /admin [] list ?']);
  });

  it('does not take maps and clients for routers', () => {
    expect(
      routes({
        'src/app.ts': `${APP}import axios from 'axios'; const cache = new Map(); cache.get('/x', () => {}); axios.get('/y', {}); function f(client) { client.get('/z', () => {}); } f(axios);`,
      }),
    ).toEqual([]);
  });
});
