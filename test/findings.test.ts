import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { compareFindings, createFinding, FINDING_CODES } from '../analyzers/findings.ts';
import { renderCode } from '../src/report/render-explanation.ts';

const ROOT = join(import.meta.dirname, '..');

/** Codes that nothing reports yet, each with what will. */
const RESERVED: Readonly<Record<string, string>> = {};

const codes = Object.keys(FINDING_CODES) as (keyof typeof FINDING_CODES)[];

function sources(): readonly string[] {
  return ['analyzers', 'src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && path !== 'findings.ts')
      .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
  );
}

const texts = sources();
const whole = texts.join('\n');

/** Codes as written beside a severity (errors of the command line have codes of their own). */
function reportedCodes(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [call] of whole.matchAll(
    /(?:createFinding|facts\.finding|\.finding|describe)\([^;]*?severity/g,
  )) {
    for (const [, code] of call.matchAll(/\bcode: '([a-z0-9-]+)'/g)) if (code) found.add(code);
  }
  for (const [, subject] of whole.matchAll(/\.(?:unresolved|undecided)\(\s*'([a-z]+)'/g))
    if (subject) found.add(`dynamic-${subject}`);
  const subjects = /type UnresolvedSubject = ([^;]+);/.exec(whole)?.[1] ?? '';
  for (const [, subject] of subjects.matchAll(/'([a-z]+)'/g))
    if (subject) found.add(`dynamic-${subject}`);
  return found;
}

test('the search finds what there is to find', () => {
  expect(texts.length).toBeGreaterThan(200);
  expect(reportedCodes().size).toBeGreaterThan(15);
});

test('every reported code has its text', () => {
  expect([...reportedCodes()].filter((code) => !(code in FINDING_CODES)).sort()).toEqual([]);
});

test('every text belongs to something that is reported, or says why not yet', () => {
  const reported = reportedCodes();
  const silent = codes.filter((code) => !reported.has(code) && !whole.includes(`'${code}'`));
  expect(silent).toEqual(Object.keys(RESERVED));
});

test.each(codes)('%s can be understood and acted on', (code) => {
  const { title, meaning, remedy } = FINDING_CODES[code];
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  expect(title.length).toBeLessThanOrEqual(60);
  for (const sentence of [meaning, remedy]) {
    expect(sentence).toMatch(/^[A-Za-z`].{20,}\.$/);
  }
  const text = renderCode(code, [], { color: false, folder: '.' });
  expect(text.replaceAll(/\s+/g, ' ')).toContain(remedy);
});

test('the id of a finding depends on code, file and subject alone', () => {
  const input = {
    code: 'dynamic-sql',
    severity: 'warning',
    path: 'src/a.ts',
    subject: 'f query',
    message: 'one',
  } as const;
  const { id } = createFinding({ ...input, line: 3 });
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  expect(
    createFinding({ ...input, line: 30, column: 7, message: 'other', severity: 'info' }).id,
  ).toBe(id);
  for (const other of [
    { code: 'dynamic-table' },
    { path: 'src/b.ts' },
    { subject: 'g query' },
  ] as const) {
    expect(createFinding({ ...input, ...other }).id).not.toBe(id);
  }
});

test('findings have one order, by place first', () => {
  const make = (path: string, line: number, subject: string): ReturnType<typeof createFinding> =>
    createFinding({ code: 'dynamic-sql', severity: 'info', path, line, subject, message: '' });
  const sorted = [
    make('a.ts', 2, 'x'),
    make('a.ts', 10, 'x'),
    make('a.ts', 10, 'y'),
    make('b.ts', 1, 'x'),
  ].sort(compareFindings);
  expect(sorted.toReversed().sort(compareFindings)).toEqual(sorted);
  expect(sorted.map((one) => `${one.path}:${one.line}`)).toEqual([
    'a.ts:2',
    'a.ts:10',
    'a.ts:10',
    'b.ts:1',
  ]);
});
