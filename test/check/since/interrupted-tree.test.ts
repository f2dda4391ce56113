import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { makeFolder, makeRepository } from './make-repository.ts';

interface End {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly seen: readonly string[];
  readonly left: readonly string[];
}

async function run(how: NodeJS.Signals | 'exit'): Promise<End> {
  const { root, commit } = makeRepository();
  const base = commit({ 'src/a.ts': 'a' });
  const temporary = makeFolder();
  const script = join(import.meta.dirname, 'interrupt-tree.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, root, base, temporary, how], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const seen: string[] = [];
  child.stdout.once('data', () => {
    seen.push(...readdirSync(temporary));
    if (how !== 'exit') child.kill(how);
  });
  return new Promise((resolve) =>
    child.on('close', (status, signal) =>
      resolve({ status, signal, seen, left: readdirSync(temporary) }),
    ),
  );
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends the process as ever and leaves nothing behind',
  async (signal) => {
    const end = await run(signal);
    expect(end.seen).toHaveLength(1);
    expect(end).toMatchObject({ status: null, signal, left: [] });
  },
);

test('a process that exits in the middle leaves nothing behind', async () => {
  expect(await run('exit')).toMatchObject({ status: 7, signal: null, left: [] });
});
