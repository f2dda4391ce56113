/** The packages, types and methods of MikroORM, by what they do. */
import type { LibraryValue } from '../../program/values.ts';

export const PACKAGES = [
  '@mikro-orm/core',
  '@mikro-orm/postgresql',
  '@mikro-orm/mysql',
  '@mikro-orm/mariadb',
  '@mikro-orm/sqlite',
  '@mikro-orm/better-sqlite',
  '@mikro-orm/libsql',
  '@mikro-orm/mssql',
  '@mikro-orm/mongodb',
  '@mikro-orm/knex',
  '@mikro-orm/sql',
  '@mikro-orm/decorators',
  '@mikro-orm/nestjs',
] as const;

export const isMikro = (pkg: string): boolean => pkg.startsWith('@mikro-orm/');

export const READS = new Set([
  'find',
  'findOne',
  'findOneOrFail',
  'findAll',
  'findAndCount',
  'findByCursor',
  'count',
  'countBy',
  'stream',
  'refresh',
]);
export const WRITES = new Set([
  'nativeInsert',
  'nativeUpdate',
  'nativeDelete',
  'insert',
  'insertMany',
  'upsert',
  'upsertMany',
  'persistAndFlush',
  'removeAndFlush',
]);
/** The entity manager takes the entity's objects, not its class. */
export const BY_OBJECT = new Set([
  'persistAndFlush',
  'removeAndFlush',
  'refresh',
  'persist',
  'remove',
  'persistLater',
  'removeLater',
  'lock',
]);
export const UNFLUSHED = new Set(['persist', 'remove', 'persistLater', 'removeLater']);
export const COLLECTION_READS = new Set(['init', 'loadItems', 'loadCount', 'matching', 'load']);
export const COLLECTION_WRITES = new Set(['add', 'remove', 'set', 'removeAll']);
export const REFERENCE_READS = new Set(['load', 'loadOrFail', 'loadProperty', 'init']);
export const JOINS = new Set([
  'join',
  'innerJoin',
  'leftJoin',
  'joinAndSelect',
  'innerJoinAndSelect',
  'leftJoinAndSelect',
  'joinLateral',
  'innerJoinLateral',
  'leftJoinLateral',
]);
export const BUILDER_WRITES = new Set(['insert', 'update', 'delete', 'truncate']);
export const OPENINGS = new Set(['createQueryBuilder', 'qb', 'queryBuilder']);

export const CALLS = [
  ...new Set([
    ...READS,
    ...WRITES,
    ...UNFLUSHED,
    ...COLLECTION_READS,
    ...REFERENCE_READS,
    ...JOINS,
    ...OPENINGS,
    'flush',
    'lock',
    'populate',
    'transactional',
    'begin',
    'execute',
    'from',
    'Transactional',
  ]),
];

export type MikroKind =
  | 'repository'
  | 'manager'
  | 'builder'
  | 'collection'
  | 'reference'
  | 'orm'
  | 'connection'
  | 'export'
  | 'other';

export interface Receiver {
  readonly value: LibraryValue;
  readonly kind: MikroKind;
  readonly method: string;
}

export function receiverOf(value: LibraryValue, method: string): Receiver {
  const dot = value.type.lastIndexOf('.');
  if (method === '' && dot > 0) {
    const inner = { ...value, type: value.type.slice(0, dot) };
    return { value: inner, kind: kindOf(inner), method: value.type.slice(dot + 1) };
  }
  if (method === '' && value.role === 'export')
    return { value, kind: 'export', method: value.type };
  return { value, kind: kindOf(value), method };
}

function kindOf({ type, role, pkg }: LibraryValue): MikroKind {
  if (!isMikro(pkg)) return 'other';
  if (role === 'export' && type !== 'MikroORM') return 'export';
  if (type.endsWith('EntityManager')) return 'manager';
  if (type.endsWith('Repository')) return 'repository';
  if (type.endsWith('QueryBuilder')) return 'builder';
  if (type === 'Collection') return 'collection';
  if (type === 'Reference') return 'reference';
  if (type === 'Connection') return 'connection';
  return type === 'MikroORM' ? 'orm' : 'other';
}
