/** Names that are markup or script: shown as they are, run never. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { boundaryOf, crossingOf, importOf, smallPlan } from '../small-plan.ts';
import { renderHtml } from '../../../../src/report/html/render-html.ts';
import { startBrowser } from './open-report.ts';
import type { OpenReport, ReportBrowser } from './open-report.ts';

const TAG = '<img src=x onerror="window.hit=1">';
const END = '</script><script>window.hit=2</script>';
const LINK = 'javascript:window.hit=3';

let browser: ReportBrowser;
let report: OpenReport;

beforeAll(async () => {
  browser = await startBrowser();
  const base = smallPlan();
  const [first, ...files] = base.files;
  const analysis = smallPlan({
    project: { ...base.project, name: `${TAG}${END}` },
    files: first ? [{ ...first, path: `${END}.ts`, module: TAG }, ...files] : [],
    boundaries: [
      boundaryOf('billing', { name: TAG, why: [TAG], routes: [TAG, LINK], tables: [TAG] }),
      boundaryOf('orders', { name: END, files: [`${END}.ts`] }),
      boundaryOf('users', { name: LINK }),
    ],
    crossings: [
      crossingOf('billing', 'orders', 'api', {
        subject: TAG,
        why: END,
        evidence: TAG,
        path: `${END}.ts`,
      }),
      crossingOf('orders', 'users', 'event', { subject: LINK, kind: 'event', target: null }),
    ],
    tables: [
      {
        path: TAG,
        line: 1,
        column: 1,
        evidence: TAG,
        certainty: 'certain',
        name: TAG,
        entity: END,
        orm: 'typeorm',
        owner: 'billing',
        writers: ['billing'],
        readers: [],
        module: null,
        writingModules: [],
        readingModules: [],
        tenantColumn: TAG,
        columns: [{ name: TAG, type: null, line: 1 }],
        indexes: [],
      },
    ],
    imports: [importOf('users/a.ts', 'users/b.ts', { symbols: [TAG] })],
    cycles: [
      {
        tier: 'runtime',
        level: 'file',
        members: [`${END}.ts`, TAG],
        edges: 2,
        cut: [{ path: TAG, line: 1, column: 1, from: TAG, to: `${END}.ts` }],
      },
    ],
    splits: [{ path: TAG, parts: [{ boundary: 'billing', symbols: [TAG] }], why: END }],
    roadmap: [
      {
        boundary: 'billing',
        position: 1,
        why: [TAG],
        before: [END],
        obstacles: [{ path: TAG, line: 1, column: 1, code: TAG, message: END, remedy: TAG }],
      },
    ],
    verdict: { split: 'yes', why: [TAG, END] },
    findings: [
      {
        path: TAG,
        line: 1,
        column: 1,
        code: TAG,
        severity: 'warning',
        message: END,
        id: TAG,
        related: [],
      },
    ],
  });
  report = await browser.open(renderHtml(analysis, { excerpt: () => [TAG, END, LINK] }));
});

afterAll(async () => {
  await browser.close();
});

test('nothing of it became an element or ran', async () => {
  const { page } = report;
  for (const at of [0, 1, 2]) await page.locator(`.node[data-node="${at}"]`).dispatchEvent('click');
  for (const arrow of await page.locator('.arrows:not(.focus) .arrow .line').all())
    await arrow.dispatchEvent('click');
  await page.locator('.obstacles summary').first().click();
  await page.locator('#findings .row').first().click();
  await page.locator('#search input').fill('img');
  await page.waitForTimeout(200);
  expect(await page.evaluate('window.hit')).toBeUndefined();
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(2);
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
});

test('it is shown as it was written', async () => {
  const { page } = report;
  expect(await page.title()).toContain(TAG);
  expect(await page.locator('.bar-name').innerText()).toBe(`${TAG}${END}`);
  expect(await page.locator('.reasons').innerText()).toContain(END);
  expect(await page.locator('#search-results').innerText()).toContain(TAG);
  await page.keyboard.press('Escape');
});

test('no complaint, no request', () => {
  expect(report.complaints).toEqual([]);
  expect(report.requests).toEqual([]);
});
