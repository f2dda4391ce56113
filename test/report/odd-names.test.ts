import { stripVTControlCharacters } from 'node:util';

import { expect, test } from 'vitest';

import { createFinding } from '../../analyzers/findings.ts';
import { renderAnalysis } from '../../src/report/render-analysis.ts';
import { REPORT_FORMATS } from '../../src/report/report-formats.ts';
import { checkDot, checkMermaid } from './check-graphs.ts';
import { makeAnalysis, makeModule } from './make-analysis.ts';

const ODD = [
  'src/"quoted"',
  'src/a|b',
  'src/<T>',
  'src/[id]',
  'src/(group)',
  'src/{x}',
  'src/`tick`',
  'src/#hash',
  'src/back\\slash',
  'src/trailing\\',
  'src/a;b',
  'src/&amp;',
  'src/%%x',
  'src/ünïcode 模块',
  "src/it's",
  'src/$lib',
  'src/*',
  'src/two\nlines',
];

const odd = makeAnalysis({
  project: { ...makeAnalysis().project, name: '<b>"odd"</b>' },
  modules: ODD.map((id, at) =>
    makeModule(id, {
      dependsOn: [{ to: ODD[(at + 1) % ODD.length] ?? '', imports: 2, valueImports: 1 }],
      efferent: 1,
      afferent: 1,
    }),
  ),
  tables: ODD.map((name) => ({
    path: 'src/a|b/x.ts',
    line: 1,
    column: 1,
    evidence: '',
    certainty: 'certain',
    name,
    entity: null,
    orm: 'sql',
    owner: null,
    writers: [],
    readers: [],
    module: null,
    writingModules: [name],
    readingModules: [],
    tenantColumn: 'a|b',
    columns: [],
    indexes: [],
  })),
  routes: [
    {
      method: 'GET',
      path: '/files/:a|b/*',
      file: 'src/[id]/route.ts',
      line: 1,
      column: 1,
      evidence: '',
      certainty: 'certain',
      handler: 'get<T>',
      module: null,
      boundary: null,
      guards: [],
      roles: [],
    },
  ],
  findings: [
    createFinding({
      code: 'shared-table',
      severity: 'warning',
      path: 'src/[id]/x.ts',
      subject: 'a',
      message: 'src/<T> | src/a|b\nwrite `it`',
    }),
  ],
});

test('mermaid takes every name', () => {
  const text = renderAnalysis(odd, 'mermaid', { color: false, folder: '.' });
  expect(checkMermaid(text)).toEqual({ nodes: ODD.length, edges: ODD.length, dangling: [] });
  expect(text).toContain('ünïcode 模块');
  expect(text).toContain('"#quot;quoted#quot;<br/>');
});

test('graphviz takes every name', () => {
  const text = renderAnalysis(odd, 'dot', { color: false, folder: '.' });
  expect(checkDot(text)).toEqual({ nodes: ODD.length, edges: ODD.length, dangling: [] });
  expect(text).toContain(String.raw`"src/trailing\\" ->`);
});

test('a table of the Markdown report keeps its columns', () => {
  const text = renderAnalysis(odd, 'markdown', { color: false, folder: '.' });
  const tables = text
    .trimEnd()
    .split('\n\n')
    .filter((block) => block.startsWith('| '));
  expect(tables.length).toBeGreaterThanOrEqual(3);
  for (const table of tables) {
    const [head, ...rows] = table
      .split('\n')
      .map((row) => row.replaceAll(/\\./g, '').split('|').length);
    expect(rows).toEqual(rows.map(() => head));
  }
  expect(text.replaceAll(/```[^]*?```/g, '')).not.toMatch(/<(?:b|T)>/);
});

test('text stays one line per fact', () => {
  const text = renderAnalysis(odd, 'text', { color: false, folder: '.' });
  expect(text).not.toMatch(/^lines/m);
  expect(text).not.toMatch(/^write `it`/m);
});

test.each(REPORT_FORMATS)('%s: nothing found and a single module are no special case', (format) => {
  for (const analysis of [
    makeAnalysis(),
    makeAnalysis({ modules: [makeModule('.', { name: '(root)', origin: 'root' })] }),
  ]) {
    const text = renderAnalysis(analysis, format, { color: false, folder: '.' });
    expect(text).not.toMatch(/undefined|NaN|Infinity/);
    expect(text.split('\n').filter((line) => /[ \t]$/.test(line))).toEqual([]);
  }
});

test('colors are escape codes around the same text', () => {
  const plain = renderAnalysis(odd, 'text', { color: false, folder: '.' });
  const colored = renderAnalysis(odd, 'text', { color: true, folder: '.' });
  expect(colored).toContain('\u001b[1m');
  expect(stripVTControlCharacters(colored)).toBe(plain);
});
