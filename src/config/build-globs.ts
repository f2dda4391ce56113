/** The fewest readable entries for a set of files: whole folders, all files of a folder, single files. */
import { escapeGlob } from './match-files.ts';

interface Folder {
  readonly path: string;
  readonly folders: Map<string, Folder>;
  /** Files right in it that are meant. */
  readonly own: string[];
  /** Whether others lie right in it, and anywhere below. */
  others: boolean;
  othersBelow: boolean;
  ownBelow: number;
}

/**
 * @param own files that are meant
 * @param others files that no entry may match
 * @returns sorted entries that match all of `own` and none of `others`
 */
export function buildGlobs(own: readonly string[], others: readonly string[]): readonly string[] {
  const root = newFolder('');
  for (const path of own) add(root, path, true);
  for (const path of others) add(root, path, false);
  return cover(root).sort();
}

const newFolder = (path: string): Folder => ({
  path,
  folders: new Map(),
  own: [],
  others: false,
  othersBelow: false,
  ownBelow: 0,
});

function add(root: Folder, path: string, isOwn: boolean): void {
  let folder = root;
  const note = (): void => {
    if (isOwn) folder.ownBelow += 1;
    else folder.othersBelow = true;
  };
  note();
  for (const name of path.split('/').slice(0, -1)) {
    const known = folder.folders.get(name);
    const next = known ?? newFolder(folder.path === '' ? name : `${folder.path}/${name}`);
    folder.folders.set(name, next);
    folder = next;
    note();
  }
  if (isOwn) folder.own.push(path);
  else folder.others = true;
}

function cover(folder: Folder): string[] {
  if (folder.ownBelow === 0) return [];
  const prefix = folder.path === '' ? '' : `${escapeGlob(folder.path)}/`;
  // An entry that is the path of a file stands for that file alone.
  const isFree = (entry: string): boolean => !folder.own.includes(entry);
  if (!folder.othersBelow && isFree(`${prefix}**`)) return [`${prefix}**`];
  const isWhole = folder.own.length > 1 && !folder.others && isFree(`${prefix}*`);
  const files = isWhole ? [`${prefix}*`] : folder.own;
  return [...files, ...[...folder.folders.values()].flatMap(cover)];
}
