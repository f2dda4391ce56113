import { describe, expect, it } from 'vitest';

import { nestjsAdapter } from '../../analyzers/frameworks/nestjs/nestjs-adapter.ts';
import { matchesPattern } from '../../analyzers/frameworks/nestjs/route-paths.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const analyze = (sources: Record<string, string>): ReturnType<typeof analyzeSnippets> =>
  analyzeSnippets(sources, { adapters: [nestjsAdapter] });

const routes = (sources: Record<string, string>): readonly string[] =>
  analyze(sources).routes.map((one) => `${one.line} ${one.method} ${one.path}`);

const CONTROLLER = `
import { Controller, Get, Post } from '@nestjs/common';
@Controller('orders')
export class OrdersController {
  @Get(':id') find() {}
  @Post('/') place() {}
}
`;

const moduleOf = (body: string): string => `
import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller';
${body}`;

const APP = {
  'src/orders.controller.ts': CONTROLLER,
  'src/app.module.ts': moduleOf(
    '@Module({ controllers: [OrdersController] }) export class AppModule {}',
  ),
};

const main = (setup: string, imports = ''): string => `
import { NestFactory } from '@nestjs/core';
import { RequestMethod, VersioningType } from '@nestjs/common';
import { AppModule } from './app.module';
${imports}
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  ${setup}
  await app.listen(3000);
}
bootstrap();
`;

describe('paths of controllers', () => {
  it('joins controller and method paths, normalised', () => {
    expect(routes({ 'a.ts': CONTROLLER })).toEqual(['5 GET /orders/:id', '6 POST /orders']);
  });

  it('reads arrays, objects, constants and templates', () => {
    const source = `
import { All, Controller, Delete, Get, Head, Options, Patch, Put, RequestMapping, RequestMethod, Search, Sse } from '@nestjs/common';
import { PATHS } from './paths';
const BASE = 'users';
@Controller({ path: [BASE, '/people/'], host: 'x.example' })
export class UsersController {
  @Get([PATHS.list, \`\${PATHS.list}/recent\`]) list() {}
}
@Controller()
export class MiscController {
  @Sse('events') events() {}
  @All('any*') any() {}
  @Head() head() {}
  @Options('o') options() {}
  @Search('s') search() {}
  @Put('p') put() {}
  @Patch('p') patch() {}
  @Delete('p') remove() {}
  @RequestMapping({ path: 'mapped', method: RequestMethod.POST }) mapped() {}
}
`;
    expect(
      routes({ 'a.ts': source, 'paths.ts': "export const PATHS = { list: '/list' } as const;" }),
    ).toEqual([
      '7 GET /people/list',
      '7 GET /people/list/recent',
      '7 GET /users/list',
      '7 GET /users/list/recent',
      '11 GET /events',
      '12 ALL /any*',
      '13 HEAD /',
      '14 OPTIONS /o',
      '15 SEARCH /s',
      '16 PUT /p',
      '17 PATCH /p',
      '18 DELETE /p',
      '19 POST /mapped',
    ]);
  });

  it('ignores decorators of the same name from elsewhere', () => {
    const source = CONTROLLER.replace("'@nestjs/common'", "'routing-controllers'");
    expect(routes({ 'a.ts': source })).toEqual([]);
  });

  it('marks a path with unknown parts as inferred', () => {
    const source = `
import { Controller, Get } from '@nestjs/common';
@Controller(process.env.PATH_PREFIX + '/orders')
export class A { @Get() list() {} }`;
    const [route] = analyze({ 'a.ts': source }).routes;
    expect(route).toMatchObject({ path: '/{}/orders', certainty: 'inferred' });
  });
});

describe('composed decorators', () => {
  const decorators = `
import { applyDecorators, Controller, Get, SetMetadata, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { RolesGuard } from './guards';
export const ROLES = 'roles';
export enum Role { Admin = 'admin', Clerk = 'clerk' }
export const Roles = (...roles: Role[]) => SetMetadata(ROLES, roles);
export function Auth(...roles: Role[]): MethodDecorator & ClassDecorator {
  return applyDecorators(UseGuards(AuthGuard('jwt'), RolesGuard), Roles(...roles));
}
export const AdminOnly = applyDecorators(Roles(Role.Admin));
export const ApiController = (path: string) => applyDecorators(Controller(\`internal/\${path}\`));
export const GetOne = (suffix = '') => Get(':id' + suffix);
export function Legacy(path: string) {
  return (target: object, key: string, descriptor: PropertyDescriptor) => {
    Get(path)(target, key, descriptor);
  };
}
export const Public = () => SetMetadata('isPublic', true);
`;
  const controller = `
import { Post } from '@nestjs/common';
import { AdminOnly, ApiController, Auth, GetOne, Legacy, Public, Role } from './decorators';
@Auth(Role.Clerk)
@ApiController('stock')
export class StockController {
  @GetOne('/detail') one() {}
  @Legacy('old') old() {}
  @AdminOnly @Post() add() {}
  @Public() @Post('hook') hook() {}
}
`;
  const guards = 'export class RolesGuard { canActivate() { return true; } }';

  it('expands applyDecorators with bound arguments', () => {
    const facts = analyze({
      'decorators.ts': decorators,
      'controller.ts': controller,
      'guards.ts': guards,
    });
    expect(
      facts.routes.map(({ line, method, path, guards: all, roles }) => ({
        line,
        method,
        path,
        guards: all,
        roles,
      })),
    ).toEqual([
      {
        line: 7,
        method: 'GET',
        path: '/internal/stock/:id/detail',
        guards: ['AuthGuard', 'RolesGuard'],
        roles: ['clerk'],
      },
      {
        line: 8,
        method: 'GET',
        path: '/internal/stock/old',
        guards: ['AuthGuard', 'RolesGuard'],
        roles: ['clerk'],
      },
      {
        line: 9,
        method: 'POST',
        path: '/internal/stock',
        guards: ['AuthGuard', 'RolesGuard'],
        roles: ['admin'],
      },
      {
        line: 10,
        method: 'POST',
        path: '/internal/stock/hook',
        guards: ['AuthGuard', 'RolesGuard'],
        roles: ['clerk'],
      },
    ]);
  });
});

describe('guards and roles', () => {
  it('lists class then method guards in the order they run', () => {
    const source = `
import { CanActivate, Controller, Get, UseGuards, mixin } from '@nestjs/common';
class A implements CanActivate { canActivate() { return true; } }
class B extends A { constructor(private readonly n: number) { super(); } }
function Limit(n: number) { class LimitGuard extends B {} return mixin(LimitGuard); }
const SHARED = [A, new B(1)];
@UseGuards(Limit(3))
@UseGuards(...SHARED)
@Controller('x')
export class X {
  @UseGuards(B)
  @UseGuards(A)
  @Get() get() {}
}`;
    expect(analyze({ 'a.ts': source }).routes[0]?.guards).toEqual(['A', 'B', 'Limit', 'A', 'B']);
  });

  it('reads roles of metadata, Reflector decorators and numeric enums', () => {
    const source = `
import { Controller, Get, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
enum Level { Low = 1, High }
const PERMISSIONS_KEY = Symbol('p');
const Roles = Reflector.createDecorator<string[]>();
const RequirePermissions = (...all: string[]) => SetMetadata(PERMISSIONS_KEY, all);
const Levels = (...levels: Level[]) => SetMetadata('role-levels', levels);
@Controller()
export class X {
  @Roles(['admin', 'owner']) @Get('a') a() {}
  @RequirePermissions('orders:read') @Get('b') b() {}
  @Levels(Level.High) @Get('c') c() {}
  @SetMetadata('roles', ['plain']) @Get('d') d() {}
  @SetMetadata('cache', ['no']) @Get('e') e() {}
}`;
    expect(analyze({ 'a.ts': source }).routes.map((one) => one.roles)).toEqual([
      ['admin', 'owner'],
      ['orders:read'],
      ['High'],
      ['plain'],
      [],
    ]);
  });
});

describe('inherited handlers', () => {
  const base = `
import { Delete, Get, UseGuards } from '@nestjs/common';
export class CrudGuard {}
@UseGuards(CrudGuard)
export abstract class CrudController<T> {
  @Get() findAll() {}
  @Get(':id') findOne() {}
  @Delete(':id') remove() {}
}
export function Listing(path: string) {
  class ListingHost { @Get(path) list() {} }
  return ListingHost;
}`;
  const derived = `
import { Controller, Get } from '@nestjs/common';
import { CrudController, Listing } from './base';
@Controller('tags')
export class TagController extends CrudController<string> {
  @Get('all') override findAll() {}
  override remove() {}
}
@Controller('cities')
export class CityController extends Listing('by-name') {}
`;

  it('reports routes of bases at the derived controller, with its overrides and inherited guards', () => {
    const facts = analyze({ 'base.ts': base, 'tag.ts': derived });
    expect(
      facts.routes.map(
        (one) =>
          `${one.file}:${one.line} ${one.method} ${one.path} ${one.handler} ${one.guards.join()} ${one.certainty}`,
      ),
    ).toEqual([
      'tag.ts:5 GET /tags/:id TagController.findOne CrudGuard inferred',
      'tag.ts:6 GET /tags/all TagController.findAll CrudGuard certain',
      'tag.ts:10 GET /cities/by-name CityController.list  inferred',
    ]);
  });
});

describe('global prefix', () => {
  it('applies a constant prefix except to excluded paths', () => {
    const setup =
      "app.setGlobalPrefix(PREFIX, { exclude: ['orders/:id', { path: 'x', method: RequestMethod.GET }] });";
    expect(routes({ ...APP, 'src/main.ts': main(setup, "const PREFIX = '/api/';") })).toEqual([
      '5 GET /orders/:id',
      '6 POST /api/orders',
    ]);
  });

  it('excludes by method', () => {
    const setup =
      "app.setGlobalPrefix('api', { exclude: [{ path: 'orders/*path', method: RequestMethod.POST }, { path: 'orders', method: RequestMethod.ALL }] });";
    expect(routes({ ...APP, 'src/main.ts': main(setup) })).toEqual([
      '5 GET /api/orders/:id',
      '6 POST /orders',
    ]);
  });

  it('takes it from configuration with a default', () => {
    const config = `
import { registerAs } from '@nestjs/config';
export interface AppConfig { apiPrefix: string }
export default registerAs<AppConfig>('app', () => {
  return { apiPrefix: process.env.API_PREFIX || 'api' };
});`;
    const setup =
      "const config = app.get(ConfigService<AllConfig>); app.setGlobalPrefix(config.getOrThrow('app.apiPrefix', { infer: true }));";
    const facts = analyze({
      ...APP,
      'src/app.config.ts': config,
      'src/main.ts': main(setup, "import { ConfigService } from '@nestjs/config';"),
    });
    expect(facts.routes[0]).toMatchObject({ path: '/api/orders/:id', certainty: 'inferred' });
  });

  it('takes it from a loaded configuration function or a fallback', () => {
    const loaded = `
import { ConfigModule } from '@nestjs/config';
import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller';
const configuration = () => ({ http: { prefix: process.env.P ?? 'v9' } });
@Module({ imports: [ConfigModule.forRoot({ load: [configuration] })], controllers: [OrdersController] })
export class AppModule {}`;
    const imports = "import { ConfigService } from '@nestjs/config';";
    const setup = (call: string): string =>
      `const config = app.get(ConfigService); app.setGlobalPrefix(${call});`;
    const of = (call: string): readonly string[] =>
      routes({ ...APP, 'src/app.module.ts': loaded, 'src/main.ts': main(setup(call), imports) });
    expect(of("config.get<string>('http.prefix')")[0]).toBe('5 GET /v9/orders/:id');
    expect(of("config.get('nothing', 'fallback')")[0]).toBe('5 GET /fallback/orders/:id');
  });

  it('leaves an unknown prefix out, says inferred, and says so', () => {
    const facts = analyze({
      ...APP,
      'src/main.ts': main('app.setGlobalPrefix(process.env.PREFIX);'),
    });
    expect(facts.routes[0]).toMatchObject({ path: '/orders/:id', certainty: 'inferred' });
    expect(facts.findings.map((one) => `${one.path}:${one.line} ${one.code}`)).toEqual([
      'src/main.ts:8 dynamic-route',
    ]);
  });

  it('finds it in a helper called by the bootstrap, in another file', () => {
    const setup = `
import type { INestApplication } from '@nestjs/common';
export function setupApp<T extends INestApplication>(app: T): T {
  app.setGlobalPrefix('api');
  return app;
}`;
    expect(
      routes({
        ...APP,
        'src/setup.ts': setup,
        'src/main.ts': main('setupApp(app);', "import { setupApp } from './setup';"),
      })[0],
    ).toBe('5 GET /api/orders/:id');
  });

  it('goes to the application whose root module reaches the controller', () => {
    const admin = `
import { Controller, Get, Module } from '@nestjs/common';
@Controller('users') export class UsersController { @Get() list() {} }
@Module({ controllers: [UsersController] }) export class UsersModule {}
@Module({ imports: [UsersModule] }) export class AdminModule {}`;
    const adminMain = `
import { NestFactory } from '@nestjs/core';
import { AdminModule } from './admin.module';
async function start() { const app = await NestFactory.create(AdminModule); app.setGlobalPrefix('admin'); }
start();`;
    expect(
      routes({
        ...APP,
        'src/main.ts': main("app.setGlobalPrefix('api');"),
        'src/admin.module.ts': admin,
        'src/admin.ts': adminMain,
      }),
    ).toEqual(['3 GET /admin/users', '5 GET /api/orders/:id', '6 POST /api/orders']);
  });

  it('takes what all applications agree on for controllers out of reach', () => {
    const sources = {
      'src/orders.controller.ts': CONTROLLER,
      'src/app.module.ts':
        "import { Module } from '@nestjs/common'; @Module({}) export class AppModule {}",
      'src/main.ts': main("app.setGlobalPrefix('api');"),
    };
    const second = (prefix: string): string => main(`app.setGlobalPrefix('${prefix}');`);
    expect(routes(sources)[0]).toBe('5 GET /api/orders/:id');
    const [agreed] = analyze({ ...sources, 'src/desktop.ts': second('api') }).routes;
    expect(agreed).toMatchObject({ path: '/api/orders/:id', certainty: 'inferred' });
    expect(routes({ ...sources, 'src/desktop.ts': second('other') })[0]).toBe('5 GET /orders/:id');
  });

  it('finds the root module behind a dynamic one', () => {
    const app = `
import { DynamicModule, Module } from '@nestjs/common';
import { OrdersController } from './orders.controller';
@Module({})
export class AppModule {
  static forRoot(): DynamicModule { return { module: AppModule, controllers: [OrdersController] }; }
}
@Module({}) export class WorkerModule {}`;
    const start = main("app.setGlobalPrefix('api');").replace(
      'create(AppModule)',
      'create(AppModule.forRoot())',
    );
    const worker = main("app.setGlobalPrefix('worker');").replaceAll('AppModule', 'WorkerModule');
    const sources = { ...APP, 'src/app.module.ts': app, 'src/main.ts': start };
    expect(routes({ ...sources, 'src/worker.ts': worker })[0]).toBe('5 GET /api/orders/:id');
  });

  it('reports no routes of test files', () => {
    expect(routes({ 'a.test.ts': CONTROLLER })).toEqual([]);
  });

  it('ignores what tests set', () => {
    const test = main("app.setGlobalPrefix('test');");
    expect(routes({ ...APP, 'src/app.test.ts': test })[0]).toBe('5 GET /orders/:id');
  });
});

describe('versioning', () => {
  const versioned = `
import { Controller, Get, Module, Version, VERSION_NEUTRAL } from '@nestjs/common';
@Controller({ path: 'cats', version: '1' })
export class CatsController {
  @Get() list() {}
  @Version('2') @Get('new') latest() {}
  @Version(['2', '3']) @Get('both') both() {}
}
@Controller('dogs')
export class DogsController { @Get() list() {} }
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController { @Get() check() {} }
@Module({ controllers: [CatsController, DogsController, HealthController] })
export class AppModule {}`;
  const of = (setup: string): readonly string[] =>
    routes({ 'src/app.module.ts': versioned, 'src/main.ts': main(setup) }).map(
      (one) => one.split(' ')[2] ?? '',
    );

  it('puts URI versions behind the prefix', () => {
    expect(
      of(
        "app.setGlobalPrefix('api', { exclude: ['health'] }); app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });",
      ),
    ).toEqual([
      '/api/v1/cats',
      '/api/v2/cats/new',
      '/api/v2/cats/both',
      '/api/v3/cats/both',
      '/api/v1/dogs',
      '/health',
    ]);
  });

  it('knows other prefixes, none, and the default type', () => {
    expect(of("app.enableVersioning({ type: VersioningType.URI, prefix: 'version-' });")[0]).toBe(
      '/version-1/cats',
    );
    expect(of('app.enableVersioning({ type: VersioningType.URI, prefix: false });')[0]).toBe(
      '/1/cats',
    );
    expect(of('app.enableVersioning();')).toContain('/dogs');
    expect(of('app.enableVersioning();')[0]).toBe('/v1/cats');
  });

  it('leaves paths alone for header versioning and without enableVersioning', () => {
    expect(of("app.enableVersioning({ type: VersioningType.HEADER, header: 'v' });")[0]).toBe(
      '/cats',
    );
    expect(of('')[0]).toBe('/cats');
  });
});

describe('RouterModule', () => {
  it('nests prefixes of modules', () => {
    const app = `
import { Controller, Get, Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
@Controller('stats') class StatsController { @Get() get() {} }
@Controller() class RootController { @Get('x') get() {} }
@Module({ controllers: [StatsController] }) class StatsModule {}
@Module({ controllers: [RootController] }) class AdminModule {}
const routes = [{ path: '/admin', module: AdminModule, children: [{ path: 'deep', module: StatsModule }] }];
@Module({ imports: [AdminModule, StatsModule, RouterModule.register(routes)] })
export class AppModule {}`;
    expect(
      routes({ 'src/app.module.ts': app, 'src/main.ts': main("app.setGlobalPrefix('api');") }),
    ).toEqual(['4 GET /api/admin/deep/stats', '5 GET /api/admin/x']);
  });
});

describe('GraphQL', () => {
  it('reports operations with guards', () => {
    const source = `
import { Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Query as HttpQuery, UseGuards } from '@nestjs/common';
class GqlGuard {}
@UseGuards(GqlGuard)
@Resolver(() => String)
export class CatsResolver {
  @Query(() => [String], { name: 'cats', nullable: true }) all(@HttpQuery() q: string) {}
  @Query('dog') dog() {}
  @Mutation((returns) => String) addCat() {}
  @Subscription(() => String) catAdded() {}
  @ResolveField() owner() {}
}`;
    const facts = analyze({ 'a.ts': source });
    expect(
      facts.routes.map((one) => `${one.line} ${one.method} ${one.path} ${one.guards.join()}`),
    ).toEqual([
      '8 GRAPHQL /graphql#cats GqlGuard',
      '9 GRAPHQL /graphql#dog GqlGuard',
      '10 GRAPHQL /graphql#addCat GqlGuard',
      '11 GRAPHQL /graphql#catAdded GqlGuard',
    ]);
  });
});

describe('matchesPattern', () => {
  it.each([
    ['health', '/health', true],
    ['/health/', 'health', true],
    ['health', '/healthy', false],
    ['health/(.*)', '/health/live', true],
    ['health/*rest', '/health/live/now', true],
    ['{*path}', '/anything/else', true],
    ['users/:id', '/users/:id', true],
    ['users/:id', '/users/1/posts', false],
    ['/', '/', true],
    ['a.b', '/axb', false],
    ['admin{/*rest}', '/admin', true],
    ['admin{/*rest}', '/admin/x/y', true],
    ['admin{/*rest}', '/administrators', false],
    ['users{/:id}', '/users', true],
    ['(', '/x', false],
  ])('%s against %s', (pattern, path, expected) => {
    expect(matchesPattern(pattern, path)).toBe(expected);
  });
});
