import { describe, expect, it } from 'vitest';

import { nestjsAdapter } from '../../analyzers/frameworks/nestjs/nestjs-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

/** `GET /path guard,guard`, sorted by line. */
const guarded = (sources: Record<string, string>): readonly string[] =>
  analyzeSnippets(sources, { adapters: [nestjsAdapter] }).routes.map(
    (one) => `${one.method} ${one.path} ${one.guards.join()}`,
  );

const ORDERS = `
import { Controller, Delete, Get, Post, UseGuards } from '@nestjs/common';
export class OwnGuard {}
@UseGuards(OwnGuard)
@Controller('orders')
export class OrdersController {
  @Get(':id') find() {}
  @Post() place() {}
  @Delete(':id/lines/:line') drop() {}
}`;

const HEAD = `
import { MiddlewareConsumer, Module, RequestMethod } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { OrdersController } from './orders.controller';
class JwtGuard {} class RolesGuard {} class LogMiddleware {} class AuthMiddleware {}
function trace(req: any, res: any, next: any) { next(); }
`;

const main = (setup = ''): string => `
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { VersioningType } from '@nestjs/common';
class ExtraGuard { constructor(reflector: any) {} }
async function bootstrap() { const app = await NestFactory.create(AppModule);
  ${setup}
  await app.listen(3000); }
bootstrap();`;

const app = (modules: string, setup?: string): Record<string, string> => ({
  'src/orders.controller.ts': ORDERS,
  'src/app.module.ts': HEAD + modules,
  'src/main.ts': main(setup),
});

const configured = (body: string): string => `
@Module({ controllers: [OrdersController] })
export class AppModule { configure(consumer: MiddlewareConsumer) { ${body} } }`;

describe('global guards', () => {
  it('stand before those of the controller, as all modules of the application provide them', () => {
    expect(
      guarded(
        app(`
@Module({ providers: [{ provide: APP_GUARD, useExisting: RolesGuard }, RolesGuard] })
export class AccessModule {}
@Module({ controllers: [OrdersController] }) export class OrdersModule {}
@Module({ imports: [AccessModule, OrdersModule],
  providers: [{ provide: APP_GUARD, useClass: JwtGuard }, { provide: APP_INTERCEPTOR, useClass: class X {} }] })
export class AppModule {}`),
      ),
    ).toEqual([
      'GET /orders/:id JwtGuard,RolesGuard,OwnGuard',
      'POST /orders JwtGuard,RolesGuard,OwnGuard',
      'DELETE /orders/:id/lines/:line JwtGuard,RolesGuard,OwnGuard',
    ]);
  });

  it('are also set on the application', () => {
    expect(
      guarded(
        app(
          '@Module({ controllers: [OrdersController] }) export class AppModule {}',
          'app.useGlobalGuards(new ExtraGuard(app.get(Reflector)));',
        ),
      )[0],
    ).toBe('GET /orders/:id ExtraGuard,OwnGuard');
  });

  it('are those of the application that serves the controller', () => {
    const admin = `
import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
class AdminGuard {}
@Controller('admin') class AdminController { @Get() list() {} }
@Module({ controllers: [AdminController], providers: [{ provide: APP_GUARD, useClass: AdminGuard }] })
class AdminModule {}
NestFactory.create(AdminModule);`;
    expect(
      guarded({
        ...app(`@Module({ controllers: [OrdersController], providers: [{ provide: APP_GUARD, useClass: JwtGuard }] })
export class AppModule {}`),
        'src/admin.ts': admin,
      }).filter((one) => one.startsWith('GET')),
    ).toEqual(['GET /admin AdminGuard', 'GET /orders/:id JwtGuard,OwnGuard']);
  });

  it('are found without a known application through the modules that nobody imports', () => {
    const { 'src/main.ts': _main, ...library } =
      app(`@Module({ controllers: [OrdersController] }) export class OrdersModule {}
@Module({ imports: [OrdersModule], providers: [{ provide: APP_GUARD, useClass: JwtGuard }] })
export class ApiModule {}
@Module({ providers: [{ provide: APP_GUARD, useClass: RolesGuard }] })
export class OtherModule {}`);
    expect(guarded(library)[0]).toBe('GET /orders/:id JwtGuard,OwnGuard');
  });

  it('reach modules that are imported under a condition', () => {
    expect(
      guarded(
        app(`import { ConditionalModule } from '@nestjs/config';
@Module({ controllers: [OrdersController] }) export class OrdersModule {}
@Module({ imports: [ConditionalModule.registerWhen(OrdersModule, (env) => Boolean(env.ORDERS))],
  providers: [{ provide: APP_GUARD, useClass: JwtGuard }] })
export class AppModule {}`),
      )[0],
    ).toBe('GET /orders/:id JwtGuard,OwnGuard');
  });

  it('also guard the operations of resolvers', () => {
    const resolver = `
import { Query, Resolver } from '@nestjs/graphql';
@Resolver() export class OrdersResolver { @Query() orders() {} }`;
    expect(
      guarded({
        ...app(`import { OrdersResolver } from './orders.resolver';
@Module({ providers: [OrdersResolver, { provide: APP_GUARD, useClass: JwtGuard }] })
export class AppModule { configure(consumer: MiddlewareConsumer) { consumer.apply(LogMiddleware).forRoutes('*'); } }`),
        'src/orders.resolver.ts': resolver,
      }).filter((one) => one.startsWith('GRAPHQL')),
    ).toEqual(['GRAPHQL /graphql#orders JwtGuard']);
  });
});

describe('middleware of modules', () => {
  it('stands before the guards of the routes it is for', () => {
    expect(
      guarded(
        app(
          configured(`consumer.apply(LogMiddleware, trace).forRoutes('*');
  consumer.apply(AuthMiddleware).forRoutes({ path: 'orders', method: RequestMethod.POST }, { path: '/orders/:key', method: RequestMethod.ALL });`),
        ),
      ),
    ).toEqual([
      'GET /orders/:id LogMiddleware,trace,AuthMiddleware,OwnGuard',
      'POST /orders LogMiddleware,trace,AuthMiddleware,OwnGuard',
      'DELETE /orders/:id/lines/:line LogMiddleware,trace,OwnGuard',
    ]);
  });

  it('reaches all below a path that is a string, and only the path of an object', () => {
    expect(
      guarded(
        app(
          configured(
            `consumer.apply(LogMiddleware).forRoutes('orders').apply(AuthMiddleware).forRoutes({ path: 'orders' });`,
          ),
        ),
      ),
    ).toEqual([
      'GET /orders/:id LogMiddleware,OwnGuard',
      'POST /orders LogMiddleware,AuthMiddleware,OwnGuard',
      'DELETE /orders/:id/lines/:line LogMiddleware,OwnGuard',
    ]);
  });

  it('takes controllers, spread lists and exclusions', () => {
    expect(
      guarded(
        app(
          configured(`const all = [OrdersController];
  consumer.apply(AuthMiddleware).exclude({ path: 'orders', method: RequestMethod.POST }, 'orders/*path').forRoutes(...all);
  consumer.apply(LogMiddleware).exclude('nothing').forRoutes(OrdersController);`),
        ),
      ),
    ).toEqual([
      'GET /orders/:id LogMiddleware,OwnGuard',
      'POST /orders LogMiddleware,OwnGuard',
      'DELETE /orders/:id/lines/:line LogMiddleware,OwnGuard',
    ]);
  });

  it('lies under the global prefix, and under a version only where it names it', () => {
    expect(
      guarded(
        app(
          configured(`consumer.apply(LogMiddleware).forRoutes({ path: 'orders', method: RequestMethod.POST, version: '1' });
  consumer.apply(AuthMiddleware).forRoutes('orders');
  consumer.apply(trace).forRoutes('*');`),
          `app.setGlobalPrefix('api'); app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });`,
        ),
      ).slice(0, 2),
    ).toEqual([
      'GET /api/v1/orders/:id trace,OwnGuard',
      'POST /api/v1/orders LogMiddleware,trace,OwnGuard',
    ]);
  });

  it('is nothing of another consumer', () => {
    expect(
      guarded(
        app(`class Queue { apply(x: any) { return this; } forRoutes(x: string) {} }
@Module({ controllers: [OrdersController] })
export class AppModule { constructor(private readonly queue: Queue) {} onInit() { this.queue.apply(LogMiddleware).forRoutes('*'); } }`),
      )[0],
    ).toBe('GET /orders/:id OwnGuard');
  });
});
