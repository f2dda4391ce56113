import type { Page } from 'playwright-core';

export interface ReportTimes {
  /** Milliseconds from opening the file. */
  readonly firstPaint: number;
  readonly ready: number;
  /** Milliseconds from an event to the frame after it, by what was done. */
  readonly interactions: Readonly<Record<string, number>>;
}

/** In the page: does something and waits until the frame that shows it has been made. */
const TIMED = `(act) => new Promise((resolve) => {
  const start = performance.now();
  act();
  requestAnimationFrame(() => setTimeout(() => resolve(Math.round(performance.now() - start))));
})`;

const STEPS: Readonly<Record<string, string>> = {
  'look at a boundary': `document.querySelector('.node').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))`,
  'open a boundary': `document.querySelector('.node').dispatchEvent(new MouseEvent('click', { bubbles: true }))`,
  'open the heaviest arrow': `document.querySelector('.arrow .line').dispatchEvent(new MouseEvent('click', { bubbles: true }))`,
  'close the panel': `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))`,
  'another level': `document.querySelector('input[value=fine]').click()`,
  'back to the plan': `document.querySelector('input[value=medium]').click()`,
  'after the remedies': `document.querySelector('input[value=after]').click()`,
  'begin to search': `document.querySelector('#search input').focus()`,
  'search one letter': `type('e')`,
  'search four letters': `type('part')`,
  'all tables': `document.querySelector('input[value=all]').click()`,
  'scroll the tables': `document.querySelector('.matrix').scrollTop = 3000`,
  'scroll the findings': `document.querySelector('#findings .virtual-list').scrollTop = 9000`,
};

export async function measureReport(page: Page): Promise<ReportTimes> {
  const interactions: Record<string, number> = {};
  for (const [name, step] of Object.entries(STEPS)) {
    interactions[name] = await page.evaluate<number>(`(() => {
      const type = (text) => {
        const input = document.querySelector('#search input');
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      };
      return (${TIMED})(() => { ${step}; });
    })()`);
  }
  await page.keyboard.press('Escape');
  const [firstPaint = 0, ready = 0] = await page.evaluate<readonly number[]>(
    `[performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, performance.getEntriesByName('report-ready')[0]?.startTime ?? 0].map(Math.round)`,
  );
  return { firstPaint, ready, interactions };
}
