/** Text in Markdown as GitHub and GitLab read it: nothing of it may become a tag, a link, a mention or the end of a cell. */
import { oneLine, printable, shorten } from './printable.ts';

/**
 * Between a sign and a name: the two are seen together and read apart. Whoever copies them copies it
 * too, so it stands only where GitHub would act on the sign.
 */
const APART = '&#8203;';

/**
 * Marks of Markdown and HTML, and what GitHub finds in text: `@Entity` would call a user of that name,
 * `#1` link to an issue, `:+1:` be a picture, `$` begin a formula.
 */
const MARKS =
  /(?<escaped>[\\`*_[\]|~])|(?<entity>[&<>$])|(?<![\w/])@(?=\w)|#(?=\d)|:(?=[a-z+-][\w+-]*:)/gi;

const escape = (line: string): string =>
  line.replaceAll(MARKS, (mark, escaped: string | undefined, entity: string | undefined) => {
    if (escaped !== undefined) return `\\${mark}`;
    return entity === undefined ? mark + APART : `&#${mark.charCodeAt(0)};`;
  });

/** Plain text, also in a table. */
export const plain = (text: string, most = Number.POSITIVE_INFINITY): string =>
  escape(shorten(oneLine(text), most));

/** A code span. */
export function code(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = shorten(printable(text), most);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  // Ticks at an end need a space that is not counted as content, and a span is never empty.
  const space = /^`|`$/.test(line) || line === '' ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** A code span in a table, where a bar ends the cell even in code. */
export const codeCell = (text: string, most?: number): string =>
  code(text, most).replaceAll('|', String.raw`\|`);

/** A sentence in a table; what it quotes becomes code, which may be copied as it is. */
export const sentenceCell = (text: string, most: number): string =>
  shorten(oneLine(text), most)
    .split(/"([^"]+)"/)
    .map((part, at, { length }) => {
      if (at % 2 === 1) return codeCell(part);
      // Two spans side by side would be one.
      return part === '' && at > 0 && at < length - 1 ? APART : escape(part);
    })
    .join('');
