import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Location } from '../analyzers/index.ts';

/** Reads single lines of a project for display; each file once. */
export function createLineReader(root: string): (place: Location) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return ({ path, line }) => {
    const lines = files.get(path) ?? readLines(join(root, path));
    files.set(path, lines);
    return lines[line - 1];
  };
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
