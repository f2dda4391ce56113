import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '../../src/postgres/connect-database.ts';
import { findBinaries } from '../../src/postgres/find-binaries.ts';
import { startPostgres } from '../../src/postgres/start-postgres.ts';
import {
  awaitGone,
  exists,
  makeLauncherProject,
  startInChild,
  type ChildServer,
  type LauncherProject,
} from './launcher-project.ts';

let project: LauncherProject;
let base: Readonly<Record<string, unknown>>;

beforeAll(() => {
  project = makeLauncherProject();
  base = { nativeFolder: findBinaries() };
});

afterAll(() => project.remove());

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function runFoldersOf(server: ChildServer): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.includes(`-${server.child.pid}-`));
}

async function expectNothingLeft(server: ChildServer): Promise<void> {
  expect(await awaitGone(server.child.pid ?? 0)).toBe(true);
  expect(await awaitGone(server.pid)).toBe(true);
  await expect.poll(() => runFoldersOf(server), { timeout: 5_000 }).toEqual([]);
  expect(spawnSync('pgrep', ['-f', `saasctl-pg-[0-9a-f]*-${server.child.pid}-`]).status).toBe(1);
}

describe.skipIf(process.platform !== 'linux')('the server ends with its parent', () => {
  test.each(['return', 'exit', 'throw', 'stop'])('that ends by %s', async (end) => {
    await expectNothingLeft(await startInChild(project, { ...base, end }));
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('ended by %s', async (signal) => {
    const server = await startInChild(project, { ...base, end: 'wait' });
    expect(exists(server.pid)).toBe(true);
    server.child.kill(signal);
    await expectNothingLeft(server);
  });

  test('ended with its whole process group, as a CI timeout does', async () => {
    const server = await startInChild(project, { ...base, end: 'wait' });
    process.kill(-(server.child.pid ?? 0), 'SIGKILL');
    await expectNothingLeft(server);
  });

  test('even when the supervisor was killed before', async () => {
    const server = await startInChild(project, { ...base, end: 'wait' });
    process.kill(parentOf(server.pid), 'SIGKILL');
    server.child.kill('SIGKILL');
    expect(await awaitGone(server.pid)).toBe(true);
    // Nobody was left to remove the folder: the next start does.
    await (await startPostgres()).stop();
    expect(runFoldersOf(server)).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('a killed run is harmless', () => {
  let dataFolder = '';

  beforeAll(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'saasctl-postgres-kept-'));
    rmSync(dataFolder, { recursive: true });
    mkdirSync(dataFolder, { mode: 0o755 });
  });

  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

  test('for the next one on the same data, started at once', async () => {
    const killed = await startInChild(project, { ...base, dataFolder, end: 'wait' });
    await connectDatabase(killed.url, (client) => client.query('CREATE TABLE kept (id int)'));
    killed.child.kill('SIGKILL');
    const next = await startPostgres({ dataFolder });
    await connectDatabase(next.url, (client) => client.query('SELECT id FROM kept'));
    await next.stop();
  });

  test('when the server process itself was killed', async () => {
    const server = await startPostgres({ dataFolder });
    await connectDatabase(server.url, (client) => client.query('INSERT INTO kept VALUES (1)'));
    process.kill(server.pid ?? 0, 'SIGKILL');
    expect(await awaitGone(server.pid ?? 0)).toBe(true);
    await server.stop();
    const next = await startPostgres({ dataFolder });
    const rows = await connectDatabase(next.url, (client) => client.query('SELECT id FROM kept'));
    expect(rows.rows).toEqual([{ id: 1 }]);
    await next.stop();
  });

  test('when it was killed while it made the data', async () => {
    const half = join(dataFolder, 'half');
    mkdirSync(half);
    const dead = spawnSync('true').pid;
    const server = await startPostgres();
    const [name = ''] = readdirSync(tmpdir()).filter((entry) => entry.includes(`-${process.pid}-`));
    await server.stop();
    const space = name.split('-')[2];
    mkdirSync(join(half, `data-draft-${space}-${dead}-abc`, 'data'), { recursive: true });
    await (await startPostgres({ dataFolder: half })).stop();
    expect(readdirSync(half)).toEqual(['data']);
  });
});
