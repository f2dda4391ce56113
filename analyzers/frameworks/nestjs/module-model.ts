/** What a module class says: its decorator and the dynamic modules its static methods return. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Pos } from '../../scan/ir.ts';
import { classUses, findUse } from '../../program/decorator-uses.ts';
import { findInFiles, hasDecoratedClass } from '../../program/find-in-files.ts';
import { entriesOf } from './entries.ts';
import { followed, propOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';
import {
  distinctEntries,
  exportName,
  moduleNamedBy,
  objectsOf,
  readEntry,
} from './module-entries.ts';
import type { ClassEntry, UnknownEntry } from './module-entries.ts';
import { readProviders } from './read-provider.ts';
import type { NestProvider } from './read-provider.ts';

export interface NestModule {
  readonly cls: ProjectClass;
  /** Position of `@Module`. */
  readonly at: Pos;
  readonly imports: readonly ClassEntry[];
  readonly controllers: readonly ClassEntry[];
  readonly providers: readonly NestProvider[];
  /** Providers of dynamic modules as they are at the places that import them, with the options given there. */
  readonly importedProviders: readonly {
    readonly module: ProjectClass;
    readonly provider: NestProvider;
  }[];
  readonly exports: readonly string[];
  readonly global: boolean;
  readonly dynamic: boolean;
  readonly unknown: readonly UnknownEntry[];
}

/** Module classes of the program, sorted by file and position. */
export function readModules(evaluator: Evaluator): readonly NestModule[] {
  return findInFiles(
    evaluator,
    'nest modules',
    (file) =>
      file.classes.flatMap((cls) => (cls.ir.decorators ? readModule(evaluator, cls) : null) ?? []),
    hasDecoratedClass,
  );
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
    global:
      uses.some((one) => one.name === 'Global') || dynamic.some((one) => isGlobal(evaluator, one)),
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
  return (
    names.has('module') ||
    (expr.props.some((prop) => prop.spread) && MODULE_LISTS.some((name) => names.has(name)))
  );
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
    const module = moduleNamedBy(evaluator, object);
    const list = propOf(evaluator, object, 'providers');
    if (!module?.cls || !list) return [];
    const { cls } = module;
    return entriesOf(evaluator, list)
      .flatMap((one) => readProviders(evaluator, one, []))
      .map((provider) => ({ module: cls, provider }));
  });
}
