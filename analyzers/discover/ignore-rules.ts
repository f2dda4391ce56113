import ignore, { type Ignore } from 'ignore';

/** Rules of one .gitignore, which apply to paths below its folder. */
interface IgnoreLevel {
  /** Folder of the file, relative to the repository root; '' at the top. */
  readonly folder: string;
  readonly rules: Ignore;
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
