import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { writeFixes } from '../../../src/check/fix/write-fixes.ts';
import { check } from '../../../src/pipeline.ts';
import { copyFixture, FIXTURES } from '../../cli/run-cli.ts';
import { openCompiler } from './diagnose.ts';
import { planFor, requestFor } from './run-fix.ts';
import { readMonolith, seedDoors, seedTypes } from './seed-monolith.ts';

/** With the libraries of the fixture where they are installed: then the compiler sees everything. */
function copyOf(name: string): string {
  const root = copyFixture(name);
  const installed = join(FIXTURES, name, 'node_modules');
  if (existsSync(installed)) symlinkSync(installed, join(root, 'node_modules'));
  return root;
}

interface Fixed {
  readonly fixed: number;
  /** What was changed in vain. */
  readonly left: readonly string[];
  readonly complaints: readonly [before: readonly string[], after: readonly string[]];
}

async function fixAll(root: string): Promise<Fixed> {
  const diagnose = openCompiler(root, true);
  const before = diagnose();
  const { plan } = await planFor(root);
  writeFixes(plan, 1);
  const { violations } = await check(requestFor(root));
  const places = new Set(
    violations.flatMap((one) =>
      [one, ...one.related].map(({ path, line }) => `${one.id} ${path}:${line}`),
    ),
  );
  const repairs = plan.files.flatMap((one) => one.repairs);
  const left = repairs.filter(({ id, path, line }) => places.has(`${id} ${path}:${line}`));
  return {
    fixed: new Set(repairs.map(({ id }) => id)).size,
    left: left.map(({ path, line, symbol }) => `${path}:${line} ${symbol}`),
    complaints: [before, diagnose()],
  };
}

/** The compiler looks at everything twice. */
const PATIENCE = 240_000;

const MONOLITHS = [
  ['shop', 'src/', ['common', 'database']],
  ['fleet', 'src/features/', []],
  ['helpdesk', 'src/', ['db', 'config']],
] as const;

describe.each(MONOLITHS)('%s', { timeout: PATIENCE }, (name, home, left) => {
  it('takes names from public files, and the compiler has nothing to say', async () => {
    const root = copyOf(name);
    seedDoors(readMonolith(root, home, left));
    const { fixed, left: remaining, complaints } = await fixAll(root);
    expect(fixed).toBeGreaterThanOrEqual(10);
    expect(remaining).toEqual([]);
    expect(complaints[1]).toEqual(complaints[0]);
  });

  it('marks types, and the compiler has no more to say than before', async () => {
    const root = copyOf(name);
    seedTypes(readMonolith(root, home, left), home);
    const config = join(root, 'tsconfig.json');
    // What only `type` erases is a module; CommonJS knows none.
    const text = readFileSync(config, 'utf8')
      .replace('"compilerOptions": {', '"compilerOptions": { "verbatimModuleSyntax": true,')
      .replace(/"module": "commonjs"/i, '"module": "es2022"')
      .replace(/"moduleResolution": "node10"/i, '"moduleResolution": "bundler"');
    writeFileSync(config, text);
    const { fixed, left: remaining, complaints } = await fixAll(root);
    expect(fixed).toBeGreaterThanOrEqual(10);
    expect(remaining).toEqual([]);
    const [before, after] = complaints;
    expect(after.filter((one) => !before.includes(one))).toEqual([]);
    // A type that was not marked as one is the only complaint that may go.
    expect(before.filter((one) => !after.includes(one) && !one.includes('TS1484'))).toEqual([]);
  });
});
