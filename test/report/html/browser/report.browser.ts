/** The report of the shop fixture in a browser: what one sees, and what one gets by clicking. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';

import type { Analysis } from '../../../../analyzers/contract.ts';
import { draftPlan } from '../draft-plan.ts';
import { startBrowser } from './open-report.ts';
import type { OpenReport, ReportBrowser } from './open-report.ts';
import { analyzeShop, renderShop } from './shop-report.ts';

let browser: ReportBrowser;
let analysis: Analysis;
let html: string;
let report: OpenReport;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  analysis = draftPlan(await analyzeShop());
  html = renderShop(analysis);
  report = await browser.open(html, { colorScheme: 'light' });
  page = report.page;
});

afterAll(async () => {
  await browser.close();
});

const inspector = () => page.locator('#inspector');
const title = () => page.locator('#inspector-title');

/** Clicks where the thing can be hit: arrows lie over each other. */
async function press(selector: string): Promise<void> {
  await page.locator(selector).first().dispatchEvent('click');
}

test('every section has something to say', async () => {
  for (const id of ['map', 'roadmap', 'tables', 'cycles', 'splits', 'findings'])
    expect((await page.locator(`#${id} > .body`).innerText()).length, id).toBeGreaterThan(20);
});

test('the map has every boundary, and arrows between them', async () => {
  expect(await page.locator('.node').count()).toBe(analysis.boundaries.length);
  expect(await page.locator('.arrows:not(.focus) .arrow').count()).toBeGreaterThan(10);
});

describe('a click on an arrow', () => {
  test('shows its crossings with remedy, reason, place and code', async () => {
    await press('.arrow.r-merge .line');
    const edge = analysis.crossings.find((one) => one.remedy === 'merge');
    const text = await inspector().innerText();
    expect(await title().innerText()).toMatch(/ → /);
    expect(text).toContain('merge');
    expect(text).toContain(edge?.why);
    expect(text).toMatch(/src\/[\w./-]+\.ts:\d+/);
    expect(await inspector().locator('.code-line.hit').count()).toBeGreaterThan(0);
  });

  test('shows the very line that is meant', async () => {
    const place = inspector().locator('.crossing').first();
    const [, line] = /:(\d+)$/.exec(await place.locator('.place').innerText()) ?? [];
    expect(await place.locator('.hit .code-number').innerText()).toBe(`▸${line}`);
  });
});

test('an arrow that is open stands alone on the map', async () => {
  expect(await page.locator('.arrows.focus .arrow').count()).toBe(1);
  expect(await page.locator('.node.near').count()).toBe(2);
});

describe('a click on a boundary', () => {
  test('shows files, tables, routes, surface and how sure it is', async () => {
    const orders = analysis.boundaries.findIndex((one) => one.name === 'orders');
    await press(`.node[data-node="${orders}"]`);
    expect(await title().innerText()).toBe('orders');
    const text = await inspector().innerText();
    expect(text).toContain(`Tables it owns (${analysis.boundaries[orders]?.tables.length})`);
    expect(text).toContain(`Routes (${analysis.boundaries[orders]?.routes.length})`);
    expect(text).toContain(`Files (${analysis.boundaries[orders]?.files.length})`);
    expect(text).toContain('Surface');
    expect(text).toContain('confidence');
  });

  test('leads on to a table and back again', async () => {
    await inspector().locator('.chips .link').first().click();
    expect(await inspector().locator('.eyebrow').innerText()).toBe('Table');
    await inspector().getByText('← Back').click();
    expect(await title().innerText()).toBe('orders');
  });

  test('leads on to a file with its crossings', async () => {
    await inspector().locator('.virtual-list .row').first().click();
    expect(await inspector().locator('.eyebrow').innerText()).toBe('File');
    expect(await title().innerText()).toMatch(/^src\/.*\.ts$/);
  });
});

test('the level of the plan changes the map', async () => {
  await page.getByLabel(/^Coarse/).check();
  const coarse = analysis.plans.find((plan) => plan.granularity === 'coarse');
  expect(await page.locator('.node').count()).toBe(coarse?.boundaries.length);
  expect(await page.locator('.arrow').count()).toBeGreaterThan(0);
  await page.getByLabel(/^Medium/).check();
  expect(await page.locator('.node').count()).toBe(analysis.boundaries.length);
});

test('after the remedies only what lasts is drawn', async () => {
  const drawn = (): Promise<string> => page.locator('.drawn .hint').innerText();
  const before = await drawn();
  await page.getByLabel('After the remedies').check();
  expect(await drawn()).not.toBe(before);
  expect(
    await page.locator('.arrows:not(.focus) .r-merge, .arrows:not(.focus) .r-move').count(),
  ).toBe(0);
  await page.getByLabel('Every crossing').check();
  expect(await drawn()).toBe(before);
});

test('a remedy can be switched off and on', async () => {
  const toggle = page.locator('[data-remedy=replicate]');
  const colour = page.locator('.arrows:not(.focus) .r-replicate');
  const before = await colour.count();
  expect(before).toBeGreaterThan(0);
  await toggle.click();
  expect(await page.locator('[data-remedy=replicate]').getAttribute('aria-pressed')).toBe('false');
  expect(await colour.count()).toBe(0);
  await toggle.click();
  expect(await colour.count()).toBe(before);
});

test('looking at a boundary brings its arrows forward', async () => {
  await page.keyboard.press('Escape');
  await page.locator('#map').scrollIntoViewIfNeeded();
  await page.locator('.node[data-node="5"] .body').hover();
  expect(await page.locator('.canvas.looking').count()).toBe(1);
  expect(await page.locator('.readout').first().innerText()).toMatch(/uses \d+, used by \d+/);
  expect(await page.locator('.node.near').count()).toBeLessThan(analysis.boundaries.length);
});

test('the matrix marks owners and foreign writers, and a cell tells its places', async () => {
  await page
    .getByLabel(/^All \(\d+\)/)
    .first()
    .check();
  expect(await page.locator('.matrix .matrix-cell.owner').count()).toBeGreaterThan(10);
  const foreign = page.locator('.matrix .matrix-cell.foreign').first();
  expect(await foreign.getAttribute('aria-label')).toMatch(/, .*: \d+ × written/);
  await foreign.click();
  expect(await inspector().locator('.eyebrow').innerText()).toBe('Table and boundary');
  expect(await inspector().innerText()).toMatch(/\d writes?/);
});

test('a cycle shows its members and where to cut', async () => {
  await page
    .locator('#cycles')
    .getByLabel(/^files/)
    .check();
  await page.locator('#cycles .virtual-list .row').first().click();
  const text = await page.locator('.cycle-detail').innerText();
  expect(text).toMatch(/Without these? .* there is no circle left/);
  expect(text).toMatch(/Cut \(\d+\)/);
  expect(text).toMatch(/\.ts:\d+/);
  expect(await page.locator('.cycle-detail .arc.cut').count()).toBeGreaterThan(0);
});

test('a roadmap card opens its obstacles with their code', async () => {
  const card = page.locator('.step').first();
  await card.locator('summary').click();
  await card.locator('.obstacles .crossing').nth(5).waitFor();
  expect(await card.locator('.obstacles .hit').count()).toBeGreaterThan(0);
});

test('a finding is explained with what to do', async () => {
  await page.locator('#findings .virtual-list .row').first().click();
  const text = await inspector().innerText();
  expect(text).toContain('Why it matters');
  expect(text).toContain('What to do');
});

test('findings can be narrowed to one kind', async () => {
  await page.getByLabel('Kind of finding').selectOption('shared-table');
  const wanted = analysis.findings.filter((one) => one.code === 'shared-table').length;
  expect(await page.locator('#findings .body > .hint').innerText()).toBe(`${wanted} findings`);
});

test('the console is silent and nothing was asked for', () => {
  expect(report.complaints).toEqual([]);
  expect(report.requests).toEqual([]);
});

test('without boundaries the modules of today are on the map', async () => {
  const bare = { ...analysis, boundaries: [], crossings: [], plans: [], roadmap: [], splits: [] };
  const { page: modules, complaints } = await browser.open(renderShop({ ...bare, health: [] }));
  expect(await modules.locator('.node').count()).toBe(analysis.modules.length);
  expect(await modules.locator('.arrow').count()).toBeGreaterThan(0);
  await modules.locator('.node').first().dispatchEvent('click');
  expect(await modules.locator('#inspector .eyebrow').innerText()).toBe('Module of today');
  expect(complaints).toEqual([]);
});
