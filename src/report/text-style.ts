/** What all texts for a terminal have in common: colors, widths, lines that are never too long. */
import { styleText } from 'node:util';

export interface TextOptions {
  readonly color: boolean;
  /** What the user typed as the folder, for the commands to run next. */
  readonly folder: string;
}

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly path: (text: string) => string;
}

/** A terminal beside an editor; longer lines wrap and tear tables apart. */
export const SCREEN_WIDTH = 100;

/** Whether there are colors was decided where the terminal is known. */
const ALWAYS = { validateStream: false } as const;

export function styleFor(color: boolean): Style {
  const styled =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      color ? styleText(format, text, ALWAYS) : text;
  return { bold: styled('bold'), dim: styled('dim'), path: styled('cyan') };
}

export const folderArgument = (folder: string): string => (folder === '.' ? '' : ` ${folder}`);

/** One line, cut where it ends to be readable. */
export function clip(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** Lines of at most `width` columns, broken between words; a word that is longer stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** The first lines of a wrapped text; `…` says that there is more. */
export function wrapShort(text: string, width: number, most: number): readonly string[] {
  const lines = wrap(text, width);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), clip(lines.slice(most - 1).join(' '), width)];
}

/** `label  text` below each other, the text wrapped under itself. */
export function labelled(
  lines: readonly { readonly label: string; readonly text: string }[],
  most: number,
): readonly string[] {
  const width = Math.max(0, ...lines.map((line) => line.label.length));
  return lines.flatMap(({ label, text }) =>
    wrapShort(text, SCREEN_WIDTH - width - 4, most).map(
      (line, at) => `  ${(at === 0 ? label : '').padEnd(width)}  ${line}`,
    ),
  );
}

export interface Column {
  readonly title: string;
  /** Figures stand under each other at their right ends. */
  readonly right?: boolean;
}

/** A table without lines; the last column takes what is left of the screen. */
export function columns(
  heads: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [heads.map((head) => head.title), ...rows];
  const widths = heads.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 2);
  return all.map((row) => {
    const cells = heads.map((head, at) => {
      const cell = row[at] ?? '';
      if (at === heads.length - 1 && head.right !== true)
        return clip(cell, Math.max(1, SCREEN_WIDTH - before));
      return head.right === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
