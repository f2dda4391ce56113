/** One violation in at most four lines: where and what, why, the way out, where else. */
import type { Location } from '../../../analyzers/index.ts';
import type { Violation } from '../../check/violation.ts';
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

const LINES = 4;
const MESSAGE_LINES = 2;
const RELATED_SHOWN = 3;
const INDENT = '    ';

export function renderFinding(
  one: Violation,
  { color, folder }: CheckOptions,
  width: number,
): readonly string[] {
  const style = checkStyle(color);
  const paths = pathsOf(one);
  const inner = width - INDENT.length;
  const message = fitWords(splitWords(oneLine(one.message), paths), null, {
    width: inner,
    lines: MESSAGE_LINES,
  });
  const wayOut = fitWords(splitWords(wayOutOf(one), paths), `· ${explainCommand(one.id, folder)}`, {
    width: inner,
    lines: LINES - 1 - message.length,
  });
  const room = LINES - 1 - message.length - wayOut.length;
  const also = room > 0 ? alsoLine(one, inner) : null;
  const mark = one.severity === 'error' ? style.error : style.warning;
  const state = one.baseline === 'new' ? '' : ` (${one.baseline})`;
  return [
    `${style.path(placeOf(one))}  ${mark(SEVERITY_WORDS[one.severity])}${state}  ${one.rule}  ${style.bold(describePlaces(one))}`,
    ...[...message, ...wayOut, ...(also === null ? [] : [style.dim(also)])].map(
      (line) => INDENT + line,
    ),
  ];
}

/** What is allowed needs no way out but the reason. */
function wayOutOf(one: Violation): string {
  const allowance = describeAllowance(one);
  return allowance === null ? `fix: ${oneLine(one.fix)}` : `allowed: ${allowance}`;
}

/** At the start of a line two colons would be a command to a CI runner that reads along. */
export const placeOf = ({ path, line, column }: Location): string =>
  `${printable(path).replace(/^(?=::)/, './')}:${line}:${column}`;

const pathsOf = ({ path, target, related }: Violation): readonly string[] =>
  [path, ...(target === null ? [] : [target]), ...related.slice(0, RELATED_SHOWN).map(pathOf)].map(
    printable,
  );

const pathOf = ({ path }: Location): string => path;

/** Other places, as many as fit whole. */
function alsoLine({ path, line, related }: Violation, width: number): string | null {
  const others = related.filter((one) => one.path !== path || one.line !== line);
  const shown: string[] = [];
  for (const one of others.slice(0, RELATED_SHOWN)) {
    const note = oneLine(one.note);
    const text = `${printable(one.path)}:${one.line}${note === '' ? '' : ` (${note})`}`;
    const left = others.length - shown.length - 1;
    if (joined([...shown, text], left).length > width && shown.length > 0) break;
    shown.push(text);
  }
  return shown.length === 0 ? null : joined(shown, others.length - shown.length);
}

const joined = (shown: readonly string[], left: number): string =>
  `also: ${shown.join(', ')}${left > 0 ? `, +${left} more` : ''}`;
