/** MikroORM 5 to 7: entities, repositories, the entity manager and its unit of work, query builders. */
import type { Adapter, AdapterContext } from '../../adapter.ts';
import { declareEntities } from '../entities/declare-entities.ts';
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
  onlyReports: true,
  visitCall,
};

function prepare(context: AdapterContext): void {
  const found = [...readEntities(context), ...readSchemas(context.evaluator)];
  const mapping = { orm: 'mikro-orm', joinTableName: pivotTableName };
  rememberModel(context.evaluator, declareEntities(context, found, mapping));
}
