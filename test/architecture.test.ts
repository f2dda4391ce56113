import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import { beforeAll, expect, test } from 'vitest';

interface Layers {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: Readonly<Record<string, unknown>>;
}

const ROOT = join(import.meta.dirname, '..');
const CONFIG = pathToFileURL(join(ROOT, '.dependency-cruiser.mjs')).href;
const { forbidden, options } = ((await import(CONFIG)) as { readonly default: Layers }).default;

let result: ICruiseResult;

async function check(rules: readonly IForbiddenRuleType[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    ['src', 'analyzers'],
    { ...options, baseDir: ROOT, validate: true, ruleSet: { forbidden: [...rules] } },
    undefined,
    { tsConfig: extractTSConfig(join(ROOT, 'tsconfig.json')) },
  );
  if (typeof output === 'string') throw new Error('a graph was expected');
  return output;
}

beforeAll(async () => {
  result = await check(forbidden);
});

test('the whole program is looked at', () => {
  const own = result.modules.filter(({ source }) => /^(?:src|analyzers)\//.test(source));
  expect(own.length).toBeGreaterThan(200);
  expect(
    own
      .flatMap((one) => one.dependencies)
      .filter((one) => one.couldNotResolve)
      .map((one) => one.module),
  ).toEqual([]);
});

test('every layer keeps to its rules', () => {
  expect(
    result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort(),
  ).toEqual([]);
});

test('every rule says why it is there and still names folders that exist', () => {
  const names = result.modules.map((one) => one.source);
  for (const rule of forbidden) {
    expect(rule.comment, rule.name).toMatch(/\.$/);
    const { path } = rule.from as { readonly path?: string };
    if (path !== undefined)
      expect(
        names.some((name) => new RegExp(path).test(name)),
        `${rule.name} watches nothing`,
      ).toBe(true);
  }
});

test('a rule that is broken is noticed', async () => {
  const never: IForbiddenRuleType = {
    name: 'never',
    severity: 'error',
    from: { path: '^src/pipeline\\.ts$' },
    to: { path: '^analyzers' },
  };
  expect((await check([never])).summary.error).toBeGreaterThan(0);
});
