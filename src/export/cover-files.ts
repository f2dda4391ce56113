/** Patterns for files of one kind: the usual ones as far as they hold in this project, the rest by path. */

/** Names and folders of tests, as discovery knows them. */
const TEST_WORDS = 'spec|test|tests|e2e|e2e-spec|e2e-test|int-spec|int-test|cy|bench'.split('|');
const TEST_FOLDERS =
  '__test__|__tests__|__mocks__|__fixtures__|__snapshots__|test|tests|e2e|*-e2e|*.e2e|e2e-*|e2e.*|cypress|playwright|test-util|test-utils|testing-util|testing-utils'.split(
    '|',
  );
const EXTENSIONS = 'ts,tsx,mts,cts,js,jsx,mjs,cjs';

export const TEST_GLOBS: readonly string[] = [
  `**/*.{${TEST_WORDS.join(',')}}.{${EXTENSIONS}}`,
  `**/*-{${TEST_WORDS.join(',')}}.{${EXTENSIONS}}`,
  `**/*_{test,spec}.{${EXTENSIONS}}`,
  `**/{${TEST_WORDS.join(',')}}.{${EXTENSIONS}}`,
  ...TEST_FOLDERS.map((folder) => `**/${folder}/**`),
];

/** The same as expressions, almost without repetitions: what is excluded may not have many. */
export const TEST_REGEXES: readonly string[] = [
  `(?:^|[/.-])(?:${TEST_WORDS.join('|')})\\.(?:${EXTENSIONS.replaceAll(',', '|')})$`,
  `_(?:test|spec)\\.(?:${EXTENSIONS.replaceAll(',', '|')})$`,
  ...TEST_FOLDERS.map((folder) => {
    const name = folder.replaceAll('.', String.raw`\.`);
    if (name.startsWith('*')) return `[^/]${name.slice(1)}/`;
    return `(?:^|/)${name.replace('*', '[^/]*')}/`;
  }),
];

export interface Cover<P> {
  readonly patterns: readonly P[];
  /** Files that need to be named. */
  readonly left: readonly string[];
}

/**
 * @param others files that no pattern may match
 * @returns patterns that hold, and of `wanted` what they miss
 */
export function coverFiles<P>(
  patterns: readonly P[],
  matches: (pattern: P, path: string) => boolean,
  wanted: readonly string[],
  others: readonly string[],
): Cover<P> {
  const held = patterns.filter((pattern) => !others.some((path) => matches(pattern, path)));
  return {
    patterns: held,
    left: wanted.filter((path) => !held.some((pattern) => matches(pattern, path))),
  };
}
