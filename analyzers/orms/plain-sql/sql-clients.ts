/** Clients that take SQL text, and what their methods do. */

export interface SqlClient {
  readonly packages: readonly string[];
  /** Methods whose first argument is SQL text (or an object with it). */
  readonly query: readonly string[];
  /** Methods that run a callback in a transaction. */
  readonly transaction: readonly string[];
  /** Methods that begin a transaction which later calls end. */
  readonly begin: readonly string[];
  /** Methods that lead to another connection, directly or in a callback. */
  readonly connect: readonly string[];
  /** Tagged templates of these are whole statements or fragments. */
  readonly tags?: true;
}

const NONE: readonly string[] = [];

export const SQL_CLIENTS: readonly SqlClient[] = [
  {
    packages: [
      'pg',
      'pg-pool',
      '@neondatabase/serverless',
      '@vercel/postgres',
      '@types/pg',
      '@fastify/postgres',
    ],
    query: ['query'],
    // `fastify.pg.transact(async (client) => …)`
    transaction: ['transact'],
    begin: NONE,
    connect: ['connect', 'transact'],
    tags: true,
  },
  {
    packages: ['mysql2', 'mysql', 'promise-mysql', 'mariadb', '@fastify/mysql'],
    query: ['query', 'execute', 'batch', 'prepare'],
    transaction: NONE,
    begin: ['beginTransaction'],
    connect: ['getConnection', 'promise', 'createConnection', 'of'],
  },
  {
    packages: ['postgres'],
    query: ['unsafe'],
    transaction: ['begin'],
    begin: NONE,
    connect: ['reserve', 'begin', 'savepoint'],
    tags: true,
  },
  {
    packages: ['slonik', '@silverhand/slonik'],
    query: [
      'query',
      'any',
      'anyFirst',
      'exists',
      'many',
      'manyFirst',
      'maybeOne',
      'maybeOneFirst',
      'one',
      'oneFirst',
      'stream',
    ],
    transaction: ['transaction'],
    begin: NONE,
    connect: ['connect', 'transaction'],
    tags: true,
  },
  {
    packages: ['pg-promise'],
    query: [
      'query',
      'none',
      'one',
      'oneOrNone',
      'many',
      'manyOrNone',
      'any',
      'result',
      'multi',
      'multiResult',
      'map',
      'each',
    ],
    transaction: ['tx', 'txIf'],
    begin: NONE,
    connect: ['tx', 'txIf', 'task', 'taskIf', 'connect'],
  },
  {
    packages: ['better-sqlite3', 'sqlite3', 'sqlite', 'bun:sqlite', 'node:sqlite'],
    query: ['prepare', 'exec', 'run', 'get', 'all', 'each', 'query'],
    transaction: ['transaction'],
    begin: NONE,
    connect: NONE,
  },
];

const BY_PACKAGE = new Map(
  SQL_CLIENTS.flatMap((client) => client.packages.map((name) => [name, client] as const)),
);

export const SQL_PACKAGES: readonly string[] = [...BY_PACKAGE.keys()];

export const clientOf = (pkg: string): SqlClient | undefined => BY_PACKAGE.get(pkg);

/** slonik, or a published fork of it. */
export const isSlonik = (pkg: string): boolean => /(?:^|\/)slonik$/.test(pkg);
