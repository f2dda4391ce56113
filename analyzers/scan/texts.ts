/** Strings and templates: their text and where its lines begin in the source. */
import type { TemplateElement, TemplateLiteral } from 'oxc-parser';
import type { StringExpr, TemplateExpr } from './ir.ts';
import { isLineBreak } from './positions.ts';
import { at } from './scan-state.ts';
import type { Draft, Scan } from './scan-state.ts';

/** @param start offset of the opening quote, @param end offset behind the closing one */
export function stringExpr(scan: Scan, value: string, start: number, end: number): StringExpr {
  const text: Draft<StringExpr> = { k: 'str', v: value, at: at(scan, start + 1) };
  const rows = rowsOf(scan, value, start + 1, end - 1);
  if (rows) text.rows = rows;
  return text;
}

/** The text of a template without holes, else undefined. */
export function plainTemplate(scan: Scan, node: TemplateLiteral): StringExpr | undefined {
  const only = node.quasis[0];
  if (node.expressions.length > 0 || !only) return undefined;
  return stringExpr(scan, textOf(only), node.start, node.end);
}

/** Text and positions of a template's parts; holes and tag are the caller's. */
export function templateText(
  scan: Scan,
  node: TemplateLiteral,
): Pick<TemplateExpr, 'parts' | 'starts' | 'rows' | 'at'> {
  const parts = node.quasis.map(textOf);
  const spans = partSpans(node);
  const found = parts.map((part, index) => {
    const span = spans[index];
    return span ? rowsOf(scan, part, span.start, span.end) : undefined;
  });
  const text: Draft<Pick<TemplateExpr, 'parts' | 'starts' | 'rows' | 'at'>> = {
    parts,
    at: at(scan, node.start + 1),
  };
  if (found.some((rows) => rows !== undefined)) {
    text.rows = parts.map((part, index) => found[index] ?? lineFeeds(part));
  }
  const starts = spans.map((span) => at(scan, span.start));
  if (text.rows || !countable(parts, starts)) text.starts = starts;
  return text;
}

function textOf(quasi: TemplateElement): string {
  return quasi.value.cooked ?? quasi.value.raw;
}

/** Offsets of the text between the holes; in TypeScript's tree the spans include the delimiters. */
function partSpans(node: TemplateLiteral): readonly { start: number; end: number }[] {
  const padded = node.quasis[0]?.start === node.start;
  return node.quasis.map((quasi) => {
    if (!padded) return { start: quasi.start, end: quasi.end };
    return { start: quasi.start + 1, end: quasi.end - (quasi.tail ? 1 : 2) };
  });
}

/** Whether counting line feeds from the first part on leads to the line of each part. */
function countable(parts: readonly string[], starts: readonly number[]): boolean {
  let line = Math.floor((starts[0] ?? 0) / 65536);
  return starts.every((start, index) => {
    const matches = Math.floor(start / 65536) === line;
    line += countLineFeeds(parts[index] ?? '');
    return matches;
  });
}

/** Offsets in `value` where source lines begin; undefined when that is behind each line feed. */
function rowsOf(
  scan: Scan,
  value: string,
  start: number,
  end: number,
): readonly number[] | undefined {
  if (!scan.oddBreaks && isPlain(scan.text, value, start, end)) return undefined;
  const rows = sourceRows(scan.text, start, end);
  const expected = lineFeeds(value);
  const same = rows.length === expected.length && rows.every((row, at) => row === expected[at]);
  return same ? undefined : rows;
}

/** No escapes, or none that could matter: one source line and no line feed in the value. */
function isPlain(text: string, value: string, start: number, end: number): boolean {
  if (value.length === end - start) return true;
  if (value.includes('\n')) return false;
  const next = text.indexOf('\n', start);
  return next < 0 || next >= end;
}

function lineFeeds(value: string): readonly number[] {
  const found: number[] = [];
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) found.push(at + 1);
  return found;
}

function countLineFeeds(value: string): number {
  let count = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Walks the raw text beside the cooked one and notes the cooked offset behind each line break. */
function sourceRows(text: string, start: number, end: number): readonly number[] {
  const rows: number[] = [];
  let cooked = 0;
  let raw = start;
  while (raw < end) {
    const escape = text[raw] === '\\' ? readEscape(text, raw) : undefined;
    const step = escape ?? {
      length: breakLength(text, raw) || 1,
      cooked: 1,
      row: isLineBreak(text.charCodeAt(raw)),
    };
    raw += step.length;
    cooked += step.cooked;
    if (step.row) rows.push(cooked);
  }
  return rows;
}

interface Step {
  readonly length: number;
  readonly cooked: number;
  readonly row: boolean;
}

function breakLength(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return 2;
  return isLineBreak(text.charCodeAt(at)) ? 1 : 0;
}

const HEX = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4})/y;
const CODE_POINT = /\\u\{([\da-fA-F]+)\}/y;
const OCTAL = /\\(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/y;

function readEscape(text: string, at: number): Step {
  const newline = breakLength(text, at + 1);
  if (newline > 0) return { length: 1 + newline, cooked: 0, row: true };
  CODE_POINT.lastIndex = at;
  const point = CODE_POINT.exec(text);
  if (point?.[1]) {
    return {
      length: point[0].length,
      cooked: Number.parseInt(point[1], 16) > 0xffff ? 2 : 1,
      row: false,
    };
  }
  for (const pattern of [HEX, OCTAL]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { length: match[0].length, cooked: 1, row: false };
  }
  return { length: 2, cooked: 1, row: false };
}
