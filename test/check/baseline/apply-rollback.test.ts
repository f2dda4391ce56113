import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { applyBaseline } from '../../../src/check/baseline/apply-baseline.ts';
import { temporaryFolder } from '../../cli/run-cli.ts';
import { refused } from './refused.ts';

vi.mock('node:fs', async (load) => {
  const real = await load<typeof import('node:fs')>();
  return { ...real, renameSync: vi.fn(real.renameSync), rmSync: vi.fn(real.rmSync) };
});

const BEFORE = { '.gitattributes': '*.jsonl merge=union\n', 'a.jsonl': 'a', 'c.jsonl': 'c' };

function prepared(): { readonly home: string; readonly folder: string } {
  const home = temporaryFolder();
  const folder = join(home, '.saasctl', 'baseline');
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(BEFORE)) writeFileSync(join(folder, file), text);
  return { home, folder };
}

const contents = (folder: string): unknown =>
  Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );

test.each([1, 2, 3])('a disk that fails at rename %i leaves everything as it was', (failing) => {
  const { home, folder } = prepared();
  const renamed = vi.mocked(renameSync);
  const real = renamed.getMockImplementation();
  let calls = 0;
  renamed.mockImplementation((from, to) => {
    calls += 1;
    if (calls === failing) throw Object.assign(new Error('disk'), { code: 'EIO' });
    real?.(from, to);
  });
  const next = new Map([
    ['a.jsonl', 'A'],
    ['b.jsonl', 'B'],
    ['c.jsonl', 'C'],
  ]);
  expect(refused(() => applyBaseline(home, next)).message).toContain('(EIO)');
  expect(calls).toBe(failing);
  expect(contents(folder)).toEqual(BEFORE);
  if (real) renamed.mockImplementation(real);
  applyBaseline(home, next);
  expect(contents(folder)).toEqual({ ...BEFORE, ...Object.fromEntries(next) });
});

test('a failing removal brings the written files back', async () => {
  const { rmSync } = await import('node:fs');
  const { home, folder } = prepared();
  vi.mocked(rmSync).mockImplementationOnce(() => {
    throw Object.assign(new Error('busy'), { code: 'EBUSY' });
  });
  expect(refused(() => applyBaseline(home, new Map([['a.jsonl', 'A']]))).message).toContain(
    '(EBUSY)',
  );
  expect(contents(folder)).toEqual(BEFORE);
});
