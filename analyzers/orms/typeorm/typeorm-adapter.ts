/** TypeORM 0.2 and 0.3: entities, repositories, managers, query builders, active records. */
import type { Adapter, AdapterContext } from '../../adapter.ts';
import { buildEntityModel, joinTableOf } from '../entities/entity-model.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { CALLS, PACKAGES } from './library-types.ts';
import { call, callback, injected, member, type } from './library-values.ts';
import { findNaming, joinTableName } from './naming.ts';
import { isDeclaredInSource } from '../entities/declared-in-source.ts';
import { rememberModel } from './project-model.ts';
import { readEntities } from './read-entities.ts';
import { readEntitySchemas } from './read-entity-schemas.ts';
import { visitCall } from './visit-call.ts';

export const typeormAdapter: Adapter = {
  id: 'typeorm',
  title: 'TypeORM',
  kind: 'orm',
  packages: PACKAGES,
  calls: CALLS,
  call,
  member,
  callback,
  injected,
  type,
  prepare,
  visitCall,
};

function prepare(context: AdapterContext): void {
  const { evaluator, tables } = context;
  const naming = findNaming(evaluator);
  const found = [...readEntities(evaluator, naming), ...readEntitySchemas(evaluator, naming)];
  const read = found.filter(({ table }) => isDeclaredInSource(context, table));
  const model = buildEntityModel(
    evaluator,
    read.map((one) => one.entity),
  );
  rememberModel(evaluator, model);
  for (const { table } of read) tables.declare(table);
  const told = new Set<string>();
  for (const { entity } of read) declareRelations(context, model, entity, told);
}

function declareRelations(
  { facts, tables }: AdapterContext,
  model: EntityModel,
  entity: Entity,
  told: Set<string>,
): void {
  for (const relation of entity.relations.values()) {
    const { kind, onDelete, place, evidence, joinTable } = relation;
    for (const target of model.of(relation.target)) {
      // Single-table inheritance shares the table and the relations of the base.
      const key = `${entity.table} ${target.table} ${place.file.path} ${place.at}`;
      if (told.has(key)) continue;
      told.add(key);
      facts.relation({ from: entity.table, to: target.table, kind, onDelete, place, evidence });
    }
    const between = joinTable ? joinTableOf(model, entity, relation, joinTableName) : null;
    if (!between || !joinTable) continue;
    const columns = joinTable.columns.map((name) => ({
      name,
      type: null,
      line: Math.floor(joinTable.place.at / 65536),
    }));
    tables.declare({
      name: between,
      entity: null,
      entityName: null,
      orm: 'typeorm',
      place: joinTable.place,
      evidence: `@JoinTable ${relation.property}`,
      certainty: joinTable.name ? 'certain' : 'inferred',
      columns,
      indexes: [],
    });
  }
}
