import type { PostgresOptions, PostgresServer } from './postgres-options.ts';
import { startPostgres } from './start-postgres.ts';

/** Starts a server, hands it to `use`, and stops it again whatever happens. */
export async function withPostgres<T>(
  options: PostgresOptions,
  use: (server: PostgresServer) => Promise<T>,
): Promise<T> {
  const server = await startPostgres(options);
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}
