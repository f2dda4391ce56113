/** MikroORM 5 to 7: entities, repositories, the entity manager and its unit of work, query builders. */
import type { Adapter, AdapterContext } from '../../adapter.ts';
import { isDeclaredInSource } from '../entities/declared-in-source.ts';
import { buildEntityModel, joinTableOf } from '../entities/entity-model.ts';
import type { Entity, EntityModel } from '../entities/entity-model.ts';
import { CALLS, PACKAGES } from './library-types.ts';
import { call, callback, injected, member, type } from './library-values.ts';
import { pivotTableName } from './naming.ts';
import { rememberModel } from './project-model.ts';
import { readEntities } from './read-entities.ts';
import { readSchemas } from './read-schemas.ts';
import { visitCall } from './visit-call.ts';

export const mikroOrmAdapter: Adapter = {
  id: 'mikro-orm',
  title: 'MikroORM',
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
  const found = [...readEntities(context), ...readSchemas(evaluator)];
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
      const key = `${entity.table} ${target.table} ${place.file.path} ${place.at}`;
      if (told.has(key)) continue;
      told.add(key);
      facts.relation({ from: entity.table, to: target.table, kind, onDelete, place, evidence });
    }
    const between = joinTable ? joinTableOf(model, entity, relation, pivotTableName) : null;
    if (!between || !joinTable || tables.ofName(between)) continue;
    tables.declare({
      name: between,
      entity: null,
      entityName: null,
      orm: 'mikro-orm',
      place: joinTable.place,
      evidence: `pivot table of ${relation.property}`,
      certainty: joinTable.name ? 'certain' : 'inferred',
      columns: [],
      indexes: [],
    });
  }
}
