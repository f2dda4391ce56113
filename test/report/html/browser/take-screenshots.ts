/**
 * The pictures of docs/screenshots, of the shop fixture as it is analyzed today:
 * `npx tsx test/report/html/browser/take-screenshots.ts [folder]`. Look at them before they are committed.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { startBrowser } from './open-report.ts';
import { analyzeShop, renderShop } from './shop-report.ts';

const folder =
  process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'screenshots');
mkdirSync(folder, { recursive: true });

interface Shot {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  readonly section: string;
  readonly before?: (page: Page) => Promise<void>;
}

const nodeNamed = (page: Page, name: string) => page.locator(`.node[aria-label^="${name},"]`);

const SHOTS: readonly Shot[] = [
  { name: 'verdict', scheme: 'light', section: 'verdict' },
  { name: 'map', scheme: 'light', section: 'map' },
  {
    name: 'boundary',
    scheme: 'dark',
    section: 'map',
    before: (page) => nodeNamed(page, 'orders').dispatchEvent('click'),
  },
  {
    name: 'crossing',
    scheme: 'light',
    section: 'map',
    before: (page) => page.locator('#map .virtual-list .row').nth(1).click(),
  },
  {
    name: 'tables',
    scheme: 'dark',
    section: 'tables',
    before: async (page) => {
      await page.getByLabel(/^Used across/).check();
    },
  },
  {
    name: 'roadmap',
    scheme: 'light',
    section: 'roadmap',
    before: (page) => page.locator('.step summary').first().click(),
  },
];

const browser = await startBrowser();
const html = renderShop(await analyzeShop());
for (const { name, scheme, section, before } of SHOTS) {
  const { page } = await browser.open(html, {
    colorScheme: scheme,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
  });
  await before?.(page);
  await page.evaluate(`document.getElementById('${section}').scrollIntoView()`);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}
await browser.close();
