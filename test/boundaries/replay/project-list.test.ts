import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { rateVerdicts, readProjectList } from '../../../bench/boundaries/negative/project-list.ts';
import type { Judged } from '../../../bench/boundaries/negative/project-list.ts';
import { renderVerdicts } from '../../../bench/boundaries/negative/render-verdicts.ts';

const FOLDER = join(import.meta.dirname, '../../../bench/boundaries/negative');
const LIST = join(FOLDER, 'projects.json');

function judged(name: string, expected: Judged['expected'], verdict: Judged['verdict']): Judged {
  const sizes = { files: 1, lines: 1, tables: 1, boundaries: 1 };
  return { name, expected, verdict, group: 'g', why: 'w', reasons: [], ...sizes };
}

let work = '';
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'saasctl-list-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function listOf(project: object): string {
  const file = join(work, 'list.json');
  writeFileSync(file, JSON.stringify({ projects: [project] }));
  return file;
}

test('the list holds at least twelve negatives of each of the four kinds asked for', () => {
  const negatives = readProjectList(LIST).filter((one) => one.expected === 'no');
  expect(negatives.length).toBeGreaterThanOrEqual(12);
  const groups = new Set(negatives.map((one) => one.group));
  expect([...groups].sort()).toEqual(['random', 'shared data', 'single aggregate', 'starter']);
});

test('the held-out list has none of the projects that the verdict was made with', () => {
  const known = new Set(readProjectList(LIST).map((one) => one.repository));
  const unseen = readProjectList(join(FOLDER, 'held-out.json'));
  expect(unseen.length).toBeGreaterThanOrEqual(12);
  expect(unseen.filter((one) => known.has(one.repository))).toEqual([]);
});

test('"modularise-first" is right for a negative and wrong for a modular monolith', () => {
  const rates = rateVerdicts([
    judged('a', 'no', 'no'),
    judged('b', 'no', 'modularise-first'),
    judged('c', 'no', 'yes'),
    judged('d', 'yes', 'yes'),
    judged('e', 'yes', 'modularise-first'),
    judged('f', 'yes', 'no'),
    judged('g', 'open', 'no'),
  ]);
  expect(rates).toEqual({ negatives: 3, held: 2, positives: 3, withheld: 2, refused: 1 });
});

test('a project that people disagree on is shown and not counted', () => {
  const text = renderVerdicts([judged('g', 'open', 'yes')], ['h']);
  expect(text).toContain('| g | g | 1 | 1 | 1 | 1 | open | yes | – |');
  expect(text).toContain('modularise-first": none to judge.');
  expect(text).toContain('Skipped, no checkout: h.');
});

test.each([
  ['two sources', { made: 'toolbox', fixture: 'shop' }, 'one of them'],
  ['no commit', { repository: 'a/b' }, 'needs its commit'],
  ['an unknown generator', { made: 'nothing' }, 'nothing makes'],
  ['no reason', { made: 'toolbox', why: '' }, '"why" says why'],
])('a case with %s is refused', (_, project, message) => {
  const file = listOf({ name: 'x', expected: 'no', group: 'g', why: 'w', ...project });
  expect(() => readProjectList(file)).toThrow(message);
});
