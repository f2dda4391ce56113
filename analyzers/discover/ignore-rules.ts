import ignore, { type Ignore } from 'ignore';

import { folderOf, foldersUpward, isWithin } from './posix-path.ts';

/** Rules of one .gitignore, which apply to paths below its folder. */
interface IgnoreLevel {
  /** Folder of the file, relative to the repository root; '' at the top. */
  readonly folder: string;
  readonly rules: Ignore;
}

/** A .gitignore file: its folder relative to the repository root, and its text. */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/** The rules that apply in a folder: its own first, then those of the folders above. */
export type IgnoreRules = readonly IgnoreLevel[];

/** Adds the .gitignore of a folder; paths are relative to the repository root from here on. */
export function extendIgnoreRules(rules: IgnoreRules, folder: string, text: string): IgnoreRules {
  return [{ folder, rules: ignore().add(text) }, ...rules];
}

/** Whether git would ignore the path. Folders above it must have been asked first. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const level of rules) {
    const local = level.folder === '' ? path : path.slice(level.folder.length + 1);
    const result = level.rules.test(isFolder ? `${local}/` : local);
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

/**
 * Tests whether git would ignore a path or a folder around it, from all .gitignore files of a
 * project. For paths that may not exist: what is ignored is generated, not missing.
 */
export function createIgnoreTest(files: readonly IgnoreFile[]): (path: string) => boolean {
  // The deepest first, each read once: a project has thousands of folders and few .gitignore files.
  const levels = [...files]
    .sort((a, b) => a.folder.length - b.folder.length)
    .map(({ folder, text }): IgnoreLevel => ({ folder, rules: ignore().add(text) }))
    .toReversed();
  const known = new Map<string, IgnoreRules>();
  const rulesFor = (folder: string): IgnoreRules => {
    const cached = known.get(folder);
    if (cached !== undefined) return cached;
    const rules = levels.filter((level) => isWithin(folder, level.folder));
    known.set(folder, rules);
    return rules;
  };
  return (path) =>
    [path, ...foldersUpward(folderOf(path))].some(
      (each, index) => each !== '' && isIgnored(rulesFor(folderOf(each)), each, index > 0),
    );
}
