/** Entries of "public": a path or glob, or one with the names that alone are public: `src/orders/index.ts#OrderApi,OrderId`. */
import type { MatchFiles } from './match-files.ts';

export interface PublicEntry {
  /** Indices of the files. */
  readonly files: readonly number[];
  /** Null when everything that the files export is public. */
  readonly names: readonly string[] | null;
}

export function matchPublic(entry: string, match: MatchFiles): PublicEntry {
  const whole = match(entry);
  const at = entry.lastIndexOf('#');
  // A file may have a # in its name.
  if (at < 0 || whole.length > 0) return { files: whole, names: null };
  const names = entry.slice(at + 1).split(',');
  return { files: match(entry.slice(0, at)), names: names.map((name) => name.trim()) };
}
