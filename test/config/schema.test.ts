import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { configSchema } from '../../src/config/config-schema.ts';

const PATH = join(import.meta.dirname, '..', '..', 'schema', 'config.v1.json');

/** `SAASCTL_UPDATE_GOLDEN=1 npx vitest run test/config/schema.test.ts` writes it anew. */
test('schema/config.v1.json is what saasctl itself accepts', () => {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input' });
  const head = { $schema, $id: 'urn:saasctl:schema:config:v1', title: 'saasctl.json' };
  const text = `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
  if (process.env['SAASCTL_UPDATE_GOLDEN'] === '1') writeFileSync(PATH, text);
  expect(readFileSync(PATH, 'utf8')).toBe(text);
});

test('an editor that knows the schema sees the same mistakes', () => {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(PATH, 'utf8')) as object,
  );
  const boundaries = { orders: { files: ['src/orders/**'], tables: ['orders'] } };
  expect(validate({ boundaries, kernel: { files: [] }, rules: { 'private-api': 'warn' } })).toBe(
    true,
  );
  for (const wrong of [
    { boundary: {} },
    { boundaries: { Orders: { files: ['a.ts'] } } },
    { boundaries: { orders: {} } },
    { boundaries: { orders: { files: ['a.ts'], table: [] } } },
    { rules: { 'private-apis': 'warn' } },
    { rules: { 'private-api': 'maybe' } },
  ])
    expect(validate(wrong), JSON.stringify(wrong)).toBe(false);
});
