import { stripVTControlCharacters } from 'node:util';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CheckReport } from '../../../src/check/violation.ts';
import { renderCheckText } from '../../../src/report/check/render-check-text.ts';
import { renderFinding } from '../../../src/report/check/render-finding.ts';
import { anyText, makeMany, makeReport, makeViolation, OPTIONS } from './make-report.ts';

const linesOf = (report: CheckReport, change = {}): readonly string[] =>
  renderCheckText(report, { ...OPTIONS, ...change }).split('\n');

const HEADER = /:\d+:\d+ {2}(?:error|warning)/;

describe('the verdict', () => {
  const verdict = (errors: number, warnings: number, change: Partial<CheckReport> = {}): string => {
    const { summary } = makeReport();
    const report = makeReport([], { summary: { ...summary, errors, warnings }, ...change });
    return linesOf(report)[0] ?? '';
  };

  test.each([
    [0, 0, '✔ no new violations'],
    [1, 0, '✖ 1 new error'],
    [2, 1, '✖ 2 new errors, 1 warning'],
    [1234, 2, '✖ 1,234 new errors, 2 warnings'],
    [0, 1, '✔ no new errors, 1 new warning'],
  ])('%i errors, %i warnings', (errors, warnings, expected) => {
    expect(verdict(errors, warnings)).toBe(expected);
  });

  test('is no tick where something was not looked at', () => {
    expect(verdict(0, 0, { gaps: ['a'] })).toBe(
      '✖ incomplete: no new violations in what could be read',
    );
  });

  test('counts what was accepted, in the right number', () => {
    const { summary } = makeReport();
    const counted = { ...summary, known: 1, allowed: 3, fixed: 1, baseline: 5 };
    expect(linesOf(makeReport([], { summary: counted }))[0]).toBe(
      '✔ no new violations · 1 known debt · 3 allowed · 1 fixed (saasctl baseline shrink)',
    );
  });

  test('a strict baseline fails over what is fixed', () => {
    const report = makeReport([], { summary: { ...makeReport().summary, fixed: 1, baseline: 1 } });
    const [first, second] = linesOf(report, { strictBaseline: true });
    expect(first).toMatch(/^✖ no new violations/);
    expect(second).toBe('  1 entry of the baseline is no longer needed: saasctl baseline shrink');
    expect(linesOf(report)[0]).toMatch(/^✔/);
  });
});

test('the last lines say what was looked at', () => {
  const one = { files: 1, boundaries: 1, imports: 1, accesses: 1 };
  const report = makeReport([], { summary: { ...makeReport().summary, ...one } });
  expect(linesOf(report).at(-2)).toBe('  1 file, 1 boundary, 1 import, 1 data access');
});

test('twenty are shown, and how many more there are', () => {
  const lines = linesOf(makeReport(makeMany(1234)));
  expect(lines.filter((line) => HEADER.test(line))).toHaveLength(20);
  expect(lines).toContain('1,214 more: saasctl check --all');
});

test('where not all are shown, errors are', () => {
  const warnings = makeMany(30, { severity: 'warn', rule: 'private-api' });
  const lines = linesOf(makeReport([...warnings, makeViolation({ rule: 'unresolved-import' })]));
  expect(lines.filter((line) => line.includes('  error  unresolved-import'))).toHaveLength(1);
});

test('accepted ones are listed only when asked for, and marked', () => {
  const allowance = { reason: 'why not', owner: 'anna', until: null };
  const report = makeReport([
    makeViolation({ symbol: 'a', baseline: 'known' }),
    makeViolation({ symbol: 'b', baseline: 'allowed', allowance }),
  ]);
  expect(linesOf(report).filter((line) => HEADER.test(line))).toEqual([]);
  const all = linesOf(report, { all: true });
  expect(all.filter((line) => HEADER.test(line)).map((line) => line.split('  ')[1])).toEqual([
    'error (known)',
    'error (allowed)',
  ]);
  expect(all.join('\n')).toContain('allowed: why not (anna)');
});

test('rules are told in their order', () => {
  const rules = linesOf(makeReport(makeMany(14).toReversed()))
    .filter((line) => HEADER.test(line))
    .map((line) => line.split('  ')[2]);
  expect(rules).toEqual(makeMany(14).map((one) => one.rule));
});

describe('a finding', () => {
  const word = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'abc/.-_') });
  const text = fc.array(word, { maxLength: 80 }).map((words) => words.join(' '));
  const width = fc.integer({ min: 60, max: 120 });

  test('takes four lines of a wide screen at most, breaks no word, and keeps the command that explains it', () => {
    fc.assert(
      fc.property(text, text, width, (message, fix, columns) => {
        const one = makeViolation({ message, fix });
        const [head, ...rest] = renderFinding(one, OPTIONS, columns);
        expect(rest.length).toBeLessThanOrEqual(Math.ceil((3 * 116) / (columns - 4)));
        expect(head).toMatch(HEADER);
        expect(rest.join('\n')).toContain(`· saasctl explain ${one.id}`);
        const words = new Set([...message.split(' '), ...fix.split(' '), '…', 'fix:']);
        const told = rest.join(' ').replace(/· saasctl explain \w+/, '');
        expect(told.split(/\s+/).filter((one) => one !== '' && !words.has(one))).toEqual([]);
      }),
    );
  });

  test('fits the screen but for the command', () => {
    fc.assert(
      fc.property(text, text, width, (message, fix, columns) => {
        const [, ...rest] = renderFinding(makeViolation({ message, fix }), OPTIONS, columns);
        for (const line of rest) {
          const counted = line.replace(/ · saasctl explain \w+$/, '');
          expect(counted.length).toBeLessThanOrEqual(columns);
        }
      }),
    );
  });

  test('does not break a path with spaces', () => {
    const path = 'src/a folder with a name/and one more with a name/a file.ts';
    const one = makeViolation({
      path,
      message: `imports a b c d e f g h i from ${path}, and so on`,
    });
    const lines = renderFinding(one, OPTIONS, 80);
    expect(lines.slice(1).some((line) => line.includes(path))).toBe(true);
  });

  test('names other places where there is room, three at most, and counts the rest', () => {
    const related = Array.from({ length: 6 }, (_, at) => ({
      path: `src/${at}.ts`,
      line: at + 1,
      column: 1,
      note: '',
    }));
    const short = { message: 'is wrong', fix: 'mend it', related };
    expect(renderFinding(makeViolation(short), OPTIONS, 100).at(-1)).toBe(
      '    also: src/0.ts:1, src/1.ts:2, src/2.ts:3, +3 more',
    );
  });

  test('says nothing twice: the place itself is no other place', () => {
    const one = makeViolation();
    const { path, line } = one;
    const related = [{ path, line, column: 1, note: 'here' }];
    expect(renderFinding({ ...one, related }, OPTIONS, 100).join('\n')).not.toContain('also');
  });

  test.each(['::add-mask::x.ts', ':', ' ::error::'])('is no command to a runner: %s', (text) => {
    const report = makeReport([makeViolation({ path: text, message: text, fix: text })], {
      gaps: [`${'a '.repeat(44)}${text}`],
    });
    expect(linesOf(report).filter((line) => /^\s*::/.test(line))).toEqual([]);
  });

  test('whatever a name holds, the screen is ours', () => {
    fc.assert(
      fc.property(anyText, anyText, (path, message) => {
        const report = makeReport([makeViolation({ path, message, symbol: path, from: path })]);
        const text = renderCheckText(report, OPTIONS);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
        expect(text.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
      }),
    );
  });
});

test('colors are escape codes around the same text', () => {
  const report = makeReport(makeMany(30), { gaps: ['a'] });
  const colored = renderCheckText(report, { ...OPTIONS, color: true });
  expect(colored).toContain('\u001b[31m✖');
  expect(stripVTControlCharacters(colored)).toBe(renderCheckText(report, OPTIONS));
  const clean = renderCheckText(makeReport(), { ...OPTIONS, color: true });
  expect(clean).toContain('\u001b[32m✔');
});

test('many gaps are counted, and listed when asked for', () => {
  const gaps = Array.from({ length: 12 }, (_, at) => `file ${at}`);
  const incomplete = (change: object): number =>
    linesOf(makeReport([], { gaps }), change).filter((line) => /^ {2}incomplete: file/.test(line))
      .length;
  expect(incomplete({})).toBe(5);
  expect(incomplete({ all: true })).toBe(12);
  expect(linesOf(makeReport([], { gaps }))).toContain(
    '  incomplete: 7 more like these: saasctl check --all',
  );
});
