import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small project before and after `saasctl check --fix`, every file whole. */
export interface FixCase {
  readonly name: string;
  readonly before: Readonly<Record<string, string>>;
  /** Symbolic links, by their target. */
  readonly links: Readonly<Record<string, string>>;
  /** Equal to `before` but for the files that the case shows a second time. */
  readonly after: Readonly<Record<string, string>>;
  /** What was left, as `path:line rule symbol: reason`. */
  readonly refused: string;
}

const CASES = join(import.meta.dirname, 'cases');

/**
 * `--- path` begins a file as it is before, `+++ path` as it is after, `=== refused` what was left.
 * `--- path -> target` is a symbolic link. What stands before the first of them says what the case is about.
 */
export function readCases(): readonly FixCase[] {
  return readdirSync(CASES)
    .sort()
    .map((file) => parseCase(file.replace(/\.txt$/, ''), readFileSync(join(CASES, file), 'utf8')));
}

function parseCase(name: string, text: string): FixCase {
  const before: Record<string, string> = {};
  const changed: Record<string, string> = {};
  const links: Record<string, string> = {};
  let refused = '';
  for (const part of text.split(/^(?=(?:---|\+\+\+|===) )/m).slice(1)) {
    const end = part.indexOf('\n');
    const [mark, path] = [part.slice(0, 3), part.slice(4, end)];
    const body = part.slice(end + 1);
    if (mark === '===') refused = body.trimEnd();
    else if (path.includes(' -> ')) links[path.replace(/ -> .*/, '')] = path.replace(/.* -> /, '');
    else if (mark === '---') before[path] = body;
    else changed[path] = body;
  }
  return { name, before, links, after: { ...before, ...changed }, refused };
}
