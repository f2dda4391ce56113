import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { cutExcerpt } from './report/html/cut-excerpt.ts';

/** Reads the lines around a line of a project; each file once. */
export function createExcerptReader(
  root: string,
): (path: string, line: number) => readonly string[] | null {
  const files = new Map<string, readonly string[]>();
  return (path, line) => {
    const lines = files.get(path) ?? readLines(join(root, path));
    files.set(path, lines);
    return cutExcerpt(lines, line);
  };
}

/** A file that is gone since it was analyzed has no lines to show. */
function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
