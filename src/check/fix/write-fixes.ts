/** Writes the files of a plan: all of them or none, as far as a file system allows. */
import {
  chmodSync,
  closeSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { UserError } from '../../errors.ts';
import type { FixPlan } from './fix-plan.ts';

interface Change {
  /** Behind symbolic links: what is written is the file, not a link to it. */
  readonly place: string;
  readonly staged: string;
  readonly before: string;
  readonly after: string;
}

/**
 * @param writer id of this process, which names temporary files
 * @throws UserError when a file is not what the plan was made from, or cannot be written; then all are as they were
 */
export function writeFixes({ root, files }: FixPlan, writer: number): void {
  const stale = files.filter(({ path, before }) => textOf(join(root, path)) !== before);
  const [first] = stale;
  if (first !== undefined) {
    const more = stale.length > 1 ? ` and ${stale.length - 1} more` : '';
    throw new UserError(
      'fix-stale',
      `${first.path}${more} changed while the fix was made, so nothing was written`,
      'Run saasctl check --fix again.',
    );
  }
  const changes = files.map(({ path, before, after }): Change => {
    const place = realpathSync(join(root, path));
    const staged = join(dirname(place), `.${basename(place)}.${writer}.saasctl`);
    return { place, staged, before, after };
  });
  try {
    commit(changes);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      'fix-unwritable',
      `Cannot write the fixes (${reason}), so every file is as it was`,
      'Make the files writable, or use --dry-run for a diff.',
    );
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** First everything is written beside its place: a full disk is noticed before anything has changed. */
function commit(changes: readonly Change[]): void {
  const own: string[] = [];
  const done: Change[] = [];
  try {
    for (const { place, staged, after } of changes) {
      closeSync(openSync(staged, 'wx'));
      own.push(staged);
      writeFileSync(staged, after);
      chmodSync(staged, statSync(place).mode);
    }
    for (const change of changes) {
      renameSync(change.staged, change.place);
      done.push(change);
    }
  } catch (error) {
    for (const staged of own) attempt(() => rmSync(staged, { force: true }));
    for (const { place, before } of done.reverse()) attempt(() => writeFileSync(place, before));
    throw error;
  }
}

/** The way back goes as far as it can: the first failure is what the user hears of. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // What cannot be restored is for git to restore.
  }
}
