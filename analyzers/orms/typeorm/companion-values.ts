/** Objects that carry the library's own: events of subscribers, services of the CRUD packages. */
import { libraryInstance } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';

const HANDLES: Readonly<Record<string, string>> = {
  manager: 'EntityManager',
  connection: 'DataSource',
  dataSource: 'DataSource',
  queryRunner: 'QueryRunner',
};

export function companionMember(value: LibraryValue, name: string): Value | undefined {
  if (value.pkg !== 'typeorm')
    return value.type === 'TypeOrmCrudService' && name === 'repo'
      ? libraryInstance('typeorm', 'Repository', value.args)
      : undefined;
  if (!/^\w+Event$/.test(value.type) || value.role !== 'instance') return undefined;
  const handle = HANDLES[name];
  if (handle) return libraryInstance('typeorm', handle);
  return name === 'entity' || name === 'databaseEntity' ? value.args[0] : undefined;
}
