import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { CHECK_FORMATS } from '../../../src/report/check/check-formats.ts';
import { renderCheck } from '../../../src/report/check/render-check.ts';
import { makeMany, makeReport, OPTIONS } from './make-report.ts';

const SOURCES = join(import.meta.dirname, '..', '..', '..', 'src', 'report', 'check');

test('no format is loaded before it is asked for', () => {
  for (const file of ['render-check.ts', 'check-formats.ts']) {
    const source = readFileSync(join(SOURCES, file), 'utf8');
    expect(source.match(/^import (?!type ).*/gm)).toBeNull();
  }
});

describe.each(CHECK_FORMATS)('%s', (format) => {
  const found = makeMany(65_536);
  const report = makeReport(found);

  test('65,536 findings take seconds', async () => {
    const start = performance.now();
    const text = await renderCheck(report, format, { ...OPTIONS, all: true });
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(text.endsWith('\n')).toBe(true);
  });

  test('the same report gives the same bytes, and nothing undefined', async () => {
    const small = makeReport(makeMany(40), { gaps: ['a'] });
    const text = await renderCheck(small, format, OPTIONS);
    expect(await renderCheck(structuredClone(small), format, OPTIONS)).toBe(text);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });
});
