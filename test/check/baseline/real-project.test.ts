import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { applyBaseline } from '../../../src/check/baseline/apply-baseline.ts';
import { createBaseline } from '../../../src/check/baseline/create-baseline.ts';
import { judge } from '../../../src/check/baseline/judge.ts';
import { renderBaseline } from '../../../src/check/baseline/render-baseline.ts';
import { shrinkBaseline } from '../../../src/check/baseline/shrink-baseline.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import { findToday } from '../../../src/pipeline.ts';
import type { FoundToday } from '../../../src/pipeline.ts';
import { copyFixture } from '../../cli/run-cli.ts';

const TODAY = '2026-11-20';

/** Boundaries across the layers of helpdesk; none may use another one. */
const BOUNDARIES = Object.fromEntries(
  ['agent', 'audit', 'billing', 'customer', 'knowledge', 'ticket'].map((name) => [
    name,
    { files: [`src/**/*${name}*`], public: [], dependsOn: [] },
  ]),
);

const look = (root: string): Promise<FoundToday> =>
  findToday({
    root,
    build: '0',
    cacheFor: null,
    config: { kind: 'folder' },
    onProgress: () => undefined,
  });

function sourcesOf(root: string): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, 'src', file));
}

let root: string;
let first: FoundToday;
let entries: readonly BaselineEntry[];

beforeAll(async () => {
  root = copyFixture('helpdesk');
  writeFileSync(join(root, 'saasctl.json'), JSON.stringify({ boundaries: BOUNDARIES }));
  first = await look(root);
  entries = createBaseline(first.found, [], first.paths);
  applyBaseline(root, renderBaseline(entries));
});

test('an entry costs less than 150 bytes on average', () => {
  const text = [...renderBaseline(entries).values()].join('');
  expect(entries.length).toBeGreaterThan(50);
  expect(Buffer.byteLength(text) / entries.length).toBeLessThan(150);
});

test('a file is renamed and every line moves down: nothing is new', async () => {
  for (const path of sourcesOf(root)) {
    const text = readFileSync(path, 'utf8').replaceAll('/audit.service', '/audit-trail.service');
    writeFileSync(path, `// moved down\n\n${text}`);
  }
  const services = join(root, 'src', 'services');
  renameSync(join(services, 'audit.service.ts'), join(services, 'audit-trail.service.ts'));
  const { found, gaps, paths } = await look(root);
  const renamed = found.filter((one) => one.symbol === 'default of audit-trail.service.ts');
  expect(gaps).toEqual([]);
  expect(renamed.length).toBeGreaterThan(2);
  const { violations, fixed } = judge(found, entries, null, TODAY, paths);
  expect(violations.filter((one) => one.baseline === 'new')).toEqual([]);
  expect(fixed).toEqual([]);
  expect(shrinkBaseline(entries, found, paths)).toEqual(entries);
  const beside = judge(found, entries, null, TODAY, new Set([...paths, ...first.paths]));
  expect(beside.violations.filter((one) => one.baseline === 'new')).toHaveLength(renamed.length);
});
