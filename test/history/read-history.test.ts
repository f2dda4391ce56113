import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { parseLog, readHistory, summarizeHistory } from '../../analyzers/history/read-history.ts';

const everything = (): boolean => true;

function repository(): {
  readonly root: string;
  readonly commit: (author: string, files: Readonly<Record<string, string>>) => void;
  readonly git: (...args: string[]) => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'saasctl-history-'));
  const git = (...args: string[]): void => {
    execFileSync(
      'git',
      [
        '-c',
        'user.name=t',
        '-c',
        'user.email=t@example.org',
        '-c',
        'commit.gpgsign=false',
        ...args,
      ],
      { cwd: root, stdio: 'ignore' },
    );
  };
  git('init', '-q');
  return {
    root,
    git,
    commit: (author, files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(root, path, '..'), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      git('add', '-A');
      git(
        'commit',
        '-q',
        '--allow-empty-message',
        '-m',
        '',
        `--author=${author} <${author}@example.org>`,
      );
    },
  };
}

test('churn, authors and co-change follow a file through its renames', async () => {
  const { root, commit, git } = repository();
  for (const round of [1, 2, 3]) {
    commit(round === 1 ? 'ann' : 'bob', {
      'src/old name.ts': `a\n`.repeat(round * 10),
      'src/b.ts': `b\n`.repeat(round),
    });
  }
  renameSync(join(root, 'src/old name.ts'), join(root, 'src/new.ts'));
  git('add', '-A');
  git('commit', '-q', '-m', 'rename');
  const history = await readHistory({ root, isSource: everything });
  expect(history.state).toBe('complete');
  expect(history.commits).toBe(4);
  expect(history.files.find((one) => one.path === 'src/new.ts')).toMatchObject({
    commits: 4,
    added: 30,
    authors: 3,
  });
  expect(history.files.some((one) => one.path.includes('old'))).toBe(false);
  expect(history.coChanges).toEqual([
    { a: 'src/b.ts', b: 'src/new.ts', together: 3, strength: 0.75 },
  ]);
});

test('bulk commits count as churn but not as coupling', () => {
  const many = Array.from({ length: 21 }, (_, at) => ({
    path: `f${at}.ts`,
    from: null,
    added: 1,
    deleted: 0,
  }));
  const commits = Array.from({ length: 5 }, () => ({ author: 'a', changes: many }));
  const facts = summarizeHistory(commits, everything);
  expect(facts.bulkCommits).toBe(5);
  expect(facts.coChanges).toEqual([]);
  expect(facts.files[0]).toMatchObject({ commits: 5 });
});

test('a folder below the repository sees its own files only; a shallow clone is said to be one', async () => {
  const { root, commit } = repository();
  commit('ann', { 'api/a.ts': '1\n', 'web/b.ts': '1\n' });
  commit('ann', { 'api/a.ts': '2\n', 'web/b.ts': '2\n' });
  expect(
    (await readHistory({ root: join(root, 'api'), isSource: everything })).files.map(
      (one) => one.path,
    ),
  ).toEqual(['a.ts']);
  const clone = mkdtempSync(join(tmpdir(), 'saasctl-shallow-'));
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${root}`, clone], {
    stdio: 'ignore',
  });
  expect((await readHistory({ root: clone, isSource: everything })).state).toBe('shallow');
});

test('no repository is no error', async () => {
  const root = mkdtempSync(join(tmpdir(), 'saasctl-no-git-'));
  expect(await readHistory({ root, isSource: everything })).toMatchObject({
    state: 'absent',
    commits: 0,
  });
});

test('names with tabs and line breaks do not confuse the log', () => {
  const log =
    '\u0001a@x\0\n1\t2\tsrc/odd\nname.ts\u00003\t0\t\0old.ts\0new.ts\0\u0001b@x\0\n-\t-\timage.png\0';
  expect(parseLog(log)).toEqual([
    {
      author: 'a@x',
      changes: [
        { path: 'src/odd\nname.ts', from: null, added: 1, deleted: 2 },
        { path: 'new.ts', from: 'old.ts', added: 3, deleted: 0 },
      ],
    },
    { author: 'b@x', changes: [{ path: 'image.png', from: null, added: 0, deleted: 0 }] },
  ]);
});
