/** A few lines of code around a place, with the line that is meant marked. */
import type { Location } from '../../analyzers/index.ts';

/** Text of a line of the project, undefined when it cannot be read. */
export type LineReader = (place: Location) => string | undefined;

const CODE_WIDTH = 100;

export interface ExcerptOptions {
  /** Lines shown above and below. */
  readonly around: number;
  readonly dim: (text: string) => string;
}

/** Nothing when the line cannot be read. */
export function renderExcerpt(
  place: Location,
  lineOf: LineReader,
  { around, dim }: ExcerptOptions,
): readonly string[] {
  if (lineOf(place) === undefined) return [];
  const lines: { readonly number: number; readonly text: string }[] = [];
  for (let line = Math.max(1, place.line - around); line <= place.line + around; line++) {
    const text = lineOf({ ...place, line });
    if (text !== undefined) lines.push({ number: line, text: readable(text) });
  }
  const used = lines.filter(({ text }) => text !== '');
  const indent = Math.min(...used.map(({ text }) => text.length - text.trimStart().length));
  const width = String(place.line + around).length;
  // Empty lines at either end show nothing.
  const [first, last] = [used[0]?.number ?? place.line, used.at(-1)?.number ?? place.line];
  return lines
    .filter(({ number }) => number >= first && number <= last)
    .map(({ number, text }) => {
      const code = clipped(text.slice(indent));
      const head = `${number === place.line ? '›' : ' '} ${String(number).padStart(width)} │`;
      const line = code === '' ? head : `${head} ${code}`;
      return number === place.line ? line : dim(line);
    });
}

/** Tabs take two columns; whatever else would move the cursor of a terminal is left out. */
const readable = (text: string): string =>
  text
    .replaceAll('\t', '  ')
    .replaceAll(/\p{Cc}/gu, '')
    .trimEnd();

const clipped = (text: string): string =>
  text.length > CODE_WIDTH ? `${text.slice(0, CODE_WIDTH - 1)}…` : text;
