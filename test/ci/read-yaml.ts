/**
 * As much of YAML as our own files use, and nothing else: mappings and lists by indentation, plain and
 * quoted scalars, `|` and `>-` blocks, `[a, b]` and `{ a: b }` of scalars. Anything else is an error, so
 * what this reads, every reader of YAML reads in the same way.
 */

export type Yaml = string | null | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly number: number;
}

export function readYaml(source: string): Yaml {
  const lines = source.split('\n').map((line, index): Line => {
    if (line.includes('\t')) throw new Error(`line ${index + 1}: a tab`);
    const text = line.trimStart();
    return { indent: line.length - text.length, text, number: index + 1 };
  });
  const reader = { lines, at: 0 };
  const value = readBlock(reader, 0);
  skipBlank(reader);
  const rest = reader.lines[reader.at];
  if (rest) throw new Error(`line ${rest.number}: not understood: ${rest.text}`);
  return value;
}

interface Reader {
  readonly lines: Line[];
  at: number;
}

function skipBlank(reader: Reader): Line | undefined {
  for (; reader.at < reader.lines.length; reader.at += 1) {
    const line = reader.lines[reader.at];
    if (line && line.text !== '' && !line.text.startsWith('#')) return line;
  }
  return undefined;
}

function readBlock(reader: Reader, least: number): Yaml {
  const first = skipBlank(reader);
  if (first === undefined || first.indent < least) return null;
  return first.text.startsWith('- ') || first.text === '-'
    ? readList(reader, first.indent)
    : readMapping(reader, first.indent);
}

function readList(reader: Reader, indent: number): readonly Yaml[] {
  const items: Yaml[] = [];
  for (let line = skipBlank(reader); line?.indent === indent; line = skipBlank(reader)) {
    if (!line.text.startsWith('- ')) break;
    const text = line.text.slice(2);
    if (/^[\w-]+:(?: |$)/.test(text)) {
      // A mapping that begins behind the dash is one that is set in by two.
      reader.lines[reader.at] = { ...line, indent: indent + 2, text };
      items.push(readMapping(reader, indent + 2));
    } else {
      reader.at += 1;
      items.push(readScalar(text, line));
    }
  }
  return items;
}

function readMapping(reader: Reader, indent: number): { readonly [key: string]: Yaml } {
  const found: Record<string, Yaml> = {};
  for (let line = skipBlank(reader); line?.indent === indent; line = skipBlank(reader)) {
    const parts = /^((?:[\w.@/-]+|'[^']+')):(?: (.*))?$/.exec(line.text);
    if (parts === null) throw new Error(`line ${line.number}: no key: ${line.text}`);
    const key = (parts[1] ?? '').replaceAll("'", '');
    if (key in found) throw new Error(`line ${line.number}: ${key} is there twice`);
    const text = parts[2] ?? '';
    reader.at += 1;
    if (text === '') {
      const next = skipBlank(reader);
      const isList = next?.indent === indent && next.text.startsWith('- ');
      found[key] = isList ? readList(reader, indent) : readBlock(reader, indent + 1);
    } else if (/^[|>]-?$/.test(text)) found[key] = readText(reader, indent, text);
    else found[key] = readScalar(text, line);
  }
  return found;
}

function readText(reader: Reader, indent: number, kind: string): string {
  const lines: string[] = [];
  const inner = reader.lines[reader.at]?.indent ?? 0;
  for (; reader.at < reader.lines.length; reader.at += 1) {
    const line = reader.lines[reader.at];
    if (line === undefined || (line.text !== '' && line.indent <= indent)) break;
    lines.push(line.text === '' ? '' : `${' '.repeat(line.indent - inner)}${line.text}`);
  }
  const text = lines.join(kind.startsWith('|') ? '\n' : ' ').trimEnd();
  return kind.endsWith('-') ? text : `${text}\n`;
}

function readScalar(text: string, { number }: Line): Yaml {
  const list = /^\[(.*)\]$/.exec(text);
  if (list) return split(list[1] ?? '').map((item) => readScalar(item, { number } as Line));
  const mapping = /^\{ (.*) \}$/.exec(text);
  if (mapping)
    return Object.fromEntries(
      split(mapping[1] ?? '').map((item) => {
        const at = item.indexOf(': ');
        return [item.slice(0, at), readScalar(item.slice(at + 2), { number } as Line)];
      }),
    );
  const quoted = /^'((?:[^']|'')*)'$/.exec(text) ?? /^"([^"\\]*)"$/.exec(text);
  if (quoted) return (quoted[1] ?? '').replaceAll("''", "'");
  // What YAML would read otherwise: markers, comments, mappings within a line.
  if (/^[!&*%@`|>'"[\]{},#?-]/.test(text) || / #|: |:$/.test(text))
    throw new Error(`line ${number}: quote it: ${text}`);
  return text;
}

const split = (items: string): readonly string[] =>
  items.trim() === '' ? [] : items.split(',').map((item) => item.trim());
