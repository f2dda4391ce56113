/** Everything without a mouse. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';

import { draftPlan } from '../draft-plan.ts';
import { startBrowser } from './open-report.ts';
import type { OpenReport, ReportBrowser } from './open-report.ts';
import { analyzeShop, renderShop } from './shop-report.ts';

let browser: ReportBrowser;
let report: OpenReport;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  report = await browser.open(renderShop(draftPlan(await analyzeShop())));
  page = report.page;
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

const focused = (property: string): Promise<string | null> =>
  page.evaluate<string | null>(`document.activeElement.getAttribute('${property}')`);

const keys = async (...list: readonly string[]): Promise<void> => {
  for (const key of list) await page.keyboard.press(key);
};

const title = (): Promise<string> => page.locator('#inspector-title').innerText();

test('/ goes to search, arrows choose, Enter opens, Esc closes and comes back', async () => {
  await keys('/');
  expect(await focused('role')).toBe('combobox');
  await page.keyboard.type('refresh_tok');
  expect(await focused('aria-expanded')).toBe('true');
  const first = await focused('aria-activedescendant');
  expect(await page.locator(`#${first}`).innerText()).toContain('refresh_tokens');
  await keys('ArrowDown');
  expect(await focused('aria-activedescendant')).not.toBe(first);
  await keys('ArrowUp', 'Enter');
  expect(await title()).toBe('refresh_tokens');
  expect(await focused('id')).toBe('inspector-title');
  await keys('Escape');
  expect(await page.locator('#inspector').isHidden()).toBe(true);
  expect(await focused('role')).toBe('combobox');
});

test.each([
  ['orders', 'Boundary', 'orders'],
  ['POST /api/v1/auth/login', 'Route', 'POST /api/v1/auth/login'],
  ['orders.service.ts', 'File', 'src/orders/orders.service.ts'],
  ['AuthService.logout', 'File', 'src/auth/auth.service.ts'],
  ['cart.abandoned', 'event', 'cart.abandoned'],
])('search finds %s', async (query, eyebrow, heading) => {
  await keys('/');
  await page.keyboard.type(query);
  await keys('Enter');
  expect(await page.locator('#inspector .eyebrow').innerText()).toBe(eyebrow);
  expect(await title()).toBe(heading);
});

test('Esc in the search field empties the list first and leaves it then', async () => {
  await keys('/');
  await page.keyboard.type('order');
  await keys('Escape');
  expect(await page.locator('#search-results').isHidden()).toBe(true);
  expect(await focused('role')).toBe('combobox');
  await keys('Escape');
  expect(await focused('role')).not.toBe('combobox');
});

test('a letter typed into the search field is no command', async () => {
  await keys('/');
  await page.keyboard.type('a?/b');
  expect(await page.locator('#search input').inputValue()).toContain('a?/b');
  expect(await page.locator('#inspector').isHidden()).toBe(true);
});

test('the map is one stop of Tab, and arrows go from boundary to boundary', async () => {
  expect(await page.locator('.node[tabindex="0"]').count()).toBe(1);
  await page.locator('.node[tabindex="0"]').focus();
  const start = await focused('data-node');
  const visited = new Set([start]);
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowDown']) {
    await keys(key);
    visited.add(await focused('data-node'));
  }
  expect(visited.size).toBeGreaterThan(3);
  expect(await page.locator('.node[tabindex="0"]').count()).toBe(1);
  expect(await focused('aria-label')).toMatch(/files?, \d+ tables?, .*uses \d+, used by \d+/);
});

test('Enter on the map opens the boundary, Esc leads back to it', async () => {
  await page.locator('.node[tabindex="0"]').focus();
  const at = await focused('data-node');
  const name = (await focused('aria-label'))?.split(',')[0];
  await keys('Enter');
  expect(await title()).toBe(name);
  await keys('Escape');
  expect(await focused('data-node')).toBe(at);
});

test('plus, minus and nought change the scale of the map', async () => {
  const view = (): Promise<string | null> => page.locator('.canvas').getAttribute('viewBox');
  await page.locator('.node[tabindex="0"]').focus();
  const all = await view();
  await keys('+');
  const near = await view();
  expect(near).not.toBe(all);
  await keys('-', '-');
  expect(await view()).not.toBe(near);
  await keys('0');
  expect(await view()).toBe(all);
});

test('the matrix is a grid to walk in', async () => {
  await page.locator('.matrix').focus();
  await keys('ArrowDown', 'ArrowRight', 'ArrowRight');
  const id = await focused('aria-activedescendant');
  expect(id).toBe('cell-1-2');
  expect(await page.locator(`#${id}`).getAttribute('role')).toBe('gridcell');
  await keys('Home', 'Enter');
  expect(await page.locator('#inspector .eyebrow').innerText()).toBe('Table');
  await keys('Escape');
  expect(await focused('role')).toBe('grid');
});

test('a list is walked by arrows, Page, Home and End', async () => {
  await page.locator('#findings .virtual-list').focus();
  const position = async (): Promise<string | null> =>
    page.locator(`#${await focused('aria-activedescendant')}`).getAttribute('aria-posinset');
  await keys('Home', 'ArrowDown', 'ArrowDown');
  expect(await position()).toBe('3');
  await keys('PageDown');
  expect(await position()).toBe('13');
  await keys('End');
  const last = page.locator(`#${await focused('aria-activedescendant')}`);
  expect(await last.getAttribute('aria-posinset')).toBe(await last.getAttribute('aria-setsize'));
  expect(await last.isVisible()).toBe(true);
  await keys('Enter');
  expect(await page.locator('#inspector .eyebrow').innerText()).toContain('Finding');
});

test('Tab reaches every part of the page, each with a name and a visible ring', async () => {
  await page.locator('.skip').focus();
  const sections = new Set<string>();
  for (let presses = 0; presses < 140; presses += 1) {
    await keys('Tab');
    const [section, name, ring] =
      await page.evaluate<readonly [string, string, string]>(DESCRIBE_FOCUS);
    if (section === 'none') break;
    sections.add(section);
    expect(name, `a name for stop ${presses} in ${section}`).not.toBe('');
    expect(ring, `a ring for ${name}`).toBe('ring');
  }
  expect([...sections]).toEqual(
    expect.arrayContaining([
      'bar',
      'sections',
      'map',
      'roadmap',
      'tables',
      'cycles',
      'splits',
      'findings',
    ]),
  );
});

/** Where the focus is, what it is called, and whether one sees it (a radio shows it on its label, a node on its halo). */
const DESCRIBE_FOCUS = `(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return ['none', '', ''];
  const section = at.closest('section[id]')?.id ?? at.closest('header, nav')?.className ?? 'top';
  const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
  const rings = [at, at.nextElementSibling, at.querySelector('.halo')].filter(Boolean).map((one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || (one.classList.contains('halo') && style.strokeWidth !== '1px' && style.stroke !== 'none');
  });
  return [section, (name ?? '').trim(), rings.includes(true) || at.classList.contains('skip') ? 'ring' : 'none'];
})()`;

test('ids are unique and every reference leads somewhere', async () => {
  const broken = await page.evaluate<readonly string[]>(`(() => {
    const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    const dangling = ['aria-activedescendant', 'aria-controls', 'aria-labelledby'].flatMap((name) =>
      [...document.querySelectorAll('[' + name + ']')]
        .map((one) => one.getAttribute(name))
        .filter((id) => !document.getElementById(id)));
    return [...twice, ...dangling];
  })()`);
  expect(broken.filter((id) => id !== 'inspector-title')).toEqual([]);
});

test('nothing complained on the way', () => {
  expect(report.complaints).toEqual([]);
  expect(report.requests).toEqual([]);
});
