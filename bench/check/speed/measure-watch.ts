/** `saasctl check --watch`: from a saved file to the printed result. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { SAASCTL } from '../../speed/measure-checkout.ts';
import { chooseEdits } from './choose-edits.ts';
import type { EditKind } from './choose-edits.ts';
import type { GuardedCheckout } from './prepare-guarded.ts';

export interface WatchResult {
  readonly kind: EditKind;
  /** Medians, milliseconds. */
  readonly wall: number;
  readonly cpu: number;
  readonly slowest: number;
}

const EDITS = 10;
/** The line that stands below each result. */
const ANSWERED = 'waiting for changes';
/** Saves of a person are further apart; without it one run would pay for the collector of the last. */
const BETWEEN_MS = 1500;

export async function measureWatch(
  { root, judged }: GuardedCheckout,
  note: (text: string) => void,
): Promise<readonly WatchResult[]> {
  const child = spawn(process.execPath, [SAASCTL, 'check', '--watch'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await nextAnswer(child);
    const results: WatchResult[] = [];
    for (const { kind, path } of chooseEdits(judged)) {
      const runs: Run[] = [];
      // The first one is not counted: what it compiles and fills serves all others.
      for (let edit = 0; edit <= EDITS; edit += 1) {
        await sleep(BETWEEN_MS);
        const run = await saveOnce(child, join(root, path), `${kind}${edit}`);
        note(
          `watch, ${kind} ${edit}/${EDITS}: ${Math.round(run.wall)} ms, ${Math.round(run.cpu)} ms CPU`,
        );
        if (edit > 0) runs.push(run);
      }
      const wall = runs.map((one) => one.wall);
      results.push({
        kind,
        wall: medianOf(wall),
        cpu: medianOf(runs.map((one) => one.cpu)),
        slowest: Math.max(...wall),
      });
    }
    return results;
  } finally {
    await end(child);
  }
}

interface Run {
  readonly wall: number;
  readonly cpu: number;
}

async function saveOnce(child: ChildProcess, path: string, name: string): Promise<Run> {
  const before = cpuOf(child);
  const began = performance.now();
  const answer = nextAnswer(child);
  appendFileSync(path, `\nexport const ${name} = true;\n`);
  await answer;
  const wall = performance.now() - began;
  return { wall, cpu: cpuOf(child) - before };
}

/** Milliseconds of all threads, as the scheduler of Linux counts them. */
function cpuOf({ pid }: ChildProcess): number {
  const folder = `/proc/${pid}/task`;
  const nanoseconds = readdirSync(folder).map((task) =>
    Number(readFileSync(join(folder, task, 'schedstat'), 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

function nextAnswer(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (finish: () => void): void => {
      child.stdout?.off('data', read);
      child.off('exit', failed);
      finish();
    };
    const read = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      if (text.includes(ANSWERED)) done(resolve);
    };
    const failed = (): void => done(() => reject(new Error('the watch ended by itself')));
    child.stdout?.on('data', read);
    child.on('exit', failed);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await Promise.race([gone, sleep(10_000, undefined, { ref: false })]);
  child.kill('SIGKILL');
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const low = sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? 0;
  return (low + (sorted[middle] ?? 0)) / 2;
}
