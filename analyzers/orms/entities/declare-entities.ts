import type { AdapterContext } from '../../adapter.ts';
import { unpackPosition } from '../../scan/ir.ts';
import { buildEntityModel, joinTableOf } from './entity-model.ts';
import type { Entity, EntityModel } from './entity-model.ts';
import type { ReadEntity } from './property-model.ts';
import { isDeclaredInSource } from './declared-in-source.ts';

/** What two mappers do in their own way. */
export interface EntityMapping {
  readonly orm: string;
  readonly joinTableName: Parameters<typeof joinTableOf>[3];
}

/** Declares the tables, relations and join tables of mapped classes; entities of tests are none of the product. */
export function declareEntities(
  context: AdapterContext,
  found: readonly ReadEntity[],
  mapping: EntityMapping,
): EntityModel {
  const read = found.filter(({ table }) => isDeclaredInSource(context, table));
  const model = buildEntityModel(
    context.evaluator,
    read.map((one) => one.entity),
  );
  for (const { table } of read) context.tables.declare(table);
  const told = new Set<string>();
  for (const { entity } of read) declareRelations(context, model, entity, mapping, told);
  return model;
}

function declareRelations(
  { facts, tables }: AdapterContext,
  model: EntityModel,
  entity: Entity,
  { orm, joinTableName }: EntityMapping,
  told: Set<string>,
): void {
  for (const relation of entity.relations.values()) {
    const { kind, onDelete, place, evidence, joinTable, property } = relation;
    for (const target of model.of(relation.target)) {
      // Single-table inheritance shares the table and the relations of the base.
      const key = `${entity.table} ${target.table} ${place.file.path} ${place.at}`;
      if (told.has(key)) continue;
      told.add(key);
      facts.relation({ from: entity.table, to: target.table, kind, onDelete, place, evidence });
    }
    const between = joinTable ? joinTableOf(model, entity, relation, joinTableName) : null;
    if (!between || !joinTable || tables.ofName(between)) continue;
    const { line } = unpackPosition(joinTable.place.at);
    tables.declare({
      name: between,
      entity: null,
      entityName: null,
      orm,
      place: joinTable.place,
      evidence: `join table of ${property}`,
      certainty: joinTable.name ? 'certain' : 'inferred',
      columns: joinTable.columns.map((name) => ({ name, type: null, line })),
      indexes: [],
    });
  }
}
