/**
 * What the documents show of the tool is what it prints: blocks below `<!-- output: … -->` are
 * compared with a run. After an intended change: `SAASCTL_UPDATE_GOLDEN=1 npx vitest run test/report`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { analyzeForPlanning } from '../../analyzers/analyze-project.ts';
import { preparePlanning } from '../../analyzers/boundaries/prepare-planning.ts';
import type { Analysis } from '../../analyzers/contract.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { analyzeProject } from '../../analyzers/index.ts';
import { applyBaseline } from '../../src/check/baseline/apply-baseline.ts';
import { createBaseline } from '../../src/check/baseline/create-baseline.ts';
import { renderBaseline } from '../../src/check/baseline/render-baseline.ts';
import { planStart } from '../../src/check/start/plan-start.ts';
import { renderStart } from '../../src/check/start/render-start.ts';
import { check, findToday, preparePlan } from '../../src/pipeline.ts';
import { renderCheck } from '../../src/report/check/render-check.ts';
import { renderAnalysis } from '../../src/report/render-analysis.ts';
import { renderBoundary } from '../../src/report/render-boundary.ts';
import { copyFixture } from '../cli/run-cli.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SHOP = join(ROOT, 'fixtures/monoliths/shop');
const UPDATES = process.env['SAASCTL_UPDATE_GOLDEN'] === '1';
const HINT = 'If the change is meant, run with SAASCTL_UPDATE_GOLDEN=1 and read the diff.';
const BLOCK = /<!-- output: (?<what>[^>]+?) -->\n```\n(?<text>[^]*?)```/g;

let analysis: Analysis;
let checked: string;

/** What somebody adds to the shop in one afternoon. */
const NEW_FILE = `import { Refund } from '@app/payments/entities/refund.entity';
import { DataSource } from 'typeorm';

export const refundToday = (db: DataSource, id: string) =>
  db.transaction(async (manager) => {
    await manager.update(Refund, { id }, { reason: 'reported' });
  });
`;

/** `check --init`, then the new file, then `check`. */
async function checkShop(): Promise<string> {
  const root = copyFixture('shop');
  const request = { root, build: 'test', cacheFor: null, onProgress: () => undefined };
  const prepared = await preparePlan({ ...request, history: false });
  writeFileSync(join(root, 'saasctl.json'), renderStart(planStart(prepared).config));
  const config = { kind: 'folder' } as const;
  const { found, paths } = await findToday({ ...request, config });
  applyBaseline(root, renderBaseline(createBaseline(found, [], paths)));
  writeFileSync(join(root, 'src', 'reports', 'refund-today.ts'), NEW_FILE);
  const report = await check({ ...request, config, since: null, today: '2026-11-20' });
  const options = {
    color: false,
    folder: '.',
    all: false,
    prefix: '',
    toolVersion: 'test',
    width: 100,
  };
  return `$ npx saasctl check\n${await renderCheck(report, 'text', options)}`;
}

beforeAll(async () => {
  // History and the second opinion depend on the machine; test/cli holds the latter's line against a run.
  const options = { root: SHOP, version: 'test', history: false, secondOpinion: false };
  const found = await analyzeProject(options);
  analysis = {
    ...found,
    secondOpinion: { ...found.secondOpinion, state: 'agrees', edges: found.imports.length },
  };
  checked = await checkShop();
}, 60_000);

/** `analyze`, `check`, or `explain <boundary> | <section> | …`. */
function outputOf(what: string): string {
  if (what === 'check') return checked;
  const [command = '', ...titles] = what.split(' | ');
  if (command === 'analyze') {
    const folder = 'fixtures/monoliths/shop';
    const text = renderAnalysis(analysis, 'text', { color: false, folder });
    return `$ npx saasctl analyze ${folder} --no-history\n${text}`;
  }
  const id = command.replace('explain ', '');
  const boundary = analysis.boundaries.find((one) => one.id === id);
  if (boundary === undefined) throw new Error(`there is no boundary "${id}" in shop any more`);
  const sections = renderBoundary(analysis, boundary, { color: false, folder: '.' }).split('\n\n');
  const wanted = titles.map((title) => {
    const found = sections.find((section) => section.startsWith(`${title}\n`));
    if (found === undefined) throw new Error(`explain ${id} has no section "${title}" any more`);
    return found.trimEnd();
  });
  return `${wanted.join('\n\n')}\n`;
}

describe.each(['README.md', 'docs/boundaries.md'])('%s', (name) => {
  const path = join(ROOT, name);

  test('shows what the tool prints', () => {
    const text = readFileSync(path, 'utf8');
    const blocks = [...text.matchAll(BLOCK)];
    expect(blocks.length).toBeGreaterThan(0);
    if (UPDATES) {
      const updated = text.replaceAll(
        BLOCK,
        (_, what: string) => `<!-- output: ${what} -->\n\`\`\`\n${outputOf(what)}\`\`\``,
      );
      if (updated !== text) writeFileSync(path, updated);
      return;
    }
    for (const { groups } of blocks)
      expect(groups?.['text'], HINT).toBe(outputOf(groups?.['what'] ?? ''));
  });
});

test('docs/boundaries.md: the weights of the signals are those measured', () => {
  const page = readFileSync(join(ROOT, 'docs/boundaries.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\w+) \| .* \| ([\d.]+|–) \|$/gm)];
  const shown = Object.fromEntries(
    rows.filter(([, , weight]) => weight !== '–').map(([, name, weight]) => [name, Number(weight)]),
  );
  const code = analyzeForPlanning(
    discoverProject(SHOP),
    { version: 'test', cache: null },
    () => undefined,
  );
  expect(shown, 'Write the measured weights into the table.').toEqual(
    preparePlanning(code, null).suggestion.signals,
  );
});

test('docs/boundaries.md: the worked example is still as it is told', () => {
  const placeOf = (path: string): string | null | undefined =>
    analysis.files.find((file) => file.path === path)?.boundary;
  expect(placeOf('src/notifications/order-events.listener.ts')).toBe('orders');
  const coupons = analysis.tables.find((table) => table.name === 'coupons');
  expect([coupons?.owner, coupons?.writers]).toEqual(['carts', ['carts', 'orders']]);
  const lookUps = analysis.crossings.filter(({ subject }) => subject.startsWith('OrdersLookup'));
  expect(lookUps.map(({ from, to, remedy }) => [from, to, remedy])).toContainEqual([
    'orders',
    'notifications',
    'replicate',
  ]);
  const checkout = analysis.crossings.find(
    ({ kind, path, to }) =>
      kind === 'transaction' && path === 'src/orders/checkout.service.ts' && to === 'carts',
  );
  expect(checkout?.remedy).toBe('merge');
});
