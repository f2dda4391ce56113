import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { awaitReady, isPortTaken } from './await-ready.ts';
import { readDataLock } from './data-lock.ts';
import type { Cluster } from './open-cluster.ts';
import type { PostgresOptions, PostgresServer } from './postgres-options.ts';
import type { PostgresRuntime } from './prepare-runtime.ts';
import { isAlive, removeFolder } from './run-folder.ts';
import { superviseServer, type Supervisor } from './supervise-server.ts';

// Longer than the supervisor's own steps (four signals, 5 s apart).
const stopTimeout = 30_000;
const socketPort = 5432;
// Address lengths that every supported system accepts (macOS: 104 bytes with the final zero).
const longestSocketPath = 103;

/** Everything decided before the server process exists. */
export interface Launch {
  readonly runtime: PostgresRuntime;
  readonly cluster: Cluster;
  readonly runFolder: string;
  readonly temporary: boolean;
  readonly durable: boolean;
  readonly options: PostgresOptions;
}

/** Starts the server process and resolves when it answers; tries other ports if it may. */
export async function launchServer(launch: Launch): Promise<PostgresServer> {
  const { listen, port } = launch.options;
  if (listen === 'socket') return launchOn(launch, socketPort, 0);
  if (port !== undefined) return launchOn(launch, port, 0);
  // Between finding a free port and the server's taking it, somebody else may.
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchOn(launch, await findFreePort(), attempt);
    } catch (error) {
      if (attempt === 5 || !isPortTaken(error)) throw error;
    }
  }
}

async function launchOn(launch: Launch, port: number, attempt: number): Promise<PostgresServer> {
  const { cluster, runtime, runFolder, temporary, options } = launch;
  const url = buildUrl(launch, port);
  const log = join(runFolder, `server-${attempt}.log`);
  const stale = readDataLock(cluster.data);
  const args = serverArguments(launch, port);
  const supervisor = superviseServer({
    runtime,
    data: cluster.data,
    args,
    log,
    runFolder,
    temporary,
  });
  const wait = { supervisor, data: cluster.data, log, url, port, stale };
  try {
    const pid = await awaitReady(wait, options.readyTimeout ?? 60_000);
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= stopServer(launch, supervisor, pid));
    return { url, origin: 'started', pid, stop };
  } catch (error) {
    supervisor.release();
    await awaitEnd(supervisor, cluster.data, undefined);
    throw error;
  }
}

async function stopServer(launch: Launch, supervisor: Supervisor, pid: number): Promise<void> {
  supervisor.release();
  const { cluster, runFolder } = launch;
  if (!(await awaitEnd(supervisor, cluster.data, pid))) {
    throw new UserError(
      'postgres-stop-failed',
      `The PostgreSQL server (process ${pid}) did not end within ${stopTimeout / 1000} s.`,
      `End process ${pid} yourself.`,
    );
  }
  removeFolder(runFolder);
}

async function awaitEnd(
  supervisor: Supervisor,
  data: string,
  pid: number | undefined,
): Promise<boolean> {
  // Timers that keep the process alive: the supervisor itself must not.
  for (let waited = 0; waited < stopTimeout; waited += 10) {
    // Should somebody kill the supervisor, its watcher still ends the server.
    const running = pid !== undefined && readDataLock(data)?.pid === pid && isAlive(pid);
    if (supervisor.hasExited() && !running) return true;
    await sleep(10);
  }
  return false;
}

function buildUrl({ cluster, runFolder, options }: Launch, port: number): string {
  if (options.listen !== 'socket') {
    return `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
  }
  const socket = join(runFolder, `.s.PGSQL.${port}`);
  if (process.platform === 'win32' || Buffer.byteLength(socket) > longestSocketPath) {
    throw new UserError(
      'postgres-socket-path',
      `No unix socket can be made at ${socket}.`,
      'Pass a shorter tempRoot, or listen on TCP.',
    );
  }
  return `postgresql://postgres@localhost:${port}/postgres?host=${encodeURIComponent(runFolder)}`;
}

function serverArguments(launch: Launch, port: number): readonly string[] {
  const socket = launch.options.listen === 'socket';
  const settings = {
    port: String(port),
    listen_addresses: socket ? '' : '127.0.0.1',
    unix_socket_directories: socket ? `"${launch.runFolder}"` : '',
    lc_messages: 'C',
    timezone: 'UTC',
    ...(launch.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...launch.options.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function findFreePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => settle(port));
    });
  });
}
