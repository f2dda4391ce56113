import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { keyOf } from '../../../src/check/baseline-entry.ts';
import type { CheckReport } from '../../../src/check/violation.ts';
import type { CheckFormat } from '../../../src/report/check/check-formats.ts';
import type { CheckOptions } from '../../../src/report/check/check-options.ts';
import { renderCheck } from '../../../src/report/check/render-check.ts';
import { OPTIONS } from './make-report.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'golden', 'check');
const UPDATES = process.env['SAASCTL_UPDATE_GOLDEN'] === '1';
const HINT = 'If the change is meant, run with SAASCTL_UPDATE_GOLDEN=1 and read the diff.';

const FILES: Readonly<Record<string, readonly [CheckFormat, Partial<CheckOptions>]>> = {
  'text.txt': ['text', {}],
  'text-80.txt': ['text', { width: 80 }],
  'text-all.txt': ['text', { all: true, folder: 'apps/api', width: 120 }],
  'json.json': ['json', {}],
  'sarif.json': ['sarif', { prefix: 'apps/api' }],
  'github.txt': ['github', { prefix: 'apps/api', strictBaseline: true }],
  'junit.xml': ['junit', { prefix: 'apps/api', strictBaseline: true }],
  'codeclimate.json': ['codeclimate', { prefix: 'apps/api' }],
  'codeclimate-all.json': ['codeclimate', { prefix: 'apps/api', all: true }],
  'markdown.md': ['markdown', { prefix: 'apps/api' }],
  'markdown-all.md': ['markdown', { all: true, strictBaseline: true }],
};

const cases = readdirSync(GOLDEN);

test('there are cases', () => {
  expect(cases.sort()).toEqual(['clean', 'mixed', 'weird']);
});

describe.each(cases)('%s', (name) => {
  const folder = join(GOLDEN, name);
  const report = JSON.parse(readFileSync(join(folder, 'input.json'), 'utf8')) as CheckReport;

  test('the input is a report with violations that differ', () => {
    const keys = report.violations.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    const fresh = report.violations.filter((one) => one.baseline === 'new');
    const { errors, warnings } = report.summary;
    expect(errors + warnings).toBe(fresh.length);
  });

  test.each(Object.keys(FILES))('%s is as it was', async (file) => {
    const [format, change] = FILES[file] ?? ['text', {}];
    const path = join(folder, file);
    const text = await renderCheck(report, format, { ...OPTIONS, ...change });
    if (UPDATES) writeFileSync(path, text);
    expect(existsSync(path), `${path} is missing. ${HINT}`).toBe(true);
    expect(text, HINT).toBe(readFileSync(path, 'utf8'));
  });

  test('json gives back what went in', async () => {
    expect(JSON.parse(await renderCheck(report, 'json', OPTIONS))).toEqual(report);
  });
});
