import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { connectDatabase } from './connect-database.ts';
import { inUse, readDataLock, type DataLock } from './data-lock.ts';
import type { Supervisor } from './supervise-server.ts';

/** A server that was just started. */
export interface StartingServer {
  readonly supervisor: Supervisor;
  readonly data: string;
  readonly log: string;
  readonly url: string;
  readonly port: number;
  /** The lock file that a killed run left behind; not to be taken for the new server's. */
  readonly stale: DataLock | undefined;
}

/**
 * Waits until the server says that it is ready and answers a query, and returns its process id.
 * Throws a UserError with the end of its log when it ends instead, or `timeout` ms are over.
 */
export async function awaitReady(server: StartingServer, timeout: number): Promise<number> {
  for (let waited = 0; waited < timeout; waited += 10) {
    // First the state, then the lock: a server that fails leaves none.
    const exited = server.supervisor.hasExited();
    const lock = readDataLock(server.data);
    if (!exited && lock?.state === 'ready' && lock.text !== server.stale?.text) {
      await connectDatabase(server.url, (client) => client.query('SELECT 1'));
      return lock.pid;
    }
    if (exited) throw explainExit(server, await server.supervisor.exited);
    await sleep(10);
  }
  throw new UserError(
    'postgres-start-failed',
    `PostgreSQL was not ready after ${timeout / 1000} s. ${readLogEnd(server.log)}`,
    'The machine may be very busy: pass a longer readyTimeout.',
  );
}

/** Whether a start failed only because the port was not free. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof UserError && error.code === 'postgres-port-taken';
}

function explainExit(server: StartingServer, how: string): UserError {
  const said = readLogEnd(server.log);
  if (/could not (bind|create any) /.test(said) && /Address already in use/.test(said)) {
    return new UserError(
      'postgres-port-taken',
      `Port ${server.port} is taken by another program.`,
      'Leave the port out to get a free one, or stop the other program.',
    );
  }
  if (/could not bind [^\n]*Permission denied/.test(said)) {
    return new UserError(
      'postgres-permission',
      `PostgreSQL may not listen on port ${server.port}.`,
      'Choose a port above 1023, or leave it out to get a free one.',
    );
  }
  if (/lock file "postmaster.pid" already exists/.test(said)) return inUse(server.data, undefined);
  if (/administrative permissions/.test(said)) {
    return new UserError(
      'postgres-permission',
      'PostgreSQL refuses to run with administrator rights.',
      'Use a terminal without them, or set DATABASE_URL to a server that runs already.',
    );
  }
  return new UserError(
    'postgres-start-failed',
    `PostgreSQL ended while starting (${how}). ${said}`,
    'The lines above are the end of its log; check the settings and the data folder.',
  );
}

function readLogEnd(log: string): string {
  try {
    return readFileSync(log, 'utf8').trim().split('\n').slice(-12).join('\n');
  } catch {
    return '';
  }
}
