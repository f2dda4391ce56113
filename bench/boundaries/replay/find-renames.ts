/** Every rename in the history of some folders, oldest commit first. */
import { execFileSync } from 'node:child_process';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface RenameCommit {
  readonly id: string;
  /** First parent; empty for the first commit of all. */
  readonly parent: string;
  /** Day of the commit, `YYYY-MM-DD`. */
  readonly day: string;
  readonly renames: readonly Rename[];
}

export interface RenameQuery {
  readonly head: string;
  readonly similarity: number;
  readonly scope: readonly string[];
}

/** Git compares at most this many added with this many deleted files of one commit. */
const RENAME_LIMIT = 3000;

/**
 * Reads the whole history, not only the days of the moves: a file that was taken out may have had
 * another name before.
 */
export function findRenames(
  repository: string,
  { head, similarity, scope }: RenameQuery,
): readonly RenameCommit[] {
  const log = execFileSync(
    'git',
    [
      '-c',
      'core.quotepath=off',
      '-c',
      `diff.renameLimit=${RENAME_LIMIT}`,
      'log',
      '-z',
      '--name-status',
      `-M${similarity}%`,
      '--diff-filter=R',
      '--no-merges',
      '--reverse',
      '--date-order',
      '--date=short',
      '--format=%x01%H %cd %P',
      head,
      '--',
      ...scope,
    ],
    { cwd: repository, encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  return parseRenames(log);
}

/** Parses `git log -z --name-status --diff-filter=R --format=%x01%H %cd %P`. */
export function parseRenames(log: string): readonly RenameCommit[] {
  const commits: { id: string; parent: string; day: string; renames: Rename[] }[] = [];
  const tokens = log.split('\0').map((token) => token.replace(/^\n+/, ''));
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (token.startsWith('\u0001')) {
      const [id = '', day = '', parent = ''] = token.slice(1).trim().split(' ');
      commits.push({ id, day, parent, renames: [] });
    } else if (/^R\d+$/.test(token)) {
      commits.at(-1)?.renames.push({ from: tokens[at + 1] ?? '', to: tokens[at + 2] ?? '' });
      at += 2;
    }
  }
  return commits;
}
