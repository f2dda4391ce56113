/**
 * SARIF 2.1.0 for code scanning. GitHub rejects a run of more than 25,000 results and keeps 5,000 of
 * fewer, by severity and not by what is new; an upload may have 10 MB when compressed. So the choice
 * is made here, new ones first, and what is left out is said in the file itself.
 */
import type { CheckReport, Violation } from '../../check/violation.ts';
import { plural } from '../summarize.ts';
import type { CheckOptions } from './check-options.ts';
import { jsonLines } from './json-lines.ts';
import { byWeight, newOnes } from './pick-violations.ts';
import { oneLine } from './printable.ts';
import { repositoryPath } from './repository-path.ts';
import { RELATED_LIMIT, toResult } from './sarif-result.ts';
import { SARIF_RULES } from './sarif-rules.ts';

export const RESULT_LIMIT = 5000;
/** Compresses to less than 10 MB even where it is no better than four to one. */
const CHARACTER_LIMIT = 40_000_000;

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = { '%SRCROOT%': { description: { text: 'The root of the repository.' } } };

export function renderSarif(report: CheckReport, options: CheckOptions): string {
  // Code scanning shows what is suppressed as open alerts: accepted debts are told only when asked for.
  const ordered = options.all ? byWeight(report.violations) : newOnes(report);
  const results = takeResults(ordered, options.prefix);
  const cut = ordered.slice(results.length);
  const { toolVersion } = options;
  const driver = { name: 'saasctl', version: toolVersion, semanticVersion: toolVersion };
  return [
    `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[{`,
    `"tool":{"driver":{${JSON.stringify(driver).slice(1, -1)},"rules":${jsonLines(SARIF_RULES)}}},`,
    // Tells the projects of one repository apart; after the last slash a run's own number could stand.
    `"automationDetails":${JSON.stringify({ id: `saasctl/${repositoryPath(options.prefix, '')}` })},`,
    `"columnKind":"utf16CodeUnits",`,
    `"originalUriBaseIds":${JSON.stringify(ROOT)},`,
    `"invocations":[{"executionSuccessful":${report.gaps.length === 0},"toolExecutionNotifications":${jsonLines(notificationsOf(report, cut, ordered.slice(0, results.length)))}}],`,
    `"results":${results.length === 0 ? '[]' : `[\n${results.join(',\n')}\n]`}`,
    '}]}',
    '',
  ].join('\n');
}

function takeResults(ordered: readonly Violation[], prefix: string): readonly string[] {
  const results: string[] = [];
  let characters = 0;
  for (const one of ordered.slice(0, RESULT_LIMIT)) {
    const text = JSON.stringify(toResult(one, prefix));
    characters += text.length;
    if (characters > CHARACTER_LIMIT) break;
    results.push(text);
  }
  return results;
}

function notificationsOf(
  { gaps }: CheckReport,
  cut: readonly Violation[],
  kept: readonly Violation[],
): readonly object[] {
  const shortened = kept.filter((one) => one.related.length > RELATED_LIMIT).length;
  return [
    ...gaps.map((gap) => notification('error', 'incomplete', gap)),
    ...(cut.length > 0 ? [notification('warning', 'results-left-out', describeCut(cut))] : []),
    ...(shortened > 0
      ? [
          notification(
            'note',
            'related-places-left-out',
            `Of ${plural(shortened, 'result')} only the first ${RELATED_LIMIT} related places are listed; "saasctl check --format json" lists all.`,
          ),
        ]
      : []),
  ];
}

const notification = (level: 'error' | 'warning' | 'note', id: string, text: string): object => ({
  descriptor: { id },
  level,
  message: { text: oneLine(text) },
});

function describeCut(cut: readonly Violation[]): string {
  const fresh = cut.filter((one) => one.baseline === 'new').length;
  return `${plural(cut.length, 'result')} left out, ${fresh.toLocaleString('en-US')} of them new, to stay within the limits of code scanning; "saasctl check --format json" lists all.`;
}
