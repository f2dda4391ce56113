/** Text put together from pieces of source, and where its offsets stand. */
import type { Place } from '../../adapter.ts';
import type { ProjectFile } from '../../program/program.ts';
import { packPosition, unpackPosition } from '../../scan/ir.ts';
import type { Pos } from '../../scan/ir.ts';

export interface SqlText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A stretch of text with its place; `rows` are offsets in `text` where source lines begin. */
export interface Piece {
  readonly text: string;
  readonly file: ProjectFile;
  readonly at: Pos;
  readonly rows?: readonly number[];
  /** The whole piece stands at `at` (its text comes from elsewhere). */
  readonly flat?: true;
}

/** Place of an offset in the source. */
export function placeInText(
  sql: SqlText,
  offset: number,
): (Place & { readonly written: boolean }) | null {
  let start = 0;
  for (const piece of sql.pieces) {
    if (offset < start + piece.text.length) {
      const at = positionInPiece(piece, offset - start);
      return { file: piece.file, at, written: piece.flat !== true };
    }
    start += piece.text.length;
  }
  return null;
}

function positionInPiece(piece: Piece, offset: number): Pos {
  if (piece.flat) return piece.at;
  const { line, column } = unpackPosition(piece.at);
  const { passed, row } = rowsBefore(piece, offset);
  return packPosition(line + passed, passed === 0 ? column + offset : offset - row + 1);
}

/** How many lines begin at or before an offset behind the first, and where the last of them does. */
function rowsBefore({ text, rows }: Piece, offset: number): { passed: number; row: number } {
  let passed = 0;
  let row = 0;
  if (rows) {
    while (passed < rows.length && (rows[passed] ?? 0) <= offset) passed += 1;
    return { passed, row: rows[passed - 1] ?? 0 };
  }
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    passed += 1;
    row = at + 1;
  }
  return { passed, row };
}

/** Offsets of what follows each line feed. */
export function lineFeeds(text: string): readonly number[] {
  const rows: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) rows.push(at + 1);
  return rows;
}
