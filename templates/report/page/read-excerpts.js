/** @import { ExcerptData } from '../../../src/report/html/report-data.ts' */

/** Lines shown above and below the one that is meant. */
const AROUND = 2;

/**
 * @param {ExcerptData} data
 * @param {readonly string[]} texts
 * @returns {(path: string, line: number) => readonly { number: number, text: string }[] | null}
 *   null when the report carries no code for the place
 */
export function readExcerpts(data, texts) {
  const places = new Map(data.map(([path, ...pieces]) => [texts[path] ?? '', pieces]));
  return (path, line) => {
    for (const [first, text] of places.get(path) ?? []) {
      if (first > line) break;
      const lines = text.split('\n');
      if (line >= first + lines.length) continue;
      const start = Math.max(first, line - AROUND);
      return lines
        .slice(start - first, line + AROUND + 1 - first)
        .map((content, offset) => ({ number: start + offset, text: content }));
    }
    return null;
  };
}
