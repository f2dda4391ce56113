import { Client } from 'pg';

/** Opens one connection, hands it to `use`, and closes it again whatever happens. */
export async function connectDatabase<T>(
  url: string,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  // Without a listener a server that ends at the wrong moment ends this process too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The connection string without its password, for messages. */
export function describeUrl(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password !== '') parsed.password = '***';
    parsed.searchParams.delete('password');
    return parsed.href;
  } catch {
    return 'the given URL';
  }
}
