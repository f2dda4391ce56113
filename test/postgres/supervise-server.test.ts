import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDataLock } from '../../src/postgres/data-lock.ts';
import { findBinaries } from '../../src/postgres/find-binaries.ts';
import { openCluster } from '../../src/postgres/open-cluster.ts';
import { prepareRuntime, type PostgresRuntime } from '../../src/postgres/prepare-runtime.ts';
import { createOwnedFolder } from '../../src/postgres/run-folder.ts';
import { superviseServer, type ServerCommand } from '../../src/postgres/supervise-server.ts';
import { awaitGone } from './launcher-project.ts';

let runtime: PostgresRuntime;
let folder = '';

beforeEach(() => {
  const tempRoot = tmpdir();
  runtime = prepareRuntime({
    native: findBinaries(),
    runAs: undefined,
    folders: [],
    tempRoot,
    cacheFolder: undefined,
  });
  folder = createOwnedFolder(tempRoot, 'saasctl-supervise-test-', runtime.identity);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function buildCommand(args: readonly string[]): Promise<ServerCommand> {
  const { data } = await openCluster(runtime, folder, false);
  const log = join(folder, 'server.log');
  return { runtime, data, args, log, runFolder: folder, temporary: true };
}

// The second is for Windows, where there is no shell; here at least its logic is run.
describe.each(['shell', 'node'] as const)('the %s supervisor', (kind) => {
  test('ends the server and removes its folder when it is released', async () => {
    const args = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`];
    const command = await buildCommand(args);
    const supervisor = superviseServer(command, kind);
    const state = () => readDataLock(command.data)?.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('ready');
    const pid = readDataLock(command.data)?.pid ?? 0;
    expect(supervisor.hasExited()).toBe(false);
    supervisor.release();
    await supervisor.exited;
    expect(await awaitGone(pid, 1_000)).toBe(true);
    expect(existsSync(folder)).toBe(false);
  });

  test('leaves the log of a server that ends by itself', async () => {
    const command = await buildCommand(['-c', 'no_such=1']);
    const supervisor = superviseServer(command, kind);
    expect(await supervisor.exited).toBe('exit status 1');
    expect(readFileSync(command.log, 'utf8')).toContain('no_such');
  });
});
