/** Pieces of a Markdown document. */
import type { Line } from './summarize.ts';

export const bullets = (lines: readonly Line[]): string =>
  lines.map(({ label, text }) => `- **${label}** ${escape(text)}`).join('\n');

const MEMBERS_SHOWN = 12;

/** Beyond a dozen a list is a number. */
export const some = (names: readonly string[]): string =>
  names.length > MEMBERS_SHOWN
    ? `${names.slice(0, MEMBERS_SHOWN).join(', ')} and ${names.length - MEMBERS_SHOWN} more`
    : names.join(', ');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Marks that would end a cell, open a tag or start an emphasis; line breaks would end the line. */
export const escape = (text: string): string =>
  text
    .replaceAll(/[\\|*`]/g, (mark) => `\\${mark}`)
    .replaceAll('<', '&lt;')
    .replaceAll(/\s+/g, ' ');
