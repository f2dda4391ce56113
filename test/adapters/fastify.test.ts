import { describe, expect, it } from 'vitest';

import { fastifyAdapter } from '../../analyzers/frameworks/fastify/fastify-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

function routes(sources: Readonly<Record<string, string>>): readonly string[] {
  const facts = analyzeSnippets(sources, { adapters: [fastifyAdapter], dependencies: ['fastify'] });
  return facts.routes
    .map(
      (one) =>
        `${one.method} ${one.path} [${one.guards.join()}] ${one.handler}${one.certainty === 'inferred' ? ' ?' : ''}`,
    )
    .sort();
}

describe('plugins', () => {
  it('adds the prefixes of nested plugins', () => {
    expect(
      routes({
        'src/app.ts': `import Fastify from 'fastify'; import items from './items';
          const app = Fastify().withTypeProvider<Z>();
          app.get('/health', async () => 'ok');
          app.register(items, { prefix: '/v1/items' });
          app.register(import('./late'), { prefix: '/late' });
          app.register(async (inner) => { inner.register(items, { prefix: '/again' }); }, { prefix: '/in' });`,
        'src/items.ts': `import type { FastifyInstance } from 'fastify';
          export default async function items(fastify: FastifyInstance, opts: object) {
            fastify.get('/', list).post<{ Body: X }>('/:id(^\\\\d+$)', { handler: save }); fastify.all('/*', list);
          }
          async function list() {} function save() {}`,
        'src/late.ts': `import { FastifyPluginAsync } from 'fastify'; const late: FastifyPluginAsync = async (f): Promise<void> => { f.get('/', async function () {}); }; export default late;`,
      }),
    ).toEqual([
      'ALL /in/again/* [] list',
      'ALL /v1/items/* [] list',
      'GET /health [] anonymous',
      'GET /in/again [] list',
      'GET /late [] anonymous',
      'GET /v1/items [] list',
      'POST /in/again/:id [] save',
      'POST /v1/items/:id [] save',
    ]);
  });

  it('reads route objects with lists, also kept in variables and loops', () => {
    expect(
      routes({
        'src/app.js': `const fastify = require('fastify')(); const routes = require('./routes');
          fastify.route({ method: ['GET', 'HEAD'], url: '/x', preHandler: [auth, role('admin')], onRequest: first, handler: show });
          routes.forEach((route) => fastify.route(route));
          fastify.register(require('./plugin'), { prefix: '/p' });
          function auth() {} function show() {} function first() {} const role = (r) => () => r;`,
        'src/routes.js': `const a = { method: 'GET', url: '/a', handler: async () => {} }; module.exports = [a, { method: 'PUT', path: '/b', handler: put }]; function put() {}`,
        'src/plugin.js': `module.exports = async function (fastify, opts) { fastify.get('/y', async () => {}); };`,
      }),
    ).toEqual([
      'GET /a [] anonymous',
      'GET /p/y [] anonymous',
      'GET /x [first,auth,role] show',
      'HEAD /x [first,auth,role] show',
      'PUT /b [] put',
    ]);
  });

  it('lets wrapped plugins share the instance', () => {
    expect(
      routes({
        'src/app.ts': `import fastify from 'fastify'; import fp from 'fastify-plugin'; import auth from './auth';
          const app = fastify();
          app.register(auth);
          app.register(fp(async (f) => { f.get('/shared', async () => {}); }), { prefix: '/ignored' });
          app.register(async (f) => { f.register(auth); f.get('/guarded', async () => {}); }, { prefix: '/in' });`,
        'src/auth.ts': `import fp from 'fastify-plugin'; async function verify() {} export default fp(async function plugin(fastify) { fastify.addHook('onRequest', verify); });`,
      }),
    ).toEqual(['GET /in/guarded [verify] anonymous', 'GET /shared [] anonymous']);
  });

  it('orders hooks by phase and keeps them inside of their plugin', () => {
    expect(
      routes({
        'src/app.ts': `import fastify, { FastifyInstance } from 'fastify';
          const app = fastify(); app.addHook('onRequest', global);
          app.register(one); app.register(two);
          async function one(f: FastifyInstance) {
            f.get('/a', { onRequest: [check], preHandler: f.needs('admin') }, async () => {});
            f.addHook('preHandler', load); f.addHook('onRequest', f.authenticate); f.addHook('onSend', load);
            await f.register(async (g) => { g.addHook('preValidation', valid); g.get('/b', async () => {}); });
            f.addHook('preHandler', late);
          }
          async function two(f: FastifyInstance) { f.get('/c', async () => {}); }
          function global() {} function check() {} function load() {} function valid() {} function late() {}`,
      }),
    ).toEqual([
      'GET /a [authenticate,check,load,late,needs] anonymous',
      'GET /b [authenticate,valid,load] anonymous',
      'GET /c [] anonymous',
    ]);
  });

  it('reads helpers that register on the instance they get', () => {
    expect(
      routes({
        'src/app.ts': `import fastify, { FastifyInstance } from 'fastify';
          function crud(app: FastifyInstance, path: string) { app.get(path, async () => {}); app.get('/fixed', async () => {}); }
          class Server { private readonly app = fastify(); start() { this.app.register(async (f) => { crud(f, '/users'); }, { prefix: '/api' }); } }`,
      }),
    ).toEqual(['GET /api/fixed [] anonymous', 'GET /api/users [] anonymous']);
  });
});

describe('autoload', () => {
  const plugin = "export default async function (fastify) { fastify.get('/', async () => {}); }";
  const load = (
    options: string,
  ): string => `import fastify from 'fastify'; import autoload from '@fastify/autoload'; import { join } from 'node:path'; import { fileURLToPath } from 'node:url';
    const app = fastify(); app.register(autoload, ${options});`;

  it('leaves out a file that exports no plugin', () => {
    const found = routes({
      'src/routes/made.ts': 'export class Made {}',
      'src/routes/users/index.ts': plugin,
      'src/app.ts': load("{ dir: join(__dirname, 'routes') }"),
    });
    expect(found).toEqual(['GET /users [] anonymous']);
  });

  it('takes folders as prefixes, in every way the folder is named', () => {
    const files = {
      'src/routes/root.ts': plugin,
      'src/routes/users/index.ts': plugin,
      'src/routes/users/ignored.ts': plugin,
      'src/routes/users/_id/index.ts': plugin,
    };
    for (const dir of [
      "join(__dirname, 'routes')",
      "join(import.meta.dirname, 'routes')",
      "fileURLToPath(new URL('./routes', import.meta.url))",
      '`${__dirname}/routes`',
    ]) {
      expect(
        routes({
          ...files,
          'src/app.ts': load(`{ dir: ${dir}, routeParams: true, options: { prefix: '/api' } }`),
        }),
      ).toEqual([
        'GET /api [] anonymous',
        'GET /api/users [] anonymous',
        'GET /api/users/:id [] anonymous',
      ]);
    }
  });

  it('honours filters, depth, own prefixes and flat folders', () => {
    const files = {
      'src/r/a/a.routes.ts': plugin,
      'src/r/a/a.service.ts': plugin,
      'src/r/a/b/c.routes.ts': plugin,
      'src/r/own/own.routes.ts': `export const autoPrefix = '/mine'; ${plugin}`,
      'src/r/o/o.routes.ts': `export const prefixOverride = '/over'; ${plugin}`,
    };
    expect(
      routes({
        ...files,
        'src/app.ts': load(
          "{ dir: join(__dirname, 'r'), matchFilter: (path) => path.endsWith('.routes.ts'), maxDepth: 1, options: { prefix: '/p' } }",
        ),
      }),
    ).toEqual(['GET /over [] anonymous', 'GET /p/a [] anonymous', 'GET /p/mine [] anonymous']);
    expect(
      routes({
        ...files,
        'src/app.ts': load(
          "{ dir: join(__dirname, 'r'), ignorePattern: /service|own|o\\.routes/, dirNameRoutePrefix: false }",
        ),
      }),
    ).toEqual(['GET / [] anonymous', 'GET / [] anonymous']);
  });

  it('applies hook files and shares the instance when not encapsulated', () => {
    expect(
      routes({
        'src/p/auth.ts': `import fp from 'fastify-plugin'; export default fp(async (f) => { f.get('/health', async () => {}); });`,
        'src/r/admin/autohooks.ts': `export default async function (f) { f.addHook('preHandler', requireAdmin); } function requireAdmin() {}`,
        'src/r/admin/index.ts': plugin,
        'src/r/admin/deep/index.ts': plugin,
        'src/r/open/index.ts': plugin,
        'src/app.ts': `${load("{ dir: join(__dirname, 'r'), autoHooks: true, cascadeHooks: true }")} app.register(autoload, { dir: join(__dirname, 'p') });`,
      }),
    ).toEqual([
      'GET /admin [requireAdmin] anonymous',
      'GET /admin/deep [requireAdmin] anonymous',
      'GET /health [] anonymous',
      'GET /open [] anonymous',
    ]);
  });
});
