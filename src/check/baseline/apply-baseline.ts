/** Writes a baseline: all of its files or none, as far as a file system allows. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { UserError } from '../../errors.ts';
import {
  ATTRIBUTES_FILE,
  BASELINE_FOLDER,
  baselineFolder,
  isBaselineFile,
  UNION_MERGE,
} from './baseline-files.ts';

interface Change {
  readonly path: string;
  /** Null for a file that is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * @param home folder of the saasctl.json that it belongs to
 * @param files texts by name; every other file of the baseline is removed
 * @throws UserError when it cannot be written; then it is as it was
 */
export function applyBaseline(home: string, files: ReadonlyMap<string, string>): void {
  try {
    const folder = baselineFolder(home);
    mkdirSync(folder, { recursive: true });
    commit(listChanges(folder, files).filter(({ before, after }) => before !== after));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      'baseline-unwritable',
      `Cannot write the baseline ${BASELINE_FOLDER} (${reason})`,
      'Make the folder of saasctl.json writable, or use --dry-run to see what would change.',
    );
  }
}

function listChanges(folder: string, files: ReadonlyMap<string, string>): readonly Change[] {
  const changeOf = (file: string, text: (before: string | null) => string | null): Change => {
    const path = join(folder, file);
    const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
    return { path, before, after: text(before) };
  };
  const gone = readdirSync(folder).filter((file) => isBaselineFile(file) && !files.has(file));
  return [
    changeOf(ATTRIBUTES_FILE, withUnionMerge),
    ...[...files].map(([file, text]) => changeOf(file, () => text)),
    ...gone.map((file) => changeOf(file, () => null)),
  ];
}

/** What a team has added to the attributes stays. */
function withUnionMerge(before: string | null): string {
  if (before === null || before === '') return `${UNION_MERGE}\n`;
  if (before.split(/\r?\n/).includes(UNION_MERGE)) return before;
  return `${before}${before.endsWith('\n') ? '' : '\n'}${UNION_MERGE}\n`;
}

const temporaryOf = (path: string): string => `${path}.tmp`;

/** First everything is written beside its place: a full disk is noticed before anything has changed. */
function commit(changes: readonly Change[]): void {
  const done: Change[] = [];
  try {
    for (const { path, after } of changes)
      if (after !== null) writeFileSync(temporaryOf(path), after);
    for (const change of changes) {
      if (change.after === null) rmSync(change.path);
      else renameSync(temporaryOf(change.path), change.path);
      done.push(change);
    }
  } catch (error) {
    for (const { path } of changes) attempt(() => rmSync(temporaryOf(path), { force: true }));
    for (const change of done.reverse()) attempt(() => restore(change));
    throw error;
  }
}

function restore({ path, before }: Change): void {
  if (before === null) rmSync(path);
  else writeFileSync(path, before);
}

/** The way back goes as far as it can: the first failure is what the user hears of. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // What cannot be restored is for git to restore.
  }
}
