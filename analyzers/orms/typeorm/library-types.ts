/** The types and functions of TypeORM, by what they do. */
import type { LibraryValue } from '../../program/values.ts';

export const PACKAGES = [
  'typeorm',
  '@nestjs/typeorm',
  'typeorm-transactional',
  'typeorm-transactional-cls-hooked',
  'typeorm-typedi-extensions',
  'typeorm-typedi',
  '@nestjs-cls/transactional',
  '@nestjs-cls/transactional-adapter-typeorm',
  'nestjs-typeorm-paginate',
  'nestjs-paginate',
  '@nestjsx/crud-typeorm',
  '@dataui/crud-typeorm',
] as const;

/** Functions of the pagination packages: they query the repository they are handed. */
export const PAGINATORS = new Set(['paginate', 'paginateRaw', 'paginateRawAndEntities']);

const REPOSITORIES = new Set([
  'Repository',
  'TreeRepository',
  'MongoRepository',
  'BaseEntity',
  'AbstractRepository',
]);
const MANAGERS = new Set([
  'EntityManager',
  'MongoEntityManager',
  'DataSource',
  'Connection',
  'QueryRunner',
]);
const BUILDERS = new Set([
  'SelectQueryBuilder',
  'UpdateQueryBuilder',
  'DeleteQueryBuilder',
  'InsertQueryBuilder',
  'SoftDeleteQueryBuilder',
  'RelationQueryBuilder',
  'QueryBuilder',
  'WhereExpressionBuilder',
]);

/** Calls that read; with `By` the first argument is the condition itself. */
export const READS = new Set([
  'find',
  'findBy',
  'findOne',
  'findOneBy',
  'findOneOrFail',
  'findOneByOrFail',
  'findOneById',
  'findByIds',
  'findAndCount',
  'findAndCountBy',
  'count',
  'countBy',
  'exist',
  'exists',
  'existsBy',
  'sum',
  'average',
  'minimum',
  'maximum',
  'preload',
  'reload',
  'findTrees',
  'findRoots',
  'findDescendants',
  'findDescendantsTree',
  'findAncestors',
  'findAncestorsTree',
  'countDescendants',
  'countAncestors',
]);
export const WRITES = new Set([
  'save',
  'insert',
  'update',
  'upsert',
  'delete',
  'remove',
  'softDelete',
  'softRemove',
  'recover',
  'restore',
  'increment',
  'decrement',
  'clear',
  'updateAll',
  'deleteAll',
]);
/** Writes of the entity manager whose only argument may be the entity object itself. */
export const ENTITY_WRITES = new Set(['save', 'remove', 'softRemove', 'recover']);

export const JOINS: Readonly<Record<string, number>> = {
  leftJoin: 0,
  innerJoin: 0,
  leftJoinAndSelect: 0,
  innerJoinAndSelect: 0,
  leftJoinAndMapOne: 1,
  leftJoinAndMapMany: 1,
  innerJoinAndMapOne: 1,
  innerJoinAndMapMany: 1,
  loadRelationCountAndMap: 1,
};

/** Builder methods that turn a query into a write. */
export const BUILDER_WRITES = new Set(['update', 'delete', 'insert', 'softDelete', 'restore']);
export const RELATION_WRITES = new Set(['add', 'remove', 'addAndRemove', 'set']);

export const CALLS = [
  ...READS,
  ...WRITES,
  ...Object.keys(JOINS),
  'createQueryBuilder',
  'from',
  'addFrom',
  'into',
  'relation',
  'setFindOptions',
  'query',
  'transaction',
  'startTransaction',
  'runInTransaction',
  'wrapInTransaction',
  'withTransaction',
  'Transaction',
  'Transactional',
  'createDescendantsQueryBuilder',
  'createAncestorsQueryBuilder',
  ...PAGINATORS,
];

export type TypeormKind = 'repository' | 'manager' | 'builder' | 'export' | 'other';

/** A receiver with the name called on it; `Repository.find` taken apart when a member was called as a value. */
export interface Receiver {
  readonly value: LibraryValue;
  readonly kind: TypeormKind;
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

function kindOf(value: LibraryValue): TypeormKind {
  if (value.pkg !== 'typeorm') return 'other';
  if (REPOSITORIES.has(value.type)) return 'repository';
  if (MANAGERS.has(value.type)) return 'manager';
  if (BUILDERS.has(value.type)) return 'builder';
  return value.role === 'export' && /^(\*|default)$/.test(value.type) ? 'export' : 'other';
}
