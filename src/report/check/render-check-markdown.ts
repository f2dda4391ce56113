/** For the summary of a CI step and for comments: the verdict, what is new, and the boundaries it is about. */
import type { CheckReport, Violation } from '../../check/violation.ts';
import { plural } from '../summarize.ts';
import type { CheckOptions } from './check-options.ts';
import {
  allCommand,
  describeAccepted,
  describeAllowance,
  describeChange,
  describeExtent,
  describeNew,
  describePlaces,
  describeStale,
  explainCommand,
  isClean,
  sentence,
  SEVERITY_WORDS,
  shortCommit,
} from './describe-check.ts';
import { drawTouched } from './draw-touched.ts';
import { code, codeCell, plain, sentenceCell } from './markdown-marks.ts';
import { newOnes } from './pick-violations.ts';
import { repositoryPath } from './repository-path.ts';

const ROWS = 50;
const ALLOWED_ROWS = 20;
const GAPS_SHOWN = 10;
/** A comment on GitHub has at most 65,536 characters; the summary of a step could have a megabyte. */
const CHARACTERS = 60_000;
/** Of one path, name or sentence. */
const CELL = 400;

export function renderCheckMarkdown(report: CheckReport, options: CheckOptions): string {
  const found = newOnes(report);
  const before = [...headLines(report, options), ...gapBlock(report)];
  const after = [
    ...drawTouched(report.violations),
    `<sub>${plain(describeExtent(report.summary))}</sub>`,
  ];
  const room = CHARACTERS - lengthOf([...before, ...after]);
  const table = found.length > 0 ? newTable(found, options, room) : [];
  const allowed = options.all ? allowedTable(report, options, room - lengthOf(table)) : [];
  return `${[...before, ...table, ...allowed, ...after].join('\n\n')}\n`;
}

const lengthOf = (blocks: readonly string[]): number =>
  blocks.reduce((sum, block) => sum + block.length + 2, 0);

function headLines(report: CheckReport, options: CheckOptions): readonly string[] {
  const { since, summary } = report;
  const stale = describeStale(report, options);
  const counts = [
    ...(summary.baseline > 0 ? [`Baseline: ${plural(summary.baseline, 'entry', 'entries')}`] : []),
    ...describeAccepted(report, options.folder),
  ].join(' · ');
  return [
    `## ${isClean(report, options) ? '✔' : '✖'} saasctl check: ${plain(describeNew(report))}`,
    ...(stale === null ? [] : [plain(sentence(stale))]),
    ...(counts === '' ? [] : [plain(counts)]),
    ...(since === null
      ? []
      : [
          `Against ${code(since.ref, CELL)} (${code(shortCommit(since.commit))}): ${describeChange(since.gone, summary)}.`,
        ]),
  ];
}

function gapBlock({ gaps }: CheckReport): readonly string[] {
  if (gaps.length === 0) return [];
  const left = gaps.length - GAPS_SHOWN;
  const lines = gaps.slice(0, GAPS_SHOWN).map((gap) => `> - ${plain(gap, CELL)}`);
  const more = left > 0 ? [`> - and ${left.toLocaleString('en-US')} more`] : [];
  return [
    ['> [!WARNING]', '> **Incomplete:** this is not the whole truth.', '>', ...lines, ...more].join(
      '\n',
    ),
  ];
}

/** As many rows as there is room for; the others are counted. */
function newTable(
  found: readonly Violation[],
  options: CheckOptions,
  room: number,
): readonly string[] {
  const head = ['| | rule | where | what |', '| --- | --- | --- | --- |'];
  const rows = takeRows(
    found.slice(0, ROWS).map((one) => rowOf(one, options)),
    room - lengthOf(head) - CELL,
  );
  const left = found.length - rows.length;
  return [
    [...head, ...rows].join('\n'),
    ...(left > 0
      ? [`And ${plural(left, 'more new violation')}: ${code(allCommand(options.folder), CELL)}`]
      : []),
  ];
}

function rowOf(one: Violation, { prefix, folder }: CheckOptions): string {
  const { severity, rule, path, line, column, message, fix, id } = one;
  const where = codeCell(`${repositoryPath(prefix, path)}:${line}:${column}`, CELL);
  const what = [
    `**${plain(describePlaces(one), CELL)}**: ${sentenceCell(message, CELL)}`,
    `Fix: ${sentenceCell(fix, CELL)}`,
    codeCell(explainCommand(id, folder), CELL),
  ].join('<br>');
  return `| ${SEVERITY_WORDS[severity]} | ${codeCell(rule)} | ${where} | ${what} |`;
}

function takeRows(rows: readonly string[], room: number): readonly string[] {
  let used = 0;
  const at = rows.findIndex((row) => (used += row.length + 1) > room);
  return at === -1 ? rows : rows.slice(0, at);
}

function allowedTable(
  { violations }: CheckReport,
  options: CheckOptions,
  room: number,
): readonly string[] {
  const all = violations.filter((one) => one.baseline === 'allowed');
  if (all.length === 0) return [];
  const rows = takeRows(
    all
      .slice(0, ALLOWED_ROWS)
      .map(
        (one) =>
          `| ${codeCell(one.rule)} | ${codeCell(`${repositoryPath(options.prefix, one.path)}:${one.line}`, CELL)} | ${plain(describePlaces(one), CELL)} | ${plain(describeAllowance(one) ?? '', CELL)} |`,
      ),
    room - CELL,
  );
  const left = all.length - rows.length;
  return [
    ['| allowed | where | from → to | why |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    ...(left > 0 ? [`And ${left.toLocaleString('en-US')} more that are allowed.`] : []),
  ];
}
