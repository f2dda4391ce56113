import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseBaseline } from '../../../src/check/baseline/parse-baseline.ts';
import { UserError } from '../../../src/errors.ts';
import { refused } from './refused.ts';

const NAME = '.saasctl/baseline/orders.jsonl';
const DEBT = {
  rule: 'private-api',
  from: 'orders',
  to: 'billing',
  symbol: 'Invoice',
  places: 3,
} as const;
const OTHER = { ...DEBT, symbol: 'Payment' };

const parse = (...lines: readonly string[]) => parseBaseline(NAME, lines.join('\n'));
const json = (value: unknown): string => JSON.stringify(value);

/** What is said about one line that stands after a good one. */
function problemsOf(line: string): readonly string[] {
  const { code, message } = refused(() => parse(json(OTHER), line));
  expect(code).toBe('baseline-invalid');
  const [title, ...rest] = message.split('\n');
  expect(title).toBe(`${NAME} cannot be used`);
  return rest.map((one) => one.trim());
}

test('lines are read in any order, with Windows ends, a byte order mark and blank lines between', () => {
  const text = `\uFEFF${json(OTHER)}\r\n\r\n${json(DEBT)}\r\n`;
  expect(parseBaseline(NAME, text)).toEqual([DEBT, OTHER]);
});

test('an entry may be written by hand, with spaces and its keys in another order', () => {
  const text =
    '  { "places": 3, "symbol": "Invoice", "to": "billing", "from": "orders", "rule": "private-api" }';
  expect(parse(text)).toEqual([DEBT]);
});

test('what was merged twice is one entry: the larger count, and an allowance wins', () => {
  const allowed = { ...DEBT, places: 2, reason: 'moves in May', owner: 'kim' };
  const joined = { ...allowed, places: 3 };
  expect(parse(json(DEBT), json(allowed))).toEqual([joined]);
  expect(parse(json(allowed), json(DEBT))).toEqual([joined]);
});

test('of two allowances the one that lasts longer counts', () => {
  const [may, june, ever] = ['2027-05-31', '2027-06-30', undefined].map((until) =>
    json({ ...DEBT, reason: 'r', owner: 'kim', ...(until === undefined ? {} : { until }) }),
  ) as [string, string, string];
  expect(parse(june, may)[0]?.until).toBe('2027-06-30');
  expect(parse(june, ever, may)[0]).not.toHaveProperty('until');
});

test('bad JSON is pointed at', () => {
  expect(problemsOf(json(DEBT).replace('3', '3,'))).toEqual([
    `${NAME}:2:84  not valid JSON: property name expected`,
  ]);
  expect(problemsOf('{"rule":')).toEqual([`${NAME}:2:9  not valid JSON: value expected`]);
  expect(problemsOf('[1]')).toEqual([`${NAME}:2:1  must be an object, {…}`]);
  expect(problemsOf(`${json(DEBT)} ${json(DEBT)}`)[0]).toContain('not valid JSON: end of file');
});

test('an unknown key is no way to say something that nobody reads', () => {
  expect(problemsOf(json({ ...DEBT, untill: '2027-01-01' }))).toEqual([
    `${NAME}:2:84  untill: unknown key; did you mean "until"?`,
  ]);
  expect(problemsOf(`${json(DEBT).slice(0, -1)},"__proto__":1}`)[0]).toContain(
    '__proto__: unknown key; there are rule, from, to,',
  );
});

test('an unknown rule comes with what may have been meant', () => {
  expect(problemsOf(json({ ...DEBT, rule: 'privat-api' }))).toEqual([
    `${NAME}:2:9  rule: there is no such rule; did you mean "private-api"?`,
  ]);
  expect(problemsOf(json({ ...DEBT, rule: 7 }))[0]).toContain('rule: there is no such rule');
});

test('a key that is there twice hides what the first one said', () => {
  expect(problemsOf(`${json(DEBT).slice(0, -1)},"places":9}`)).toEqual([
    `${NAME}:2:84  places: is there twice`,
  ]);
});

test('markers of a merge conflict are named as such', () => {
  const error = refused(() =>
    parse('<<<<<<< HEAD', json(DEBT), '=======', json(OTHER), '>>>>>>> their-branch'),
  );
  expect(error.message.split('\n').slice(1)).toEqual([
    `  ${NAME}:1:1  a merge conflict was left here`,
    `  ${NAME}:3:1  a merge conflict was left here`,
    `  ${NAME}:5:1  a merge conflict was left here`,
  ]);
  expect(error.hint).toContain('Keep the entries of both sides');
});

test.each([
  [{ ...DEBT, places: 0 }, 'places: must be a whole number above 0'],
  [{ ...DEBT, places: 1.5 }, 'places: must be a whole number above 0'],
  [{ ...DEBT, symbol: '' }, 'symbol: must be a text that is not empty'],
  [{ ...DEBT, to: 'Billing' }, 'to: must be the id of a boundary'],
  [{ ...DEBT, from: 'billing' }, 'from: must be "orders", as the file is called'],
  [{ ...DEBT, reason: 'r', owner: 'kim', until: '2027-02-29' }, 'until: must be a day of the'],
  [{ ...DEBT, reason: 'r' }, 'owner: is missing: what is allowed needs an owner'],
  [{ ...DEBT, owner: 'kim' }, 'reason: is missing: what is allowed needs a reason'],
])('wrong value %#', (entry, message) => {
  expect(problemsOf(json(entry))).toEqual([expect.stringContaining(message)]);
});

test('an end without an allowance lacks both', () => {
  const said = problemsOf(json({ ...DEBT, until: '2027-01-01' }));
  expect(said.map((one) => one.replace(/^.*?  /, '').split(':')[0])).toEqual(['reason', 'owner']);
});

test('every missing key is named, and a screen of problems is enough', () => {
  expect(problemsOf('{}')).toEqual(
    ['rule', 'from', 'to', 'symbol', 'places'].map((key) => `${NAME}:2:1  ${key}: is missing`),
  );
  const { message } = refused(() => parse(...Array.from({ length: 20 }, () => '?')));
  expect(message.split('\n')).toHaveLength(14);
  expect(message).toContain('  and 8 more');
});

test('a file that no boundary can be called after is no baseline of anybody', () => {
  for (const name of ['.saasctl/baseline/Orders.jsonl', '.saasctl/baseline/orders (1).jsonl'])
    expect(refused(() => parseBaseline(name, '')).message).toContain(`${name}:1:1  no boundary`);
  expect(parseBaseline('.saasctl/baseline/monolith.jsonl', '')).toEqual([]);
});

test('whatever a file holds, the user is told what is wrong with it', () => {
  const piece = fc.oneof(
    fc.constantFrom(json(DEBT), '\n', '{', '"', ',', '\u0000', '\uFEFF', '\u00A0', '<<<<<<<'),
    fc.string({ unit: 'binary' }),
    fc.json(),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      try {
        parseBaseline(NAME, pieces.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 500 },
  );
});
