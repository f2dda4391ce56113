/** A report on disk, opened as a user would open it, with an ear on everything it should not do. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { findChromium } from './find-chromium.ts';

export interface OpenReport {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, blocked loads. */
  readonly complaints: readonly string[];
  /** Every request but the one for the page itself. */
  readonly requests: readonly string[];
}

export interface ReportBrowser {
  readonly open: (html: string, options?: BrowserContextOptions) => Promise<OpenReport>;
  readonly close: () => Promise<void>;
}

export async function startBrowser(): Promise<ReportBrowser> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-report-')));
  // Chromium refuses to sandbox for root, who runs tests in containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  let files = 0;
  return {
    open: (html, options = {}) => {
      files += 1;
      const path = join(folder, `report-${files}.html`);
      writeFileSync(path, html);
      return openPage(browser, pathToFileURL(path).href, options);
    },
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<OpenReport> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (request.url() !== address) requests.push(request.url());
  });
  await page.goto(address);
  if (options.javaScriptEnabled !== false)
    await page.locator('html[data-ready=yes]').waitFor({ state: 'attached' });
  return { page, complaints, requests };
}
