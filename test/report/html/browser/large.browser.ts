/**
 * 150 modules and 5,000 files. The limits are several times what a quiet machine needs, so that they
 * fail for a quadratic loop and not for a neighbour; `docs/evidence/report.md` has the measured times.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';

import { renderHtml } from '../../../../src/report/html/render-html.ts';
import { draftPlan } from '../draft-plan.ts';
import { tangledAnalysis } from '../tangled-analysis.ts';
import { measureReport } from './measure-report.ts';
import type { ReportTimes } from './measure-report.ts';
import { startBrowser } from './open-report.ts';
import type { OpenReport, ReportBrowser } from './open-report.ts';

let browser: ReportBrowser;
let report: OpenReport;
let page: Page;
let times: ReportTimes;

beforeAll(async () => {
  browser = await startBrowser();
  const analysis = draftPlan(
    tangledAnalysis({ modules: 150, files: 5000, imports: 20_000, tables: 400 }),
  );
  const html = renderHtml(analysis, {
    excerpt: (path, line) =>
      [0, 1, 2, 3, 4].map((at) => `const value${line + at} = read('${path}');`),
  });
  report = await browser.open(html);
  page = report.page;
  times = await measureReport(page);
});

afterAll(async () => {
  await browser.close();
});

test('the verdict is on the screen soon, and everything else not much later', () => {
  expect(times.firstPaint).toBeLessThan(1500);
  expect(times.ready).toBeLessThan(5000);
});

test('no click, key or letter takes long', () => {
  for (const [name, milliseconds] of Object.entries(times.interactions))
    expect(milliseconds, name).toBeLessThan(1000);
});

test('what is not looked at is not there', async () => {
  expect(await page.evaluate<number>("document.querySelectorAll('*').length")).toBeLessThan(12_000);
});

/** Boxes of what is shown of the map's names. */
const LABELS = `[...document.querySelectorAll('.node:not(.crowded) .label')].map((one) => {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  return { text: one.textContent, left, right, top, bottom };
})`;

interface LabelBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

test.each(['Coarse', 'Medium', 'Modules of today'])(
  'no two names on the map of level %s touch, and there are many',
  async (level) => {
    await page.keyboard.press('Escape');
    await page.getByLabel(new RegExp(`^${level}`)).check();
    await page.mouse.move(5, 5);
    const boxes = await page.evaluate<readonly LabelBox[]>(LABELS);
    const touching = boxes.flatMap((one, at) =>
      boxes
        .slice(at + 1)
        .filter(
          (other) =>
            one.left < other.right &&
            other.left < one.right &&
            one.top < other.bottom - 2 &&
            other.top < one.bottom - 2,
        )
        .map((other) => `${one.text} × ${other.text}`),
    );
    expect(touching).toEqual([]);
    expect(boxes.length).toBeGreaterThanOrEqual(20);
  },
);

test('the map says how much it does not draw, and draws it when asked', async () => {
  const drawn = (): Promise<number> => page.locator('.arrows:not(.focus) .arrow').count();
  const few = await drawn();
  expect(await page.locator('.drawn').innerText()).toMatch(/\d of [\d,]+ arrows drawn/);
  await page.getByText('Draw all of them').click();
  expect(await drawn()).toBeGreaterThan(few);
});

test('nothing complained on the way', () => {
  expect(report.complaints).toEqual([]);
  expect(report.requests).toEqual([]);
});
