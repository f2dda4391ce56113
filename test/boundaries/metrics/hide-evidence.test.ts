import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { hideEvidence } from '../../../bench/boundaries/hide-evidence.ts';
import type { HiddenCase, Tier } from '../../../bench/boundaries/hide-evidence.ts';
import { labelFiles } from '../../../bench/boundaries/label-rules.ts';
import { opaqueName } from '../../../bench/boundaries/opaque-name.ts';
import { readEvidence } from '../../../bench/boundaries/read-evidence.ts';
import type { LabelledEvidence } from '../../../bench/boundaries/read-evidence.ts';
import { EVIDENCE, PATHS } from './small-evidence.ts';

const LABELS = labelFiles(PATHS, {
  modules: ['src/stock/tiny/*', 'src/*'],
  shared: ['src/lib/**'],
});

function hide(tier: Tier, seed = 1): HiddenCase {
  return hideEvidence(EVIDENCE, LABELS, { tier, entries: ['src/app.ts'], seed });
}

/** Names of the hidden files, by which a test knows them again. */
function nameOf({ evidence }: HiddenCase, file: number): string {
  return evidence.files[file]?.names[0] ?? '';
}

describe('hidden evidence of a small project', () => {
  it('drops wiring, entries and barrels, and what refers to them', () => {
    const hidden = hide('N');
    const names = hidden.evidence.files.map((file) => file.names[0]).sort();
    expect(names).toEqual(
      [
        'Invoice',
        'InvoiceController',
        'InvoiceService',
        'Item',
        'ItemController',
        'ItemService',
        'Note',
        'now',
      ].sort(),
    );
    expect(hidden.evidence.uses).toHaveLength(7);
    expect(hidden.evidence.outbound).toEqual([]);
    expect(hidden.evidence.parts.map((part) => part.name).sort()).toEqual([
      'InvoiceService.pay',
      'now',
    ]);
    expect(hidden.evidence.calls).toHaveLength(1);
    expect(hidden.evidence.coChanges).toHaveLength(1);
    expect(hidden.evidence.tables.map((table) => table.name).sort()).toEqual(['Invoice', 'Item']);
  });

  it.each([1, 2, 3])('moves every index along with its file (seed %i)', (seed) => {
    const hidden = hide('N', seed);
    const { evidence } = hidden;
    const pairs = evidence.uses.map(
      (use) => `${nameOf(hidden, use.from)} ${nameOf(hidden, use.to)}`,
    );
    expect(pairs.sort()).toEqual([
      'InvoiceController InvoiceService',
      'InvoiceService Invoice',
      'InvoiceService ItemService',
      'InvoiceService now',
      'ItemController ItemService',
      'ItemService Item',
      'ItemService now',
    ]);
    for (const table of evidence.tables) expect(nameOf(hidden, table.file)).toBe(table.name);
    for (const access of evidence.accesses)
      expect(nameOf(hidden, access.file)).toBe(`${evidence.tables[access.table]?.name}Service`);
    expect(evidence.relations.map((one) => evidence.tables[one.from]?.name)).toEqual(['Invoice']);
    for (const part of evidence.parts)
      expect(part.name.startsWith(nameOf(hidden, part.file))).toBe(true);
    const [call] = evidence.calls;
    expect(evidence.parts[call?.from ?? -1]?.name).toBe('InvoiceService.pay');
    expect(evidence.parts[call?.to ?? -1]?.name).toBe('now');
    const pay = evidence.parts.find((part) => part.name === 'InvoiceService.pay');
    expect(pay?.uses.map((use) => evidence.parts[use]?.name)).toEqual(['now']);
    expect(nameOf(hidden, evidence.routes[0]?.file ?? -1)).toBe('InvoiceController');
    expect(evidence.events[0]?.consumers.map((one) => nameOf(hidden, one.file))).toEqual([
      'ItemService',
    ]);
  });

  it('labels follow their files', () => {
    const hidden = hide('N', 5);
    const said = hidden.evidence.files.map((_, file) => [
      nameOf(hidden, file),
      hidden.shared[file] === true ? 'shared' : hidden.labels[file],
    ]);
    expect(Object.fromEntries(said)).toEqual({
      Invoice: 'src/billing',
      InvoiceController: 'src/billing',
      InvoiceService: 'src/billing',
      Item: 'src/stock',
      ItemController: 'src/stock',
      ItemService: 'src/stock',
      Note: 'src/stock',
      now: 'shared',
    });
  });

  it('hides declared modules and gives every seed another order', () => {
    const orders = [1, 2, 3, 4].map((seed) =>
      hide('N', seed).evidence.files.map((file) => file.names[0]),
    );
    expect(new Set(orders.map(String)).size).toBe(4);
    for (const { module, wiring } of hide('N').evidence.files)
      expect([module, wiring]).toEqual([null, false]);
  });

  it('is the same for the same seed', () => {
    expect(JSON.stringify(hide('S', 7))).toBe(JSON.stringify(hide('S', 7)));
  });

  it('tier B adds the base name without extension, N does not', () => {
    const names = (tier: Tier): readonly string[] =>
      hide(tier).evidence.files.flatMap((file) => file.names);
    expect(names('B')).toContain('invoice.service');
    expect(names('N')).not.toContain('invoice.service');
  });

  it('tier S keeps equality of whole identifiers and nothing else', () => {
    const hidden = hide('S');
    const { evidence } = hidden;
    const invoice = evidence.tables.find((table) => table.name === opaqueName('Invoice'));
    expect(invoice).toBeDefined();
    expect(nameOf(hidden, invoice?.file ?? -1)).toBe(opaqueName('Invoice'));
    expect(evidence.accesses.map((one) => one.symbol)).toContain(
      `${opaqueName('InvoiceService')}.${opaqueName('ofInvoiceService')}`,
    );
    expect(evidence.routes.map((one) => one.path)).toEqual([
      `/${opaqueName('invoices')}/:${opaqueName('id')}`,
    ]);
  });
});

describe('opaque names', () => {
  it('are one lower-case word each, without a common beginning', () => {
    const names = Array.from({ length: 200 }, (_, index) => opaqueName(`invoice${index}`));
    expect(new Set(names).size).toBe(200);
    expect(names.every((name) => /^[bcfhjklmpqrtvwxz]{12}$/.test(name))).toBe(true);
    expect(new Set(names.map((name) => name.slice(0, 4))).size).toBeGreaterThan(190);
  });
});

describe('hidden evidence of the shop fixture', () => {
  let read: LabelledEvidence;
  beforeAll(async () => {
    const shop = resolve(import.meta.dirname, '../../../fixtures/monoliths/shop');
    read = await readEvidence(shop, { scope: ['src/**'], modules: ['src/*'] });
  });

  function stringsIn(value: unknown): readonly string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];
  }

  it.each(['N', 'S', 'B'] as const)('tier %s holds no path of a file', (tier) => {
    const { evidence } = hideEvidence(read.evidence, read.labels, { tier, entries: [] });
    const strings = stringsIn(evidence);
    expect(strings.length).toBeGreaterThan(1000);
    const folders = new Set(
      read.evidence.files.map(({ path }) => path.slice(0, path.lastIndexOf('/'))),
    );
    expect(
      strings.filter((text) => [...folders].some((folder) => text.includes(`${folder}/`))),
    ).toEqual([]);
    expect(
      strings.filter((text) => /\.tsx?$/.test(text) && !/^[bcfhjklmpqrtvwxz]{12}\.ts$/.test(text)),
    ).toEqual([]);
  });

  it('tier S holds no identifier of tier N', () => {
    const hidden = (tier: Tier): readonly string[] =>
      stringsIn(hideEvidence(read.evidence, read.labels, { tier, entries: [] }).evidence);
    // What the contract names, not the author: kinds, methods, delete rules; and names of the language.
    const allowed =
      /^(?:|\*|default|constructor|module|class|member|function|value|type|event|queue|command|query|[a-z]+-to-[a-z]+|foreign-key|[A-Z ]+|\.|\/)$/;
    const opaque = /^[:/]*(?:[bcfhjklmpqrtvwxz]{12}(?:\.ts)?[/.:]*|default\.?|constructor\.?)+$/;
    const open = hidden('S').filter((text) => !allowed.test(text) && !opaque.test(text));
    expect([...new Set(open)]).toEqual([]);
    const identifiers = new Set(
      hidden('N').filter((text) => text.length > 3 && !allowed.test(text)),
    );
    expect(identifiers.size).toBeGreaterThan(300);
  });
});
