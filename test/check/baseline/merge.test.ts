import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createDiskStore } from '../../../src/cache/disk-store.ts';
import { applyBaseline } from '../../../src/check/baseline/apply-baseline.ts';
import { joinEntries } from '../../../src/check/baseline/join-entries.ts';
import { readBaseline } from '../../../src/check/baseline/read-baseline.ts';
import { renderBaseline } from '../../../src/check/baseline/render-baseline.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import { temporaryFolder } from '../../cli/run-cli.ts';

const CONFIG = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'core.hooksPath=/'];

/** A hook that runs the tests must not send its own repository along. */
const ENV = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')),
);

function git(home: string, ...args: readonly string[]): string {
  return execFileSync('git', [...CONFIG, ...args], { cwd: home, encoding: 'utf8', env: ENV });
}

const debt = (symbol: string, places = 1, from = 'orders'): BaselineEntry => ({
  rule: 'private-api',
  from,
  to: 'billing',
  symbol,
  places,
});

function commit(home: string, entries: readonly BaselineEntry[]): void {
  applyBaseline(home, renderBaseline(entries));
  git(home, 'add', '-A');
  git(home, 'commit', '-q', '-m', 'baseline');
}

/** What two branches make of a baseline, merged by git. */
function merged(
  base: readonly BaselineEntry[],
  ours: readonly BaselineEntry[],
  theirs: readonly BaselineEntry[],
): readonly BaselineEntry[] | null {
  const home = temporaryFolder();
  git(home, 'init', '-q', '-b', 'main');
  commit(home, base);
  git(home, 'switch', '-q', '-c', 'theirs');
  commit(home, theirs);
  git(home, 'switch', '-q', 'main');
  commit(home, ours);
  git(home, 'merge', '-q', '-m', 'merge', 'theirs');
  expect(git(home, 'status', '--porcelain')).toBe('');
  return readBaseline(home);
}

const BASE = ['C', 'M', 'X'].map((symbol) => debt(symbol));

test('two branches that add debts at the same place merge into both', () => {
  const ours = [...BASE, debt('D'), debt('E'), debt('Z')];
  const theirs = [...BASE, debt('D1'), debt('E', 4), debt('Z9'), debt('A')];
  expect(merged(BASE, ours, theirs)).toEqual(joinEntries([...ours, ...theirs]));
});

test('two branches that both begin the debts of a place merge into both', () => {
  const [ours, theirs] = [
    [...BASE, debt('A', 1, 'users')],
    [...BASE, debt('B', 1, 'users')],
  ];
  expect(merged(BASE, ours, theirs)).toEqual(joinEntries([...ours, ...theirs]));
});

test('the first baseline may come from two branches at once', () => {
  const [ours, theirs] = [[debt('A'), debt('C')], [debt('B')]];
  expect(merged([], ours, theirs)).toEqual(joinEntries([...ours, ...theirs]));
});

test('what one branch fixed is gone after the merge of one that added elsewhere', () => {
  const many = Array.from({ length: 20 }, (_, index) => debt(`S${index + 10}`));
  const after = merged(many, many.slice(1), [...many, debt('T')]);
  expect(after).toEqual(joinEntries([...many.slice(1), debt('T')]));
});

test('an allowance of one branch survives a count that another one lowered', () => {
  const before = debt('C', 5);
  const allowed = { ...before, reason: 'moves', owner: 'kim', until: '2027-01-31' };
  expect(merged([before], [allowed], [debt('C', 2)])).toEqual([allowed]);
});

test('the cache beside it is ignored by git, the baseline is not', () => {
  const home = temporaryFolder();
  git(home, 'init', '-q');
  createDiskStore(join(home, '.saasctl', 'cache'), 'stamp', 1).write('scans.json', '{}');
  applyBaseline(home, renderBaseline(BASE));
  mkdirSync(join(home, 'src'));
  writeFileSync(join(home, 'src', 'a.ts'), '');
  expect(git(home, 'status', '--porcelain', '-uall').trim().split('\n')).toEqual([
    '?? .saasctl/baseline/.gitattributes',
    '?? .saasctl/baseline/orders.jsonl',
    '?? src/a.ts',
  ]);
});
