/** docs/ci.md: every snippet can be read, and every flag in it exists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ROOT, runCli } from '../cli/run-cli.ts';
import { readYaml } from './read-yaml.ts';
import type { Yaml } from './read-yaml.ts';

const text = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
const snippets = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, source]) => ({
  language: language ?? '',
  source: source ?? '',
}));
const yaml = snippets.filter((one) => one.language === 'yaml');
const workflows = yaml.filter((one) => one.source.startsWith('# .github/workflows/'));

/** Values of a key anywhere in a document. */
function valuesOf(key: string, value: Yaml): readonly Yaml[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Yaml[]).flatMap((one) => valuesOf(key, one));
  return Object.entries(value).flatMap(([name, one]) => [
    ...(name === key ? [one] : []),
    ...valuesOf(key, one),
  ]);
}

describe('docs/ci.md', () => {
  it('has a snippet for every place that it names', () => {
    expect(workflows).toHaveLength(4);
    const names = yaml.map((one) => one.source.split('\n')[0]);
    for (const name of ['.gitlab-ci.yml', 'lefthook.yml', '.pre-commit-config.yaml'])
      expect(names).toContain(`# ${name}`);
  });

  it('is YAML and JSON where it says so', () => {
    for (const { source } of yaml) expect(readYaml(source)).toBeTypeOf('object');
    for (const { language, source } of snippets)
      if (language === 'json') expect(JSON.parse(source)).toBeTypeOf('object');
  });

  it('names flags that saasctl check has', async () => {
    const { stdout } = await runCli(['check', '--help']);
    const known = new Set(stdout.match(/--[a-z][a-z-]*/g));
    const calls = snippets.flatMap(({ source }) =>
      [...source.matchAll(/saasctl(?:@[\d.]+)? check([^\n]*)/g)].map(([, rest]) => rest ?? ''),
    );
    expect(calls.length).toBeGreaterThan(8);
    for (const flag of calls.flatMap((call) => call.match(/--[a-z][a-z-]*/g) ?? []))
      expect([...known]).toContain(flag);
  });

  it('runs the version that it belongs to', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    const named = [...text.matchAll(/saasctl(?:@v?|": ")(\d[\w.-]*)/g)].map(([, one]) => one);
    expect(named.length).toBeGreaterThan(4);
    expect(new Set(named)).toEqual(new Set([version]));
  });

  it('fetches the history wherever it compares', () => {
    for (const { source } of workflows) {
      const compares = source.includes('--since') || source.includes('/saasctl@v');
      expect(valuesOf('fetch-depth', readYaml(source))).toEqual(compares ? ['0'] : []);
    }
  });

  it('writes no expression of GitHub into a script', () => {
    for (const { source } of workflows)
      for (const run of valuesOf('run', readYaml(source))) expect(run).not.toContain('${{');
  });

  it('gives the action inputs that it has', () => {
    const action = readYaml(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
      readonly inputs: Readonly<Record<string, Yaml>>;
    };
    const table = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
    expect(table).toEqual(Object.keys(action.inputs));
  });
});
