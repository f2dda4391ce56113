/** Entities and their properties as read by the adapters that map classes to tables. */
import type { DeclaredTable } from '../../adapter.ts';
import type { ColumnFact } from '../../contract.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import type { Expr, PropertyIr, TypeRef } from '../../scan/ir.ts';
import type { Entity, EntityRelation } from './entity-model.ts';

export interface ReadEntity {
  readonly entity: Entity;
  readonly table: DeclaredTable;
}

export interface PropertyModel {
  readonly property: string;
  readonly columns: readonly ColumnFact[];
  readonly relation: EntityRelation | null;
  readonly indexed: boolean;
}

/** What was read of each property. One adapter keeps one: it reads a property always the same way. */
export type PropertyMemo = WeakMap<object, Map<PropertyIr, PropertyModel>>;

/** Most properties of entities are inherited, so that one would be read for every class below. */
export function readOnce(
  memo: PropertyMemo,
  evaluator: Evaluator,
  property: PropertyIr,
  read: () => PropertyModel,
): PropertyModel {
  const { unit } = evaluator.reading;
  let models = memo.get(unit);
  if (!models) memo.set(unit, (models = new Map()));
  let model = models.get(property);
  if (!model) models.set(property, (model = read()));
  return model;
}

export function uniqueColumns(columns: readonly ColumnFact[]): readonly ColumnFact[] {
  const seen = new Set<string>();
  return columns.filter((column) => !seen.has(column.name) && seen.add(column.name));
}

export function writtenType(type: TypeRef | undefined): string | null {
  if (type?.t === 'ref') return type.name;
  if (type?.t === 'union')
    return writtenType(
      type.of.find((one) => one.t !== 'word' || (one.v !== 'null' && one.v !== 'undefined')),
    );
  return type?.t === 'word' ? type.v : null;
}

/** `(order) => order.items` or `'items'` → `items`. */
export function propertyNamed(value: Value): string | null {
  for (const one of alternatives(value)) {
    if (one.v === 'string' && one.exact) return one.text;
    if (one.v !== 'function') continue;
    const result = one.fn.ir.body.find(
      (expr): expr is Extract<Expr, { k: 'ret' }> => expr.k === 'ret',
    );
    if (result?.v.k === 'mem') return result.v.name;
  }
  return null;
}
