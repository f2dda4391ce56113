/**
 * Control characters and changes of writing direction as they are written in code: the name of a file
 * must not move the cursor, end a line or hide what follows.
 */
export const printable = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A sentence on one line. */
export const oneLine = (text: string): string => printable(text.replaceAll(/\s+/g, ' ').trim());

/** Not more than `most` characters, and no half of a surrogate pair. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
