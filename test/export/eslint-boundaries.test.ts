/**
 * The exported configuration of eslint-plugin-boundaries, with stubs in the place of the plugin and the
 * parser: its categories and policies, read as the plugin documents them, deny what they should.
 * That the plugin itself reads them so was tried by hand (docs/export.md says with which version).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import picomatch from 'picomatch';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Config } from '../../src/config/config-schema.ts';
import { temporaryFolder } from '../cli/run-cli.ts';
import { analysisOf, expectedOf, fixture } from './expected-pairs.ts';
import { HANDMADE } from './handmade-configs.ts';
import { exportOf } from './run-export.ts';

type Categories =
  | string
  | {
      readonly anyOf?: readonly string[];
      readonly allOf?: readonly string[];
      readonly noneOf?: readonly string[];
    };
interface FileSelector {
  readonly file: { readonly categories: Categories };
}
interface Policy {
  readonly from: FileSelector;
  readonly disallow: {
    readonly to: FileSelector;
    readonly dependency?: { readonly kind: string | readonly string[] };
  };
  readonly message: string;
}
interface FlatConfig {
  readonly settings: {
    readonly 'boundaries/files': readonly {
      readonly category: string;
      readonly pattern: readonly string[];
    }[];
    readonly 'boundaries/ignore': readonly string[];
    readonly 'boundaries/root-path': string;
  };
  readonly rules: Readonly<
    Record<
      string,
      readonly [string, { readonly default: string; readonly policies: readonly Policy[] }]
    >
  >;
}

// A whole analysis and a whole cruise, on machines with other things to do.
vi.setConfig({ testTimeout: 240_000 });

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
  for (const name of ['eslint-plugin-boundaries', '@typescript-eslint/parser']) {
    const home = join(folder, 'node_modules', name);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
    writeFileSync(join(home, 'index.js'), 'export default {};\n');
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function configOf(name: string, config: Partial<Config>): Promise<FlatConfig> {
  const given = join(folder, 'saasctl.json');
  writeFileSync(given, JSON.stringify(config));
  const output = join(folder, 'boundaries.mjs');
  await exportOf(fixture(name), { format: 'eslint-boundaries', config: given, output });
  const loaded = (await import(pathToFileURL(output).href)) as { readonly default: FlatConfig[] };
  const [flat] = loaded.default;
  if (flat === undefined) throw new Error('no configuration');
  return flat;
}

/** Micromatch as the plugin calls it: a star stands for no name that begins with a dot. */
const isAny = (patterns: readonly string[]): ((path: string) => boolean) => {
  const tests = patterns.map((pattern) => picomatch(pattern));
  return (path) => tests.some((matches) => matches(path));
};

function isSelected({ file: { categories } }: FileSelector, own: ReadonlySet<string>): boolean {
  if (typeof categories === 'string') return own.has(categories);
  const { anyOf, allOf = [], noneOf = [] } = categories;
  return (
    (anyOf === undefined || anyOf.some((one) => own.has(one))) &&
    allOf.every((one) => own.has(one)) &&
    !noneOf.some((one) => own.has(one))
  );
}

function deniedBy(name: string, { settings, rules }: FlatConfig): readonly string[] {
  const { imports } = analysisOf(name);
  const files = settings['boundaries/files'].map((one) => ({ ...one, has: isAny(one.pattern) }));
  const isIgnored = isAny(settings['boundaries/ignore']);
  const categoriesOf = (path: string): ReadonlySet<string> =>
    new Set(files.flatMap(({ category, has }) => (has(path) ? category : [])));
  return imports.flatMap(({ from, to, kind }) => {
    if (isIgnored(from) || isIgnored(to)) return [];
    const written = kind === 'type' ? 'type' : 'value';
    return Object.values(rules).flatMap(([severity, { policies }]) =>
      policies.flatMap(({ from: source, disallow, message }) => {
        const isMeant =
          isSelected(source, categoriesOf(from)) &&
          isSelected(disallow.to, categoriesOf(to)) &&
          (disallow.dependency === undefined || disallow.dependency.kind.includes(written));
        return isMeant ? [`${severity} ${message.split(':')[0] ?? ''} ${from} → ${to}`] : [];
      }),
    );
  });
}

describe('eslint-plugin-boundaries with an exported configuration', () => {
  it.each([
    ['shop', {}],
    ['helpdesk', { private: 'warn', undeclared: 'error' }],
    ['fleet', {}],
  ] as const)('denies the imports of %s that it should', async (name, types) => {
    const config = await configOf(name, HANDMADE[name] ?? {});
    const denied = deniedBy(name, config);
    const expected = expectedOf(name, HANDMADE[name] ?? {}, types);
    expect([...new Set(denied)].sort()).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });

  it('knows the root of the sources from wherever it lies', async () => {
    const { settings } = await configOf('shop', HANDMADE['shop'] ?? {});
    expect(settings['boundaries/root-path']).toBe(fixture('shop'));
  });

  it('warns by a second instance of the plugin, for a rule of ESLint has one severity', async () => {
    const { rules } = await configOf('helpdesk', HANDMADE['helpdesk'] ?? {});
    expect(Object.entries(rules).map(([name, [severity]]) => `${name} ${severity}`)).toEqual([
      'boundaries/dependencies error',
      'boundaries-warn/dependencies warn',
    ]);
  });

  it('says what it cannot, at the top and on stderr', async () => {
    const { text, warnings } = await exportOf(fixture('shop'), {
      format: 'eslint-boundaries',
      config: writeConfig(HANDMADE['shop'] ?? {}),
    });
    const head = text.slice(0, text.indexOf('*/')).replaceAll(/\s*\n \*\s*/g, ' ');
    expect(warnings.length).toBeGreaterThan(4);
    for (const warning of warnings)
      expect(head).toContain(warning.replace(/^saasctl: not in \S+ /, ''));
    expect(warnings.join('\n')).toMatch(/foreign-table-write/);
    expect(warnings.join('\n')).toMatch(/import type/);
    expect(warnings.join('\n')).toMatch(/"#Name"/);
    expect(warnings.join('\n')).toMatch(/boundary-cycle: .*carts, orders/);
  });
});

function writeConfig(config: Partial<Config>): string {
  const path = join(folder, 'given.json');
  writeFileSync(path, JSON.stringify(config));
  return path;
}
