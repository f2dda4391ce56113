/** Mongoose 6 to 9, plain and with NestJS: models, documents, population, aggregation, sessions. */
import type { Adapter, AdapterContext } from '../../adapter.ts';
import { isDeclaredInSource } from '../entities/declared-in-source.ts';
import { buildEntityModel } from '../entities/entity-model.ts';
import type { Entity } from '../entities/entity-model.ts';
import { CALLS, PACKAGES } from './library-types.ts';
import { call, callback, injected, member, type } from './library-values.ts';
import { entitiesOf } from './model-entities.ts';
import { rememberModels } from './project-model.ts';
import { readModels } from './read-models.ts';
import { readSchemas } from './read-schemas.ts';
import { visitCall } from './visit-call.ts';

export const mongooseAdapter: Adapter = {
  id: 'mongoose',
  title: 'Mongoose',
  kind: 'orm',
  packages: PACKAGES,
  calls: CALLS,
  call,
  member,
  callback,
  injected,
  type,
  prepare,
  onlyReports: true,
  visitCall,
};

function prepare(context: AdapterContext): void {
  const { evaluator, tables, facts } = context;
  const found = readModels(evaluator, readSchemas(evaluator));
  const read = found.filter(({ table }) => isDeclaredInSource(context, table));
  const model = buildEntityModel(
    evaluator,
    read.map((one) => one.entity),
  );
  const bySchema = new Map<string, Entity>();
  for (const { schema, entity } of read)
    if (schema !== null && !bySchema.has(schema)) bySchema.set(schema, entity);
  rememberModels(evaluator, { model, bySchema });
  for (const { table } of read) tables.declare(table);
  for (const { entity } of read) {
    for (const { kind, target, place, evidence } of entity.relations.values()) {
      const [direct] = model.of(target);
      const found =
        direct ?? (target.v === 'library' ? entitiesOf(evaluator, target)[0] : undefined);
      if (found) facts.relation({ from: entity.table, to: found.table, kind, place, evidence });
    }
  }
}
