/** Which files of the work tree are what git has recorded for them. */
import { kindOf } from './list-tree.ts';
import type { EntryKind } from './list-tree.ts';
import { askGit, runGit } from './run-git.ts';

export interface HeadFile {
  readonly kind: EntryKind;
  readonly hash: string;
  /** `clean`: the file on disk is this content (after the user's filters); `absent`: a sparse checkout leaves it out. */
  readonly state: 'clean' | 'changed' | 'absent';
}

/** What the user's work tree holds, by path from the top. */
export async function readHead(top: string): Promise<ReadonlyMap<string, HeadFile>> {
  const [index, changed] = await Promise.all([
    askGit(top, ['ls-files', '-z', '-v', '--stage']),
    findChanged(top),
  ]);
  const files = new Map<string, HeadFile>();
  for (const line of index.split('\0')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    const [tag = '', mode = '', hash = ''] = line.slice(0, tab).split(' ');
    const path = line.slice(tab + 1);
    files.set(path, { kind: kindOf(mode), hash, state: stateOf(tag, changed?.has(path) ?? true) });
  }
  return files;
}

/** `H` is a usual entry; a small letter means that the user forbade git to look whether it changed. */
function stateOf(tag: string, changed: boolean): HeadFile['state'] {
  if (tag === 'S' || tag === 's') return 'absent';
  return tag === 'H' && !changed ? 'clean' : 'changed';
}

/** Paths whose file is not what the index says; null when that cannot be known without running filters. */
async function findChanged(top: string): Promise<ReadonlySet<string> | null> {
  const filters = await silenceFilters(top);
  if (filters === null) return null;
  const args = [...filters, 'diff-files', '-z', '--name-only', '--ignore-submodules=all'];
  const answer = await askGit(top, args);
  return new Set(answer.split('\0').filter((path) => path !== ''));
}

/**
 * Where time stamps leave a doubt, git compares contents, and would run `filter.<name>.clean` for
 * it. Without the filter such a file counts as changed, which costs time and nothing else.
 */
async function silenceFilters(top: string): Promise<readonly string[] | null> {
  const { stdout } = await runGit(top, [
    'config',
    '-z',
    '--name-only',
    '--get-regexp',
    '^filter\\.',
  ]);
  const keys = stdout.split('\0').filter((key) => key !== '');
  const names = new Set(keys.map((key) => key.slice('filter.'.length, key.lastIndexOf('.'))));
  if ([...names].some((name) => name.includes('='))) return null;
  return [...names].flatMap((name) =>
    ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((setting) => [
      '-c',
      `filter.${name}.${setting}`,
    ]),
  );
}
