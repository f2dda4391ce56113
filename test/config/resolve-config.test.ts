import { expect, test } from 'vitest';

import { parseConfig } from '../../src/config/parse-config.ts';
import type { ParsedConfig } from '../../src/config/parse-config.ts';
import { checkTables, resolveConfig } from '../../src/config/resolve-config.ts';
import { refusal } from './read-text.ts';

const FILES = [
  'src/main.ts',
  'src/orders/order.service.ts',
  'src/orders/order.service.spec.ts',
  'src/orders/dto/order.dto.ts',
  'src/pages/[id].ts',
  'src/pages/i.ts',
  'src/users/user.service.ts',
].map((path) => ({ path, test: path.includes('.spec.') }));

function config(boundaries: object, more: object = {}): ParsedConfig {
  return parseConfig('saasctl.json', JSON.stringify({ boundaries, ...more }, null, 2));
}

const refused = (parsed: ParsedConfig): string => refusal(() => resolveConfig(parsed, FILES));

test('globs become sorted sources; tests are in no boundary', () => {
  const parsed = config(
    { orders: { files: ['src/orders/**'], tables: ['orders'] } },
    { kernel: { files: ['./src/users/user.service.ts'] } },
  );
  expect(resolveConfig(parsed, FILES)).toEqual({
    boundaries: [
      {
        id: 'orders',
        files: ['src/orders/order.service.ts', 'src/orders/dto/order.dto.ts'],
        tables: ['orders'],
      },
    ],
    kernel: ['src/users/user.service.ts'],
  });
});

test('a configuration without boundaries leaves the suggestion alone', () => {
  expect(resolveConfig(parseConfig('saasctl.json', '{ "rules": {} }'), FILES)).toBeNull();
});

test('a path is that file, also when it looks like a glob', () => {
  const plan = resolveConfig(config({ pages: { files: ['src/pages/[id].ts'] } }), FILES);
  expect(plan?.boundaries[0]?.files).toEqual(['src/pages/[id].ts']);
});

test('a glob that matches nothing is an error that says what would match', () => {
  const text = refused(config({ orders: { files: ['src/orders', 'src/bills/**'] } }));
  expect(text).toContain('boundaries.orders.files[0]: "src/orders" matches no file');
  expect(text).toContain('"src/orders/**" would match 3');
  expect(text).toContain('saasctl.json:6:9  boundaries.orders.files[1]');
});

test('a file in two places is an error that names both', () => {
  const text = refused(
    config(
      { orders: { files: ['src/orders/**'] }, dto: { files: ['src/**/dto/**'] } },
      { kernel: { files: ['src/**/*.dto.ts'] } },
    ),
  );
  expect(text).toContain(
    'boundaries.dto.files[0]: "src/**/dto/**" matches src/orders/dto/order.dto.ts, which boundaries.orders.files[0] puts into "orders"',
  );
  expect(text).toContain('kernel.files[0]');
});

test('two entries of one boundary may match the same file', () => {
  const plan = resolveConfig(
    config({ orders: { files: ['src/orders/**', 'src/**/dto/*'] } }),
    FILES,
  );
  expect(plan?.boundaries[0]?.files).toHaveLength(2);
});

test('a test file may be matched from two places', () => {
  const parsed = config({
    orders: { files: ['src/orders/**'] },
    users: { files: ['src/users/**', 'src/**/*.spec.ts'] },
  });
  expect(resolveConfig(parsed, FILES)?.boundaries[1]?.files).toEqual(['src/users/user.service.ts']);
});

test('what is public belongs to the boundary', () => {
  const orders = { files: ['src/orders/**'], public: ['src/orders/dto/**', 'src/users/**'] };
  expect(refused(config({ orders }))).toContain(
    'boundaries.orders.public[1]: "src/users/**" matches no file of "orders"',
  );
});

test('no boundary is empty, unless it has been taken out', () => {
  expect(refused(config({ orders: { files: [] } }))).toContain('boundaries.orders.files: is empty');
  const gone = config({ orders: { files: ['src/gone/**'], service: 'services/orders' } });
  expect(resolveConfig(gone, FILES)?.boundaries[0]?.files).toEqual([]);
});

test('a table nobody knows is an error that names the nearest', () => {
  const parsed = config({ orders: { files: ['src/orders/**'], tables: ['ordrs'] } });
  expect(refusal(() => checkTables(parsed, ['orders', 'users']))).toContain(
    'boundaries.orders.tables[0]: there is no table "ordrs"; did you mean "orders"?',
  );
});
