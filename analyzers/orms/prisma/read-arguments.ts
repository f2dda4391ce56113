/** Which related tables the arguments of a model call read and write, each where its relation is named. */
import type { AccessMode } from '../../contract.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { Spot } from '../literals/placed.ts';
import { isNothing, oneOrMany, propsOf } from '../literals/bound-expr.ts';
import type { BoundExpr, BoundProp } from '../literals/bound-expr.ts';
import { isReached, settleReached } from './reached-into.ts';
import type { FoundAccess } from './reached-into.ts';
import type { PrismaField, PrismaModel, PrismaRelation } from './schema-model.ts';

export interface RelatedAccess {
  readonly table: string;
  readonly mode: AccessMode;
  readonly spot: Spot;
  /** Where the options were handed in, in terms of the outermost object. */
  readonly outer: Spot;
  readonly evidence: string;
  readonly inferred: boolean;
}

interface Reader {
  readonly evaluator: Evaluator;
  readonly found: FoundAccess[];
  readonly outer: Spot;
  readonly depth: number;
  /** Names of the properties around, outermost first. */
  readonly path: string;
}

const MAX_NESTING = 12;

/**
 * @param args the call's argument object: `{ where, include, data, … }`
 * @param outer place that stands for all that is written in other files
 */
export function relatedAccesses(
  evaluator: Evaluator,
  model: PrismaModel,
  args: BoundExpr,
  outer: Spot,
): readonly RelatedAccess[] {
  const reader: Reader = { evaluator, found: [], outer, depth: 0, path: '' };
  readArguments(reader, model, args);
  return settleReached(reader.found);
}

/** Arguments of a query and of a nested include alike. */
function readArguments(reader: Reader, model: PrismaModel, args: BoundExpr): void {
  for (const prop of propsOf(reader.evaluator, args)) {
    const inner = inside(reader, prop);
    if (!inner) continue;
    switch (prop.name) {
      case 'include':
      case 'select':
        readSelection(inner, model, prop);
        break;
      case 'where':
      case 'having':
        readCondition(inner, model, prop);
        break;
      case 'orderBy':
        readOrder(inner, model, prop);
        break;
      case 'data':
      case 'create':
      case 'update':
        readData(inner, model, prop);
        break;
      default:
    }
  }
}

/** One level deeper; what is written in the visited file becomes the place for what is not. */
function inside(reader: Reader, prop: BoundProp): Reader | null {
  if (reader.depth > MAX_NESTING) return null;
  const isHere = prop.env.file === reader.outer.file;
  const outer = isHere ? { at: prop.expr.at, file: prop.env.file } : reader.outer;
  return { ...reader, outer, depth: reader.depth + 1, path: `${reader.path}.${prop.name}` };
}

function report(
  reader: Reader,
  prop: BoundProp,
  fact: {
    readonly table: string;
    readonly mode: AccessMode;
    readonly evidence: string;
  },
  /** What says that it is done: the relation, or the operation on it. */
  asked: BoundExpr = prop,
): void {
  const { outer, path, found } = reader;
  const spot = { at: prop.at, file: prop.env.file };
  found.push({ ...fact, inferred: false, spot, outer, path, reached: isReached(asked) });
}

type RelationField = PrismaField & { readonly relation: PrismaRelation };

function relationField(model: PrismaModel, name: string): RelationField | null {
  const field = model.fields.get(name);
  return field?.relation ? (field as RelationField) : null;
}

function readSelection(reader: Reader, model: PrismaModel, selection: BoundExpr): void {
  for (const prop of propsOf(reader.evaluator, selection)) {
    const field = relationField(model, prop.name);
    if (isNothing(reader.evaluator, prop)) continue;
    const inner = inside(reader, prop);
    if (!inner) continue;
    if (prop.name === '_count') readCount(inner, model, prop);
    if (!field) continue;
    report(reader, prop, {
      table: field.relation.target.table,
      mode: 'read',
      evidence: `relation ${prop.name}`,
    });
    readArguments(inner, field.relation.target, prop);
  }
}

/** `_count: true` counts every list; `_count: { select: { posts: true } }` the lists it names. */
function readCount(reader: Reader, model: PrismaModel, prop: BoundProp): void {
  const value = reader.evaluator.value(prop.expr, prop.env);
  if (value.v === 'literal' && value.value === true) {
    for (const field of model.fields.values()) {
      if (field.relation && field.list)
        report(reader, prop, {
          table: field.relation.target.table,
          mode: 'read',
          evidence: `_count of ${field.name}`,
        });
    }
    return;
  }
  for (const selected of propsOf(reader.evaluator, prop)) {
    const inner = selected.name === 'select' ? inside(reader, selected) : null;
    if (inner) readSelection(inner, model, selected);
  }
}

const LOGIC = new Set(['AND', 'OR', 'NOT']);
const FILTERS = new Set(['some', 'every', 'none', 'is', 'isNot']);

function readCondition(reader: Reader, model: PrismaModel, condition: BoundExpr): void {
  for (const one of oneOrMany(reader.evaluator, condition)) {
    for (const prop of propsOf(reader.evaluator, one)) {
      const inner = inside(reader, prop);
      if (!inner) continue;
      if (LOGIC.has(prop.name)) readCondition(inner, model, prop);
      const field = relationField(model, prop.name);
      if (!field || isNothing(reader.evaluator, prop)) continue;
      const { target } = field.relation;
      report(reader, prop, {
        table: target.table,
        mode: 'read',
        evidence: `condition on ${prop.name}`,
      });
      const filters = propsOf(reader.evaluator, prop).filter((filter) => FILTERS.has(filter.name));
      for (const filter of filters) readCondition(inner, target, filter);
      if (filters.length === 0) readCondition(inner, target, prop);
    }
  }
}

function readOrder(reader: Reader, model: PrismaModel, order: BoundExpr): void {
  for (const one of oneOrMany(reader.evaluator, order)) {
    for (const prop of propsOf(reader.evaluator, one)) {
      const field = relationField(model, prop.name);
      const inner = inside(reader, prop);
      if (!field || !inner) continue;
      report(reader, prop, {
        table: field.relation.target.table,
        mode: 'read',
        evidence: `orderBy ${prop.name}`,
      });
      readOrder(inner, field.relation.target, prop);
    }
  }
}

function readData(reader: Reader, model: PrismaModel, data: BoundExpr): void {
  for (const one of oneOrMany(reader.evaluator, data)) {
    for (const prop of propsOf(reader.evaluator, one)) {
      const field = relationField(model, prop.name);
      const inner = inside(reader, prop);
      if (field && inner) readNestedWrites(inner, field, prop);
    }
  }
}

const WRITES = new Set([
  'create',
  'createMany',
  'update',
  'updateMany',
  'upsert',
  'delete',
  'deleteMany',
  'connectOrCreate',
]);
const LINKS = new Set(['connect', 'disconnect', 'set', 'connectOrCreate']);

/** `posts: { create: …, connect: … }` of created or changed data. */
function readNestedWrites(reader: Reader, field: RelationField, prop: BoundProp): void {
  const { target, pivot, owner } = field.relation;
  const operations = propsOf(reader.evaluator, prop).filter((one) => !isUndefined(one));
  for (const operation of operations) {
    const { name } = operation;
    const add = (table: string, mode: AccessMode, evidence = `nested ${name} of ${prop.name}`) =>
      report(reader, prop, { table, mode, evidence }, operation);
    if (name === 'connectOrCreate') add(target.table, 'read');
    if (WRITES.has(name)) add(target.table, 'write');
    if (LINKS.has(name) || (name === 'create' && pivot !== null)) {
      if (pivot !== null) add(pivot, 'write');
      // The key is a column of the other table: linking changes its rows.
      else if (!owner) add(target.table, 'write');
    }
  }
  for (const operation of operations) readOperation(reader, field, operation);
}

const isUndefined = ({ expr }: BoundProp): boolean =>
  expr.k === 'name' && expr.decl < 0 && expr.name === 'undefined';

function readOperation(reader: Reader, field: RelationField, operation: BoundProp): void {
  const { target } = field.relation;
  const inner = inside(reader, operation);
  if (!inner) return;
  if (operation.name === 'create') readData(inner, target, operation);
  if (operation.name === 'deleteMany' || (operation.name === 'delete' && !field.list))
    readCondition(inner, target, operation);
  if (!NESTED.has(operation.name)) return;
  for (const one of oneOrMany(reader.evaluator, operation)) {
    const props = propsOf(reader.evaluator, one);
    const isWrapped =
      props.some((prop) => prop.name === 'where' || prop.name === 'create') ||
      (field.list && operation.name !== 'create');
    if (
      operation.name === 'update' &&
      !isWrapped &&
      !props.some((prop) => prop.name === 'data' && !target.fields.has('data'))
    ) {
      readData(inner, target, one);
    } else readArguments(inner, target, one);
  }
}

const NESTED = new Set(['createMany', 'update', 'updateMany', 'upsert', 'connectOrCreate']);
