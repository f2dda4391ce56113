/** Compiles a workspace glob (`*`, `?`, `**`, `{a,b}`) over root-relative POSIX paths. */
export function compileGlob(glob: string): RegExp {
  return new RegExp(`^${globSource(splitGlob(glob), { braces: true, hideDots: false })}$`);
}

/**
 * Compiles an entry of tsconfig "include" or "exclude": a folder stands for everything in it,
 * and wildcards of "include" skip names that begin with a dot.
 */
export function compileTsconfigGlob(glob: string, usage: 'include' | 'exclude'): RegExp {
  const segments = splitGlob(glob);
  if (usage === 'exclude') {
    return new RegExp(`^${globSource(segments, { braces: false, hideDots: false })}(?:$|/)`);
  }
  const last = segments.at(-1);
  if (last === undefined || !/[.*?]/.test(last)) segments.push('**', '*');
  else if (last === '**') segments.push('*');
  return new RegExp(`^${globSource(segments, { braces: false, hideDots: true })}$`);
}

interface GlobStyle {
  readonly braces: boolean;
  readonly hideDots: boolean;
}

function splitGlob(glob: string): string[] {
  return glob.split('/').filter((segment) => segment !== '' && segment !== '.');
}

function globSource(segments: readonly string[], style: GlobStyle): string {
  const name = style.hideDots ? '(?!\\.)[^/]+' : '[^/]+';
  return segments
    .map((segment, index) => {
      const final = index === segments.length - 1;
      if (segment === '**') return final ? `(?:${name}/)*${name}` : `(?:${name}/)*`;
      return segmentSource(segment, style) + (final ? '' : '/');
    })
    .join('');
}

function segmentSource(segment: string, style: GlobStyle): string {
  let source = style.hideDots && /^[*?]/.test(segment) ? '(?!\\.)' : '';
  let depth = 0;
  for (const char of segment) {
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '{' && style.braces) {
      depth++;
      source += '(?:';
    } else if (char === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (char === ',' && depth > 0) source += '|';
    else source += /[\\^$.|+()[\]{}]/.test(char) ? `\\${char}` : char;
  }
  return source + ')'.repeat(depth);
}
