import { createHash } from 'node:crypto';

import { isWithin } from '../../../analyzers/discover/posix-path.ts';
import { locateProject } from './locate-project.ts';
import { listTree } from './list-tree.ts';
import { askGit } from './run-git.ts';

/** Beside a project, these decide how it is read. */
const AROUND = /(?:^|\/)(?:\.gitignore|pnpm-workspace\.ya?ml|[^/]+\.json)$/;

/**
 * Names what an analysis of the project at a commit reads of the repository: equal for commits that
 * differ only elsewhere. Null when the commit has no such folder.
 * @param prefix as `findMergeBase` gives it
 */
export async function treeHash(
  folder: string,
  commit: string,
  prefix: string,
): Promise<string | null> {
  if (prefix === '') return (await askGit(folder, ['rev-parse', `${commit}^{tree}`])).trim();
  const { top } = await locateProject(folder);
  const entries = await listTree(top, commit);
  const own = entries.filter(({ path }) => path.startsWith(prefix));
  if (own.length === 0) return null;
  // Through a link or a submodule, anything may belong to it.
  const open = own.some(({ kind }) => kind !== 'file');
  const hash = createHash('sha1').update(`${prefix}\n`);
  for (const { path, kind, hash: content } of entries) {
    // Imports may lead beside the project: there it counts what exists, not what is in it.
    const matters = open || isWithin(path, prefix.slice(0, -1)) || AROUND.test(path);
    hash.update(`${path}\0${kind}\0${matters ? content : ''}\n`);
  }
  return hash.digest('hex');
}
