/** Data as JavaScript that a person would have written. */

/** Longer values are broken over lines. */
const WIDTH = 100;

/** Text of an expression that another tool's configuration computes. */
export interface Code {
  readonly code: string;
}

export type Value =
  | string
  | number
  | boolean
  | Code
  | readonly Value[]
  | { readonly [key: string]: Value };

export const code = (text: string): Code => ({ code: text });

export function renderValue(value: Value, indent = ''): string {
  const line = renderLine(value);
  if (indent.length + line.length <= WIDTH && !line.includes('\n')) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map((one) => `${inner}${renderValue(one, inner)},\n`);
    return `[\n${items.join('')}${indent}]`;
  }
  if (typeof value === 'object' && !isCode(value)) {
    const items = Object.entries(value).map(
      ([key, one]) => `${inner}${renderKey(key)}: ${renderValue(one, inner)},\n`,
    );
    return `{\n${items.join('')}${indent}}`;
  }
  return line;
}

const isCode = (value: Value): value is Code =>
  typeof value === 'object' && 'code' in value && typeof value['code'] === 'string';

function renderLine(value: Value): string {
  if (typeof value === 'string') return renderText(value);
  if (typeof value !== 'object') return String(value);
  if (isCode(value)) return value.code;
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(renderLine).join(', ')}]`;
  const items = Object.entries(value).map(([key, one]) => `${renderKey(key)}: ${renderLine(one)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}

export function renderText(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"');
  return `'${escaped.replaceAll("'", String.raw`\'`)}'`.replaceAll(/[\u2028\u2029]/g, (one) =>
    one === '\u2028' ? String.raw`\u2028` : String.raw`\u2029`,
  );
}

const renderKey = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : renderText(key));

const COMMENT_WIDTH = 96;

/** A block comment whose lines are not too long; nothing in it can end it early. */
export function renderComment(paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap((one) => wrap(one.replaceAll('*/', '* /')));
  return ['/*', ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */', ''].join('\n');
}

function wrap(paragraph: string): readonly string[] {
  const lines: string[] = [];
  const indent = /^ */.exec(paragraph)?.[0] ?? '';
  // What follows a dash is set in below it.
  const hanging = paragraph.startsWith('- ') ? '  ' : indent;
  let line = indent;
  for (const word of paragraph.trim().split(' ')) {
    if (line.trim() !== '' && line.length + word.length + 1 > COMMENT_WIDTH) {
      lines.push(line);
      line = `${hanging}${word}`;
    } else line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}
