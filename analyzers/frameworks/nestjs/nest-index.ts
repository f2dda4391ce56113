/** Modules and providers of a program, read once per analysis and at first need. */
import type { Evaluator } from '../../program/evaluator.ts';
import { pushTo } from '../../program/program.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives, isKnown, unionOf, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { readModules } from './module-model.ts';
import { describeIndex } from './describe-index.ts';
import type { NestModule } from './module-model.ts';
import { providedValue } from './read-provider.ts';
import type { NestProvider } from './read-provider.ts';
import type { Token } from './tokens.ts';

export interface NestIndex {
  readonly modules: readonly NestModule[];
  readonly moduleOf: ReadonlyMap<ProjectClass, NestModule>;
  readonly providersOf: (token: Token) => readonly NestProvider[];
  /** Classes listed under `providers` or `controllers`, or behind `useClass`. */
  readonly listed: ReadonlySet<ProjectClass>;
}

const EMPTY: NestIndex = {
  modules: [],
  moduleOf: new Map(),
  providersOf: () => [],
  listed: new Set(),
};

/** While the modules are being read, the index is empty: what they list cannot depend on what they provide. */
export function nestIndex(evaluator: Evaluator): NestIndex {
  return evaluator.shared('nest modules', () => buildIndex(evaluator), EMPTY, describeIndex);
}

function buildIndex(evaluator: Evaluator): NestIndex {
  const modules = readModules(evaluator);
  const byToken = new Map<string, NestProvider[]>();
  const listed = new Set<ProjectClass>();
  for (const module of modules) {
    for (const { cls } of module.controllers) if (cls) listed.add(cls);
    const providers = [...module.importedProviders.map((one) => one.provider), ...module.providers];
    for (const provider of providers) {
      pushTo(byToken, provider.token.key, provider);
      if (provider.kind === 'class' && provider.token.cls) listed.add(provider.token.cls);
      if (provider.kind !== 'useClass') continue;
      const value = evaluator.value(provider.target.expr, provider.target.env);
      if (value.v === 'class') listed.add(value.cls);
    }
  }
  return {
    modules,
    moduleOf: new Map(modules.map((module) => [module.cls, module])),
    providersOf: (token) => byToken.get(token.key) ?? [],
    listed,
  };
}

/** The instance behind a token; a class nobody provides otherwise is itself. */
export function tokenValue(evaluator: Evaluator, token: Token): Value {
  const providers = nestIndex(evaluator).providersOf(token);
  const found = unionOf(
    providers.map((one) =>
      evaluator.guarded(one, () =>
        providedValue(evaluator, one, (other) => tokenValue(evaluator, other)),
      ),
    ),
  );
  // Classes come out of the index: whoever gets one may look at it without asking its file.
  for (const one of alternatives(found)) if ('cls' in one) void one.cls.file.classes;
  if (isKnown(found)) return found;
  return token.cls ? { v: 'instance', cls: token.cls, types: [], ctor: null, self: null } : UNKNOWN;
}

/** File of the class behind a token where that is clear, else of the token; null for packages. */
export function tokenFile(evaluator: Evaluator, token: Token): string | null {
  const value = tokenValue(evaluator, token);
  if (value.v === 'instance') return value.cls.file.path;
  return token.file?.path ?? null;
}
