/** The same page in other circumstances: dark, narrow, without motion, without scripts, on paper. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';

import type { Analysis } from '../../../../analyzers/contract.ts';
import { draftPlan } from '../draft-plan.ts';
import { startBrowser } from './open-report.ts';
import type { ReportBrowser } from './open-report.ts';
import { analyzeShop, renderShop } from './shop-report.ts';

let browser: ReportBrowser;
let analysis: Analysis;
let html: string;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  analysis = draftPlan(await analyzeShop());
  html = renderShop(analysis);
  ({ page } = await browser.open(html, { colorScheme: 'light' }));
});

afterAll(async () => {
  await browser.close();
});

const background = (): Promise<string> =>
  page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

test('light and dark follow the system, and the button overrules it', async () => {
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.getByRole('button', { name: 'Theme: auto' }).click();
  expect(await background()).toBe(light);
  await page.getByRole('button', { name: 'Theme: light' }).click();
  expect(await background()).toBe(dark);
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await background()).toBe(light);
});

test('who wants less motion gets none', async () => {
  const transition = () =>
    page.evaluate<string>("getComputedStyle(document.querySelector('.node')).transitionDuration");
  expect(await transition()).not.toBe('0s');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await transition()).toBe('0s');
  await page.emulateMedia({ reducedMotion: null });
});

test('on a narrow screen nothing is wider than the screen', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('the page may not load anything even if it tried', async () => {
  const other = await browser.open(html);
  const tried = await other.page.evaluate<string>(
    "fetch('https://example.com/').then(() => 'answered', () => 'refused')",
  );
  expect(tried).toBe('refused');
  await other.page.evaluate(
    "document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.com/x.png' }))",
  );
  expect(other.complaints.join('\n')).toContain('Content Security Policy');
});

test('without scripts the verdict and its reasons are there', async () => {
  const { page: still } = await browser.open(html, { javaScriptEnabled: false });
  const text = await still.locator('#verdict').innerText();
  expect(text).toContain('It can be split');
  expect(text).toContain(analysis.verdict.why[0]);
  expect(text).toContain('need JavaScript');
});

test('on paper everything is written out, in light', async () => {
  const { page: paper } = await browser.open(html, { colorScheme: 'dark' });
  await paper.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await paper.evaluate("dispatchEvent(new Event('beforeprint'))");
  const shown = Math.min(60, analysis.findings.length);
  expect(await paper.locator('#findings .virtual-list [role=option]').count()).toBe(shown);
  expect(await paper.locator('.obstacles[open]').count()).toBe(
    await paper.locator('.obstacles').count(),
  );
  expect(await paper.locator('.bar').isVisible()).toBe(false);
  expect(await paper.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe(
    'rgb(255, 255, 255)',
  );
  expect((await paper.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(50_000);
});
