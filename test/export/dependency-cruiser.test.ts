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

import picomatch from 'picomatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { analyzeProject } from '../../analyzers/index.ts';
import type { Analysis } from '../../analyzers/index.ts';
import type { Config } from '../../src/config/config-schema.ts';
import { HANDMADE } from './handmade-configs.ts';
import { exportOf } from './run-export.ts';

const CRUISER = fileURLToPath(
  new URL('../../bin/dependency-cruise.mjs', import.meta.resolve('dependency-cruiser')),
);
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/monoliths/${name}`, import.meta.url));

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

const analyses = new Map<string, Promise<Analysis>>();
function analysisOf(name: string): Promise<Analysis> {
  const known = analyses.get(name);
  if (known) return known;
  const started = analyzeProject({
    root: fixture(name),
    version: 'test',
    history: false,
    secondOpinion: false,
  });
  analyses.set(name, started);
  return started;
}

/** @param assembly files that may import anything, as a person would name them */
async function expectedOf(
  name: string,
  { boundaries = {}, kernel }: Partial<Config>,
  assembly: readonly string[],
  typesOf: { readonly private: 'error' | 'warn'; readonly undeclared: 'error' | 'off' },
): Promise<readonly string[]> {
  const { imports, files } = await analysisOf(name);
  const isIn = (entries: readonly string[] | undefined, path: string): boolean =>
    (entries ?? []).some((entry) => picomatch(entry.replace(/^\.\//, '').replace(/#.*/, ''))(path));
  const tests = new Set(files.flatMap((file) => (file.test ? file.path : [])));
  const placeOf = (path: string): string => {
    if (isIn(kernel?.files, path)) return 'kernel';
    const found = Object.entries(boundaries).find(([, one]) => isIn(one.files, path));
    return found?.[0] ?? 'monolith';
  };
  const found = imports.flatMap(({ from, to, kind }) => {
    const [source, target] = [placeOf(from), placeOf(to)];
    const boundary = boundaries[target];
    if (tests.has(from) || tests.has(to) || source === target || boundary === undefined) return [];
    const isType = kind === 'type';
    const pair = `${from} → ${to}`;
    if (source === 'kernel') return [`${isType ? 'warn' : 'error'} kernel-depends-on-boundary ${pair}`];
    const isPrivate = boundary.public !== undefined && !isIn(boundary.public, to);
    const declared = boundaries[source]?.dependsOn;
    const isUndeclared = declared !== undefined && !declared.includes(target);
    return [
      ...(isPrivate && !assembly.includes(from)
        ? [`${isType ? typesOf.private : 'error'} private-api ${pair}`]
        : []),
      ...(isUndeclared && (!isType || typesOf.undeclared === 'error')
        ? [`error undeclared-dependency ${pair}`]
        : []),
    ];
  });
  return [...new Set(found)].sort();
}

const withoutCircles = (violations: readonly string[]): readonly string[] =>
  violations.filter((one) => !one.includes(' boundary-cycle '));

describe('dependency-cruiser with an exported configuration', () => {
  it('shop: aliases, decorators with metadata, globs that only picomatch knows', async () => {
    const found = await violationsOf('shop', HANDMADE['shop'] ?? {});
    const expected = await expectedOf('shop', HANDMADE['shop'] ?? {}, ['src/app.module.ts'], {
      private: 'error',
      undeclared: 'off',
    });
    expect(withoutCircles(found)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
    // In the declared circle carts ↔ orders no circle of files goes unseen.
    expect(found).toContain(
      'error boundary-cycle src/orders/orders.module.ts → src/payments/payments.module.ts',
    );
  });

  it('helpdesk: barrels, types that weigh otherwise than values', async () => {
    const found = await violationsOf('helpdesk', HANDMADE['helpdesk'] ?? {}, 'mjs');
    const expected = await expectedOf('helpdesk', HANDMADE['helpdesk'] ?? {}, [], {
      private: 'warn',
      undeclared: 'error',
    });
    expect(found).toEqual(expected);
    expect(expected.filter((one) => one.startsWith('warn')).length).toBeGreaterThan(0);
  });

  it('fleet: imports of the package itself under a condition', async () => {
    const found = await violationsOf('fleet', HANDMADE['fleet'] ?? {});
    const expected = await expectedOf(
      'fleet',
      HANDMADE['fleet'] ?? {},
      ['src/plugins/subscribers.ts'],
      { private: 'error', undeclared: 'off' },
    );
    expect(found).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });

  it('says nothing where everything is allowed', async () => {
    const boundaries = { orders: { files: ['src/orders/**'] }, users: { files: ['src/users/**'] } };
    const found = await violationsOf('shop', { boundaries, rules: { 'boundary-cycle': 'off' } });
    expect(found).toEqual([]);
  });
});
