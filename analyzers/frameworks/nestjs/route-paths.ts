/** Paths as Nest joins them. */

/** Joins fragments with single slashes: leading slash, none at the end. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `/${joined.join('/')}`;
}

/**
 * Whether a pattern of `setGlobalPrefix`'s `exclude` matches a path: literal segments, `:name`,
 * `*`, `*name`, `{*name}` and `(.*)`.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  const source = joinPath(pattern)
    .split('/')
    .map((segment) =>
      segment.replace(/\{?\/?\*\w*\}?|\(\.\*\)|:\w+(?:\([^)]*\))?|[^*:({]+|./g, segmentSource),
    )
    .join('/');
  return new RegExp(`^${source}/?$`, 'i').test(joinPath(path));
}

function segmentSource(part: string): string {
  if (part === '(.*)' || part.includes('*')) return '.*';
  if (part.startsWith(':')) return '[^/]+';
  return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
