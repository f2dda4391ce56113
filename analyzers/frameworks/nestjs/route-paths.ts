/** Paths as Nest joins them. */

/** Joins fragments with single slashes: leading slash, none at the end. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `/${joined.join('/')}`;
}

const PATTERN_PARTS = /\{\/\*\w*\}|\{\/:\w+\}|\{?\*\w*\}?|\(\.\*\)|:\w+(?:\([^)]*\))?|./g;

/**
 * Whether a pattern of `setGlobalPrefix`'s `exclude` matches a path: literal text, `:name`,
 * `*`, `*name`, `{*name}`, `(.*)` and the optional `{/*name}` and `{/:name}`.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  const source = `/${pattern.replace(/^\/+|\/+$/g, '')}`.replace(PATTERN_PARTS, partSource);
  return new RegExp(`^${source}/?$`, 'i').test(joinPath(path));
}

function partSource(part: string): string {
  if (part.startsWith('{/')) return part.includes('*') ? '(?:/.*)?' : '(?:/[^/]+)?';
  if (part === '(.*)' || part.includes('*')) return '.*';
  if (part.startsWith(':')) return '[^/]+';
  return part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
}
