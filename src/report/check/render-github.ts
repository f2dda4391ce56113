/**
 * Workflow commands, which GitHub shows beside the lines. Of one step it shows ten errors and ten
 * warnings and drops the rest without a word: here the last one says how many there are.
 */
import type { CheckReport, Violation } from '../../check/violation.ts';
import { plural } from '../summarize.ts';
import type { CheckOptions } from './check-options.ts';
import {
  allCommand,
  describePlaces,
  describeStale,
  explainCommand,
  SEVERITY_WORDS,
} from './describe-check.ts';
import { newOnes } from './pick-violations.ts';
import { oneLine } from './printable.ts';
import { summaryLines } from './render-check-text.ts';
import { repositoryPath } from './repository-path.ts';

const SHOWN = 9;
const GAPS_SHOWN = 3;
const TITLE = 'saasctl check';

export function renderGithub(report: CheckReport, options: CheckOptions): string {
  const summary = summaryLines(report, { ...options, color: false });
  return [...listCommands(report, options), ...summary, ''].join('\n');
}

/** The same beside the text for a person, which has its own summary. */
export const renderAnnotations = (report: CheckReport, options: CheckOptions): string =>
  listCommands(report, options)
    .map((line) => `${line}\n`)
    .join('');

function listCommands(report: CheckReport, options: CheckOptions): readonly string[] {
  const found = newOnes(report);
  const first = [...gapCommand(report), ...staleCommand(report, options)];
  return [
    ...first,
    ...commandsFor('error', found, SHOWN - first.length, options),
    ...commandsFor('warn', found, SHOWN, options),
  ];
}

function commandsFor(
  severity: Violation['severity'],
  found: readonly Violation[],
  most: number,
  options: CheckOptions,
): readonly string[] {
  const all = found.filter((one) => one.severity === severity);
  const shown = all.slice(0, most);
  const left = all.length - shown.length;
  const word = SEVERITY_WORDS[severity];
  const more = `${plural(left, `more new ${word}`)}, not shown here: ${allCommand(options.folder)}`;
  return [
    ...shown.map((one) => commandOf(one, options)),
    ...(left > 0 ? [command(word, { title: TITLE }, more)] : []),
  ];
}

function commandOf(one: Violation, { prefix, folder }: CheckOptions): string {
  const place = {
    file: repositoryPath(prefix, one.path),
    line: String(Math.max(1, one.line)),
    col: String(Math.max(1, one.column)),
    title: `${one.rule}  ${describePlaces(one)}`,
  };
  const text = `${oneLine(one.message)}\nfix: ${oneLine(one.fix)}\n${explainCommand(one.id, folder)}`;
  return command(SEVERITY_WORDS[one.severity], place, text);
}

function gapCommand({ gaps }: CheckReport): readonly string[] {
  if (gaps.length === 0) return [];
  const left = gaps.length - GAPS_SHOWN;
  const lines = [...gaps.slice(0, GAPS_SHOWN).map(oneLine), ...(left > 0 ? [`${left} more`] : [])];
  return [command('error', { title: `${TITLE}: incomplete` }, lines.join('\n'))];
}

function staleCommand(report: CheckReport, options: CheckOptions): readonly string[] {
  const stale = describeStale(report, options);
  return stale === null ? [] : [command('error', { title: TITLE }, stale)];
}

const command = (
  name: 'error' | 'warning',
  properties: Readonly<Record<string, string>>,
  message: string,
): string => {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${given.join(',')}::${escapeData(message)}`;
};

const CODES: Readonly<Record<string, string>> = {
  '%': '%25',
  '\r': '%0D',
  '\n': '%0A',
  ':': '%3A',
  ',': '%2C',
};

export const escapeData = (text: string): string =>
  text.replaceAll(/[%\r\n]/g, (mark) => CODES[mark] ?? mark);

export const escapeProperty = (text: string): string =>
  text.replaceAll(/[%\r\n:,]/g, (mark) => CODES[mark] ?? mark);
