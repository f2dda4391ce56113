import { expect, test } from 'vitest';

import { loadPageModule } from './page-module.ts';

interface SearchModule {
  readonly search: (
    entries: readonly object[],
    query: string,
    most: number,
  ) => readonly {
    readonly group: string;
    readonly total: number;
    readonly entries: readonly { readonly text: string }[];
  }[];
}

const { search } = await loadPageModule<SearchModule>('search-index.js');
const entry = (group: string, text: string, detail = ''): object => ({
  group,
  text,
  detail,
  low: text.toLowerCase(),
});
const entries = [
  entry('Files', 'src/orders/order.service.ts', 'orders'),
  entry('Files', 'src/reorder.ts', 'stock'),
  entry('Tables', 'order_items', 'orders'),
  entry('Tables', 'orders', 'orders'),
  entry('Boundaries', 'orders', '12 files'),
];
const found = (query: string): readonly string[] =>
  search(entries, query, 5).flatMap((group) =>
    group.entries.map((one) => `${group.group}: ${one.text}`),
  );

test('whole names before beginnings before parts, group by group', () => {
  expect(found('orders')).toEqual([
    'Boundaries: orders',
    'Tables: orders',
    'Tables: order_items',
    'Files: src/orders/order.service.ts',
  ]);
  expect(found('order')).toEqual([
    'Boundaries: orders',
    'Tables: orders',
    'Tables: order_items',
    'Files: src/orders/order.service.ts',
    'Files: src/reorder.ts',
  ]);
});

test('every word must occur somewhere', () => {
  expect(found('order service')).toEqual(['Files: src/orders/order.service.ts']);
  expect(found('order stock')).toEqual(['Files: src/reorder.ts']);
  expect(found('order nowhere')).toEqual([]);
});

test('nothing typed, nothing found', () => {
  expect(found('  ')).toEqual([]);
});

test('a group says how many there are beyond those shown', () => {
  const [group] = search(
    Array.from({ length: 9 }, (_, at) => entry('Files', `a${at}`)),
    'a',
    4,
  );
  expect([group?.entries.length, group?.total]).toEqual([4, 9]);
});
