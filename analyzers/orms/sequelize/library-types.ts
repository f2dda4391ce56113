/** The types of Sequelize and its companions, by what they do. */
import type { AccessMode } from '../../contract.ts';
import type { LibraryValue } from '../../program/values.ts';

export const PACKAGES = [
  'sequelize',
  'sequelize-typescript',
  '@sequelize/core',
  '@nestjs/sequelize',
] as const;

export const isOurs = (pkg: string): boolean => (PACKAGES as readonly string[]).includes(pkg);

const MODELS = new Set([
  'ModelStatic',
  'ModelCtor',
  'ModelDefined',
  'ModelType',
  'ModelClass',
  'Repository',
  'NonAbstractModelStatic',
]);

export type SequelizeKind = 'connection' | 'model' | 'record' | 'query-interface' | 'other';

export function kindOf(value: LibraryValue): SequelizeKind {
  if (!isOurs(value.pkg)) return 'other';
  if (value.type === 'Sequelize' && value.role === 'instance') return 'connection';
  if (MODELS.has(value.type) && value.role === 'instance') return 'model';
  // `typeof Model` is the class itself.
  if (value.type === 'Model') return value.role === 'export' ? 'model' : 'record';
  if (value.type === 'Record') return 'record';
  return value.type === 'QueryInterface' || value.type === 'AbstractQueryInterface'
    ? 'query-interface'
    : 'other';
}

const READ: readonly AccessMode[] = ['read'];
const WRITE: readonly AccessMode[] = ['write'];
const BOTH: readonly AccessMode[] = ['read', 'write'];

/** What a static method does, and which argument holds its options. */
export interface Method {
  readonly modes: readonly AccessMode[];
  readonly options: number;
}

const method = (modes: readonly AccessMode[], options: number): Method => ({ modes, options });

export const STATIC_METHODS: ReadonlyMap<string, Method> = new Map([
  ...[
    'findAll',
    'findOne',
    'find',
    'all',
    'findAndCountAll',
    'findAndCount',
    'count',
    'findOrBuild',
    'findOrInitialize',
  ].map((name) => [name, method(READ, 0)] as const),
  ...['findByPk', 'findById', 'findByPrimary', 'max', 'min', 'sum', 'aggregate'].map(
    (name) => [name, method(READ, 1)] as const,
  ),
  ...['findOrCreate', 'findCreateFind'].map((name) => [name, method(BOTH, 0)] as const),
  ...['create', 'bulkCreate', 'update', 'upsert', 'insertOrUpdate', 'increment', 'decrement'].map(
    (name) => [name, method(WRITE, 1)] as const,
  ),
  ...['destroy', 'restore', 'truncate'].map((name) => [name, method(WRITE, 0)] as const),
]);

export const RECORD_METHODS: ReadonlyMap<string, Method> = new Map([
  ...['save', 'destroy', 'restore'].map((name) => [name, method(WRITE, 0)] as const),
  ...['update', 'updateAttributes', 'increment', 'decrement'].map(
    (name) => [name, method(WRITE, 1)] as const,
  ),
  ['reload', method(READ, 0)] as const,
]);

/** Static calls that yield one record. */
export const SINGLE = new Set([
  'findOne',
  'find',
  'findByPk',
  'findById',
  'findByPrimary',
  'create',
  'build',
  'new',
]);

export const ASSOCIATIONS = ['belongsTo', 'hasMany', 'hasOne', 'belongsToMany'] as const;
