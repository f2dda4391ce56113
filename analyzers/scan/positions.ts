import { packPosition } from './ir.ts';
import type { Pos } from './ir.ts';

/** Where each line of a text begins, with a memory of the line asked for last. */
export interface LineTable {
  readonly starts: readonly number[];
  readonly length: number;
  hint: number;
}

const LF = 10;
const CR = 13;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

/** Whether the code unit ends a line by the language's rules (the ones TypeScript counts by). */
export function isLineBreak(code: number): boolean {
  return code === LF || code === CR || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
}

/** Whether a text has line breaks that are not `\n` or `\r\n`. */
export function hasOddBreaks(text: string): boolean {
  if (text.includes('\u2028') || text.includes('\u2029')) return true;
  return text.includes('\r') && /\r(?!\n)/.test(text);
}

/** @param text source without byte order mark; CRLF counts as one line break */
export function buildLineTable(text: string, isOdd = hasOddBreaks(text)): LineTable {
  const starts = [0];
  // Nearly all texts: the search of the engine takes a tenth of looking at every character.
  if (!isOdd) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return { starts, length: text.length, hint: 0 };
  }
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > CR && code < LINE_SEPARATOR) continue;
    if (code === CR && text.charCodeAt(at + 1) === LF) continue;
    if (isLineBreak(code)) starts.push(at + 1);
  }
  return { starts, length: text.length, hint: 0 };
}

/** Number of lines; a final line break does not begin another line. */
export function countLines(table: LineTable): number {
  const last = table.starts.length - 1;
  return table.starts[last] === table.length ? last : last + 1;
}

/** Position of an offset in UTF-16 code units. */
export function positionAt(table: LineTable, offset: number): Pos {
  const { starts } = table;
  let line = table.hint;
  if (!holds(starts, line, offset)) {
    line = holds(starts, line + 1, offset) ? line + 1 : searchLine(starts, offset);
    table.hint = line;
  }
  return packPosition(line + 1, offset - (starts[line] ?? 0) + 1);
}

function holds(starts: readonly number[], line: number, offset: number): boolean {
  const start = starts[line];
  if (start === undefined || start > offset) return false;
  const next = starts[line + 1];
  return next === undefined || offset < next;
}

function searchLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
