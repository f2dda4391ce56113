import { DatabaseError, escapeIdentifier } from 'pg';
import { UserError } from '../errors.ts';
import { connectDatabase } from './connect-database.ts';

/** Further wishes for a new database. */
export interface DatabaseOptions {
  /** A database to copy; nobody may be connected to it. */
  readonly template?: string | undefined;
}

/**
 * Creates an empty database on the server at `url`, whose user must be allowed to, and returns
 * the connection string of the new one. Throws a UserError when it exists already.
 */
export async function createDatabase(
  url: string,
  name: string,
  options: DatabaseOptions = {},
): Promise<string> {
  checkName(name);
  const { template } = options;
  const source = template === undefined ? '' : ` TEMPLATE ${escapeIdentifier(template)}`;
  try {
    await connectDatabase(url, (client) =>
      client.query(`CREATE DATABASE ${escapeIdentifier(name)}${source}`),
    );
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '42P04') throw error;
    throw new UserError(
      'postgres-database-exists',
      `There is a database called ${name} already.`,
      'Choose another name, or drop the old one first.',
    );
  }
  return withDatabase(url, name);
}

/** Drops a database, ending the connections to it. Does nothing when it does not exist. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  checkName(name);
  // A database cannot be dropped over a connection to itself.
  const from = databaseOf(url) === name ? withDatabase(url, 'postgres') : url;
  await connectDatabase(from, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
  );
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function checkName(name: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes >= 1 && bytes <= 63 && !name.includes('\0')) return;
  throw new UserError(
    'postgres-database-name',
    `${JSON.stringify(name)} cannot name a database.`,
    'Use 1 to 63 bytes; PostgreSQL would silently cut a longer name.',
  );
}
