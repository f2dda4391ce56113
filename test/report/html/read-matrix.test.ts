import { expect, test } from 'vitest';

import { loadPageModule } from './page-module.ts';

interface MatrixModule {
  readonly readMatrix: (
    report: object,
  ) => readonly { readonly table: { readonly name: string }; readonly writers: number }[];
  readonly columnsOf: (rows: readonly object[]) => readonly (string | null)[];
}

const { readMatrix, columnsOf } = await loadPageModule<MatrixModule>('read-matrix.js');
const access = (table: string, boundary: string | null, write: boolean): object => ({
  table,
  boundary,
  write,
});
const accesses = [
  access('quiet', 'orders', true),
  access('read', 'orders', true),
  access('read', 'users', false),
  access('shared', 'orders', true),
  access('shared', 'billing', true),
  access('shared', null, false),
];
const report = {
  tables: () => ['quiet', 'read', 'shared', 'untouched'].map((name) => ({ name, owner: 'orders' })),
  accessesOf: () => group(accesses),
};

function group(rows: readonly object[]): Map<unknown, object[]> {
  const groups = new Map<unknown, object[]>();
  for (const row of rows) {
    const { table } = row as { readonly table: string };
    groups.set(table, [...(groups.get(table) ?? []), row]);
  }
  return groups;
}

test('shared tables first, then those that others read', () => {
  expect(readMatrix(report).map(({ table, writers }) => [table.name, writers])).toEqual([
    ['shared', 2],
    ['read', 1],
    ['quiet', 1],
    ['untouched', 0],
  ]);
});

test('the busiest column first, the monolith last', () => {
  expect(columnsOf(readMatrix(report))).toEqual(['orders', 'billing', 'users', null]);
});
