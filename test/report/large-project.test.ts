import { expect, test } from 'vitest';

import { renderAnalysis } from '../../src/report/render-analysis.ts';
import { REPORT_FORMATS } from '../../src/report/report-formats.ts';
import type { ReportFormat } from '../../src/report/report-formats.ts';
import { checkDot, checkMermaid } from './check-graphs.ts';
import { makeLargeAnalysis } from './make-analysis.ts';
import { makeHealth, makeLargePlan } from './make-plan.ts';

const large = makeLargeAnalysis();
const render = (format: ReportFormat): string =>
  renderAnalysis(large, format, { color: false, folder: '.' });

test('the sample is as large as it says', () => {
  expect(large.modules).toHaveLength(130);
  expect(large.modules.flatMap((one) => one.dependsOn)).toHaveLength(1200);
});

test.each([
  ['mermaid', checkMermaid],
  ['dot', checkDot],
] as const)('%s: a picture that can be read, and what it leaves out', (format, check) => {
  const text = render(format);
  const { nodes, edges, dangling } = check(text);
  expect(nodes).toBeGreaterThan(10);
  expect(nodes).toBeLessThanOrEqual(40);
  expect(edges).toBeGreaterThan(10);
  expect(edges).toBeLessThanOrEqual(80);
  expect(dangling).toEqual([]);
  expect(text).toContain(
    `left out to stay readable: ${130 - nodes} modules, ${(1200 - edges).toLocaleString('en-US')} weaker dependencies`,
  );
});

const planned = { ...large, ...makeLargePlan(130) };

test.each([
  ['modules alone', large, 30],
  ['a plan of 130 boundaries', planned, 50],
  ['two plans', { ...planned, health: [makeHealth(), makeHealth({ plan: 'configured' })] }, 62],
] as const)('text: %s fit one screen of 100 columns', (_, analysis, most) => {
  const lines = renderAnalysis(analysis, 'text', { color: false, folder: '.' })
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeLessThanOrEqual(most);
  // A place is kept whole, so that it can be clicked.
  const isPlace = (line: string): boolean => /^ {2}\S+:\d+:\d+ {2}/.test(line);
  expect(lines.filter((line) => line.length > 100 && !isPlace(line))).toEqual([]);
});

test('text: the figures of a boundary are those of the analysis', () => {
  const text = renderAnalysis(planned, 'text', { color: false, folder: '.' });
  const [first] = planned.boundaries ?? [];
  expect(text).toMatch(
    new RegExp(`^ +1 {2}${first?.id.slice(0, 25)}… +1 +2 +0 {2}modularise first`, 'm'),
  );
  expect(text).toContain('… and 123 more');
});

test('markdown: every boundary, the costliest pairs, the next steps, what is left out', () => {
  const text = renderAnalysis(planned, 'markdown', { color: false, folder: '.' });
  for (const { id } of planned.boundaries ?? []) expect(text).toContain(`| ${id} |`);
  expect(text).toMatch(/^And [\d,]+ cheaper pairs with [\d,]+ crossings/m);
  expect(text).toContain('And 110 further steps');
  for (const title of ['Verdict: not yet, modularise first', 'Crossings', 'Roadmap', 'Plans'])
    expect(text).toContain(`## ${title}\n`);
});

test('text: the worst knots keep their whole place, so that it can be clicked', () => {
  expect(render('text')).toMatch(
    /^ {2}packages\/\S+some-long-file\.repository\.ts:\d+:1 {2}crossing-transaction {2}[0-9a-f]{12}/m,
  );
});

test('markdown: holds the picture, says what it leaves out, lists every module', () => {
  const text = render('markdown');
  const picture = /```mermaid\n([^]*?)```/.exec(text)?.[1] ?? '';
  expect(checkMermaid(picture).nodes).toBeLessThanOrEqual(40);
  expect(text.replace(picture, '')).toContain('left out to stay readable');
  for (const { id } of large.modules) expect(text).toContain(`| ${id} |`);
});

test.each(REPORT_FORMATS)(
  '%s: the same bytes twice, one line break at the end, no trailing blanks',
  (format) => {
    const text = render(format);
    expect(render(format)).toBe(text);
    expect(text).toMatch(/[^\n]\n$/);
    expect(text.split('\n').filter((line) => /[ \t]$/.test(line))).toEqual([]);
  },
);
