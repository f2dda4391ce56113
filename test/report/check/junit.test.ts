import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { RULE_IDS } from '../../../src/check/rules.ts';
import type { CheckReport } from '../../../src/check/violation.ts';
import { renderJunit, xmlAttribute, xmlText } from '../../../src/report/check/render-junit.ts';
import { anyText, makeMany, makeReport, makeViolation, OPTIONS } from './make-report.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescape(text: string): string {
  const bare = text.replaceAll(/&(?:#(\d+)|(amp|lt|gt|quot));/g, '');
  if (/[&<]/.test(bare)) throw new Error(`not escaped: ${text}`);
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (NAMES[name] ?? '') : String.fromCodePoint(Number(code)),
  );
}

const ALLOWED = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

/** As strict as a parser of XML is where it matters here. */
function parseXml(text: string): Element {
  if (!ALLOWED.test(text)) throw new Error('a character that XML has not');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  for (const [, close, name = '', given = '', empty, chars = ''] of body.matchAll(
    /<(\/)?([\w-]+)((?: [\w-]+="[^"<]*")*)(\/)?>|([^<]+)/g,
  )) {
    const current = open.at(-1);
    if (!current) throw new Error('too many ends');
    if (chars !== '') current.text += unescape(chars);
    else if (close !== undefined) {
      if (open.pop()?.name !== name) throw new Error(`end of ${name} out of place`);
    } else {
      const pairs = [...given.matchAll(/ ([\w-]+)="([^"]*)"/g)];
      const attributes = Object.fromEntries(
        pairs.map(([, key, value = '']) => [key, unescape(value)]),
      ) as Record<string, string>;
      const element: Element = { name, attributes, children: [], text: '' };
      current.children.push(element);
      if (empty === undefined) open.push(element);
    }
  }
  const [only] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || !only) throw new Error('not one root');
  return only;
}

const parse = (report: CheckReport, change = {}): Element =>
  parseXml(renderJunit(report, { ...OPTIONS, ...change }));

const XML_LESS = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

test('any text comes back, but for what XML cannot say', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const expected = text.replaceAll(XML_LESS, '\ufffd');
      const { attributes, text: inner } = parseXml(
        `<a b="${xmlAttribute(text)}">${xmlText(text)}</a>`,
      );
      expect(attributes['b']).toBe(expected);
      expect(inner).toBe(expected);
    }),
  );
});

test('any violation gives a report that can be read', () => {
  fc.assert(
    fc.property(anyText, anyText, (path, message) => {
      const related = [{ path, line: 1, column: 1, note: message }];
      const one = makeViolation({ path, message, fix: message, symbol: message, related });
      const root = parse(makeReport([one], { gaps: [message] }));
      expect(root.attributes['failures']).toBe('1');
    }),
  );
});

test('every rule is a suite; one without findings is a test that passed', () => {
  const root = parse(makeReport());
  expect(root.children.map((suite) => suite.attributes['name'])).toEqual(RULE_IDS);
  expect(root.children.flatMap((suite) => suite.children)).toHaveLength(RULE_IDS.length);
  expect(root.attributes).toMatchObject({ tests: '14', failures: '0', errors: '0' });
});

test('errors fail, warnings are skipped with their message, and the sums are right', () => {
  const found = [...makeMany(20), ...makeMany(10, { severity: 'warn', to: 'b' })];
  const root = parse(makeReport(found, { gaps: ['a', 'b'] }));
  const cases = root.children.flatMap((suite) => suite.children);
  const count = (name: string): number =>
    cases.filter((one) => one.children.some((child) => child.name === name)).length;
  expect([count('failure'), count('skipped'), count('error')]).toEqual([20, 10, 2]);
  expect(root.attributes).toMatchObject({
    tests: String(cases.length),
    failures: '20',
    errors: '2',
  });
  for (const suite of root.children) {
    expect(suite.attributes['tests']).toBe(String(suite.children.length));
  }
});

test('tests are named by what does not change with lines, and differ', () => {
  const one = makeViolation();
  const moved = { ...one, line: 99 };
  const nameOf = (report: CheckReport): string =>
    parse(report).children[0]?.children[0]?.attributes['name'] ?? '';
  expect(nameOf(makeReport([one]))).toBe('orders → billing: InvoiceRepo');
  expect(nameOf(makeReport([moved]))).toBe(nameOf(makeReport([one])));
  const names = parse(makeReport(makeMany(500))).children.flatMap((suite) =>
    suite.children.map(({ attributes }) => `${attributes['classname']} ${attributes['name']}`),
  );
  expect(new Set(names).size).toBe(names.length);
});

test('accepted ones are no tests', () => {
  expect(parse(makeReport(makeMany(20, { baseline: 'known' }))).attributes['tests']).toBe('14');
});

test('a strict baseline that is too large fails', () => {
  const report = makeReport([], { summary: { ...makeReport().summary, fixed: 1 } });
  const [first] = parse(report, { strictBaseline: true }).children;
  expect(first?.attributes).toMatchObject({ name: 'baseline', failures: '1' });
  expect(parse(report).attributes['failures']).toBe('0');
});
