/** Entities of TypeORM from decorated classes: names, columns, indexes, relations. */
import type { DeclaredTable, Place } from '../../adapter.ts';
import { findInFiles, hasDecoratedClass } from '../../program/find-in-files.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives, instanceOf, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { decoratorCalls } from '../entities/decorator-calls.ts';
import type { DecoratorCall } from '../entities/decorator-calls.ts';
import { qualifiedName } from '../entities/entity-model.ts';
import type { Entity } from '../entities/entity-model.ts';
import { uniqueColumns } from '../entities/property-model.ts';
import type { ReadEntity } from '../entities/property-model.ts';
import { snakeCase } from './naming.ts';
import type { Naming } from './naming.ts';
import { exactText, propText, textsOf } from '../entities/object-props.ts';
import { isTypeorm, propertiesOf } from './read-properties.ts';
import type { PropertyModel } from '../entities/property-model.ts';

/** An entity with what the table registry wants to know. */
const ENTITY_DECORATORS = new Set(['Entity', 'ViewEntity', 'ChildEntity']);

interface Marked {
  readonly cls: ProjectClass;
  readonly call: DecoratorCall;
  readonly calls: readonly DecoratorCall[];
}

export function readEntities(evaluator: Evaluator, naming: Naming): readonly ReadEntity[] {
  const found = findInFiles(
    evaluator,
    'typeorm entities',
    (file) => file.classes.flatMap((cls) => markedClass(evaluator, cls) ?? []),
    hasDecoratedClass,
  );
  const marked = new Map(found.map((one) => [one.cls, one]));
  const read = [...marked.values()].map((one) => readEntity(evaluator, naming, marked, one));
  return withChildren(read, marked);
}

function markedClass(evaluator: Evaluator, cls: ProjectClass): Marked | null {
  const { decorators } = cls.ir;
  if (!decorators) return null;
  const calls = decoratorCalls(evaluator, decorators, evaluator.envOf(cls.file, null), isTypeorm);
  const call = calls.find((one) => ENTITY_DECORATORS.has(one.name));
  return call ? { cls, call, calls } : null;
}

/** A query on the root of a single-table inheritance may name the relations of every class below. */
function withChildren(
  read: readonly ReadEntity[],
  marked: ReadonlyMap<ProjectClass, Marked>,
): readonly ReadEntity[] {
  const isChild = ({ entity }: ReadEntity): boolean =>
    entity.cls !== null && marked.get(entity.cls)?.call.name === 'ChildEntity';
  const children = read.filter(isChild);
  return read.map((one) => {
    const below = children.filter((child) => child.entity.table === one.entity.table);
    if (below.length === 0 || isChild(one)) return one;
    const relations = new Map(below.flatMap((child) => [...child.entity.relations]));
    for (const [property, relation] of one.entity.relations) relations.set(property, relation);
    return { ...one, entity: { ...one.entity, relations } };
  });
}

function readEntity(
  evaluator: Evaluator,
  naming: Naming,
  marked: ReadonlyMap<ProjectClass, Marked>,
  { cls, call, calls }: Marked,
): ReadEntity {
  const named =
    call.name === 'ChildEntity'
      ? inheritedName(evaluator, marked, cls)
      : tableName(evaluator, cls, call);
  const inferred = named.derived && naming.ownTableNames;
  const properties = propertiesOf(evaluator, cls, naming);
  const relations = properties.flatMap((one) => (one.relation ? [one.relation] : []));
  const place: Place = { file: cls.file, at: call.at };
  const entity: Entity = {
    key: `${cls.file.path}#${cls.index}`,
    name: cls.name,
    cls,
    table: named.name,
    inferred,
    relations: new Map(relations.map((relation) => [relation.property, relation])),
    type: null,
  };
  const written = cls.ir.decorators?.find((one) => one.at === call.at)?.name ?? call.name;
  const table: DeclaredTable = {
    name: named.name,
    entity: cls,
    entityName: cls.name,
    orm: 'typeorm',
    place,
    evidence: `@${written} ${cls.name}`,
    certainty: inferred ? 'inferred' : 'certain',
    columns: uniqueColumns(properties.flatMap((one) => one.columns)),
    indexes: indexesOf(evaluator, calls, cls, properties, marked),
  };
  return { entity, table };
}

interface TableName {
  readonly name: string;
  /** Not written but derived from the class name. */
  readonly derived: boolean;
}

function tableName(evaluator: Evaluator, cls: ProjectClass, call: DecoratorCall): TableName {
  const [first = UNKNOWN, second = UNKNOWN] = call.args.map((arg) =>
    evaluator.value(arg.expr, arg.env),
  );
  const written =
    exactText(first) ?? propText(evaluator, first, 'name') ?? propText(evaluator, second, 'name');
  const schema = propText(evaluator, first, 'schema') ?? propText(evaluator, second, 'schema');
  return { name: qualifiedName(written || snakeCase(cls.name), schema), derived: !written };
}

/** Table of the nearest ancestor that has one: single-table inheritance. */
function inheritedName(
  evaluator: Evaluator,
  marked: ReadonlyMap<ProjectClass, Marked>,
  cls: ProjectClass,
): TableName {
  for (const view of viewsOf(evaluator, instanceOf(cls))) {
    if ('v' in view) break;
    const base = marked.get(view.holder);
    if (base && base.call.name !== 'ChildEntity') return tableName(evaluator, base.cls, base.call);
  }
  return { name: snakeCase(cls.name), derived: true };
}

function indexesOf(
  evaluator: Evaluator,
  own: readonly DecoratorCall[],
  cls: ProjectClass,
  properties: readonly PropertyModel[],
  marked: ReadonlyMap<ProjectClass, Marked>,
): readonly (readonly string[])[] {
  const byProperty = new Map(
    properties.map((one) => [one.property, one.columns.map((column) => column.name)]),
  );
  const calls = [...own, ...inheritedCalls(evaluator, cls, marked)];
  const ofClass = calls
    .filter((call) => call.name === 'Index' || call.name === 'Unique')
    .map((call) =>
      indexedProperties(evaluator, call).flatMap((name) => byProperty.get(name) ?? [name]),
    );
  const single = properties.filter((one) => one.indexed && one.columns.length > 0);
  return [
    ...ofClass.filter((columns) => columns.length > 0),
    ...single.map((one) => one.columns.map((column) => column.name)),
  ];
}

/** Class decorators of abstract bases that are no entities themselves. */
function inheritedCalls(
  evaluator: Evaluator,
  cls: ProjectClass,
  marked: ReadonlyMap<ProjectClass, Marked>,
): readonly DecoratorCall[] {
  const found: DecoratorCall[] = [];
  for (const view of viewsOf(evaluator, instanceOf(cls))) {
    if ('v' in view || view.holder === cls || marked.has(view.holder)) continue;
    const { holder } = view;
    found.push(
      ...decoratorCalls(
        evaluator,
        holder.ir.decorators,
        evaluator.envOf(holder.file, null),
        isTypeorm,
      ),
    );
  }
  return found;
}

function indexedProperties(evaluator: Evaluator, call: DecoratorCall): readonly string[] {
  for (const arg of call.args) {
    const value = evaluator.value(arg.expr, arg.env);
    for (const one of alternatives(value)) {
      if (one.v === 'array') return textsOf(one);
      if (one.v === 'function') return selectedProperties(one);
    }
  }
  return [];
}

/** `(user) => [user.email, user.tenantId]` */
function selectedProperties(value: Extract<Value, { v: 'function' }>): readonly string[] {
  const result = value.fn.ir.body.find(
    (expr): expr is Extract<Expr, { k: 'ret' }> => expr.k === 'ret',
  );
  if (result?.v.k !== 'arr') return [];
  return result.v.items.flatMap((item) => (item.k === 'mem' ? [item.name] : []));
}
