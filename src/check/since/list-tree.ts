import { UserError } from '../../errors.ts';
import { askGit } from './run-git.ts';
import type { GitOptions } from './run-git.ts';

export type EntryKind = 'file' | 'link' | 'module';

/** One path of a commit. */
export interface TreeEntry {
  /** From the top of the repository. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Hash of its content; for a submodule, its commit. */
  readonly hash: string;
}

/** Everything in a commit, in git's order. */
export async function listTree(
  top: string,
  commit: string,
  options: GitOptions = {},
): Promise<readonly TreeEntry[]> {
  const answer = await askGit(top, ['ls-tree', '-r', '-z', '--full-tree', commit], options);
  return answer
    .split('\0')
    .filter((line) => line !== '')
    .map(parseEntry);
}

function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t');
  const [mode = '', , hash = ''] = line.slice(0, tab).split(' ');
  const path = line.slice(tab + 1);
  if (!isSafe(path))
    throw new UserError(
      'history-damaged',
      `The merge base holds the path ${JSON.stringify(path)}, which git itself would not check out`,
      'Run "git fsck" and take the path out of the history, or run the check without --since.',
    );
  return { path, kind: kindOf(mode), hash };
}

export function kindOf(mode: string): EntryKind {
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'module' : 'file';
}

/** What a tree made by hand may hold to write outside of its folder or into a `.git`. */
function isSafe(path: string): boolean {
  return path
    .split('/')
    .every((name) => !['', '.', '..'].includes(name) && name.toLowerCase() !== '.git');
}
