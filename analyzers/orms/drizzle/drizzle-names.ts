/** Names of the exports and methods of drizzle-orm, for all its dialects. */

export const DRIZZLE = 'drizzle-orm';

const DIALECT = '(?:pg|mysql|sqlite|singlestore|gel|mssql|cockroach)';

export const isTableFactory = (name: string): boolean => new RegExp(`^${DIALECT}Table$`).test(name);
export const isTableCreator = (name: string): boolean =>
  new RegExp(`^${DIALECT}TableCreator$`).test(name);
export const isSchemaFactory = (name: string): boolean =>
  new RegExp(`^${DIALECT}(?:Schema|Database)$`).test(name);
export const isViewFactory = (name: string): boolean =>
  new RegExp(`^${DIALECT}(?:Materialized)?View$`).test(name);
/** Enums that are types of their own and make columns when they are called. */
export const isEnumFactory = (name: string): boolean => /^(?:pg|gel|cockroach)Enum$/.test(name);

/** Functions that make a column, and methods of the `t` in `(t) => ({ id: t.uuid() })`. */
export const COLUMN_TYPES: ReadonlySet<string> = new Set([
  'bigint',
  'bigserial',
  'binary',
  'bit',
  'blob',
  'boolean',
  'bytea',
  'bytes',
  'char',
  'cidr',
  'date',
  'dateDuration',
  'datetime',
  'datetime2',
  'datetimeoffset',
  'decimal',
  'double',
  'doublePrecision',
  'duration',
  'float',
  'float4',
  'geometry',
  'halfvec',
  'inet',
  'int',
  'int4',
  'int8',
  'integer',
  'interval',
  'json',
  'jsonb',
  'line',
  'localDate',
  'localTime',
  'longblob',
  'longtext',
  'macaddr',
  'macaddr8',
  'mediumblob',
  'mediumint',
  'mediumtext',
  'mysqlEnum',
  'singlestoreEnum',
  'nchar',
  'ntext',
  'numeric',
  'nvarchar',
  'point',
  'real',
  'relDuration',
  'serial',
  'smallint',
  'smallserial',
  'sparsevec',
  'string',
  'text',
  'time',
  'timestamp',
  'timestamptz',
  'tinyblob',
  'tinyint',
  'tinytext',
  'uuid',
  'varbinary',
  'varbit',
  'varchar',
  'vector',
  'year',
  'bool',
  'float8',
  'int2',
]);

export const CONSTRAINTS: ReadonlySet<string> = new Set([
  'index',
  'uniqueIndex',
  'unique',
  'primaryKey',
  'foreignKey',
]);

export const SET_OPERATORS: ReadonlySet<string> = new Set([
  'union',
  'unionAll',
  'intersect',
  'intersectAll',
  'except',
  'exceptAll',
]);

export const JOINS: readonly string[] = [
  'leftJoin',
  'rightJoin',
  'innerJoin',
  'fullJoin',
  'crossJoin',
  'leftJoinLateral',
  'innerJoinLateral',
  'crossJoinLateral',
];
/** Methods of a builder that name a table to read. */
export const READING: ReadonlySet<string> = new Set(['from', 'using', ...JOINS]);
/** Methods of a database that name a table to write. */
export const WRITING: ReadonlySet<string> = new Set(['insert', 'update', 'delete']);
export const SELECTS: ReadonlySet<string> = new Set([
  'select',
  'selectDistinct',
  'selectDistinctOn',
]);
export const TEXTS: ReadonlySet<string> = new Set(['execute', 'run', 'all', 'get', 'values']);
export const QUERIES: ReadonlySet<string> = new Set(['findMany', 'findFirst']);
/** Methods of a builder that give it back. */
export const CONTINUING: ReadonlySet<string> = new Set([
  '$dynamic',
  '$withCache',
  'comment',
  'distinct',
  'fetch',
  'for',
  'groupBy',
  'having',
  'ignore',
  'limit',
  'offset',
  'onConflictDoNothing',
  'onConflictDoUpdate',
  'onDuplicateKeyUpdate',
  'orderBy',
  'output',
  'overridingSystemValue',
  'prepare',
  'returning',
  'set',
  'top',
  'values',
  'where',
  '$returningId',
]);
