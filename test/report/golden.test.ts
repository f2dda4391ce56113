/**
 * Reports as users see them, one folder per case below `test/golden/report`. After an intended
 * change: `SAASCTL_UPDATE_GOLDEN=1 npx vitest run test/report/golden.test.ts`, then read the diff.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';

import type { Analysis, Location } from '../../analyzers/contract.ts';
import { FINDING_CODES } from '../../analyzers/findings.ts';
import type { FindingCode } from '../../analyzers/findings.ts';
import { renderAnalysis } from '../../src/report/render-analysis.ts';
import { renderBoundary } from '../../src/report/render-boundary.ts';
import { renderCode, renderExplanation } from '../../src/report/render-explanation.ts';
import { checkDot, checkMermaid } from './check-graphs.ts';

const GOLDEN = join(import.meta.dirname, '..', 'golden', 'report');
const SCHEMA = join(import.meta.dirname, '..', '..', 'schema', 'analysis.v1.json');
const UPDATES = process.env['SAASCTL_UPDATE_GOLDEN'] === '1';
const HINT = 'If the change is meant, run with SAASCTL_UPDATE_GOLDEN=1 and read the diff.';

const options = { color: false, folder: 'apps/api' };

const REPORTS: Readonly<Record<string, (analysis: Analysis) => string>> = {
  'text.txt': (analysis) => renderAnalysis(analysis, 'text', options),
  'markdown.md': (analysis) => renderAnalysis(analysis, 'markdown', options),
  'mermaid.mmd': (analysis) => renderAnalysis(analysis, 'mermaid', options),
  'dot.gv': (analysis) => renderAnalysis(analysis, 'dot', options),
  'explain.txt': explainAll,
};

/** Every finding explained, with made-up lines of code; then every code in use and every boundary. */
function explainAll(analysis: Analysis): string {
  const { findings } = analysis;
  const lineOf = ({ line }: Location): string | undefined =>
    line === 99 ? undefined : `  code of line ${line};`;
  const used = (Object.keys(FINDING_CODES) as FindingCode[]).filter((code) =>
    findings.some((one) => one.code === code),
  );
  return [
    ...findings.map((one) => renderExplanation(analysis, one, lineOf, options)),
    ...used.map((code) =>
      renderCode(
        code,
        findings.filter((one) => one.code === code),
        options,
      ),
    ),
    renderCode('config-cycle', [], options),
    ...analysis.boundaries.map((one) => renderBoundary(analysis, one, options)),
  ].join('\n----\n');
}

const cases = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map((one) => one.name);

test('there are cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(5);
});

describe.each(cases)('%s', (name) => {
  const folder = join(GOLDEN, name);
  const analysis = JSON.parse(readFileSync(join(folder, 'input.json'), 'utf8')) as Analysis;

  test('the input is a whole analysis', () => {
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
    );
    validate(analysis);
    expect(validate.errors).toBeNull();
  });

  test.each(Object.keys(REPORTS))('%s is as it was', (file) => {
    const path = join(folder, file);
    const text = REPORTS[file]?.(analysis);
    if (UPDATES) writeFileSync(path, text ?? '');
    expect(existsSync(path), `${path} is missing. ${HINT}`).toBe(true);
    expect(text, HINT).toBe(readFileSync(path, 'utf8'));
  });

  test('json gives back what went in', () => {
    expect(JSON.parse(renderAnalysis(analysis, 'json', options))).toEqual(analysis);
  });

  test('the pictures can be drawn', () => {
    for (const { dangling } of [
      checkMermaid(REPORTS['mermaid.mmd']?.(analysis) ?? ''),
      checkDot(REPORTS['dot.gv']?.(analysis) ?? ''),
    ]) {
      expect(dangling).toEqual([]);
    }
  });
});

test('nobody commits an update by accident', () => {
  expect(
    UPDATES && process.env['CI'] !== undefined,
    'SAASCTL_UPDATE_GOLDEN must not be set in CI',
  ).toBe(false);
});
