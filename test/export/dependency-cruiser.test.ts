/**
 * dependency-cruiser with an exported configuration finds the same pairs of files as a reading of the
 * import facts by a few lines of its own.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Config } from '../../src/config/config-schema.ts';
import { expectedOf, fixture } from './expected-pairs.ts';
import { HANDMADE } from './handmade-configs.ts';
import { exportOf } from './run-export.ts';

const CRUISER = fileURLToPath(
  new URL('../../bin/dependency-cruise.mjs', import.meta.resolve('dependency-cruiser')),
);

// A whole analysis and a whole cruise, on machines with other things to do.
vi.setConfig({ testTimeout: 240_000 });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'saasctl-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface CruiseOutput {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string; readonly severity: string };
    }[];
  };
}

async function cruise(root: string, config: string): Promise<CruiseOutput['summary']> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [CRUISER, '--config', config, '--output-type', 'json', '--no-cache', '.'],
    { cwd: root, maxBuffer: 1 << 28 },
  ).catch((error: { readonly stdout: string; readonly stderr: string }) => {
    // Its exit status is the number of errors.
    if (error.stdout.startsWith('{')) return error;
    throw new Error(error.stderr);
  });
  return (JSON.parse(stdout) as CruiseOutput).summary;
}

async function violationsOf(
  name: string,
  config: Partial<Config>,
  extension: 'cjs' | 'mjs' = 'cjs',
): Promise<readonly string[]> {
  const given = join(folder, `${name}.json`);
  writeFileSync(given, JSON.stringify(config));
  const output = join(folder, `${name}.${extension}`);
  await exportOf(fixture(name), { format: 'dependency-cruiser', config: given, output });
  const { violations, totalCruised } = await cruise(fixture(name), output);
  expect(totalCruised).toBeGreaterThan(100);
  return [
    ...new Set(
      violations.map(
        ({ rule, from, to }) => `${rule.severity} ${rule.name.split(':')[0] ?? ''} ${from} → ${to}`,
      ),
    ),
  ].sort();
}

const withoutCircles = (violations: readonly string[]): readonly string[] =>
  violations.filter((one) => !one.includes(' boundary-cycle '));

describe('dependency-cruiser with an exported configuration', () => {
  it('shop: aliases, decorators with metadata, globs that only picomatch knows', async () => {
    const found = await violationsOf('shop', HANDMADE['shop'] ?? {});
    const expected = expectedOf('shop', HANDMADE['shop'] ?? {}, {});
    expect(withoutCircles(found)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
    // In the declared circle of carts and orders, and where accounts may use whom they like.
    expect(found.filter((one) => one.includes(' boundary-cycle ')).length).toBeGreaterThan(0);
  });

  it('helpdesk: barrels, types that weigh otherwise than values', async () => {
    const found = await violationsOf('helpdesk', HANDMADE['helpdesk'] ?? {}, 'mjs');
    const expected = expectedOf('helpdesk', HANDMADE['helpdesk'] ?? {}, {
      private: 'warn',
      undeclared: 'error',
    });
    expect(found).toEqual(expected);
    expect(expected.filter((one) => one.startsWith('warn')).length).toBeGreaterThan(0);
  });

  it('fleet: imports of the package itself under a condition', async () => {
    const found = await violationsOf('fleet', HANDMADE['fleet'] ?? {});
    const expected = expectedOf('fleet', HANDMADE['fleet'] ?? {}, {});
    expect(found).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });

  it('says nothing where everything is allowed', async () => {
    const boundaries = { orders: { files: ['src/orders/**'] }, users: { files: ['src/users/**'] } };
    const found = await violationsOf('shop', { boundaries, rules: { 'boundary-cycle': 'off' } });
    expect(found).toEqual([]);
  });
});
