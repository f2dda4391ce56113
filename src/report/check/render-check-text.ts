/** A screen for a person: what is new, grouped by rule; then counts, and what was looked at. */
import type { CheckReport, Violation } from '../../check/violation.ts';
import {
  allCommand,
  describeAccepted,
  describeChange,
  describeExtent,
  describeNew,
  describeStale,
  isClean,
  shortCommit,
} from './describe-check.ts';
import type { CheckOptions } from './check-options.ts';
import { checkStyle } from './check-style.ts';
import { fitWords, splitWords } from './fit-words.ts';
import { byWeight, groupByRule, newOnes } from './pick-violations.ts';
import { oneLine } from './printable.ts';
import { renderFinding, WIDE } from './render-finding.ts';

const SHOWN = 20;
const GAPS_SHOWN = 5;
const GAP_LINES = 3;
const NARROW = 60;

export function renderCheckText(report: CheckReport, options: CheckOptions): string {
  const all = options.all ? byWeight(report.violations) : newOnes(report);
  const shown = options.all ? all : all.slice(0, SHOWN);
  const width = Math.min(WIDE, Math.max(NARROW, options.width ?? WIDE));
  const groups = groupByRule(shown).filter(({ violations }) => violations.length > 0);
  return [
    ...groups.flatMap(({ violations }) => [
      ...violations.flatMap((one) => renderFinding(one, options, width)),
      '',
    ]),
    ...moreLines(all.slice(shown.length), options),
    ...summaryLines(report, options, width),
    '',
  ].join('\n');
}

function moreLines(left: readonly Violation[], { color, folder }: CheckOptions): readonly string[] {
  if (left.length === 0) return [];
  const count = left.length.toLocaleString('en-US');
  return [checkStyle(color).dim(`${count} more: ${allCommand(folder)}`), ''];
}

/** The end of every output, also of the log that annotations are written to. */
export function summaryLines(
  report: CheckReport,
  options: CheckOptions,
  width = WIDE,
): readonly string[] {
  const { summary, since, gaps } = report;
  const { color, folder, all } = options;
  const stale = describeStale(report, options);
  const style = checkStyle(color);
  const mark = isClean(report, options) ? style.good('✔') : style.error('✖');
  const shown = all ? gaps : gaps.slice(0, GAPS_SHOWN);
  return [
    [`${mark} ${style.bold(describeNew(report))}`, ...describeAccepted(report, folder)].join(' · '),
    ...(since === null
      ? []
      : [
          `  against ${oneLine(since.ref)} (${shortCommit(since.commit)}): ${describeChange(since.gone, summary)}`,
        ]),
    ...(stale === null ? [] : [`  ${stale}`]),
    ...shown.flatMap((gap) => gapLines(gap, all, width)),
    ...(gaps.length > shown.length
      ? [`  incomplete: ${gaps.length - shown.length} more like these: ${allCommand(folder)}`]
      : []),
    style.dim(`  ${describeExtent(summary)}`),
  ];
}

function gapLines(gap: string, all: boolean, width: number): readonly string[] {
  const words = splitWords(`incomplete: ${oneLine(gap)}`, []);
  return fitWords(words, {
    width: width - 4,
    lines: all ? Number.POSITIVE_INFINITY : GAP_LINES,
  }).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
}
