import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';

/** What a run used: CPU and peak memory over all its Node processes, wall time from start to end. */
export interface Usage {
  /** Milliseconds of all threads, user and system. */
  readonly cpu: number;
  /** Milliseconds. */
  readonly wall: number;
  /** Megabytes; the peaks of the processes added up. */
  readonly memory: number;
}

export interface MeasuredCommand {
  /** Arguments of `node`. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** File that takes stdout; discarded when it is left out. */
  readonly output?: string;
}

const HOOK = fileURLToPath(new URL('./usage-hook.cjs', import.meta.url));

/**
 * Runs Node once in a process of its own.
 * @param scratch path of a file that may be overwritten
 * @throws Error when the command ends with anything but 0 or 3 (an analysis that calls itself incomplete)
 */
export async function measureProcess(command: MeasuredCommand, scratch: string): Promise<Usage> {
  rmSync(scratch, { force: true });
  const out = openSync(command.output ?? devNull, 'w');
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require ${JSON.stringify(HOOK)}`,
    SPEED_USAGE: scratch,
  };
  const began = performance.now();
  const child = spawn(process.execPath, command.args, {
    cwd: command.cwd,
    env,
    stdio: ['ignore', out, 'pipe'],
  });
  const errors: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const wall = performance.now() - began;
  closeSync(out);
  if (status !== 0 && status !== 3) {
    throw new Error(
      `node ${command.args.slice(0, 4).join(' ')} … ended with ${status}:\n${Buffer.concat(errors).toString('utf8')}`,
    );
  }
  return { wall, ...readUsage(scratch) };
}

function readUsage(path: string): Pick<Usage, 'cpu' | 'memory'> {
  const processes = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  const sum = (column: number): number =>
    processes.reduce((total, row) => total + (row[column] ?? 0), 0);
  return { cpu: sum(0), memory: sum(1) / 1024 };
}

/** Medians of each figure. */
export function medianUsage(runs: readonly Usage[]): Usage {
  const median = (pick: (usage: Usage) => number): number => {
    const sorted = runs.map(pick).sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const [low = 0, high = 0] = [
      sorted[sorted.length % 2 === 0 ? middle - 1 : middle],
      sorted[middle],
    ];
    return (low + high) / 2;
  };
  return {
    cpu: median((one) => one.cpu),
    wall: median((one) => one.wall),
    memory: median((one) => one.memory),
  };
}
