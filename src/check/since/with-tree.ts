import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { foldersUpward } from '../../../analyzers/discover/posix-path.ts';
import { UserError } from '../../errors.ts';
import { linkFolder, linkModules } from './link-modules.ts';
import { locateProject } from './locate-project.ts';
import type { ProjectPlace } from './locate-project.ts';
import { removeOnExit } from './remove-on-exit.ts';
import { askGit } from './run-git.ts';
import { writeTree } from './write-tree.ts';

export interface TreeOptions {
  /** Told what takes time for a reason: a partial clone that fetches. */
  readonly note?: (text: string) => void;
  /** Where the folder is made; the system's place for temporary files by default. */
  readonly temporary?: string;
}

/**
 * Puts a commit into a folder of its own for the time of some work. The user's repository, index,
 * work trees and configuration stay as they are; the folder goes away however the work ends.
 * @param work gets the project's folder in it, links resolved
 * @throws UserError `base-without-project` when the commit has no such folder, `history-unavailable`
 */
export async function withTree<T>(
  folder: string,
  commit: string,
  work: (root: string) => Promise<T>,
  { note = () => undefined, temporary = tmpdir() }: TreeOptions = {},
): Promise<T> {
  const place = await locateProject(folder);
  const home = realpathSync(mkdtempSync(join(temporary, 'saasctl-base-')));
  const forget = removeOnExit(home);
  try {
    const target = join(home, 'tree');
    const { top, prefix } = place;
    const packages = await writeTree({ top, commit, prefix, target, note });
    const root = join(target, prefix);
    if (!existsSync(root)) throw withoutProject(prefix, commit);
    await writeRepository(place, commit, target);
    const around = foldersUpward(prefix.slice(0, -1));
    linkModules(realpathSync(top), target, new Set([...around, ...packages]));
    linkModulesAbove(top, home);
    return await work(realpathSync(root));
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 }).catch(() =>
      note(`The folder ${home} could not be removed; it is not needed any more`),
    );
    forget();
  }
}

function withoutProject(prefix: string, commit: string): UserError {
  return new UserError(
    'base-without-project',
    `At the merge base (${commit.slice(0, 12)}) there is no folder ${prefix.slice(0, -1)}, so there is nothing to compare with`,
    'All of it is new: run the check without --since.',
  );
}

/** What discovery reads of a repository: where its top is, what is tracked, what is ignored privately. */
async function writeRepository(
  { top, sha256 }: ProjectPlace,
  commit: string,
  target: string,
): Promise<void> {
  const git = join(target, '.git');
  mkdirSync(join(git, 'info'), { recursive: true });
  await askGit(top, ['read-tree', commit], { index: join(git, 'index') });
  if (sha256) writeFileSync(join(git, 'config'), '[extensions]\n\tobjectformat = sha256\n');
  const exclude = join(top, '.git', 'info', 'exclude');
  if (existsSync(exclude)) copyFileSync(exclude, join(git, 'info', 'exclude'));
}

/** Packages installed above the repository are found from below it as well. */
function linkModulesAbove(top: string, home: string): void {
  for (let folder = dirname(top); folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (!existsSync(modules)) continue;
    linkFolder(modules, join(home, 'node_modules'));
    return;
  }
}
