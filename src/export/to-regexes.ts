/** Paths and globs as the regular expressions of dependency-cruiser, true to every file of today. */
import { buildGlobs } from '../config/build-globs.ts';
import { coverFiles, TEST_REGEXES } from './cover-files.ts';
import { globToRegex, pathToRegex } from './glob-to-regex.ts';
import type { ImportRules, PathEntry } from './import-rules.ts';

export interface Regexes {
  readonly sources: readonly string[];
  /** Globs without an equal: written as the files that they match today. */
  readonly listed: readonly string[];
}

export function toRegexes(entries: readonly PathEntry[], paths: readonly string[]): Regexes {
  const sources = new Set<string>();
  const listed: string[] = [];
  for (const entry of entries) {
    const source = entry.literal ? pathToRegex(entry.glob) : globToRegex(entry.glob);
    if (source !== null && isTrue(source, entry, paths)) sources.add(source);
    else {
      listed.push(entry.glob);
      for (const path of entry.files) sources.add(pathToRegex(path));
    }
  }
  return { sources: [...sources], listed };
}

function isTrue(source: string, { files }: PathEntry, paths: readonly string[]): boolean {
  const regex = new RegExp(source);
  const own = new Set(files);
  return paths.every((path) => regex.test(path) === own.has(path));
}

/** More than so many repetitions in what is excluded, and dependency-cruiser takes it for unsafe. */
const REPETITIONS = 25;

/** Tests, and front-end code that no boundary holds. */
export function unjudgedRegexes({ unjudged, paths }: ImportRules): readonly string[] {
  const { tests, frontEnd } = unjudged;
  const tested = new Set(tests);
  const regexes = new Map<string, RegExp>();
  const matches = (source: string, path: string): boolean => {
    const regex = regexes.get(source) ?? new RegExp(source);
    regexes.set(source, regex);
    return regex.test(path);
  };
  const others = paths.filter((path) => !tested.has(path));
  const cover = coverFiles(TEST_REGEXES, matches, tests, others);
  const front = new Set(frontEnd);
  // Tests may be matched twice: a folder of front-end code is one entry, whatever tests are in it.
  const globs = buildGlobs(
    frontEnd,
    others.filter((path) => !front.has(path)),
  );
  const known = new Set(paths);
  const folders = globs.map(
    (glob) => (known.has(glob) ? null : globToRegex(glob)) ?? pathToRegex(glob),
  );
  const repeated = folders.filter((source) => source.includes('[^/]+')).length;
  return [
    ...cover.patterns,
    ...cover.left.map(pathToRegex),
    ...(repeated < REPETITIONS ? folders : frontEnd.map(pathToRegex)),
  ];
}
