import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import type { Analysis, PlanHealth } from '../../../analyzers/contract.ts';
import { renderHtml } from '../../../src/report/html/render-html.ts';
import { makeModule } from '../make-analysis.ts';
import { draftPlan } from './draft-plan.ts';
import { emptyAnalysis } from './empty-analysis.ts';
import { boundaryOf, crossingOf, smallPlan } from './small-plan.ts';
import { tangledAnalysis } from './tangled-analysis.ts';

const NO_CODE = { excerpt: () => null };

const render = (analysis: Analysis): string => renderHtml(analysis, NO_CODE);

/** The part a browser shows before it has run anything. */
const head = (html: string): string =>
  html.slice(html.indexOf('<main>'), html.indexOf('<section id="map"'));

const dataOf = (html: string): { readonly texts: readonly string[] } => {
  const [, json = ''] =
    /<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(json) as { readonly texts: readonly string[] };
};

test('the verdict and its reasons stand in the page itself', () => {
  const html = head(render(smallPlan()));
  expect(html).toContain('It can be split, one boundary at a time.');
  expect(html).toContain('<li>Each has its own table.</li>');
  expect(html).toContain('3 boundaries: 3 ready to be taken out. 3 crossings between them');
});

test.each([
  ['yes', 'It can be split'],
  ['modularise-first', 'modularise first'],
  ['no', 'Do not split it'],
] as const)('a verdict of "%s" is said in words', (split, words) => {
  expect(head(render(smallPlan({ verdict: { split, why: [] } })))).toContain(words);
});

test('a reason may quote code', () => {
  const verdict = { split: 'no' as const, why: ['`a<b>` is one table', 'an odd ` stays'] };
  const html = head(render(smallPlan({ verdict })));
  expect(html).toContain('<li><code>a&lt;b&gt;</code> is one table</li>');
  expect(html).toContain('<li>an odd ` stays</li>');
});

test('without boundaries it says so, and shows the modules', () => {
  const html = head(render(emptyAnalysis({ modules: [makeModule('src/a')] })));
  expect(html).toContain('No boundaries are proposed; the map shows the 1 module of today.');
});

const HEALTH: PlanHealth = {
  plan: 'suggested',
  boundaries: 3,
  filesInBoundaries: 6,
  kernelFiles: 0,
  crossingImports: 2,
  cyclicBefore: 2,
  cyclicAfter: 0,
  sharedTablesBefore: 1,
  sharedTablesAfter: 0,
  crossingTransactions: 0,
  crossingJoins: 5,
  crossingRelations: 1,
};

test('one plan has one column of figures, and nothing to be better than', () => {
  const html = head(render(smallPlan({ health: [HEALTH] })));
  expect(html).toContain('<th scope="row">Boundaries in call circles</th><td>2 → 0</td>');
  expect(html).not.toContain('Configured');
  expect(html).not.toContain('better');
});

test('two plans stand side by side, and the better figure says so in words', () => {
  const configured: PlanHealth = {
    ...HEALTH,
    plan: 'configured',
    crossingImports: 1,
    cyclicBefore: 0,
    cyclicAfter: 1,
  };
  const html = head(render(smallPlan({ health: [HEALTH, configured] })));
  expect(html).toContain('<th scope="col">Suggested</th><th scope="col">Configured</th>');
  expect(html).toContain(
    'Imports across</th><td>2</td><td class="better">1<span> better</span></td>',
  );
  // What remains after the remedies decides, not what there was before.
  expect(html).toContain(
    'Boundaries in call circles</th><td class="better">2 → 0<span> better</span></td><td>0 → 1</td>',
  );
  expect(html).toContain('Joins across</th><td>5</td><td>5</td>');
});

test('only the style and the script of the page may run, and nothing may be loaded', () => {
  const html = render(smallPlan());
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const hash = (text: string | undefined): string =>
    `'sha256-${createHash('sha256')
      .update(text ?? '')
      .digest('base64')}'`;
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${hash(/<style>(.*?)<\/style>/s.exec(html)?.[1])}`,
    `script-src ${hash(/<script>(.*?)<\/script>/s.exec(html)?.[1])}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test('nothing in the page has an address elsewhere', () => {
  const html = render(smallPlan());
  const addresses = [...html.matchAll(/\b(?:https?:)?\/\/[\w.-]+\.\w+/g)].map(
    ([address]) => address,
  );
  expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org']));
  expect(html).not.toMatch(/@import ['"]|url\(|<link|<img|<iframe|\bsrc=/);
});

const HOSTILE = '</script><img src=x onerror="alert(1)"><!--\u2028{{data}}$&';

test('names that are markup stay names', () => {
  const analysis = smallPlan({
    project: { ...smallPlan().project, name: HOSTILE },
    boundaries: [boundaryOf('orders', { name: HOSTILE, why: [HOSTILE] })],
    crossings: [crossingOf('orders', 'orders', 'api', { subject: HOSTILE, path: HOSTILE })],
    verdict: { split: 'yes', why: [HOSTILE] },
  });
  const html = render(analysis);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html).not.toContain('<img');
  expect(html).not.toContain('\u2028{{data}}$&"');
  expect(dataOf(html).texts).toContain(HOSTILE);
});

test('the same analysis gives the same bytes', () => {
  const analysis = draftPlan(
    tangledAnalysis({ modules: 12, files: 200, imports: 700, tables: 30 }),
  );
  expect(render(analysis)).toBe(render(structuredClone(analysis)));
});

test('150 modules and 5,000 files, each place with its code, stay below 6 MB', () => {
  const analysis = draftPlan(
    tangledAnalysis({ modules: 150, files: 5000, imports: 20_000, tables: 400 }),
  );
  expect(analysis.crossings.length).toBeGreaterThan(5000);
  const html = renderHtml(analysis, {
    excerpt: (path, line) =>
      [0, 1, 2, 3, 4].map((at) => `const value${line + at} = read('${path}');`),
  });
  expect(Buffer.byteLength(html)).toBeLessThan(6_000_000);
});
