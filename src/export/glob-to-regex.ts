/**
 * Globs as regular expressions that dependency-cruiser accepts. It refuses any expression with a
 * repetition inside a repetition, which is what picomatch makes of `**`; and it would take a group
 * of `from` for a placeholder in `to`, so groups do not capture.
 */

/** What cannot be part of a name in a glob without meaning something. */
const SPECIAL = /[*?[\]{}()!+@|"\\]/;

/** A path as a regular expression that stands for nothing else. */
export const pathToRegex = (path: string): string => `^${escapeText(path)}$`;

/** `$` as a class: dependency-cruiser reads `$1` as a placeholder. */
const escapeText = (text: string): string =>
  text.replaceAll(/[.*+?^{}()|[\]\\]/g, String.raw`\$&`).replaceAll('$', '[$]');

/**
 * Not longer than it has to be: a configuration holds thousands of them.
 * @returns null for what has no equal here: extended globs, ranges, negated classes
 */
export function globToRegex(glob: string): string | null {
  const segments = splitSegments(glob);
  if (segments === null || segments.some((segment) => /^\.{0,2}$/.test(segment))) return null;
  let source = '';
  let isAfterStar = false;
  for (const [at, segment] of segments.entries()) {
    const isLast = at === segments.length - 1;
    if (segment === '**') {
      if (segments[at + 1] === '**') continue;
      if (source === '') source = isLast ? '^' : '(?:^|/)';
      // What a folder's glob matches is the folder itself as well, unless its name ends in a star.
      else if (isLast) source += isAfterStar ? '/' : '(?:/|$)';
      else source += '(?:/.*/|/)';
      if (isLast) return source;
      continue;
    }
    const text = translateSegment(segment);
    if (text === null) return null;
    isAfterStar = /(?<!\\)\*$/.test(segment);
    if (at === 0) source = `^${text}`;
    else source += segments[at - 1] === '**' ? text : `/${text}`;
  }
  return `${source}$`;
}

/** By the slashes that are not between braces or brackets; null when these are not paired. */
function splitSegments(glob: string): readonly string[] | null {
  const segments = [''];
  let depth = 0;
  for (let at = 0; at < glob.length; at += 1) {
    const char = glob[at] ?? '';
    const last = segments.length - 1;
    if (char === '/' && depth === 0) {
      segments.push('');
      continue;
    }
    if ('{[('.includes(char)) depth += 1;
    if ('}])'.includes(char)) depth -= 1;
    if (depth < 0) return null;
    segments[last] += char;
    if (char === '\\') {
      at += 1;
      segments[last] += glob[at] ?? '';
    }
  }
  return depth === 0 ? segments : null;
}

function translateSegment(segment: string): string | null {
  if (segment === '*') return '[^/]+';
  let source = '';
  for (let at = 0; at < segment.length;) {
    const part = readPart(segment, at);
    if (part === null) return null;
    source += part.source;
    at = part.end;
  }
  // A star may stand for nothing, a segment may not.
  return segment.startsWith('*') ? `(?=[^/])${source}` : source;
}

interface Part {
  readonly source: string;
  readonly end: number;
}

function readPart(segment: string, at: number): Part | null {
  const char = segment[at] ?? '';
  const next = segment[at + 1] ?? '';
  if (char === '\\')
    return /[A-Za-z0-9]/.test(next) || next === ''
      ? null
      : { source: escapeText(next), end: at + 2 };
  if (char === '@' && next === '(') return readChoices(segment, at + 1, ')', '|');
  if ('?*+!'.includes(char) && next === '(') return null;
  if (char === '*') return next === '*' ? null : { source: '[^/]*', end: at + 1 };
  if (char === '?') return { source: '[^/]', end: at + 1 };
  if (char === '{') return readChoices(segment, at, '}', ',');
  if (char === '[') return readClass(segment, at);
  return SPECIAL.test(char) && char !== '@' ? null : { source: escapeText(char), end: at + 1 };
}

/** `{a,b}` and `@(a|b)` of plain names. */
function readChoices(segment: string, at: number, close: string, between: string): Part | null {
  const end = segment.indexOf(close, at);
  const choices = segment.slice(at + 1, end).split(between);
  const isPlain = choices.every((one) => /^[\w.@/-]+$/.test(one) && !one.includes('..'));
  if (!isPlain || (choices.length < 2 && close === '}')) return null;
  return { source: `(?:${choices.map(escapeText).join('|')})`, end: end + 1 };
}

/** `[abc]` of plain letters, which also stands for itself. */
function readClass(segment: string, at: number): Part | null {
  const end = segment.indexOf(']', at);
  const letters = segment.slice(at + 1, end);
  if (!/^[\w.]+$/.test(letters)) return null;
  return { source: String.raw`(?:\[${escapeText(letters)}\]|[${letters}])`, end: end + 1 };
}
