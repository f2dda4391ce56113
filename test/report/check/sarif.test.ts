import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { RULE_IDS } from '../../../src/check/rules.ts';
import type { CheckReport } from '../../../src/check/violation.ts';
import { RESULT_LIMIT, renderSarif } from '../../../src/report/check/render-sarif.ts';
import { uriOf } from '../../../src/report/check/sarif-result.ts';
import { anyText, makeMany, makeReport, makeViolation, OPTIONS } from './make-report.ts';

const RELATIVE = /^(?:[\w\-.~!$&'()*+,=@/]|%[0-9A-F]{2})*$/;

/** The official schema is of draft 4, where `$id` was `id`; nothing else in it differs for Ajv. */
const {
  id: _,
  $schema: __,
  ...schema
} = JSON.parse(
  readFileSync(join(import.meta.dirname, 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8'),
) as Record<string, unknown>;
const validate = new Ajv({
  strict: false,
  unicodeRegExp: false,
  formats: { uri: URL.canParse, 'uri-reference': RELATIVE, 'date-time': true },
}).compile(schema);

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly automationDetails: { readonly id: string };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly {
        readonly level: string;
        readonly message: { readonly text: string };
      }[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly baselineState: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
      readonly relatedLocations?: readonly { readonly id: number }[];
    }[];
  }[];
}

function render(report: CheckReport, prefix = '', all = true) {
  const text = renderSarif(report, { ...OPTIONS, prefix, all });
  const log = JSON.parse(text) as Log;
  validate(log);
  expect(validate.errors).toBeNull();
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return { text, ...run, notes: run.invocations[0]?.toolExecutionNotifications ?? [] };
}

test('the schema is in force', () => {
  expect(validate({ version: '2.1.0' })).toBe(false);
  expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
});

test('nothing found', () => {
  const { results, notes, invocations, tool } = render(makeReport());
  expect(results).toEqual([]);
  expect(notes).toEqual([]);
  expect(invocations[0]?.executionSuccessful).toBe(true);
  expect(tool.driver.rules.map((rule) => rule.id)).toEqual(RULE_IDS);
});

test('one finding', () => {
  const { results } = render(makeReport(makeMany(1)));
  expect(results).toHaveLength(1);
  expect(results[0]?.ruleIndex).toBe(RULE_IDS.indexOf('private-api'));
});

describe('30,000 findings', () => {
  const known = makeMany(29_000, { baseline: 'known' });
  const fresh = makeMany(1_000, { severity: 'warn', to: 'late' });
  const { text, results, notes } = render(makeReport([...known, ...fresh]));

  test('stay within the limits of GitHub', () => {
    expect(results).toHaveLength(RESULT_LIMIT);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
  });

  test('the new ones are all among them, first', () => {
    const states = results.map((one) => one.baselineState);
    expect(states.slice(0, 1_000).every((state) => state === 'new')).toBe(true);
    expect(states.slice(1_000).every((state) => state === 'unchanged')).toBe(true);
  });

  test('what was left out is said', () => {
    expect(notes.map((one) => one.message.text)).toEqual([
      '25,000 results left out, 0 of them new, to stay within the limits of code scanning; "saasctl check --format json" lists all.',
    ]);
  });
});

test('an upload stays small whatever the places', () => {
  const related = Array.from({ length: 150 }, (_, at) => ({
    path: `src/${'very/long/'.repeat(30)}${at}.ts`,
    line: at + 1,
    column: 1,
    note: 'imports it too',
  }));
  // Not held against the schema: forty megabytes of it would take their time.
  const text = renderSarif(makeReport(makeMany(RESULT_LIMIT, { related })), OPTIONS);
  const [run] = (JSON.parse(text) as Log).runs;
  expect(text.length).toBeLessThan(41_000_000);
  expect(run?.results.length).toBeLessThan(RESULT_LIMIT);
  expect(run?.results[0]?.relatedLocations).toHaveLength(100);
  expect(run?.invocations[0]?.toolExecutionNotifications.map((one) => one.message.text)).toEqual([
    expect.stringMatching(/^[\d,]+ results left out, [\d,]+ of them new, /),
    expect.stringMatching(/^Of [\d,]+ results only the first 100 related places are listed/),
  ]);
});

test('accepted ones are left out unless all are asked for', () => {
  const report = makeReport([makeViolation(), makeViolation({ symbol: 'b', baseline: 'known' })]);
  expect(render(report, '', false).results.map((one) => one.baselineState)).toEqual(['new']);
});

test('gaps make the run unsuccessful', () => {
  const { invocations, notes } = render(makeReport([], { gaps: ['src/a.ts could not be read'] }));
  expect(invocations[0]?.executionSuccessful).toBe(false);
  expect(notes).toEqual([
    {
      descriptor: { id: 'incomplete' },
      level: 'error',
      message: { text: 'src/a.ts could not be read' },
    },
  ]);
});

test('accepted ones are suppressed and say why; new ones are not', () => {
  const allowance = { reason: 'saga first', owner: '@team', until: '2026-12-31' };
  const { results } = render(
    makeReport([
      makeViolation(),
      makeViolation({ symbol: 'b', baseline: 'known' }),
      makeViolation({ symbol: 'c', baseline: 'allowed', allowance }),
    ]),
  );
  expect(results.map((one) => one.suppressions.map(({ justification }) => justification))).toEqual([
    [],
    ['Known debt: accepted before, in the baseline or at the merge base.'],
    ['saga first (@team, until 2026-12-31)'],
  ]);
});

test('a fingerprint knows neither path nor line, and begins with the id', () => {
  const one = makeViolation();
  const { results } = render(makeReport([one, { ...one, path: 'src/elsewhere.ts', line: 99 }]));
  const [first, second] = results.map((result) => result.partialFingerprints['saasctl/v1']);
  expect(first).toBe(second);
  expect(first).toMatch(new RegExp(`^${one.id}[0-9a-f]{30}$`));
});

test('related places are linked from the message', () => {
  const { results } = render(makeReport(makeMany(1)));
  expect(results[0]?.message.text).toMatch(
    / Also: \[src\/area-0\/features\/other-0\.ts:3\]\(1\), \[.*:12\]\(2\)\.$/,
  );
  expect(results[0]?.relatedLocations?.map((one) => one.id)).toEqual([1, 2]);
});

test('two projects of one repository are two categories', () => {
  expect(render(makeReport()).automationDetails.id).toBe('saasctl/');
  expect(render(makeReport(), 'apps/api').automationDetails.id).toBe('saasctl/apps/api/');
});

test('any path is a valid reference and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (path) => {
      const uri = uriOf(path);
      expect(uri).toMatch(RELATIVE);
      expect(decodeURIComponent(uri)).toBe(path);
    }),
  );
});

test('any text gives a valid file', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (path, message, symbol) => {
      const related = [{ path, line: 0, column: 0, note: message }];
      render(
        makeReport([makeViolation({ path, message, fix: message, symbol, related, line: 0 })]),
      );
    }),
    { numRuns: 50 },
  );
});
