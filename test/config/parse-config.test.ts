import { expect, test } from 'vitest';

import { parseConfig } from '../../src/config/parse-config.ts';
import { refusal } from './read-text.ts';

const parse = (lines: readonly string[]): string =>
  refusal(() => parseConfig('saasctl.json', lines.join('\n')));

test('a file that says everything there is to say', () => {
  const written = {
    $schema: './node_modules/saasctl/schema/config.v1.json',
    root: 'apps/api',
    boundaries: {
      orders: {
        files: ['src/orders/**'],
        public: ['src/orders/index.ts'],
        tables: ['orders'],
        dependsOn: ['users'],
        service: 'services/orders',
      },
      users: { files: ['src/users/**'] },
    },
    kernel: { files: ['src/common/**'] },
    rules: { 'private-api': 'error', 'boundary-cycle': 'off' },
  };
  const { config } = parseConfig('saasctl.json', `\uFEFF${JSON.stringify(written)}`);
  expect(config).toEqual(written);
});

test('an unknown key is pointed at, with what may have been meant', () => {
  const text = parse(['{', '  "boundaries": {', '    "orders": { "file": ["a"] }', '  }', '}']);
  expect(text).toContain('saasctl.json:3:17  boundaries.orders.file: unknown key; did you mean');
  expect(text).toContain('"files"');
});

test('every mistake is listed, in the order of the file', () => {
  const text = parse([
    '{',
    '  "kernal": {},',
    '  "boundaries": {',
    '    "OrderItems": { "files": [] },',
    '    "users": { "files": "src/users/**", "tables": [1] }',
    '  },',
    '  "rules": { "private-api": "loud" }',
    '}',
  ]);
  expect(text.split('\n').slice(1)).toEqual([
    '  saasctl.json:2:3  kernal: unknown key; did you mean "kernel"?',
    '  saasctl.json:4:5  boundaries.OrderItems: an id is kebab-case, as in "order-items"',
    '  saasctl.json:5:25  boundaries.users.files: must be a list',
    '  saasctl.json:5:52  boundaries.users.tables[0]: must be a text',
    '  saasctl.json:7:29  rules.private-api: must be one of off, warn, error',
  ]);
});

test('a boundary without files is told where they are missing', () => {
  expect(parse(['{ "boundaries": {', '  "users": { "tables": [] } } }'])).toContain(
    'saasctl.json:2:12  boundaries.users.files: is missing',
  );
});

test('a table has one owner', () => {
  const text = parse([
    '{ "boundaries": {',
    '  "a": { "files": ["a.ts"], "tables": ["users"] },',
    '  "b": { "files": ["b.ts"], "tables": ["orders", "users"] } } }',
  ]);
  expect(text).toContain(
    'saasctl.json:3:50  boundaries.b.tables[1]: the table "users" is already owned by "a"',
  );
});

test('the same key twice is no way to lose a boundary', () => {
  const text = parse([
    '{ "boundaries": {',
    '  "a": { "files": ["a.ts"] },',
    '  "a": { "files": ["b.ts"] } } }',
  ]);
  expect(text).toContain('boundaries.a: is there twice');
});

test('dependencies name other boundaries that exist', () => {
  const text = parse([
    '{ "boundaries": {',
    '  "orders": { "files": ["a.ts"], "dependsOn": ["orders", "user"] },',
    '  "users": { "files": ["b.ts"] } } }',
  ]);
  expect(text).toContain('boundaries.orders.dependsOn[0]: a boundary does not depend on itself');
  expect(text).toContain('dependsOn[1]: there is no boundary "user"; did you mean "users"?');
});

test('kernel and monolith are no names for a boundary', () => {
  for (const id of ['kernel', 'monolith'])
    expect(parse([`{ "boundaries": { "${id}": { "files": ["a.ts"] } } }`])).toContain(
      `1:19  boundaries.${id}: this name stands for something else`,
    );
});

test('the root lies within the analyzed folder', () => {
  for (const root of ['../other', '/etc', 'a/../../b'])
    expect(parse([`{ "root": "${root}" }`])).toContain('1:11  root: must be a folder within');
});

test('it is strict JSON', () => {
  expect(parse(['{', '  // here', '  "kernel": { "files": [] }', '}'])).toContain(
    'saasctl.json:2:3  not valid JSON: invalid comment token',
  );
  expect(parse(['{', '  "kernel": { "files": [] },', '}'])).toContain('saasctl.json:3:1');
  expect(parse([''])).toContain('saasctl.json:1:1  not valid JSON');
  expect(parse(['{} {}'])).toContain('saasctl.json:1:4');
  expect(parse(['[]'])).toContain('must be an object');
});
