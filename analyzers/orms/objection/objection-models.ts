/** Objection's model classes: their tables and relations. */
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives, instanceOf } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { exactText, itemsOf, propOf, propsOf, textProp, valueOf } from '../literals/bound-expr.ts';
import type { BoundExpr, BoundProp } from '../literals/bound-expr.ts';

export const PACKAGES = [
  'objection',
  'objection-visibility',
  'objection-soft-delete',
  'objection-js-soft-delete',
  'objection-unique',
  'objection-guid',
  'objection-password',
  'objection-timestamps',
  'objection-db-errors',
  'objection-rest-generator',
] as const;

export const isOurs = (pkg: string): boolean => (PACKAGES as readonly string[]).includes(pkg);

export type RelationType = 'BelongsToOne' | 'HasOne' | 'HasMany' | 'ManyToMany' | 'HasOneThrough';

export interface ObjectionRelation {
  readonly name: string;
  readonly type: RelationType;
  readonly table: string;
  readonly target: ProjectClass | null;
  readonly through: string | null;
  readonly prop: BoundProp;
}

export interface ObjectionModel {
  readonly cls: ProjectClass;
  readonly table: string;
  readonly relations: ReadonlyMap<string, ObjectionRelation>;
  /** The base is not known to be Objection's `Model`: a static `tableName` with Objection's other statics is all there is. */
  readonly inferred: boolean;
}

const models = new WeakMap<object, Map<ProjectClass, ObjectionModel | null>>();

export function modelOfClass(evaluator: Evaluator, cls: ProjectClass): ObjectionModel | null {
  let known = models.get(evaluator.reading.unit);
  if (!known) models.set(evaluator.reading.unit, (known = new Map()));
  const before = known.get(cls);
  if (before !== undefined) return before;
  // Relations lead back here: the table is known before they are read.
  known.set(cls, null);
  const model = readModel(evaluator, cls);
  known.set(cls, model);
  return model;
}

function readModel(evaluator: Evaluator, cls: ProjectClass): ObjectionModel | null {
  if (!cls.ir.base) return null;
  const table = exactText(evaluator.member({ v: 'class', cls, types: [] }, 'tableName'));
  if (table === null) return null;
  const extendsModel = isModelClass(evaluator, cls);
  if (!extendsModel && !hasStatics(evaluator, cls)) return null;
  return { cls, table, relations: readRelations(evaluator, cls), inferred: !extendsModel };
}

export function isModelClass(evaluator: Evaluator, cls: ProjectClass): boolean {
  for (const view of viewsOf(evaluator, instanceOf(cls))) if ('v' in view) return isOurs(view.pkg);
  return false;
}

/** A base that is a mixin's result cannot be evaluated; `relationMappings` and `jsonSchema` are Objection's alone. */
function hasStatics(evaluator: Evaluator, cls: ProjectClass): boolean {
  const own = { v: 'class' as const, cls, types: [] };
  return ['relationMappings', 'jsonSchema'].some(
    (name) => evaluator.member(own, name).v !== 'unknown',
  );
}

/** The object behind `static relationMappings`: field, getter, method or arrow. */
export function staticObject(
  evaluator: Evaluator,
  cls: ProjectClass,
  name: string,
): BoundExpr | null {
  const value = evaluator.member({ v: 'class', cls, types: [] }, name);
  for (const one of alternatives(value)) {
    const result = one.v === 'function' ? returnOf(evaluator, one) : one;
    for (const found of alternatives(result))
      if (found.v === 'object') return { expr: found.expr, env: found.env };
  }
  return null;
}

function readRelations(
  evaluator: Evaluator,
  cls: ProjectClass,
): ReadonlyMap<string, ObjectionRelation> {
  const mappings = staticObject(evaluator, cls, 'relationMappings');
  const relations = new Map<string, ObjectionRelation>();
  for (const prop of mappings ? propsOf(evaluator, mappings) : []) {
    const relation = readRelation(evaluator, prop);
    if (relation) relations.set(prop.name, relation);
  }
  return relations;
}

function readRelation(evaluator: Evaluator, prop: BoundProp): ObjectionRelation | null {
  const kind = propOf(evaluator, prop, 'relation');
  const join = propOf(evaluator, prop, 'join');
  if (!kind) return null;
  const expr = kind.expr.k === 'cast' ? kind.expr.v : kind.expr;
  const written = expr.k === 'mem' || expr.k === 'name' ? expr.name : '';
  const type = /^(BelongsToOne|HasOneThrough|HasOne|HasMany|ManyToMany)/.exec(written)?.[1] as
    | RelationType
    | undefined;
  if (!type) return null;
  const target = targetClass(evaluator, propOf(evaluator, prop, 'modelClass'));
  const through = join ? propOf(evaluator, join, 'through') : undefined;
  const named = join ? tableOfColumn(evaluator, propOf(evaluator, join, 'to')) : null;
  const table =
    named ??
    (target
      ? exactText(evaluator.member({ v: 'class', cls: target, types: [] }, 'tableName'))
      : null);
  if (table === null) return null;
  return {
    name: prop.name,
    type,
    table,
    target,
    prop,
    through: through ? tableOfColumn(evaluator, propOf(evaluator, through, 'from')) : null,
  };
}

/** `'pets.ownerId'` → `pets`; with a schema its name stays. */
function tableOfColumn(evaluator: Evaluator, prop: BoundProp | undefined): string | null {
  if (!prop) return null;
  const first = itemsOf(evaluator, prop)?.[0] ?? prop;
  const text = exactText(valueOf(evaluator, first));
  const dot = text?.lastIndexOf('.') ?? -1;
  return text && dot > 0 ? text.slice(0, dot) : null;
}

/** A class, a function that returns one, or the path of the file that holds it. */
function targetClass(evaluator: Evaluator, prop: BoundProp | undefined): ProjectClass | null {
  if (!prop) return null;
  const classIn = (value: Value): ProjectClass | null => {
    for (const one of alternatives(value)) {
      const result = one.v === 'function' ? returnOf(evaluator, one) : one;
      for (const found of alternatives(result)) {
        if (found.v === 'class') return found.cls;
        if (found.v === 'namespace') return found.file.classes[0] ?? null;
      }
    }
    return null;
  };
  const direct = classIn(valueOf(evaluator, prop));
  if (direct) return direct;
  const path = lastText(prop);
  if (path === null) return null;
  const stem = path.replace(/\.[cm]?[jt]s$/, '').replace(/^[./]+/, '');
  for (const file of evaluator.program.files.values()) {
    if (new RegExp(`(?:^|/)${stem.replace(/[^\w/]/g, '\\$&')}\\.[cm]?[jt]s$`).test(file.path))
      return file.classes[0] ?? null;
  }
  return null;
}

/** The last string of `path.join(__dirname, 'Pet')` or `'./Pet'`. */
function lastText({ expr }: BoundProp): string | null {
  if (expr.k === 'str') return expr.v;
  if (expr.k === 'tpl') return expr.parts.at(-1) ?? null;
  if (expr.k === 'add') return expr.r.k === 'str' ? expr.r.v : null;
  const last = expr.k === 'call' ? expr.args.at(-1) : undefined;
  return last?.k === 'str' ? last.v : null;
}

/** Properties of `jsonSchema`, by name. */
export function schemaProperties(evaluator: Evaluator, cls: ProjectClass): readonly BoundProp[] {
  const schema = staticObject(evaluator, cls, 'jsonSchema');
  const properties = schema ? propOf(evaluator, schema, 'properties') : undefined;
  return properties ? propsOf(evaluator, properties) : [];
}

export const propertyType = (evaluator: Evaluator, prop: BoundProp): string | null =>
  textProp(evaluator, prop, 'type');
