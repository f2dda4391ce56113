import { expect, test } from 'vitest';

import { createTextTable, packRows } from '../../../src/report/html/pack-rows.ts';
import type { Packed } from '../../../src/report/html/pack-rows.ts';
import { loadPageModule } from './page-module.ts';

interface UnpackModule {
  readonly unpackRows: <Row>(packed: Packed<Row>, texts: readonly string[]) => readonly Row[];
}

const { unpackRows } = await loadPageModule<UnpackModule>('unpack-rows.js');

function thereAndBack<Row extends Readonly<Record<string, never>>>(
  rows: readonly object[],
): unknown {
  const table = createTextTable();
  const packed = packRows(rows as readonly Row[], table);
  const copy = JSON.parse(JSON.stringify({ packed, texts: table.texts })) as {
    readonly packed: Packed<Row>;
    readonly texts: readonly string[];
  };
  return unpackRows(copy.packed, copy.texts);
}

test('rows come back as they went in, with texts, numbers, flags, lists and nulls', () => {
  const rows = [
    { name: 'orders', owner: null, lines: 12, sure: 0.5, test: false, tags: [], places: [1, 2] },
    {
      name: 'users',
      owner: 'orders',
      lines: 0,
      sure: null,
      test: true,
      tags: ['a', 'users'],
      places: [],
    },
  ];
  expect(thereAndBack(rows)).toEqual(rows);
});

test('lists that are empty in every row stay lists', () => {
  const rows = [
    { name: 'a', why: [] },
    { name: 'b', why: [] },
  ];
  expect(thereAndBack(rows)).toEqual(rows);
});

test('no rows stay no rows', () => {
  expect(thereAndBack([])).toEqual([]);
});

test('a text is stored once, however often it occurs', () => {
  const table = createTextTable();
  packRows(
    [
      { a: 'x', b: ['x', 'y'] },
      { a: 'y', b: ['x'] },
    ],
    table,
  );
  expect(table.texts).toEqual(['x', 'y']);
});
