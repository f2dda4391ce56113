/** A test suite per rule, in the form that GitLab, Jenkins and CircleCI read. */
import type { CheckReport, Violation } from '../../check/violation.ts';
import type { CheckOptions } from './check-options.ts';
import { describePlaces, describeStale, explainCommand } from './describe-check.ts';
import { groupByRule, newOnes } from './pick-violations.ts';
import type { RuleGroup } from './pick-violations.ts';
import { repositoryPath } from './repository-path.ts';

/** One of ten thousand related places would make a report that nobody can open. */
const RELATED_SHOWN = 10;

interface Suite {
  readonly name: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly cases: readonly string[];
}

export function renderJunit(report: CheckReport, options: CheckOptions): string {
  const suites = [
    ...gapSuite(report),
    ...staleSuite(report, options),
    ...groupByRule(newOnes(report)).map((group) => suiteOf(group, options)),
  ];
  const sum = (pick: (suite: Suite) => number): number =>
    suites.reduce((all, suite) => all + pick(suite), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="saasctl check" tests="${sum((one) => one.tests)}" failures="${sum((one) => one.failures)}" errors="${sum((one) => one.errors)}" time="0">`,
    ...suites.flatMap((suite) => [
      `  <testsuite name="${suite.name}" tests="${suite.tests}" failures="${suite.failures}" errors="${suite.errors}" skipped="${suite.skipped}" time="0">`,
      ...suite.cases,
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** A rule without findings is a test that passed: a report without tests looks like a check that did not run. */
function suiteOf({ rule, violations }: RuleGroup, options: CheckOptions): Suite {
  if (violations.length === 0) {
    const passed = `    <testcase classname="saasctl.${rule}" name="no new violations" time="0"/>`;
    return { name: rule, tests: 1, failures: 0, errors: 0, skipped: 0, cases: [passed] };
  }
  const failures = violations.filter((one) => one.severity === 'error').length;
  return {
    name: rule,
    tests: violations.length,
    failures,
    errors: 0,
    skipped: violations.length - failures,
    cases: violations.map((one) => caseOf(one, options)),
  };
}

/** Named by what makes a violation the same one tomorrow. A warning fails nothing, so it is no failure here either. */
function caseOf(one: Violation, options: CheckOptions): string {
  const { rule, symbol, severity, message } = one;
  const name = xmlAttribute(`${describePlaces(one)}: ${symbol}`);
  const file = xmlAttribute(repositoryPath(options.prefix, one.path));
  const head = `    <testcase classname="saasctl.${rule}" name="${name}" file="${file}" time="0">`;
  const inner =
    severity === 'error'
      ? `<failure type="${rule}" message="${xmlAttribute(message)}">${xmlText(detailOf(one, options))}</failure>`
      : `<skipped message="${xmlAttribute(`warning: ${message}`)}"/><system-out>${xmlText(detailOf(one, options))}</system-out>`;
  return `${head}${inner}</testcase>`;
}

function detailOf(one: Violation, { prefix, folder }: CheckOptions): string {
  const left = one.related.length - RELATED_SHOWN;
  return [
    `${repositoryPath(prefix, one.path)}:${one.line}:${one.column}`,
    one.message,
    `fix: ${one.fix}`,
    ...one.related
      .slice(0, RELATED_SHOWN)
      .map(
        ({ path, line, note }) =>
          `also: ${repositoryPath(prefix, path)}:${line}${note === '' ? '' : ` (${note})`}`,
      ),
    ...(left > 0 ? [`also: ${left} more`] : []),
    explainCommand(one.id, folder),
  ].join('\n');
}

function gapSuite({ gaps }: CheckReport): readonly Suite[] {
  if (gaps.length === 0) return [];
  const cases = gaps.map(
    (gap) =>
      `    <testcase classname="saasctl.incomplete" name="${xmlAttribute(gap)}" time="0"><error type="incomplete" message="${xmlAttribute(gap)}">${xmlText(gap)}</error></testcase>`,
  );
  return [
    { name: 'incomplete', tests: gaps.length, failures: 0, errors: gaps.length, skipped: 0, cases },
  ];
}

function staleSuite(report: CheckReport, options: CheckOptions): readonly Suite[] {
  const stale = describeStale(report, options);
  if (stale === null) return [];
  const failed = `    <testcase classname="saasctl.baseline" name="no longer needed" time="0"><failure type="baseline" message="${xmlAttribute(stale)}">${xmlText(stale)}</failure></testcase>`;
  return [{ name: 'baseline', tests: 1, failures: 1, errors: 0, skipped: 0, cases: [failed] }];
}

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers turn these into spaces or other line ends unless they are written as numbers.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** What XML 1.0 has no way to say becomes the sign for an unreadable character. */
const sayable = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');

export const xmlText = (text: string): string =>
  sayable(text).replaceAll(/[&<>\r]/g, (mark) => MARKS[mark] ?? mark);

export const xmlAttribute = (text: string): string =>
  sayable(text).replaceAll(/[&<>"\t\n\r]/g, (mark) => MARKS[mark] ?? mark);
