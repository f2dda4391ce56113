/** A test suite per rule, in the form that GitLab, Jenkins and CircleCI read. */
import type { CheckReport, Violation } from '../../check/violation.ts';
import type { CheckOptions } from './check-options.ts';
import { describePlaces, explainCommand } from './describe-check.ts';
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
  const name = escapeXml(`${describePlaces(one)}: ${symbol}`);
  const file = escapeXml(repositoryPath(options.prefix, one.path));
  const head = `    <testcase classname="saasctl.${rule}" name="${name}" file="${file}" time="0">`;
  const inner =
    severity === 'error'
      ? `<failure type="${rule}" message="${escapeXml(message)}">${escapeXml(detailOf(one, options))}</failure>`
      : `<skipped type="${rule}" message="${escapeXml(`warning: ${message}`)}"/><system-out>${escapeXml(detailOf(one, options))}</system-out>`;
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
      `    <testcase classname="saasctl.incomplete" name="${escapeXml(gap)}" time="0"><error type="incomplete" message="${escapeXml(gap)}"/></testcase>`,
  );
  return [
    { name: 'incomplete', tests: gaps.length, failures: 0, errors: gaps.length, skipped: 0, cases },
  ];
}

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Readers turn these into spaces in an attribute unless they are written as numbers.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** For attributes and text alike. What XML 1.0 has no way to say becomes the sign for an unreadable character. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll(/[&<>"'\t\n\r]/g, (mark) => MARKS[mark] ?? mark);
