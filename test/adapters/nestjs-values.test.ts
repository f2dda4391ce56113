import { describe, expect, it } from 'vitest';

import { nestjsAdapter } from '../../analyzers/frameworks/nestjs/nestjs-adapter.ts';
import { typeormAdapter } from '../../analyzers/orms/typeorm/typeorm-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const accesses = (sources: Record<string, string>): readonly string[] =>
  analyzeSnippets(sources, { adapters: [nestjsAdapter, typeormAdapter] }).accesses.map(
    (one) => `${one.path}:${one.line} ${one.mode} ${one.table}`,
  );

const transactions = (sources: Record<string, string>): readonly string[] =>
  analyzeSnippets(sources, { adapters: [nestjsAdapter, typeormAdapter] }).transactions.map(
    (one) => `${one.line} ${one.tables.join()}`,
  );

const ENTITY = `
import { Column, Entity, PrimaryColumn } from 'typeorm';
@Entity('orders') export class Order { @PrimaryColumn() id: string; @Column() state: string; }`;

const REPOSITORY = `
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Order } from './order';
export interface Orders { save(order: Order): Promise<void> }
export const ORDERS = Symbol('ORDERS');
@Injectable()
export class TypeOrmOrders implements Orders {
  constructor(@InjectRepository(Order) readonly repo: Repository<Order>) {}
  async save(order: Order) { await this.repo.save(order); }
}
@Injectable()
export class OtherOrders implements Orders { async save() {} }`;

const service = (parameter: string, providers: string, imports = ''): Record<string, string> => ({
  'order.ts': ENTITY,
  'orders.ts': REPOSITORY,
  'm.ts': `
import { Module } from '@nestjs/common';
import { ORDERS, OtherOrders, TypeOrmOrders } from './orders';
import { Service } from './service';
@Module({ providers: [Service, ${providers}] })
export class M {}`,
  'service.ts': `
import { Inject, Injectable, forwardRef } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ORDERS, TypeOrmOrders, type Orders } from './orders';
import type { Order } from './order';
${imports}
@Injectable()
export class Service {
  constructor(private readonly ds: DataSource, ${parameter}) {}
  place(order: Order) {
    return this.ds.transaction(async () => { await this.orders.save(order); });
  }
}`,
});

describe('calls through tokens', () => {
  it.each([
    [
      'useClass',
      '@Inject(ORDERS) private readonly orders',
      '{ provide: ORDERS, useClass: TypeOrmOrders }',
    ],
    [
      'useExisting',
      '@Inject(ORDERS) private readonly orders',
      'TypeOrmOrders, { provide: ORDERS, useExisting: TypeOrmOrders }',
    ],
    [
      'useFactory',
      '@Inject(ORDERS) private readonly orders',
      '{ provide: ORDERS, useFactory: (repo: never): unknown => new TypeOrmOrders(repo) }',
    ],
    [
      'useValue',
      '@Inject(ORDERS) private readonly orders',
      '{ provide: ORDERS, useValue: new TypeOrmOrders(null as never) }',
    ],
    [
      'forwardRef',
      '@Inject(forwardRef(() => TypeOrmOrders)) private readonly orders',
      'TypeOrmOrders',
    ],
    [
      'string token',
      "@Inject('x') private readonly orders",
      "{ provide: 'x', useClass: TypeOrmOrders }",
    ],
  ])('%s', (_name, parameter, providers) => {
    expect(transactions(service(parameter, providers))).toEqual(['12 orders']);
  });

  it('follows a decorator of the project that injects', () => {
    const sources = service(
      '@InjectOrders() private readonly orders',
      '{ provide: ORDERS, useClass: TypeOrmOrders }',
      'const InjectOrders = () => Inject(ORDERS);',
    );
    expect(transactions(sources)).toEqual(['12 orders']);
  });

  it('prefers the provider to other implementations of the interface', () => {
    const sources = service(
      '@Inject(ORDERS) private readonly orders: Orders',
      '{ provide: ORDERS, useClass: OtherOrders }',
    );
    expect(transactions(sources)).toEqual(['12 ']);
  });
});

describe('values of the packages', () => {
  it('sees repositories through ModuleRef and the application', () => {
    expect(
      accesses({
        'order.ts': ENTITY,
        'orders.ts': REPOSITORY,
        'a.ts': `
import { NestFactory, ModuleRef } from '@nestjs/core';
import { ORDERS, TypeOrmOrders } from './orders';
class AppModule {}
async function run(ref: ModuleRef) {
  const app = await NestFactory.createApplicationContext(AppModule);
  await app.get(TypeOrmOrders).repo.find();
  await ref.get(TypeOrmOrders).repo.delete('1');
  await app.select(AppModule).get(TypeOrmOrders).repo.count();
}`,
      }),
    ).toEqual([
      'a.ts:7 read orders',
      'a.ts:8 write orders',
      'a.ts:9 read orders',
      'orders.ts:11 write orders',
    ]);
  });

  it('follows namespaced configuration', () => {
    const facts = analyzeSnippets(
      {
        'app.config.ts': `
import { registerAs } from '@nestjs/config';
export const appConfig = registerAs('app', () => ({ event: 'from.config', other: 'x' }));`,
        'a.ts': `
import { Inject, Injectable } from '@nestjs/common';
import { ConfigService, ConfigType } from '@nestjs/config';
import { ClientProxy } from '@nestjs/microservices';
import { appConfig } from './app.config';
@Injectable()
export class A {
  constructor(
    @Inject(appConfig.KEY) private readonly config: ConfigType<typeof appConfig>,
    private readonly service: ConfigService,
    private readonly client: ClientProxy,
  ) {}
  run() {
    this.client.emit(this.config.event, {});
    this.client.emit(this.service.get('app.other'), {});
  }
}`,
      },
      { adapters: [nestjsAdapter] },
    );
    expect(facts.events.map((one) => `${one.line} ${one.name}`)).toEqual([
      '14 from.config',
      '15 x',
    ]);
    expect(facts.injections[0]).toMatchObject({ token: 'appConfig.KEY', to: 'app.config.ts' });
  });

  it('keeps members of mixed-in and mapped classes reachable', () => {
    expect(
      accesses({
        'order.ts': ENTITY,
        'a.ts': `
import { mixin } from '@nestjs/common';
import { PartialType } from '@nestjs/mapped-types';
import { Repository } from 'typeorm';
import { Order } from './order';
class Base { readonly repo: Repository<Order>; }
class Derived extends PartialType(Base) { run() { return this.repo.find(); } }
const Mixed = mixin(Base);
class FromMixin extends Mixed { run() { return this.repo.clear(); } }`,
      }),
    ).toEqual(['a.ts:7 read orders', 'a.ts:9 write orders']);
  });
});
