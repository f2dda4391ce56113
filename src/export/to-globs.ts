/** Paths and globs as the micromatch patterns of eslint-plugin-boundaries, true to every file of today. */
import picomatch from 'picomatch';

import { buildGlobs } from '../config/build-globs.ts';
import { escapeGlob } from '../config/match-files.ts';
import { coverFiles, TEST_GLOBS } from './cover-files.ts';
import { globToRegex } from './glob-to-regex.ts';
import type { ImportRules, PathEntry } from './import-rules.ts';

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

/** Tests, front-end code, and files that put the application together. */
export function unjudgedGlobs({ unjudged, assembly, paths }: ImportRules): readonly string[] {
  const compiled = new Map<string, (path: string) => boolean>();
  const matches = (glob: string, path: string): boolean => {
    const test = compiled.get(glob) ?? picomatch(glob, AS_PLUGIN);
    compiled.set(glob, test);
    return test(path);
  };
  const tested = new Set(unjudged.tests);
  const others = paths.filter((path) => !tested.has(path));
  const cover = coverFiles(TEST_GLOBS, matches, unjudged.tests, others);
  const front = new Set(unjudged.frontEnd);
  // Tests may be matched twice: a folder of front-end code is one entry, whatever tests are in it.
  const rest = others.filter((path) => !front.has(path));
  return [
    ...cover.patterns,
    ...cover.left.map(escapeGlob),
    ...buildGlobs(unjudged.frontEnd, rest),
    ...assembly.map(escapeGlob),
  ];
}
