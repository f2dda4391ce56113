/** Paths and globs as the micromatch patterns of eslint-plugin-boundaries, true to every file of today. */
import picomatch from 'picomatch';

import { escapeGlob } from '../config/match-files.ts';
import { globToRegex } from './glob-to-regex.ts';
import type { PathEntry } from './import-rules.ts';

export interface Globs {
  readonly patterns: readonly string[];
  /** Globs that other matchers may read otherwise: written as the files that they match today. */
  readonly listed: readonly string[];
}

/** As the plugin matches: a star stands for no name that begins with a dot. */
const AS_PLUGIN = { windows: false } as const;

export function toGlobs(entries: readonly PathEntry[]): Globs {
  const patterns = new Set<string>();
  const listed: string[] = [];
  for (const { glob, literal, files } of entries) {
    const isPlain = !literal && globToRegex(glob) !== null;
    if (!isPlain && !literal) listed.push(glob);
    if (isPlain) patterns.add(glob);
    const matches = isPlain ? picomatch(glob, AS_PLUGIN) : (): boolean => false;
    for (const path of files) if (!matches(path)) patterns.add(escapeGlob(path));
  }
  return { patterns: [...patterns], listed };
}
