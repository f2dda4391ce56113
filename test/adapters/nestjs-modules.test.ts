import { describe, expect, it } from 'vitest';

import { nestjsAdapter } from '../../analyzers/frameworks/nestjs/nestjs-adapter.ts';
import { analyzeSnippets } from './analyze-snippet.ts';

const analyze = (sources: Record<string, string>): ReturnType<typeof analyzeSnippets> =>
  analyzeSnippets(sources, { adapters: [nestjsAdapter] });

const CLASSES = `
export class A {} export class B {} export class C {} export class Ctrl {}
export const TOKEN = Symbol('t'); export const NAME = 'name';
export enum Keys { One = 'one' }
`;

describe('@Module', () => {
  it('reads lists with spreads, constants, conditions, forward references', () => {
    const facts = analyze({
      'x.ts': CLASSES,
      'm.ts': `
import { forwardRef, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { A, B, C, Ctrl, TOKEN } from './x';
@Module({}) export class Other {}
@Module({}) export class Third {}
const shared = [A, B];
const extra: unknown[] = [];
if (process.env.X) extra.push(C);
const options = { controllers: [Ctrl], providers: [...shared, ...extra, process.env.Y ? C : A] };
const dynamic = process.env.DB === 'mongo' ? Third : TypeOrmModule.forRoot({});
@Global()
@Module({
  ...options,
  imports: [forwardRef(() => Other), TypeOrmModule.forFeature([A]), dynamic, ...(process.env.Z ? [Third] : []), process.env.W && Other].filter(Boolean),
  exports: [...shared, TypeOrmModule, TOKEN],
})
export class M {}`,
    });
    expect(facts.nestModules.find((one) => one.name === 'M')).toMatchObject({
      line: 13,
      imports: ['Other', 'Third', 'TypeOrmModule'],
      forwardRefs: ['Other'],
      controllers: ['Ctrl'],
      providers: ['A', 'B', 'C'],
      exports: ['A', 'B', 'TOKEN', 'TypeOrmModule'],
      global: true,
      dynamic: false,
    });
    expect(facts.findings).toEqual([]);
  });

  it('reads every kind of provider', () => {
    const facts = analyze({
      'x.ts': CLASSES,
      'm.ts': `
import { Module, Logger, type Provider } from '@nestjs/common';
import { A, B, C, Keys, NAME, TOKEN } from './x';
const repoProvider: Provider = { provide: A, useClass: B };
const makeB = (): B => new B();
const asyncProviders = () => [{ provide: 'made', useFactory: makeB }];
@Module({ providers: [
  Logger,
  repoProvider,
  { provide: TOKEN, useFactory: (a: A) => new C(), inject: [A] },
  { provide: NAME, useValue: 'text' },
  { provide: Keys.One, useExisting: A },
  { provide: B, useClass: process.env.X ? B : C },
  ...asyncProviders(),
] })
export class M {}`,
    });
    expect(
      facts.providers.map((one) => `${one.line} ${one.token} ${one.providerKind} ${one.provides}`),
    ).toEqual([
      '4 A useClass B',
      '6 made useFactory B',
      '8 Logger class Logger',
      '10 TOKEN useFactory C',
      '11 NAME useValue text',
      '12 Keys.One useExisting A',
      '13 B useClass B | C',
    ]);
  });

  it('says what it cannot read', () => {
    const facts = analyze({
      'm.ts': `
import { Module } from '@nestjs/common';
const find = (): unknown[] => JSON.parse('[]');
@Module({ providers: [...find()] })
export class M {}`,
    });
    expect(facts.findings.map((one) => `${one.line} ${one.code}`)).toEqual([
      '4 nest-module-entry-unknown',
    ]);
  });
});

describe('dynamic modules', () => {
  it('reads static methods and the options given to them', () => {
    const facts = analyze({
      'x.ts': CLASSES,
      'm.ts': `
import { DynamicModule, Inject, Injectable, Module } from '@nestjs/common';
import { A, B, TOKEN } from './x';
@Module({ providers: [A] })
export class Feature {
  static forRoot(options: { impl: new () => object }): DynamicModule {
    const providers = [{ provide: TOKEN, useClass: options.impl }, B];
    return { module: Feature, global: true, providers, exports: [TOKEN] };
  }
}
@Injectable() export class User { constructor(@Inject(TOKEN) t: unknown) {} }
@Module({ imports: [Feature.forRoot({ impl: B })], providers: [User] })
export class App {}`,
    });
    expect(facts.nestModules[0]).toMatchObject({
      name: 'Feature',
      providers: ['A', 'B', 'TOKEN'],
      exports: ['TOKEN'],
      global: true,
      dynamic: true,
    });
    expect(facts.nestModules[1]).toMatchObject({ name: 'App', imports: ['Feature'] });
    expect(facts.injections.find((one) => one.token === 'TOKEN')?.to).toBe('x.ts');
  });

  it('leaves to the importing module what it hands in', () => {
    const facts = analyze({
      'x.ts': CLASSES,
      'm.ts': `
import { DynamicModule, Module } from '@nestjs/common';
import { A } from './x';
interface Options { imports?: unknown[]; providers: unknown[]; store: unknown }
@Module({})
export class Feature {
  static register({ store, ...options }: Options, extra: unknown[] = []): DynamicModule {
    return { module: Feature, imports: [...(options.imports ?? []), ...extra], providers: [A, store, ...options.providers] };
  }
}`,
    });
    expect(facts.nestModules[0]).toMatchObject({ providers: ['A'], dynamic: true });
    expect(facts.findings).toEqual([]);
  });

  it('knows ConfigurableModuleBuilder', () => {
    const facts = analyze({
      'def.ts': `
import { ConfigurableModuleBuilder } from '@nestjs/common';
export interface Options { url: string }
export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<Options>().setClassMethodName('forRoot').build();`,
      'm.ts': `
import { Inject, Injectable, Module } from '@nestjs/common';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, type Options } from './def';
@Injectable() export class Client { constructor(@Inject(MODULE_OPTIONS_TOKEN) options: Options) {} }
@Module({ providers: [Client] })
export class ClientModule extends ConfigurableModuleClass {}
@Module({ imports: [ClientModule.forRoot({ url: 'x' })] })
export class App {}`,
    });
    expect(facts.nestModules.map((one) => [one.name, one.dynamic, one.imports])).toEqual([
      ['ClientModule', true, []],
      ['App', false, ['ClientModule']],
    ]);
    expect(facts.injections[0]).toMatchObject({ token: 'MODULE_OPTIONS_TOKEN', to: 'def.ts' });
  });
});
