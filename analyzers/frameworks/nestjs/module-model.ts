/** What a module class says: its decorator and the dynamic modules its static methods return. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Pos } from '../../scan/ir.ts';
import { classUses, findUse } from './decorator-uses.ts';
import { entriesOf, followed, lambdaBody, propOf, returnsOf } from './located.ts';
import type { Located } from './located.ts';
import { readProviders } from './read-provider.ts';
import type { NestProvider } from './read-provider.ts';
import { resolveToken } from './tokens.ts';

/** A module or controller as named in a list. */
export interface ClassEntry {
  readonly name: string;
  /** null when it comes from a package. */
  readonly cls: ProjectClass | null;
  readonly forwardRef: boolean;
}

/** An entry of a list that could not be understood. */
export interface UnknownEntry {
  readonly list: string;
  readonly file: ProjectFile;
  readonly at: Pos;
}

export interface NestModule {
  readonly cls: ProjectClass;
  /** Position of `@Module`. */
  readonly at: Pos;
  readonly imports: readonly ClassEntry[];
  readonly controllers: readonly ClassEntry[];
  readonly providers: readonly NestProvider[];
  /** Providers of dynamic modules as they are at the places that import them, with the options given there. */
  readonly importedProviders: readonly { readonly module: ProjectClass; readonly provider: NestProvider }[];
  readonly exports: readonly string[];
  readonly global: boolean;
  readonly dynamic: boolean;
  readonly unknown: readonly UnknownEntry[];
}

/** Module classes of the program, sorted by file and position. */
export function readModules(evaluator: Evaluator): readonly NestModule[] {
  const found: NestModule[] = [];
  for (const file of evaluator.program.files.values()) {
    for (const cls of file.classes) {
      const module = cls.ir.decorators ? readModule(evaluator, cls) : null;
      if (module) found.push(module);
    }
  }
  return found;
}

function readModule(evaluator: Evaluator, cls: ProjectClass): NestModule | null {
  const uses = classUses(evaluator, cls);
  const use = findUse(uses, '@nestjs/common', 'Module');
  if (!use) return null;
  const options = use.args[0];
  const declared: readonly Located[] = options ? [{ expr: options, env: use.env }] : [];
  const dynamic = dynamicObjects(evaluator, cls);
  const parts = [...declared, ...dynamic];
  const unknown: UnknownEntry[] = [];
  const list = (name: string): readonly Located[] =>
    parts.flatMap((part) => {
      const prop = propOf(evaluator, part, name);
      return prop ? entriesOf(evaluator, prop) : [];
    });
  const imports = list('imports');
  const entries = (name: string, found: readonly Located[]): readonly ClassEntry[] =>
    distinctEntries(found.flatMap((one) => readEntry(evaluator, one, name, unknown)));
  return {
    cls,
    at: use.at,
    imports: entries('imports', imports),
    controllers: entries('controllers', list('controllers')),
    providers: list('providers').flatMap((one) => readProviders(evaluator, one, unknown)),
    importedProviders: imports.flatMap((one) => dynamicProviders(evaluator, one)),
    exports: [...new Set(list('exports').flatMap((one) => exportName(evaluator, one)))],
    global: uses.some((one) => one.name === 'Global') || dynamic.some((one) => isGlobal(evaluator, one)),
    dynamic: dynamic.length > 0 || isConfigurable(evaluator, cls),
    unknown,
  };
}

/** Dynamic modules that static methods of the class return: they name a `module` or build on another. */
function dynamicObjects(evaluator: Evaluator, cls: ProjectClass): readonly Located[] {
  const env = evaluator.envOf(cls.file, cls, true);
  return cls.ir.methods.flatMap((index) => {
    const fn = cls.file.functions[index];
    if (!fn?.ir.isStatic) return [];
    return fn.ir.body
      .flatMap((expr): readonly Located[] => (expr.k === 'ret' ? [{ expr: expr.v, env }] : []))
      .map((one) => followed(evaluator, one))
      .filter((one) => isDynamicModule(one.expr));
  });
}

function isDynamicModule(expr: Located['expr']): boolean {
  if (expr.k !== 'obj') return false;
  const names = new Set(expr.props.map((prop) => prop.name));
  return names.has('module') || (expr.props.some((prop) => prop.spread) && MODULE_LISTS.some((name) => names.has(name)));
}

const MODULE_LISTS = ['imports', 'providers', 'controllers', 'exports', 'global'];

function isGlobal(evaluator: Evaluator, object: Located): boolean {
  const global = propOf(evaluator, object, 'global');
  return global?.expr.k === 'lit' && global.expr.v === true;
}

/** Whether the class extends what `ConfigurableModuleBuilder().build()` gives. */
function isConfigurable(evaluator: Evaluator, cls: ProjectClass): boolean {
  if (!cls.ir.base) return false;
  return alternatives(evaluator.value(cls.ir.base, evaluator.envOf(cls.file, null))).some(
    (one) => one.v === 'library' && one.type.startsWith('ConfigurableModule'),
  );
}

/** Providers of `X.forRoot(options)` or `{ module: X, providers }` as given by the importing module. */
function dynamicProviders(
  evaluator: Evaluator,
  entry: Located,
): readonly { readonly module: ProjectClass; readonly provider: NestProvider }[] {
  return objectsOf(evaluator, entry).flatMap((object) => {
    const module = moduleOf(evaluator, object);
    const list = propOf(evaluator, object, 'providers');
    if (!module?.cls || !list) return [];
    const { cls } = module;
    return entriesOf(evaluator, list)
      .flatMap((one) => readProviders(evaluator, one, []))
      .map((provider) => ({ module: cls, provider }));
  });
}

/** Object literals an entry stands for: itself, or what the called method returns. */
function objectsOf(evaluator: Evaluator, entry: Located): readonly Located[] {
  const { expr, env } = followed(evaluator, entry);
  if (expr.k === 'obj') return [{ expr, env }];
  if (expr.k !== 'call') return [];
  return returnsOf(evaluator, expr, env)
    .map((one) => followed(evaluator, one))
    .filter((one) => one.expr.k === 'obj');
}

function moduleOf(evaluator: Evaluator, object: Located): ClassEntry | null {
  const module = propOf(evaluator, object, 'module');
  return module && namedEntry(evaluator, module);
}

function namedEntry(evaluator: Evaluator, entry: Located): ClassEntry | null {
  const { expr, env } = entry;
  if (expr.k === 'this' && env.owner) return { name: env.owner.name, cls: env.owner, forwardRef: false };
  const token = resolveToken(evaluator, expr, env);
  return token && !token.key.startsWith('binding ')
    ? { name: token.name, cls: token.cls, forwardRef: token.forwardRef }
    : null;
}

function readEntry(
  evaluator: Evaluator,
  entry: Located,
  list: string,
  unknown: UnknownEntry[],
): readonly ClassEntry[] {
  const direct = namedEntry(evaluator, entry);
  if (direct) return [direct];
  const { expr, env } = followed(evaluator, entry);
  if (expr.k === 'alt') {
    return expr.items.flatMap((item) => (item.k === 'lit' ? [] : readEntry(evaluator, { expr: item, env }, list, unknown)));
  }
  const fromObjects = objectsOf(evaluator, { expr, env }).flatMap((one) => moduleOf(evaluator, one) ?? []);
  if (fromObjects.length > 0) return fromObjects.slice(0, 1);
  const called = expr.k === 'call' ? calledModule(evaluator, { expr, env }) : null;
  if (called) return [called];
  // `() => X` and values known to the evaluator alone.
  const lazy = expr.k === 'fn' ? lambdaBody(evaluator, { expr, env }) : null;
  if (lazy) return readEntry(evaluator, lazy, list, unknown);
  for (const one of alternatives(evaluator.value(expr, env))) {
    if (one.v === 'class') return [{ name: one.cls.name, cls: one.cls, forwardRef: false }];
  }
  unknown.push({ list, file: entry.env.file, at: entry.expr.at });
  return [];
}

/** `TypeOrmModule.forFeature([…])`: the class the method is called on; `import('./x').then(m => m.X)`: X. */
function calledModule(evaluator: Evaluator, { expr, env }: Located): ClassEntry | null {
  if (expr.k !== 'call') return null;
  if (expr.fn.k !== 'mem') {
    const token = expr.fn.k === 'name' ? resolveToken(evaluator, expr.fn, env) : null;
    return token?.key.startsWith('package ') ? { name: token.name, cls: null, forwardRef: false } : null;
  }
  if (expr.fn.name === 'then' && expr.args[0]) return lazyModule(evaluator, { expr, env });
  const owner = namedEntry(evaluator, { expr: expr.fn.obj, env });
  if (owner) return owner;
  return expr.fn.obj.k === 'call' ? calledModule(evaluator, { expr: expr.fn.obj, env }) : null;
}

function lazyModule(evaluator: Evaluator, { expr, env }: Located): ClassEntry | null {
  const value = expr.k === 'call' && expr.args[0] ? evaluator.value(expr.args[0], env) : null;
  const fn = value?.v === 'function' ? value.fn : null;
  const returned = fn?.ir.body.find((one) => one.k === 'ret');
  const imported = expr.k === 'call' && expr.fn.k === 'mem' ? evaluator.value(expr.fn.obj, env) : null;
  if (!imported || returned?.k !== 'ret' || returned.v.k !== 'mem') return null;
  const cls = alternatives(evaluator.member(imported, returned.v.name)).find((one) => one.v === 'class');
  return cls?.v === 'class' ? { name: cls.cls.name, cls: cls.cls, forwardRef: false } : null;
}

function exportName(evaluator: Evaluator, entry: Located): readonly string[] {
  const token = resolveToken(evaluator, entry.expr, entry.env);
  if (token) return [token.name];
  const { expr, env } = followed(evaluator, entry);
  const provide = propOf(evaluator, { expr, env }, 'provide');
  if (provide) return exportName(evaluator, provide);
  const called = calledModule(evaluator, { expr, env });
  return called ? [called.name] : [];
}

function distinctEntries(entries: readonly ClassEntry[]): readonly ClassEntry[] {
  const byName = new Map<string, ClassEntry>();
  for (const entry of entries) {
    const key = `${entry.cls?.file.path ?? ''} ${entry.name}`;
    const known = byName.get(key);
    byName.set(key, known ? { ...known, forwardRef: known.forwardRef || entry.forwardRef } : entry);
  }
  return [...byName.values()];
}
