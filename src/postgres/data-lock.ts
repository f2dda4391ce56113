import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { isAlive } from './run-folder.ts';

/** What a running server wrote into its data directory. */
export interface DataLock {
  readonly text: string;
  readonly pid: number;
  /** What pg_ctl waits for: `starting`, `ready`, `stopping` and so on. */
  readonly state: string;
}

// Milliseconds for the rest of a killed run: to notice that it is to end, and to end.
const noticePatience = 3_000;
const endingPatience = 25_000;

/** Reads the lock file of a data directory; undefined when there is none. */
export function readDataLock(data: string): DataLock | undefined {
  try {
    const text = readFileSync(join(data, 'postmaster.pid'), 'utf8');
    const lines = text.split('\n');
    return { text, pid: Number(lines[0]), state: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * Makes sure no server runs on the data: waits a little for one that is ending (the rest of a
 * killed run), and removes a lock whose number now belongs to some other
 * program, on which PostgreSQL would give up. Throws a UserError when a server goes on running.
 */
export async function awaitDataLock(data: string): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    const lock = readDataLock(data);
    // A lock of a dead process is for PostgreSQL to judge: it looks at shared memory as well.
    if (lock === undefined || !isAlive(lock.pid)) return;
    if (runsElsewhere(lock.pid, data)) {
      rmSync(join(data, 'postmaster.pid'), { force: true });
      return;
    }
    const patience = lock.state === 'stopping' ? endingPatience : noticePatience;
    if (waited >= patience) throw inUse(data, lock.pid);
    await sleep(50);
  }
}

/** The failure for data that another server is using. */
export function inUse(data: string, pid: number | undefined): UserError {
  return new UserError(
    'postgres-data-in-use',
    `Another PostgreSQL server${pid === undefined ? '' : ` (process ${pid})`} is using ${data}.`,
    'Stop that server first, or give this one another data folder.',
  );
}

/** True only on proof: a server's working directory is its data directory. */
function runsElsewhere(pid: number, data: string): boolean {
  try {
    if (!existsSync(`/proc/${pid}`)) return false;
    return readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(data);
  } catch {
    return false;
  }
}
