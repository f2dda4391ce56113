/** Models as the project declares them: `define`, `init`, `@Table`, classes that extend `Model`. */
import type { AdapterContext, Place } from '../../adapter.ts';
import type { ColumnFact } from '../../contract.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectClass } from '../../program/program.ts';
import { viewsOf } from '../../program/class-members.ts';
import { alternatives, instanceOf } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { exactText, flagProp, textProp } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { isOurs, kindOf, PACKAGES } from './library-types.ts';
import type { RegistryBuilder, SequelizeModel } from './model-registry.ts';
import { pluralize, underscored } from './pluralize.ts';
import { defineKey } from './sequelize-values.ts';
import { columnsOf, indexesOf, tableOption } from './model-options.ts';
import { readDefaults } from './read-defaults.ts';
import type { Defaults } from './read-defaults.ts';
import { decoratedWith, readDecoratedColumns } from './read-decorators.ts';

interface Declared {
  readonly key: string;
  readonly name: string;
  readonly cls: ProjectClass | null;
  readonly names: readonly string[];
  readonly types: readonly Value[];
  readonly place: Place;
  readonly evidence: string;
  readonly options: BoundExpr | null;
  readonly columns: readonly ColumnFact[];
  /** Nothing but the base class says that this is a model. */
  readonly guessed: boolean;
}

export function readModels(context: AdapterContext, registry: RegistryBuilder): void {
  const defaults = readDefaults(context);
  const sites = (name: string): readonly CallSite[] =>
    (context.program.callsByName.get(name) ?? []).filter((site) =>
      context.isSource(site.file.path),
    );
  for (const site of sites('define'))
    addDeclared(context, registry, defaults, readDefine(context, site));
  for (const site of sites('init'))
    addDeclared(context, registry, defaults, readInit(context, site));
  const classes = [...context.program.files.values()]
    .filter((file) => context.isSource(file.path))
    .flatMap((file) => file.classes);
  for (const cls of classes) addDeclared(context, registry, defaults, readTableClass(context, cls));
  for (const cls of classes) {
    if (
      registry.of({ v: 'class', cls, types: [] }).length > 0 ||
      context.hierarchy.below(cls).length > 0
    )
      continue;
    addDeclared(context, registry, defaults, readPlainClass(context, cls));
  }
}

function readDefine(context: AdapterContext, site: CallSite): Declared | null {
  const { evaluator } = context;
  const { expr, file } = site;
  if (expr.fn.k !== 'mem' || expr.args.length < 2) return null;
  const env = evaluator.siteEnv(site);
  const faces = libraryFaces(evaluator, evaluator.value(expr.fn.obj, env), PACKAGES);
  if (!faces.some((face) => kindOf(face) === 'connection')) return null;
  const name = expr.args[0] ? exactText(evaluator.value(expr.args[0], env)) : null;
  if (name === null) return null;
  const [, attributes, options] = expr.args;
  const holder = holderOf(site);
  return {
    key: defineKey(file.path, expr.at),
    name,
    cls: null,
    place: { file, at: expr.at },
    guessed: false,
    evidence: `define('${name}', …)`,
    names: [name, ...holder.names],
    types: [...(expr.types ?? []).slice(0, 1), ...holder.types].map((ref) =>
      evaluator.type(ref, env),
    ),
    options: options ? { expr: options, env } : null,
    columns: attributes ? columnsOf(evaluator, { expr: attributes, env }) : [],
  };
}

/** Variable or function that a `define` call's model goes into, and its type. */
function holderOf(site: CallSite): {
  readonly names: readonly string[];
  readonly types: readonly NonNullable<CallSite['expr']['types']>[number][];
} {
  const { root, file, fn, expr } = site;
  const value = root.k === 'def' || root.k === 'ret' ? root.v : root;
  const bare = (one: Expr): Expr => (one.k === 'cast' || one.k === 'await' ? bare(one.v) : one);
  const casts = value.k === 'cast' ? [value.type] : [];
  if (bare(value) !== expr) return { names: [], types: [] };
  if (root.k === 'ret')
    return { names: [], types: fn?.ir.returns ? [fn.ir.returns, ...casts] : casts };
  if (root.k !== 'def') return { names: [], types: casts };
  const decls = root.decls.flatMap((index) => file.ir.decls[index] ?? []);
  return {
    names: decls.map((decl) => decl.name),
    types: [...decls.flatMap((decl) => decl.type ?? []), ...casts],
  };
}

function readInit(context: AdapterContext, site: CallSite): Declared | null {
  const { evaluator } = context;
  const { expr } = site;
  if (expr.fn.k !== 'mem' || expr.args.length < 2) return null;
  const env = evaluator.siteEnv(site);
  const cls = classOf(evaluator, expr.fn.obj, site);
  if (!cls || !extendsModel(evaluator, cls)) return null;
  const [attributes, second] = expr.args;
  const options = second ? { expr: second, env } : null;
  const name = (options && textProp(evaluator, options, 'modelName')) ?? cls.name;
  return {
    key: classKey(cls),
    name,
    cls,
    place: { file: cls.file, at: cls.ir.at },
    guessed: false,
    evidence: `${cls.name}.init(…)`,
    names: [name, cls.name],
    types: [],
    options,
    columns: attributes ? columnsOf(evaluator, { expr: attributes, env }) : [],
  };
}

const classKey = (cls: ProjectClass): string => `${cls.file.path}#${cls.index}`;

/** The class that `init` is called on: by name, or as `this` and `super` in its static methods. */
function classOf(evaluator: Evaluator, expr: Expr, site: CallSite): ProjectClass | null {
  if (expr.k === 'super') return site.owner;
  const value = alternatives(evaluator.value(expr, evaluator.siteEnv(site))).find(
    (one) => one.v === 'class',
  );
  return value?.v === 'class' ? value.cls : null;
}

export function extendsModel(evaluator: Evaluator, cls: ProjectClass): boolean {
  if (!cls.ir.base) return false;
  for (const view of viewsOf(evaluator, instanceOf(cls)))
    if ('v' in view) return isOurs(view.pkg) && view.type === 'Model';
  return false;
}

function readTableClass(context: AdapterContext, cls: ProjectClass): Declared | null {
  const { evaluator } = context;
  const [table] = decoratedWith(evaluator, cls.ir.decorators, cls, ['Table']);
  if (!table) return null;
  const options = table.args[0] ?? null;
  const name = (options && textProp(evaluator, options, 'modelName')) ?? cls.name;
  return {
    key: classKey(cls),
    name,
    cls,
    place: { file: cls.file, at: table.at },
    guessed: false,
    evidence: `@Table ${cls.name}`,
    names: [name, cls.name],
    types: [],
    options,
    columns: readDecoratedColumns(evaluator, cls),
  };
}

function readPlainClass(context: AdapterContext, cls: ProjectClass): Declared | null {
  const { evaluator } = context;
  if (cls.ir.isAbstract || (cls.ir.typeParams?.length ?? 0) > 0 || !extendsModel(evaluator, cls))
    return null;
  return {
    key: classKey(cls),
    name: cls.name,
    cls,
    place: { file: cls.file, at: cls.ir.at },
    guessed: true,
    evidence: `class ${cls.name} extends Model`,
    names: [cls.name],
    types: [],
    options: null,
    columns: readDecoratedColumns(evaluator, cls),
  };
}

function addDeclared(
  context: AdapterContext,
  registry: RegistryBuilder,
  defaults: Defaults,
  declared: Declared | null,
): void {
  if (!declared) return;
  const { evaluator } = context;
  const { key, name, cls, place, options, evidence } = declared;
  if (registry.all.some((model) => model.key === key)) return;
  const named = options ? tableOption(evaluator, options) : null;
  const snake =
    (options ? flagProp(evaluator, options, 'underscored') : null) ?? defaults.underscored;
  const frozen =
    (options ? flagProp(evaluator, options, 'freezeTableName') : null) ?? defaults.freezeTableName;
  const plural = frozen ? name : pluralize(name);
  const schema = (options && textProp(evaluator, options, 'schema')) ?? defaults.schema;
  const table = named ?? (snake && !frozen ? underscored(plural) : plural);
  const model: SequelizeModel = {
    key,
    name,
    cls,
    place,
    underscored: snake,
    associations: new Map(),
    table: schema && schema !== 'public' ? `${schema}.${table}` : table,
    inferred: declared.guessed,
  };
  registry.add(model, declared.names, declared.types);
  const columns = snake
    ? declared.columns.map((one) => ({ ...one, name: underscored(one.name) }))
    : declared.columns;
  context.tables.declare({
    name: model.table,
    entity: cls,
    entityName: name,
    orm: 'sequelize',
    place,
    evidence,
    columns,
    certainty: declared.guessed ? 'inferred' : 'certain',
    indexes: options ? indexesOf(evaluator, options) : [],
  });
}
