/** A commit as files on disk, as an analysis of the user's own checkout of it would find them. */
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';

import { folderOf, joinPath, leavesRoot } from '../../../analyzers/discover/posix-path.ts';
import { fetchMissing, findPromisor } from './fetch-missing.ts';
import { linkFolder } from './link-modules.ts';
import { listTree } from './list-tree.ts';
import type { TreeEntry } from './list-tree.ts';
import { planTree } from './plan-tree.ts';
import { missingObject, readBlobs } from './read-blobs.ts';
import { readHead } from './read-head.ts';
import { runGit } from './run-git.ts';

export interface TreeTask {
  /** Top of the user's work tree. */
  readonly top: string;
  readonly commit: string;
  /** Project in the repository, '' or with a slash at its end. */
  readonly prefix: string;
  /** Folder to fill; it is made. */
  readonly target: string;
  readonly note: (text: string) => void;
}

/** @returns folders that hold a package.json, from the top */
export async function writeTree(task: TreeTask): Promise<readonly string[]> {
  const { top, commit, prefix, target, note } = task;
  const promisor = await findPromisor(top);
  const [entries, head] = await Promise.all([
    listTree(top, commit, { network: promisor !== null }),
    readHead(top),
  ]);
  const plan = planTree(entries, head, prefix);
  makeFolders(target, [...plan.copies, ...plan.blobs, ...plan.empty, ...plan.links]);
  // What changed on disk meanwhile is still in the repository.
  const lost = plan.copies.filter((entry) => !copyFile(top, target, entry.path));
  for (const { path } of plan.empty) writeFileSync(join(target, path), '');
  for (const folder of plan.folders) {
    mkdirSync(join(target, folderOf(folder)), { recursive: true });
    linkFolder(join(top, folder), join(target, folder));
  }
  const blobs = [...plan.blobs, ...lost];
  const hashes = [...blobs, ...plan.links].map((entry) => entry.hash);
  if (promisor !== null) await fetchMissing(top, promisor, hashes, note);
  await writeBlobs(task, blobs, plan.links);
  for (const entry of plan.modules) await writeModule(task, entry);
  return entries
    .filter(({ path }) => path === 'package.json' || path.endsWith('/package.json'))
    .map(({ path }) => folderOf(path));
}

function makeFolders(target: string, entries: readonly TreeEntry[]): void {
  mkdirSync(target, { recursive: true });
  const made = new Set(['']);
  for (const { path } of entries) {
    const folder = folderOf(path);
    if (made.has(folder)) continue;
    made.add(folder);
    mkdirSync(join(target, folder), { recursive: true });
  }
}

/** @returns false when it is no longer there */
function copyFile(top: string, target: string, path: string): boolean {
  try {
    copyFileSync(join(top, path), join(target, path), constants.COPYFILE_FICLONE);
    return true;
  } catch {
    return false;
  }
}

/** Links come last: no file is ever written through one. */
async function writeBlobs(
  { top, target }: TreeTask,
  files: readonly TreeEntry[],
  links: readonly TreeEntry[],
): Promise<void> {
  const all = [...files, ...links];
  let at = 0;
  for await (const content of readBlobs(
    top,
    all.map((entry) => entry.hash),
  )) {
    const entry = all[at++];
    if (entry?.kind === 'file') writeFileSync(join(target, entry.path), content);
    else if (entry) writeLink(top, target, entry.path, content.toString('utf8'));
  }
}

/** Inside of the repository a link stays as it is; what leaves it leads where the head's leads. */
function writeLink(top: string, target: string, path: string, text: string): void {
  const inside = isAbsolute(text) ? null : joinPath(folderOf(path), text);
  const goal = inside !== null && leavesRoot(inside) ? join(top, inside) : text;
  const home = `${top}/`;
  const own = goal.startsWith(home) ? join(target, goal.slice(home.length)) : goal;
  try {
    symlinkSync(own, join(target, path));
  } catch {
    // Windows may refuse; git then writes the text of the link, as it did for the head.
    writeFileSync(join(target, path), text);
  }
}

/** A submodule that is checked out at the head is part of the project; any other is an empty folder. */
async function writeModule(task: TreeTask, { path, hash }: TreeEntry): Promise<void> {
  const top = join(task.top, path);
  if (!path.startsWith(task.prefix) || !existsSync(join(top, '.git'))) return;
  const { status } = await runGit(top, ['cat-file', '-e', `${hash}^{commit}`]);
  if (status !== 0) throw missingObject(`commit ${hash.slice(0, 12)} of the submodule ${path}`);
  await writeTree({ ...task, top, commit: hash, prefix: '', target: join(task.target, path) });
}
