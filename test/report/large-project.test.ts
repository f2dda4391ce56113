import { expect, test } from 'vitest';

import { renderAnalysis } from '../../src/report/render-analysis.ts';
import { REPORT_FORMATS } from '../../src/report/report-formats.ts';
import type { ReportFormat } from '../../src/report/report-formats.ts';
import { checkDot, checkMermaid } from './check-graphs.ts';
import { makeLargeAnalysis } from './make-analysis.ts';

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

test('text: one screen, no line that wraps beyond sense', () => {
  const lines = render('text').split('\n');
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(lines.filter((line) => line.length > 200)).toEqual([]);
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
