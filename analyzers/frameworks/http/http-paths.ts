/** Paths of routes: joining prefixes, and one way of writing parameters for all frameworks. */

/** A path as far as it is known; `exact` is false when a part had to be left out. */
export interface PathText {
  readonly text: string;
  readonly exact: boolean;
  /** One of several that the code chooses from. */
  readonly chosen?: true;
}

/** Joins prefix and path, with one slash between them and none at the end; regular expressions stay as written. */
export function joinPaths(prefix: string, path: string): string {
  if (isRegex(path)) return prefix === '' || prefix === '/' ? path : `${withoutEnd(prefix)}${path}`;
  const joined = `/${prefix}/${path}`.replace(/\/{2,}/g, '/');
  return joined === '/' ? '' : withoutEnd(joined);
}

/** The path as users see it: `/` for the root, parameters without their constraints. */
export function finishPath(path: string): string {
  if (path === '') return '/';
  return isRegex(path) ? path : withoutEnd(normalizeParameters(path)) || '/';
}

const isRegex = (path: string): boolean =>
  /^\/.+\/[dgimsuvy]*$/.test(path) && /[\\^$()[\]|]/.test(path) && !/:\w+\(/.test(path);
const withoutEnd = (path: string): string => path.replace(/\/+$/, '');

/**
 * `:id(\\d+)` and `:id?` → `:id`, `{/:id}` → `/:id`, `(.*)` → `*`, `::` → `:`; `*splat` stays.
 * A part that nobody knows (`{}`) stays visible.
 */
export function normalizeParameters(path: string): string {
  return withoutConstraints(path)
    .replace(/\{([^{}]+)\}/g, '$1')
    .replace(/\{([^{}]+)\}/g, '$1')
    .replace(/(:\w+)[?+*]/g, '$1')
    .replace(/::/g, ':')
    .replace(/\/{2,}/g, '/');
}

/** Drops balanced parentheses behind a parameter; standing alone `(.*)` means everything. */
function withoutConstraints(path: string): string {
  let text = '';
  for (let at = 0; at < path.length; at += 1) {
    if (path[at] !== '(') {
      text += path[at];
      continue;
    }
    const end = closingAt(path, at);
    const inner = path.slice(at + 1, end);
    if (!/:\w+$/.test(text)) text += inner === '.*' ? '*' : `(${inner})`;
    at = end;
  }
  return text;
}

function closingAt(path: string, open: number): number {
  let depth = 0;
  for (let at = open; at < path.length; at += 1) {
    if (path[at] === '\\') at += 1;
    else if (path[at] === '(') depth += 1;
    else if (path[at] === ')' && --depth === 0) return at;
  }
  return path.length;
}

/** Leaves out what nobody knows at the beginning of a path: a prefix from the configuration. */
export function withoutUnknown({ text, exact, chosen }: PathText): PathText {
  if (chosen) return { text: withoutUnknown({ text, exact }).text, exact: false };
  if (exact || !text.includes('{}')) return { text, exact };
  return { text: text.replace(/^\/?\{\}/, ''), exact: false };
}

/** Whether a prefix that middleware is limited to covers a path. */
export function coversPath(prefix: string, path: string): boolean {
  const limit = joinPaths('', prefix.replace(/\*.*$/, ''));
  const whole = joinPaths('', path);
  return limit === '' || whole === limit || whole.startsWith(`${limit}/`);
}
