/** A tolerant reader of Prisma schema files: blocks, fields, attributes, each with its position. */

export interface SchemaPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface SchemaAttribute {
  /** Without the at signs: `relation`, `map`, `db.Text`. */
  readonly name: string;
  readonly positional: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

export interface SchemaField {
  readonly name: string;
  readonly type: string;
  readonly list: boolean;
  readonly optional: boolean;
  readonly attributes: readonly SchemaAttribute[];
  readonly place: SchemaPlace;
  readonly text: string;
}

export type BlockKind = 'model' | 'view' | 'type' | 'enum' | 'datasource' | 'generator';

export interface SchemaBlock {
  readonly kind: BlockKind;
  readonly name: string;
  readonly place: SchemaPlace;
  readonly fields: readonly SchemaField[];
  /** Block attributes (`@@map`). */
  readonly attributes: readonly SchemaAttribute[];
  /** `key = value` of datasources and generators, quotes removed. */
  readonly settings: ReadonlyMap<string, string>;
  /** Names of an enum. */
  readonly values: readonly string[];
}

const HEADER = /^[ \t]*(model|view|type|enum|datasource|generator)[ \t]+(\w+)[ \t]*\{/gm;

export function parseSchema(path: string, text: string): readonly SchemaBlock[] {
  const clean = blankComments(text);
  const blocks: SchemaBlock[] = [];
  for (const match of clean.matchAll(HEADER)) {
    const open = match.index + match[0].length;
    const end = endOfBlock(clean, open);
    const name = match[2] ?? '';
    const at = match.index + match[0].lastIndexOf(name);
    const lines = logicalLines(clean, open, end);
    blocks.push(
      readBlock(match[1] as BlockKind, name, placeAt(path, text, at), lines, (offset) =>
        placeAt(path, text, offset),
      ),
    );
  }
  return blocks;
}

function placeAt(path: string, text: string, offset: number): SchemaPlace {
  const before = text.slice(0, offset);
  return { path, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Comments as spaces, so that offsets stay; slashes in strings are none. */
function blankComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '),
  );
}

/** Steps over text outside of strings. */
function* plainCharacters(
  text: string,
  from: number,
  to: number,
): Generator<readonly [number, string]> {
  let quoted = false;
  for (let at = from; at < to; at += 1) {
    const character = text[at] as string;
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    // An unclosed string ends with its line.
    else if (quoted && character === '\n') quoted = false;
    if (!quoted && character !== '"') yield [at, character];
  }
}

function endOfBlock(text: string, open: number): number {
  let depth = 1;
  for (const [at, character] of plainCharacters(text, open, text.length)) {
    if (character === '{') depth += 1;
    if (character === '}' && (depth -= 1) === 0) return at;
  }
  return text.length;
}

interface LogicalLine {
  readonly text: string;
  readonly offset: number;
}

/** Lines of a block; a line goes on while a parenthesis or bracket is open. */
function logicalLines(text: string, from: number, to: number): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let start = from;
  let depth = 0;
  const add = (end: number): void => {
    const raw = text.slice(start, end);
    const trimmed = raw.trim();
    if (trimmed !== '') lines.push({ text: trimmed, offset: start + raw.indexOf(trimmed) });
    start = end + 1;
  };
  for (const [at, character] of plainCharacters(text, from, to)) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth = Math.max(0, depth - 1);
    if (character === '\n' && depth === 0) add(at);
  }
  add(to);
  return lines;
}

const FIELD = /^(\w+)\s*:?\s+([A-Za-z_]\w*(?:\(\s*"[^"]*"\s*\))?)\s*(\[\s*\]|\?|!)?/;
const SETTING = /^(\w+)\s*=\s*([\s\S]*)$/;

function readBlock(
  kind: BlockKind,
  name: string,
  place: SchemaPlace,
  lines: readonly LogicalLine[],
  placeOf: (offset: number) => SchemaPlace,
): SchemaBlock {
  const fields: SchemaField[] = [];
  const attributes: SchemaAttribute[] = [];
  const settings = new Map<string, string>();
  const values: string[] = [];
  for (const { text, offset } of lines) {
    if (text.startsWith('@@')) attributes.push(...readAttributes(text));
    else if (kind === 'datasource' || kind === 'generator') {
      const match = SETTING.exec(text);
      if (match) settings.set(match[1] ?? '', unquoted(match[2] ?? ''));
    } else if (kind === 'enum') values.push(/^\w+/.exec(text)?.[0] ?? text);
    else {
      const match = FIELD.exec(text);
      if (!match) continue;
      const mark = match[3] ?? '';
      fields.push({
        name: match[1] ?? '',
        type: match[2] ?? '',
        list: mark.startsWith('['),
        optional: mark === '?',
        attributes: readAttributes(text.slice(match[0].length)),
        place: placeOf(offset),
        text: text.replace(/\s+/g, ' '),
      });
    }
  }
  return { kind, name, place, fields, attributes, settings, values };
}

const ATTRIBUTE = /@@?([A-Za-z_][\w.]*)/y;

function readAttributes(text: string): readonly SchemaAttribute[] {
  const found: SchemaAttribute[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at)) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (!match) {
      at += 1;
      continue;
    }
    at += match[0].length;
    const open = /^\s*\(/.exec(text.slice(at));
    const from = at + (open?.[0].length ?? 0);
    const to = open ? closingParenthesis(text, from) : from;
    found.push({ name: match[1] ?? '', ...readArguments(text.slice(from, to)) });
    at = Math.max(at, open ? to + 1 : at);
  }
  return found;
}

function closingParenthesis(text: string, from: number): number {
  let depth = 1;
  for (const [at, character] of plainCharacters(text, from, text.length)) {
    if (character === '(') depth += 1;
    if (character === ')' && (depth -= 1) === 0) return at;
  }
  return text.length;
}

function readArguments(text: string): Pick<SchemaAttribute, 'positional' | 'named'> {
  const positional: string[] = [];
  const named = new Map<string, string>();
  for (const part of splitList(text)) {
    const match = /^(\w+)\s*:\s*([\s\S]+)$/.exec(part);
    if (match) named.set(match[1] ?? '', (match[2] ?? '').trim());
    else positional.push(part);
  }
  return { positional, named };
}

/** Parts between commas that are not inside of parentheses, brackets or strings. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [at, character] of plainCharacters(text, 0, text.length)) {
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
}

/** `"x"` → `x`; `env("X")` → `X`. */
export function unquoted(text: string): string {
  return /"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.trim();
}

/** Names of `[a, b(sort: Desc)]`, or of a single `a`. */
export function namesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const inner = text.trim().replace(/^\[|\]$/g, '');
  return splitList(inner)
    .map((part) => /^[\w.]+/.exec(part)?.[0] ?? '')
    .filter((name) => name !== '');
}

export function attributeOf(
  of: { readonly attributes: readonly SchemaAttribute[] },
  name: string,
): SchemaAttribute | undefined {
  return of.attributes.find((one) => one.name === name);
}
