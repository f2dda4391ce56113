import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { applyBaseline } from '../../../src/check/baseline/apply-baseline.ts';
import { readBaseline } from '../../../src/check/baseline/read-baseline.ts';
import { renderBaseline } from '../../../src/check/baseline/render-baseline.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import { temporaryFolder } from '../../cli/run-cli.ts';
import { refused } from './refused.ts';

const debt = (from: string, symbol: string): BaselineEntry => ({
  rule: 'private-api',
  from,
  to: 'kernel',
  symbol,
  places: 1,
});

const ATTRIBUTES = '*.jsonl merge=union\n';

/** Every file of the baseline with its text. */
function contents(home: string): Readonly<Record<string, string>> {
  const folder = join(home, '.saasctl', 'baseline');
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

function stored(...entries: readonly BaselineEntry[]): string {
  const home = temporaryFolder();
  applyBaseline(home, renderBaseline(entries));
  return home;
}

test('one file per place, and git is told how to merge them', () => {
  const home = stored(debt('orders', 'A'), debt('users', 'B'));
  const before = contents(home);
  expect(Object.keys(before)).toEqual(['.gitattributes', 'orders.jsonl', 'users.jsonl']);
  expect(before['.gitattributes']).toBe(ATTRIBUTES);
  expect(readBaseline(home)).toEqual([debt('orders', 'A'), debt('users', 'B')]);
});

test('a place without debts loses its file, and nothing else is touched', () => {
  const home = stored(debt('orders', 'A'), debt('users', 'B'));
  const folder = join(home, '.saasctl', 'baseline');
  writeFileSync(join(folder, 'README.md'), 'ours');
  const { mtimeNs } = statSync(join(folder, 'users.jsonl'), { bigint: true });
  applyBaseline(home, renderBaseline([debt('users', 'B')]));
  expect(Object.keys(contents(home))).toEqual(['.gitattributes', 'README.md', 'users.jsonl']);
  expect(statSync(join(folder, 'users.jsonl'), { bigint: true }).mtimeNs).toBe(mtimeNs);
});

test('a baseline without debts is still one: nobody accepts anew by accident', () => {
  const home = stored();
  expect(contents(home)).toEqual({ '.gitattributes': ATTRIBUTES });
  expect(readBaseline(home)).toEqual([]);
});

test('no folder, or one that holds nothing, is no baseline', () => {
  const home = temporaryFolder();
  expect(readBaseline(home)).toBeNull();
  mkdirSync(join(home, '.saasctl', 'baseline'), { recursive: true });
  expect(readBaseline(home)).toBeNull();
});

test('what a team has added to the attributes stays', () => {
  const home = stored(debt('orders', 'A'));
  const path = join(home, '.saasctl', 'baseline', '.gitattributes');
  writeFileSync(path, '*.jsonl linguist-generated');
  applyBaseline(home, renderBaseline([]));
  expect(readFileSync(path, 'utf8')).toBe(`*.jsonl linguist-generated\n${ATTRIBUTES}`);
  writeFileSync(path, `${ATTRIBUTES.trim()}\r\n*.md -diff\r\n`);
  applyBaseline(home, renderBaseline([]));
  expect(readFileSync(path, 'utf8')).toBe(`${ATTRIBUTES.trim()}\r\n*.md -diff\r\n`);
});

test('when one file cannot be written, none is', () => {
  const home = stored(debt('billing', 'A'), debt('gone', 'B'), debt('users', 'C'));
  const before = contents(home);
  const obstacle = join(home, '.saasctl', 'baseline', 'users.jsonl.tmp');
  mkdirSync(obstacle);
  const next = renderBaseline([debt('billing', 'X'), debt('new', 'Y'), debt('users', 'Z')]);
  const { code, message } = refused(() => applyBaseline(home, next));
  expect([code, message]).toEqual([
    'baseline-unwritable',
    'Cannot write the baseline .saasctl/baseline (EISDIR)',
  ]);
  const folder = join(home, '.saasctl', 'baseline');
  expect(readdirSync(folder).sort()).toEqual([...Object.keys(before), 'users.jsonl.tmp'].sort());
  for (const [file, text] of Object.entries(before))
    expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
});

test('a file where the folder should be is told, not replaced', () => {
  const home = temporaryFolder();
  writeFileSync(join(home, '.saasctl'), 'mine');
  expect(refused(() => applyBaseline(home, new Map())).code).toBe('baseline-unwritable');
  expect(readFileSync(join(home, '.saasctl'), 'utf8')).toBe('mine');
  expect(refused(() => readBaseline(home)).code).toBe('baseline-unreadable');
});

test('a folder that cannot be made is told', () => {
  const home = temporaryFolder();
  // Permissions stop nobody who is root; a file in the way stops everybody.
  writeFileSync(join(home, '.saasctl'), 'in the way');
  const { message, hint } = refused(() =>
    applyBaseline(home, renderBaseline([debt('orders', 'A')])),
  );
  expect(message).toMatch(/\((?:ENOTDIR|EEXIST)\)/);
  expect(hint).toContain('writable');
});

test('a file that is wrong is named as the user knows it', () => {
  const home = stored(debt('orders', 'A'));
  writeFileSync(join(home, '.saasctl', 'baseline', 'users.jsonl'), '\n{"rule":1}\n');
  const { code, message } = refused(() => readBaseline(home));
  expect(code).toBe('baseline-invalid');
  expect(message).toContain('.saasctl/baseline/users.jsonl:2:9  rule: there is no such rule');
});
