/**
 * One violation in at most four lines of a wide screen: where and what, why, the way out, where else.
 * A narrow screen breaks the same words into more lines, as it would by itself, but never in a path.
 */
import type { Location } from '../../../analyzers/index.ts';
import type { RelatedPlace, Violation } from '../../check/violation.ts';
import type { CheckOptions } from './check-options.ts';
import { checkStyle } from './check-style.ts';
import {
  describeAllowance,
  describePlaces,
  explainCommand,
  SEVERITY_WORDS,
} from './describe-check.ts';
import { fitWords, splitWords } from './fit-words.ts';
import { oneLine, printable } from './printable.ts';

/** The widest that lines get, and without a terminal all that they may. */
export const WIDE = 120;
/** Below the first one. */
const LINES = 3;
const RELATED_SHOWN = 3;
const INDENT = '    ';

export function renderFinding(
  one: Violation,
  { color, folder }: CheckOptions,
  width: number,
): readonly string[] {
  const style = checkStyle(color);
  const inner = width - INDENT.length;
  const body = bodyOf(one, `· ${explainCommand(one.id, folder)}`, inner);
  const also = body.length < linesAt(LINES, inner) ? alsoLine(one, inner) : null;
  const mark = one.severity === 'error' ? style.error : style.warning;
  const state = one.baseline === 'new' ? '' : ` (${one.baseline})`;
  return [
    `${style.path(placeOf(one))}  ${mark(SEVERITY_WORDS[one.severity])}${state}  ${one.rule}  ${style.bold(describePlaces(one))}`,
    ...[...body, ...(also === null ? [] : [style.dim(also)])].map((line) => INDENT + line),
  ];
}

/** Message, way out and the command that explains more, whole: what is cut off is what a reader needs. */
function bodyOf(one: Violation, command: string, width: number): readonly string[] {
  const paths = pathsOf(one);
  const message = splitWords(oneLine(one.message), paths);
  const wayOut = splitWords(wayOutOf(one), paths);
  const room = { width, lines: Number.POSITIVE_INFINITY };
  return [...fitWords(message, room), ...fitWords([...wayOut, command], room)];
}

/** Lines of this width that hold what `count` lines of a wide screen do. */
const linesAt = (count: number, width: number): number =>
  Math.ceil((count * (WIDE - INDENT.length)) / width);

/** What is allowed needs no way out but the reason. */
function wayOutOf(one: Violation): string {
  const allowance = describeAllowance(one);
  return allowance === null ? `fix: ${oneLine(one.fix)}` : `allowed: ${allowance}`;
}

/** A line that begins with two colons would be a command to a CI runner that reads along. */
const placeOf = ({ path, line, column }: Location): string =>
  `${printable(path)}:${line}:${column}`.replace(/^(?=\s*::)/, './');

const pathsOf = ({ path, target, related }: Violation): readonly string[] =>
  [path, ...(target === null ? [] : [target]), ...related.slice(0, RELATED_SHOWN).map(pathOf)].map(
    printable,
  );

const pathOf = ({ path }: Location): string => path;

/** Other places: three with what is there, or else as many as fit whole. */
function alsoLine({ path, line, related }: Violation, width: number): string | null {
  const others = related.filter((one) => one.path !== path || one.line !== line);
  if (others.length === 0) return null;
  const first = others.slice(0, RELATED_SHOWN);
  const noted = joined(first.map(withNote), others.length);
  if (noted.length <= width) return noted;
  const plain = first.map(shortPlace);
  let count = plain.length;
  while (count > 1 && joined(plain.slice(0, count), others.length).length > width) count--;
  return joined(plain.slice(0, count), others.length);
}

const shortPlace = ({ path, line }: Location): string => `${printable(path)}:${line}`;

const withNote = (one: RelatedPlace): string =>
  one.note === '' ? shortPlace(one) : `${shortPlace(one)} (${oneLine(one.note)})`;

function joined(shown: readonly string[], all: number): string {
  const left = all - shown.length;
  return `also: ${shown.join(', ')}${left > 0 ? `, +${left.toLocaleString('en-US')} more` : ''}`;
}
