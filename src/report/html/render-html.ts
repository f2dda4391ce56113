/** The analysis as one self-contained page that asks the network for nothing. */
import { createHash } from 'node:crypto';

import type { Analysis } from '../../../analyzers/contract.ts';
import { readTemplate } from '../../read-template.ts';
import { buildReportData } from './build-report-data.ts';
import { bundlePage } from './bundle-page.ts';
import type { ReadExcerpt } from './collect-excerpts.ts';
import { embedJson } from './embed-json.ts';
import { escapeHtml } from './escape-html.ts';
import { renderVerdict } from './render-verdict.ts';

export interface HtmlOptions {
  /**
   * The lines of a file around a line, as `cutExcerpt` cuts them; null when they cannot be read or
   * shall not leave the house.
   */
  readonly excerpt: ReadExcerpt;
}

/** In this order: what comes later wins. */
const STYLES = [
  'tokens',
  'base',
  'frame',
  'verdict',
  'pieces',
  'map',
  'lists',
  'roadmap',
  'matrix',
  'cycles',
  'splits',
  'crossings',
  'inspector',
  'search',
  'screens',
  'paper',
] as const;

export function renderHtml(analysis: Analysis, { excerpt }: HtmlOptions): string {
  const style = STYLES.map((name) => readTemplate(`report/style/${name}.css`)).join('\n');
  const script = bundlePage('main.js', (path) => readTemplate(`report/page/${path}`));
  const values: Readonly<Record<string, string>> = {
    policy: policyFor(style, script),
    title: escapeHtml(`${analysis.project.name ?? 'Analysis'} · service boundaries`),
    ...renderVerdict(analysis),
    style: `<style>${style}</style>`,
    data: `<script type="application/json" id="report-data">${embedJson(buildReportData(analysis, excerpt))}</script>`,
    script: `<script>${script}</script>`,
  };
  return readTemplate('report/index.html').replaceAll(PLACEHOLDER, (mark, whole, part) => {
    const value = values[String(whole ?? part)];
    if (value === undefined)
      throw new Error(`templates/report/index.html: nothing to put in ${mark}`);
    return value;
  });
}

/** Whole elements stand for a comment: a formatter may move text within an element, and the hashes below would fail. */
const PLACEHOLDER = /<!-- \{\{(\w+)\}\} -->|\{\{(\w+)\}\}/g;

/** Only our own style and our own script run, and nothing is loaded from anywhere. */
function policyFor(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;
