import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { analyzeProject } from '../../../../analyzers/index.ts';
import type { Analysis } from '../../../../analyzers/index.ts';
import { cutExcerpt } from '../../../../src/report/html/cut-excerpt.ts';
import { renderHtml } from '../../../../src/report/html/render-html.ts';

const SHOP = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'monoliths', 'shop');

/** The shop fixture as `saasctl analyze` sees it. */
export const analyzeShop = (): Promise<Analysis> =>
  analyzeProject({
    root: SHOP,
    version: 'test',
    cache: null,
    history: false,
    secondOpinion: false,
  });

/** With the code of the shop. */
export const renderShop = (analysis: Analysis): string =>
  renderHtml(analysis, {
    excerpt: (path, line) => cutExcerpt(readLines(path), line),
  });

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(join(SHOP, path), 'utf8').split('\n');
  } catch {
    return [];
  }
}
