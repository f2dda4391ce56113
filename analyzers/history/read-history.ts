/**
 * Churn, authors and co-change from git. Rename-aware; commits that touch very many files are left
 * out of co-change, because they say nothing about coupling (research: bulk commits drown the signal).
 */
import { spawn } from 'node:child_process';

import type { CoChange, FileHistory, HistoryFacts } from '../contract.ts';

/** Newest commits looked at; older ones say little about today's code and cost the most. */
const MAX_COMMITS = 1500;
/** A commit with more source files than this is a bulk commit. */
const BULK_FILES = 20;
/** A pair is reported from this many common commits and this Jaccard strength on. */
const MIN_TOGETHER = 3;
const MIN_STRENGTH = 0.3;
const MAX_PAIRS = 2000;

export interface HistoryOptions {
  readonly root: string;
  /** Files of today that are looked at (no tests). */
  readonly isSource: (path: string) => boolean;
}

interface Commit {
  readonly author: string;
  readonly changes: readonly Change[];
}

interface Change {
  readonly path: string;
  readonly from: string | null;
  readonly added: number;
  readonly deleted: number;
}

const NO_HISTORY = { commits: 0, bulkCommits: 0, files: [], coChanges: [] } as const;

/** Never fails: without git, or outside of a repository, the state is `absent`. */
export async function readHistory(options: HistoryOptions): Promise<HistoryFacts> {
  const shallow = await runGit(options.root, ['rev-parse', '--is-shallow-repository']);
  if (shallow === null) return { state: 'absent', ...NO_HISTORY };
  const state = shallow.trim() === 'true' ? 'shallow' : 'complete';
  const log = await readLog(options.root, ['--numstat', '-M']);
  if (log !== null) return { state, ...summarizeHistory(parseLog(log), options.isSource) };
  // A partial clone has no contents to compare: which files a commit names is still known.
  const names = await readLog(options.root, ['--name-status', '--no-renames']);
  // A repository without commits, or a folder that is not in it.
  if (names === null) return { state: 'absent', ...NO_HISTORY };
  return { state: 'names-only', ...summarizeHistory(parseLog(names), options.isSource) };
}

function readLog(root: string, detail: readonly string[]): Promise<string | null> {
  return runGit(root, [
    'log',
    '-z',
    ...detail,
    '--no-merges',
    '--relative',
    `--max-count=${MAX_COMMITS}`,
    '--format=%x01%ae',
    '--',
    '.',
  ]);
}

/** Output of `git log -z --numstat --format=%x01%ae` (or with `--name-status`), newest first. */
export function parseLog(log: string): readonly Commit[] {
  const commits: { author: string; changes: Change[] }[] = [];
  const tokens = log.split('\0');
  for (let at = 0; at < tokens.length; at += 1) {
    const token = (tokens[at] ?? '').replace(/^\n/, '');
    if (token.startsWith('\u0001')) {
      const [author = '', ...rest] = token.slice(1).split('\n');
      commits.push({ author, changes: [] });
      if (rest.length === 0 || rest.join('') === '') continue;
      tokens[at] = rest.join('\n').replace(/^\n+/, '');
      at -= 1;
      continue;
    }
    const commit = commits.at(-1);
    if (commit && /^[AMDTUX]$/.test(token)) {
      commit.changes.push({ path: tokens[at + 1] ?? '', from: null, added: 0, deleted: 0 });
      at += 1;
      continue;
    }
    const match = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(token);
    if (!match || !commit) continue;
    const [, added = '0', deleted = '0', path = ''] = match;
    const counts = { added: Number(added) || 0, deleted: Number(deleted) || 0 };
    if (path !== '') commit.changes.push({ path, from: null, ...counts });
    else {
      // A rename has an empty path here; the old and the new one follow.
      commit.changes.push({ from: tokens[at + 1] ?? '', path: tokens[at + 2] ?? '', ...counts });
      at += 2;
    }
  }
  return commits;
}

/** @param commits newest first, so that a rename tells how older commits called a file */
export function summarizeHistory(
  commits: readonly Commit[],
  isSource: (path: string) => boolean,
): Omit<HistoryFacts, 'state'> {
  const today = new Map<string, string>();
  const nameOf = (path: string): string => today.get(path) ?? path;
  const files = new Map<
    string,
    { commits: number; added: number; deleted: number; authors: Set<string> }
  >();
  const pairs = new Map<string, number>();
  const counted = new Map<string, number>();
  let bulkCommits = 0;
  for (const { author, changes } of commits) {
    const touched = new Set<string>();
    for (const change of changes) {
      const name = nameOf(change.path);
      if (change.from !== null && change.from !== change.path) today.set(change.from, name);
      if (!isSource(name)) continue;
      touched.add(name);
      const file = files.get(name) ?? {
        commits: 0,
        added: 0,
        deleted: 0,
        authors: new Set<string>(),
      };
      file.commits += 1;
      file.added += change.added;
      file.deleted += change.deleted;
      file.authors.add(author);
      files.set(name, file);
    }
    if (touched.size > BULK_FILES) bulkCommits += 1;
    else countTogether([...touched].sort(), pairs, counted);
  }
  return {
    commits: commits.length,
    bulkCommits,
    files: [...files].sort(byKey).map(([path, { authors, ...rest }]): FileHistory => ({
      path,
      ...rest,
      authors: authors.size,
    })),
    coChanges: strongPairs(pairs, counted),
  };
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

function countTogether(
  touched: readonly string[],
  pairs: Map<string, number>,
  counted: Map<string, number>,
): void {
  touched.forEach((a, at) => {
    counted.set(a, (counted.get(a) ?? 0) + 1);
    for (const b of touched.slice(at + 1)) {
      const key = `${a}\0${b}`;
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
  });
}

function strongPairs(
  pairs: ReadonlyMap<string, number>,
  counted: ReadonlyMap<string, number>,
): readonly CoChange[] {
  const strong: CoChange[] = [];
  for (const [key, together] of pairs) {
    if (together < MIN_TOGETHER) continue;
    const [a = '', b = ''] = key.split('\0');
    const either = (counted.get(a) ?? 0) + (counted.get(b) ?? 0) - together;
    const strength = Math.round((together / either) * 1000) / 1000;
    if (strength >= MIN_STRENGTH) strong.push({ a, b, together, strength });
  }
  return strong
    .sort(
      (x, y) =>
        y.together - x.together ||
        y.strength - x.strength ||
        (x.a < y.a ? -1 : x.a > y.a ? 1 : x.b < y.b ? -1 : 1),
    )
    .slice(0, MAX_PAIRS);
}

/** @returns standard output, null when git is missing or fails */
function runGit(cwd: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(
      'git',
      ['-c', 'core.quotepath=off', '-c', 'diff.renameLimit=400', ...args],
      {
        cwd,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(null));
    child.on('close', (status) =>
      resolve(status === 0 ? Buffer.concat(chunks).toString('utf8') : null),
    );
  });
}
