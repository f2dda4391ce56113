import { expect, test } from 'vitest';

import type { CheckReport } from '../../../src/check/violation.ts';
import { renderCodeclimate } from '../../../src/report/check/render-codeclimate.ts';
import { makeMany, makeReport, makeViolation, OPTIONS } from './make-report.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issuesOf = (report: CheckReport, change = {}): readonly Issue[] =>
  JSON.parse(renderCodeclimate(report, { ...OPTIONS, ...change })) as readonly Issue[];

test('an issue is what GitLab documents', () => {
  const one = makeViolation({ line: 0 });
  expect(issuesOf(makeReport([one]), { prefix: './apps/api/' })).toEqual([
    {
      description: `orders → billing: ${one.message}. Fix: ${one.fix}.`,
      check_name: 'private-api',
      fingerprint: expect.stringMatching(new RegExp(`^${one.id}[0-9a-f]{30}$`)) as string,
      severity: 'major',
      location: { path: 'apps/api/src/orders/order.service.ts', lines: { begin: 1 } },
    },
  ]);
});

test('fingerprints stay with lines and paths moved', () => {
  const one = makeViolation();
  const [before] = issuesOf(makeReport([one]));
  const [after] = issuesOf(makeReport([{ ...one, path: 'src/moved.ts', line: 3, message: 'm' }]));
  expect(after?.fingerprint).toBe(before?.fingerprint);
});

test('fingerprints differ, also of equal violations', () => {
  const many = makeMany(2_000);
  const prints = issuesOf(makeReport([...many, ...many, ...many])).map((one) => one.fingerprint);
  expect(new Set(prints).size).toBe(6_000);
});

test('accepted ones are told only when asked for, as information', () => {
  const report = makeReport([
    makeViolation({ symbol: 'a', severity: 'warn' }),
    makeViolation({ symbol: 'b', baseline: 'known' }),
  ]);
  expect(issuesOf(report).map((one) => one.severity)).toEqual(['minor']);
  expect(issuesOf(report, { all: true }).map((one) => one.severity)).toEqual(['minor', 'info']);
});

test('a gap is an issue, at the file that says what to look at', () => {
  const [issue] = issuesOf(makeReport([], { gaps: ['src/a.ts could not be read'] }));
  expect(issue).toMatchObject({
    description: 'saasctl check is incomplete: src/a.ts could not be read',
    severity: 'blocker',
    location: { path: 'saasctl.json', lines: { begin: 1 } },
  });
});
