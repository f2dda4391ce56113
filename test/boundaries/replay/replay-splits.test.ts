import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { findRenames } from '../../../bench/boundaries/replay/find-renames.ts';
import { renderReplay } from '../../../bench/boundaries/replay/render-replay.ts';
import { replaySplits } from '../../../bench/boundaries/replay/replay-splits.ts';
import type { ReplayRule } from '../../../bench/boundaries/replay/replay-rule.ts';
import { createSnapshotClone } from '../../../bench/boundaries/replay/snapshot-clone.ts';

/** A layered server of two features; first tags, then users are moved into folders of their own. */
let repository = '';
const lines = (name: string, count = 12): string =>
  Array.from({ length: count }, (_, index) => `export const ${name}${index} = ${index};`).join(
    '\n',
  );

function git(...args: readonly string[]): string {
  const identity = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.org',
    '-c',
    'commit.gpgsign=false',
  ];
  return execFileSync('git', [...identity, ...args], { cwd: repository, encoding: 'utf8' });
}

function commit(day: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
  git('add', '-A');
  const date = `${day}T12:00:00Z`;
  execFileSync(
    'git',
    [
      '-c',
      'user.name=t',
      '-c',
      'user.email=t@example.org',
      '-c',
      'commit.gpgsign=false',
      'commit',
      '-qm',
      day,
    ],
    { cwd: repository, env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } },
  );
}

function move(from: string, to: string): void {
  mkdirSync(dirname(join(repository, to)), { recursive: true });
  git('mv', from, to);
}

const rule = (): ReplayRule => ({
  repository: 'example/layered',
  head: git('rev-parse', 'HEAD').trim(),
  root: '.',
  checkout: ['/*.json', '/src/'],
  from: ['src/**'],
  to: 'src/features/*',
  undecided: ['src/routes/**'],
  since: '2023-01-01',
  until: '2023-12-31',
  similarity: 60,
});

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'saasctl-split-'));
  git('init', '-q');
  commit('2022-12-01', {
    'package.json': '{ "name": "layered" }',
    'web/big.ts': lines('web'),
    'src/db/tag-store.ts': lines('tagStore'),
    'src/services/tag.ts': `import { tagStore0 } from '../db/tag-store';\n${lines('tag')}\nexport default tagStore0;`,
    'src/routes/tags.ts': `import { tag0 } from '../services/tag';\n${lines('tags')}\nexport default tag0;`,
    'src/db/user-store.ts': lines('userStore'),
    'src/services/user.ts': `import { userStore0 } from '../db/user-store';\n${lines('user')}\nexport default userStore0;`,
  });
  move('src/services/user.ts', 'src/services/account.ts');
  commit('2023-01-15', {});
  move('src/db/tag-store.ts', 'src/features/tag/tag-store.ts');
  move('src/services/tag.ts', 'src/features/tag/tag.ts');
  move('src/routes/tags.ts', 'src/features/tag/tags.ts');
  commit('2023-02-01', { 'src/features/user/kinds.ts': lines('kind') });
  move('src/db/user-store.ts', 'src/features/user/user-store.ts');
  move('src/services/account.ts', 'src/features/user/account.ts');
  commit('2023-03-01', {});
});

afterAll(() => rmSync(repository, { recursive: true, force: true }));

test('renames come oldest first, with day and parent', () => {
  const found = findRenames(repository, { head: 'HEAD', similarity: 60, scope: ['src'] });
  expect(found.map(({ day, renames }) => [day, renames.length])).toEqual([
    ['2023-01-15', 1],
    ['2023-02-01', 3],
    ['2023-03-01', 2],
  ]);
  expect(found[1]?.parent).toBe(git('rev-parse', 'HEAD~2').trim());
});

test('a snapshot shows the files and the history of its commit and nothing later', () => {
  const clone = createSnapshotClone(repository, rule());
  try {
    clone.goTo(git('rev-parse', 'HEAD~2').trim());
    expect(existsSync(join(clone.folder, 'src/services/account.ts'))).toBe(true);
    expect(existsSync(join(clone.folder, 'src/features'))).toBe(false);
    expect(existsSync(join(clone.folder, 'web'))).toBe(false);
    const log = execFileSync('git', ['log', '--format=%s'], {
      cwd: clone.folder,
      encoding: 'utf8',
    });
    expect(log.trim().split('\n')).toEqual(['2023-01-15', '2022-12-01']);
  } finally {
    clone.remove();
  }
  expect(existsSync(clone.folder)).toBe(false);
});

test('the history of a snapshot can be read though the mirror left a large file out', () => {
  const blob = git('rev-parse', 'HEAD:web/big.ts').trim();
  const object = join(repository, '.git/objects', blob.slice(0, 2), blob.slice(2));
  const bytes = readFileSync(object);
  rmSync(object, { force: true });
  const clone = createSnapshotClone(repository, rule());
  try {
    clone.goTo('HEAD');
    const args = ['log', '--numstat', '--format='];
    const log = execFileSync('git', args, { cwd: clone.folder, encoding: 'utf8' });
    expect(log).toContain('0\t0\tweb/big.ts');
  } finally {
    clone.remove();
    writeFileSync(object, bytes);
  }
});

test('each unit is looked at the day before it was begun and before the first of all', async () => {
  const { moves, steps } = await replaySplits(rule(), repository, [], () => undefined);
  expect(moves).toBe(5);
  expect(
    steps.map(({ unit, day, own, first }) => [unit, day, own.files, own.wholeFiles, first.files]),
  ).toEqual([
    ['tag', '2023-02-01', 3, 3, 3],
    ['user', '2023-03-01', 2, 3, 2],
  ]);
});

test('the report counts only units of three files and more', async () => {
  const replay = await replaySplits(rule(), repository, ['user'], () => undefined);
  expect(renderReplay(replay)).toContain('| the day before, with its folder | 1 |');
  const tiny = {
    ...replay,
    steps: replay.steps.map((step) => ({ ...step, own: { ...step.own, wholeFiles: 2 } })),
  };
  expect(renderReplay(tiny)).toContain('user (too small)');
  expect(renderReplay(tiny)).toContain('| the day before, with its folder | 0 |');
});

test('a day that cannot be analyzed is reported and the others are replayed', async () => {
  // Only the routes are checked out; before the second unit is begun there are none left.
  const routes = { ...rule(), checkout: ['/*.json', '/src/routes/'] };
  const replay = await replaySplits(routes, repository, [], () => undefined);
  expect(replay.steps.map(({ unit }) => unit)).toEqual(['tag']);
  expect(replay.failed).toMatchObject([{ unit: 'user', day: '2023-03-01' }]);
  expect(renderReplay(replay)).toContain('5 files into 2 units, 1 of them could not be analyzed');
  expect(renderReplay(replay)).toContain('**Failed** 2023-03-01 user: ProjectError');
});
