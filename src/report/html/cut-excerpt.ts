/** Lines of code shown above and below the line that is meant. */
const AROUND = 2;

/** Number of the first line of an excerpt around `line`. */
export const firstLineOf = (line: number): number => Math.max(1, line - AROUND);

/** The lines of a file that an excerpt around `line` (from 1 on) shows; null when there is no such line. */
export function cutExcerpt(lines: readonly string[], line: number): readonly string[] | null {
  if (line < 1 || line > lines.length) return null;
  return lines.slice(firstLineOf(line) - 1, line + AROUND);
}
