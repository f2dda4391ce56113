import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { findMergeBase } from '../../../src/check/since/find-merge-base.ts';
import { UserError } from '../../../src/errors.ts';
import { makeFolder, makeRepository, openRepository } from './make-repository.ts';
import type { Repository } from './make-repository.ts';

const environment = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});

/** main: a – b; feature: a – c. */
function forked(): Repository & { readonly base: string } {
  const repository = makeRepository();
  const base = repository.commit({ 'src/a.ts': 'a', 'packages/core/src/x.ts': 'x' });
  repository.git('branch', 'feature');
  repository.commit({ 'src/b.ts': 'b' });
  repository.git('checkout', '-q', 'feature');
  repository.commit({ 'src/c.ts': 'c' });
  return { ...repository, base };
}

async function failure(folder: string, ref: string): Promise<UserError> {
  const outcome = await findMergeBase(folder, ref).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(UserError);
  return outcome as UserError;
}

test('the merge base is where the branch left the ref', async () => {
  const { root, base } = forked();
  expect(await findMergeBase(root, 'main')).toEqual({ commit: base, prefix: '' });
});

test('a sub-folder knows where it is in its repository', async () => {
  const { root, base } = forked();
  const found = await findMergeBase(join(root, 'packages', 'core'), 'main');
  expect(found).toEqual({ commit: base, prefix: 'packages/core/' });
});

test('a folder behind a symbolic link is the same folder', async () => {
  const { root, base } = forked();
  const link = join(makeFolder(), 'linked');
  symlinkSync(join(root, 'packages'), link);
  const found = await findMergeBase(join(link, 'core'), 'main');
  expect(found).toEqual({ commit: base, prefix: 'packages/core/' });
});

test('a detached head, a tag, a hash and an expression are commits as well', async () => {
  const { root, base, git } = forked();
  git('checkout', '-q', '--detach');
  git('tag', '-a', 'v1', '-m', 'one', 'main');
  for (const ref of ['main', 'v1', base, base.slice(0, 8), 'main~1', 'HEAD~1'])
    expect((await findMergeBase(root, ref)).commit, ref).toBe(base);
});

test('a linked work tree is a repository', async () => {
  const { root, base, git } = forked();
  const tree = join(root, '..', 'tree');
  git('worktree', 'add', '-q', '--detach', tree, 'feature');
  expect(await findMergeBase(tree, 'main')).toEqual({ commit: base, prefix: '' });
});

test('a hook that is running leads nowhere else', async () => {
  const { root, base } = forked();
  const other = forked();
  process.env['GIT_DIR'] = join(other.root, '.git');
  process.env['GIT_WORK_TREE'] = other.root;
  process.env['GIT_INDEX_FILE'] = join(other.root, '.git', 'next-index');
  process.env['GIT_PREFIX'] = 'src/';
  expect(await findMergeBase(root, 'main')).toEqual({ commit: base, prefix: '' });
});

test('a mistyped branch is answered with the near one', async () => {
  const { root } = forked();
  const { code, message, hint } = await failure(root, 'maim');
  expect({ code, message, hint }).toEqual({
    code: 'ref-unknown',
    message: '"maim" names no commit in this repository',
    hint: 'Did you mean main?',
  });
});

test('who says master where it is called main is told', async () => {
  const { root } = forked();
  expect((await failure(root, 'master')).hint).toBe('Did you mean main?');
  expect((await failure(root, 'origin/main')).hint).toBe('Did you mean main?');
});

test('a branch that only the remote has is fetched by the command in the hint', async () => {
  const { root, base } = forked();
  const clone = openRepository(join(root, '..', 'clone'));
  openRepository(root).git('clone', '-q', '--single-branch', '-b', 'feature', root, clone.root);
  const named = await failure(clone.root, 'origin/main');
  expect(named.code).toBe('ref-unknown');
  expect(named.hint).toBe(
    'If the branch is on the server, fetch it: git fetch origin main:refs/remotes/origin/main',
  );
  const local = await failure(clone.root, 'main');
  expect(local.hint).toMatch(/, then use --since origin\/main$/);
  const [, , ...command] = (/git fetch .+$/.exec(named.hint)?.[0] ?? '').split(' ');
  clone.git('fetch', '-q', ...command);
  expect((await findMergeBase(clone.root, 'origin/main')).commit).toBe(base);
  expect((await failure(clone.root, 'main')).hint).toBe('Did you mean origin/main?');
});

test.each([
  '--all',
  '-n1',
  '--output=stolen',
  '',
  '^main',
  'main..feature',
  ':src/a.ts',
  'a\nb',
  'a\0b',
  'main:src',
])('what is no ref stays data: %j', async (ref) => {
  const { root, git } = forked();
  expect((await failure(root, ref)).code).toBe('ref-unknown');
  expect(git('status', '--porcelain')).toBe('');
});

test('histories without a common commit cannot be compared', async () => {
  const { root, git, commit } = forked();
  git('checkout', '-q', '--orphan', 'island');
  commit({ 'src/d.ts': 'd' });
  expect((await failure(root, 'main')).code).toBe('history-unrelated');
});

test('a repository without a commit says so', async () => {
  const { root } = makeRepository();
  expect((await failure(root, 'main')).code).toBe('history-empty');
  const other = forked();
  other.git('checkout', '-q', '--orphan', 'island');
  expect((await failure(other.root, 'main')).code).toBe('history-empty');
});

/** What actions/checkout and GitLab make by default. */
function shallow(...options: string[]): string {
  const { root, git } = forked();
  const clone = join(root, '..', 'clone');
  git('clone', '-q', '--depth', '1', '-b', 'feature', ...options, `file://${root}`, clone);
  return clone;
}

test.each([
  ['both branches, cut off', ['--no-single-branch'], 'origin/main'],
  ['the other branch is missing', [], 'origin/main'],
  ['the other branch is missing, without remote', [], 'main'],
])('a shallow clone is no clean result: %s', async (_, options, ref) => {
  const { code, hint } = await failure(shallow(...options), ref);
  expect(code).toBe('history-shallow');
  expect(hint).toContain('"fetch-depth: 0" for actions/checkout');
  expect(hint).toContain('"GIT_DEPTH: 0" for GitLab');
});

test('what lies before the end of a shallow clone is not there, whatever it is called', async () => {
  const clone = shallow('--no-single-branch');
  for (const ref of ['HEAD~1', 'HEAD^', 'origin/main~1', 'feature^^', 'a1b2c3d4', 'f'.repeat(40)])
    expect((await failure(clone, ref)).code, ref).toBe('history-shallow');
  for (const ref of ['maim', 'nothing~1', '-n~1', '@{x}'])
    expect((await failure(clone, ref)).code, ref).toBe('ref-unknown');
});

test('in a complete clone a commit that is not there is fetched, an ancestor too far back is none', async () => {
  const { root } = forked();
  const { code, hint } = await failure(root, 'a1b2c3d4');
  expect({ code, hint }).toEqual({
    code: 'ref-unknown',
    hint: 'Fetch the branch that holds it: git fetch --all',
  });
  expect((await failure(root, 'main~9')).code).toBe('ref-unknown');
});

test('a shallow clone that holds the merge base will do', async () => {
  const { root, base, git } = forked();
  const clone = join(root, '..', 'clone');
  git(
    'clone',
    '-q',
    '--depth',
    '2',
    '--no-single-branch',
    '-b',
    'feature',
    `file://${root}`,
    clone,
  );
  expect((await findMergeBase(clone, 'origin/main')).commit).toBe(base);
});

test('outside of a repository and in a bare one there is nothing to compare with', async () => {
  const folder = makeFolder();
  expect((await failure(folder, 'main')).code).toBe('not-a-repository');
  execFileSync('git', ['init', '-q', '--bare', folder]);
  expect((await failure(folder, 'main')).code).toBe('not-a-repository');
  expect((await failure(join(folder, 'nowhere'), 'main')).code).toBe('project-not-found');
});

test('without git the check says what it needs', async () => {
  const { root } = forked();
  const empty = join(makeFolder(), 'bin');
  mkdirSync(empty);
  process.env['PATH'] = empty;
  expect((await failure(root, 'main')).code).toBe('git-missing');
});
