import { packPosition, unpackPosition } from './ir.ts';
import type { Pos, StringExpr, TemplateExpr } from './ir.ts';

/**
 * Position in the source of a place inside a string's or template's text. Lines are exact; columns
 * are off by what escapes before them on the line shorten the text.
 * @param offset UTF-16 offset in `v`, or in `parts[part]`
 */
export function textPosition(text: StringExpr | TemplateExpr, offset: number, part = 0): Pos {
  if (text.k === 'str') return advance(text.at, text.v, offset, text.rows);
  const start = text.starts?.[part];
  if (start !== undefined) return advance(start, text.parts[part] ?? '', offset, text.rows?.[part]);
  let place = text.at;
  for (let index = 0; index < part; index += 1) {
    const earlier = text.parts[index] ?? '';
    place = advance(place, earlier, earlier.length, undefined);
  }
  return advance(place, text.parts[part] ?? '', offset, undefined);
}

function advance(
  start: Pos,
  text: string,
  offset: number,
  rows: readonly number[] | undefined,
): Pos {
  let line = 0;
  let begin = 0;
  const step = (row: number): void => {
    line += 1;
    begin = row;
  };
  if (rows) for (const row of rows) if (row <= offset) step(row);
  if (!rows) {
    for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      step(at + 1);
    }
  }
  const place = unpackPosition(start);
  const column = line === 0 ? place.column + offset : offset - begin + 1;
  return packPosition(place.line + line, column);
}
