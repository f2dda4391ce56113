/**
 * The globs under `packages:` of a pnpm-workspace.yaml, as block or flow sequence; null when the
 * key is there in a form that is not understood.
 */
export function readPnpmPackages(text: string): readonly string[] | null {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^(['"]?)packages\1\s*:/.test(line));
  if (start < 0) return [];
  const head = stripComment(lines[start] ?? '')
    .replace(/^[^:]*:/, '')
    .trim();
  if (head.startsWith('[')) {
    return readFlow([head, ...lines.slice(start + 1).map(stripComment)].join('\n'));
  }
  if (head !== '') return null;
  const globs: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const content = stripComment(line);
    if (content.trim() === '') continue;
    const item = /^\s*-\s+(.+)$/.exec(content)?.[1];
    if (item === undefined) {
      if (/^\S/.test(content)) break;
      return null;
    }
    const glob = readScalar(item);
    if (glob === null) return null;
    globs.push(glob);
  }
  return globs;
}

function readFlow(text: string): readonly string[] | null {
  const end = text.indexOf(']');
  if (end < 0) return null;
  const items = text.slice(1, end).split(',').map(readScalar);
  const globs = items.filter((item) => item !== '');
  return globs.includes(null) ? null : globs.flatMap((glob) => glob ?? []);
}

function readScalar(item: string): string | null {
  const text = item.trim();
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (quoted !== null) return quoted[2] ?? '';
  return /^[&|>{[%@`]/.test(text) ? null : text;
}

/** A `#` begins a comment at the start and after a blank, unless quotes are open. */
function stripComment(line: string): string {
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '#' && (index === 0 || /\s/.test(line.charAt(index - 1)))) {
      return line.slice(0, index);
    }
  }
  return line;
}
