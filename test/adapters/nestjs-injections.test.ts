import { describe, expect, it } from 'vitest';

import { nestjsAdapter } from '../../analyzers/frameworks/nestjs/nestjs-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const analyze = (sources: Record<string, string>): ReturnType<typeof analyzeSnippets> =>
  analyzeSnippets(sources, { adapters: [nestjsAdapter] });

const injections = (sources: Record<string, string>): readonly string[] =>
  analyze(sources).injections.map(
    (one) =>
      `${one.line} ${one.into} ${one.token} ${one.to ?? '-'}${one.forwardRef ? ' forwardRef' : ''}`,
  );

describe('constructor parameters', () => {
  it('names classes through imports, barrels, aliases and type aliases', () => {
    expect(
      injections({
        'a.ts': `
import { Injectable, Optional } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UsersService as Users, type Clock } from './lib';
import * as lib from './lib';
import Mailer from './lib/mailer';
type Alias = Users;
@Injectable()
export class A {
  constructor(
    private readonly users: Users,
    readonly ns: lib.UsersService,
    mailer: Mailer,
    private readonly alias: Alias,
    @Optional() private readonly maybe: Users | undefined,
    private readonly dataSource: DataSource,
    @Optional() private readonly clock: Clock,
  ) {}
}`,
        'lib/index.ts': "export * from './users'; export interface Clock { now(): Date }",
        'lib/users.ts': 'export class UsersService {}',
        'lib/mailer.ts': 'export default class Mailer {}',
      }),
    ).toEqual([
      '11 A UsersService lib/users.ts',
      '12 A UsersService lib/users.ts',
      '13 A Mailer lib/mailer.ts',
      '14 A UsersService lib/users.ts',
      '15 A UsersService lib/users.ts',
      '16 A DataSource -',
    ]);
  });

  it('names classes of files that are not there, and constants behind types of their name', () => {
    expect(
      injections({
        'a.ts': `
import { Injectable } from '@nestjs/common';
import { Client } from './generated';
import type { Shape } from './generated';
import { Manager } from './manager';
@Injectable()
export class A {
  constructor(
    private readonly client: Client,
    private readonly shape: Shape,
    private readonly manager: Manager,
  ) {}
}`,
        'manager.ts':
          "import { Manager as Driver } from 'orm'; export type Manager = Driver & { '~entities': string }; export const Manager = Driver;",
      }),
    ).toEqual(['9 A Client -', '11 A Manager -']);
  });

  it('names tokens: strings, symbols, members, classes, forward references', () => {
    expect(
      injections({
        'a.ts': `
import { forwardRef, Inject, Injectable } from '@nestjs/common';
import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { ORDER_REPO as REPO, TOKENS, Kind, Clock } from './tokens';
import type { Repo } from './tokens';
import { Later } from './later';
const LOCAL = 'local.token';
@Injectable()
export class A {
  static readonly TOKEN = Symbol('A');
  @Inject('prop') private readonly prop: string;
  @Inject() private readonly later: Later;
  constructor(
    @Inject(REPO) private readonly repo: Repo,
    @Inject('literal') a: string,
    @Inject(LOCAL) b: string,
    @Inject(TOKENS.mailer) c: Repo,
    @Inject(Kind.Smtp) d: Repo,
    @Inject(Clock) e: Clock,
    @Inject(forwardRef(() => Later)) f: Later,
    @Inject(A.TOKEN) g: unknown,
    @Inject(Later.name) h: unknown,
    @Inject(CACHE_MANAGER) i: unknown,
    @Inject(Symbol.for('db')) j: unknown,
    @Inject(\`tpl.\${LOCAL}\`) k: unknown,
  ) {}
}`,
        'tokens.ts': `
export interface Repo {}
export const ORDER_REPO = Symbol('orders');
export const TOKENS = { mailer: Symbol('mailer') } as const;
export enum Kind { Smtp = 'smtp' }
export interface Clock {}
export const Clock = Symbol('Clock');`,
        'later.ts': 'export class Later {}',
      }),
    ).toEqual([
      '11 A prop -',
      '12 A Later later.ts',
      '14 A ORDER_REPO tokens.ts',
      '15 A literal -',
      '16 A LOCAL a.ts',
      '17 A TOKENS.mailer tokens.ts',
      '18 A Kind.Smtp tokens.ts',
      '19 A Clock tokens.ts',
      '20 A Later later.ts forwardRef',
      '21 A A.TOKEN a.ts',
      '22 A Later -',
      '23 A CACHE_MANAGER -',
      '24 A db -',
      '25 A tpl.local.token -',
    ]);
  });

  it('names what packages inject', () => {
    expect(
      injections({
        'a.ts': `
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository, InjectDataSource } from '@nestjs/typeorm';
import { InjectModel } from '@nestjs/mongoose';
import { InjectQueue } from '@nestjs/bullmq';
import { InjectRedis } from 'some-redis';
import { Repository, DataSource } from 'typeorm';
import { Model } from 'mongoose';
import { Queue } from 'bullmq';
import { Order, MAILS, Redis } from './x';
const InjectOrders = () => InjectRepository(Order);
const InjectClock = () => Inject('CLOCK');
@Injectable()
export class A {
  constructor(
    @InjectRepository(Order, 'replica') private readonly orders: Repository<Order>,
    @InjectModel(Order.name) private readonly model: Model<Order>,
    @InjectModel('Cat') private readonly cats: Model<unknown>,
    @InjectQueue(MAILS) private readonly mails: Queue,
    @InjectDataSource() private readonly ds: DataSource,
    @InjectRedis() private readonly redis: Redis,
    @InjectOrders() private readonly again: Repository<Order>,
    @InjectClock() private readonly clock: { now(): Date },
    private readonly plain: Repository<Order>,
  ) {}
}`,
        'x.ts': "export class Order {} export const MAILS = 'mails'; export interface Redis {}",
      }),
    ).toEqual([
      '16 A Repository<Order> -',
      '17 A Model<Order> -',
      '18 A Model<Cat> -',
      '19 A Queue<mails> -',
      '20 A DataSource -',
      '21 A InjectRedis -',
      '22 A Repository<Order> -',
      '23 A InjectClock -',
      '24 A Repository -',
    ]);
  });
});

describe('which classes', () => {
  it('takes decorated, composed and listed classes, and no others', () => {
    expect(
      injections({
        'a.ts': `
import { applyDecorators, Catch, Controller, Injectable, Module } from '@nestjs/common';
import { Injectable as AngularInjectable } from '@angular/core';
import { CommandHandler } from '@nestjs/cqrs';
import { InputType } from '@nestjs/graphql';
class Dep {}
const Service = () => applyDecorators(Injectable());
@Service() class A { constructor(dep: Dep) {} }
@Catch() class B { constructor(dep: Dep) {} }
@CommandHandler(Dep) class C { constructor(dep: Dep) {} }
class Listed { constructor(dep: Dep) {} }
class ByUse { constructor(dep: Dep) {} }
@InputType() class Input { constructor(dep: Dep) {} }
@AngularInjectable() class Ng { constructor(dep: Dep) {} }
class Plain { constructor(dep: Dep) {} }
@Module({ providers: [Listed, { provide: 'x', useClass: ByUse }] })
class M { constructor(dep: Dep) {} }
`,
      }),
    ).toEqual([
      '8 A Dep a.ts',
      '9 B Dep a.ts',
      '10 C Dep a.ts',
      '11 Listed Dep a.ts',
      '12 ByUse Dep a.ts',
      '17 M Dep a.ts',
    ]);
  });

  it('reports inherited constructors and properties at the base', () => {
    expect(
      injections({
        'base.ts': `
import { Inject } from '@nestjs/common';
export class Dep {}
export abstract class Base<T> {
  @Inject('LOG') protected readonly log: unknown;
  constructor(protected readonly dep: Dep) {}
}
export abstract class Unused { constructor(dep: Dep) {} }`,
        'a.ts': `
import { Injectable } from '@nestjs/common';
import { Base, Dep, Unused } from './base';
@Injectable() export class A extends Base<string> {}
@Injectable() export class B extends Base<number> {}
@Injectable() export class C extends Unused { constructor(private readonly own: Dep) { super(own); } }`,
      }),
    ).toEqual(['6 C Dep base.ts', '5 Base LOG -', '6 Base Dep base.ts']);
  });

  it('sees mixins', () => {
    expect(
      injections({
        'a.ts': `
import { Inject, mixin, Optional } from '@nestjs/common';
export function Limit(n: number) {
  class LimitGuard { constructor(@Optional() @Inject('OPTIONS') options: unknown) {} }
  return mixin(LimitGuard);
}`,
      }),
    ).toEqual(['4 LimitGuard OPTIONS -']);
  });
});

describe('targets behind providers', () => {
  it('leads to the class that is provided', () => {
    expect(
      injections({
        'm.ts': `
import { Module } from '@nestjs/common';
import { PORT, OTHER, Abstract, Impl, Reader } from './x';
@Module({ providers: [
  { provide: PORT, useClass: Impl },
  { provide: Abstract, useClass: Impl },
  { provide: OTHER, useExisting: PORT },
] })
export class M {}`,
        'x.ts': `
import { Inject, Injectable } from '@nestjs/common';
export const PORT = 'port'; export const OTHER = Symbol();
export abstract class Abstract {}
import { Impl } from './impl';
export { Impl };
@Injectable()
export class Reader { constructor(@Inject(PORT) a: unknown, b: Abstract, @Inject(OTHER) c: unknown) {} }`,
        'impl.ts': 'export class Impl {}',
      }),
    ).toEqual(['8 Reader PORT impl.ts', '8 Reader Abstract impl.ts', '8 Reader OTHER impl.ts']);
  });
});

describe('by hand', () => {
  it('reports ModuleRef look-ups, not those of others', () => {
    const facts = analyze({
      'a.ts': `
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
class Dep {}
@Injectable()
export class A {
  private readonly map = new Map<unknown, string>();
  constructor(private readonly moduleRef: ModuleRef) {}
  async onModuleInit() {
    const dep = this.moduleRef.get(Dep, { strict: false });
    const other = await this.moduleRef.resolve<Dep>('DEP');
    this.map.get(Dep);
  }
  find(type: unknown) { return this.moduleRef.get(type as never); }
}`,
    });
    expect(
      facts.injections.map((one) => `${one.line} ${one.into} ${one.token} ${one.to ?? '-'}`),
    ).toEqual(['8 A ModuleRef -', '10 A Dep a.ts', '11 A DEP -']);
    expect(facts.findings.map((one) => `${one.line} ${one.code}`)).toEqual([
      '14 nest-injection-unknown',
    ]);
  });
});

describe('findings', () => {
  it('says when a token is computed or a parameter has no class', () => {
    const facts = analyze({
      'a.ts': `
import { Inject, Injectable, Optional } from '@nestjs/common';
const tokenFor = (name: string) => Symbol(name + Math.random());
interface Shape {}
@Injectable()
export class A {
  constructor(
    @Inject(process.env.TOKEN) private readonly a: string,
    private readonly shape: Shape,
    @Optional() private readonly fine: Shape,
    private readonly size = 3,
  ) {}
}`,
    });
    expect(facts.injections).toEqual([]);
    expect(facts.findings.map((one) => `${one.line} ${one.code} ${one.severity}`)).toEqual([
      '8 nest-injection-unknown warning',
      '9 nest-injection-unknown info',
    ]);
  });
});
