import { readdirSync } from 'node:fs';

import type { FolderLink } from '../discover/find-links.ts';
import { baseName, folderOf, joinPath } from '../discover/posix-path.ts';

/** Answers whether a file exists; paths are root-relative and may begin with `..`. */
export type FileTest = (path: string) => boolean;

/** The files of a project, by path, with its symbolic links followed. */
export interface FileIndex {
  /** The real path of a project file, null when there is none at this path. */
  readonly find: (path: string) => string | null;
  readonly has: FileTest;
  /** Whether project files lie below the folder. */
  readonly hasFolder: (path: string) => boolean;
}

/** Builds the index over root-relative paths. */
export function createFileIndex(paths: readonly string[], links: readonly FolderLink[]): FileIndex {
  const files = new Set(paths);
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder);) {
      folders.add(folder);
      folder = folderOf(folder);
    }
  }
  const find = (path: string): string | null => {
    if (files.has(path)) return path;
    for (const link of links) {
      if (path === link.path) return find(link.target);
      if (path.startsWith(`${link.path}/`)) {
        return find(joinPath(link.target, path.slice(link.path.length + 1)));
      }
    }
    return null;
  };
  return {
    find,
    has: (path) => files.has(path) || (links.length > 0 && find(path) !== null),
    hasFolder: (path) => folders.has(path),
  };
}

/** Tests for files on disk, one folder listing per folder. */
export function createDiskTest(root: string): FileTest {
  const folders = new Map<string, ReadonlySet<string>>();
  const list = (folder: string): ReadonlySet<string> => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    let names: ReadonlySet<string>;
    try {
      const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true });
      names = new Set(entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name));
    } catch {
      names = new Set();
    }
    folders.set(folder, names);
    return names;
  };
  return (path) => list(folderOf(path)).has(baseName(path));
}
