/** TypeORM 0.2 and 0.3: entities, repositories, managers, query builders, active records. */
import type { Adapter, AdapterContext } from '../../adapter.ts';
import { CALLS, PACKAGES } from './library-types.ts';
import { call, callback, injected, member, type } from './library-values.ts';
import { findNaming, joinTableName } from './naming.ts';
import { declareEntities } from '../entities/declare-entities.ts';
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
  onlyReports: true,
  visitCall,
};

function prepare(context: AdapterContext): void {
  const { evaluator } = context;
  const naming = findNaming(evaluator);
  const found = [...readEntities(evaluator, naming), ...readEntitySchemas(evaluator, naming)];
  rememberModel(evaluator, declareEntities(context, found, { orm: 'typeorm', joinTableName }));
}
