/** Nx: which projects get which tags, what their tags may depend on, and what is said of the rest. */
import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../src/config/parse-config.ts';
import type { Config } from '../../src/config/config-schema.ts';
import { readImportRules } from '../../src/export/import-rules.ts';
import { renderNx } from '../../src/export/render-nx.ts';
import type { Exported } from '../../src/export/render-export.ts';

const FILES = [
  'libs/orders/src/index.ts',
  'libs/orders/src/orders.spec.ts',
  'libs/orders-data/src/index.ts',
  'libs/billing/src/index.ts',
  'libs/shared/src/index.ts',
  'libs/mixed/src/users.ts',
  'libs/mixed/src/mail.ts',
  'apps/api/src/main.ts',
];
const PROJECTS = [
  'apps/api',
  'libs/billing',
  'libs/mixed',
  'libs/orders',
  'libs/orders-data',
  'libs/shared',
];

const CONFIG: Config = {
  boundaries: {
    orders: {
      files: ['libs/orders/**', 'libs/orders-data/**'],
      public: [],
      dependsOn: ['billing'],
    },
    billing: { files: ['libs/billing/**'], dependsOn: [] },
    users: { files: ['libs/mixed/src/users.ts'], dependsOn: [] },
  },
  kernel: { files: ['libs/shared/**'] },
};

function exportNx(config: Config): Exported {
  const parsed = parseConfig('saasctl.json', JSON.stringify(config));
  const files = FILES.map((path) => ({ path, test: path.includes('.spec.') }));
  const rules = readImportRules(parsed, files, { frontEnd: [], assembly: [], barrels: [] });
  const places = { moduleKind: 'mjs', rootFromFile: '.', tsconfigs: [], conditions: [] } as const;
  return renderNx(rules, { ...places, projects: PROJECTS });
}

interface NxConfig {
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly rule: readonly [
    string,
    {
      readonly depConstraints: readonly {
        readonly sourceTag: string;
        readonly onlyDependOnLibsWithTags: readonly string[];
      }[];
    },
  ];
}

/** Without the plugin, which is not installed. */
async function load({ text }: Exported): Promise<NxConfig> {
  const source = text.replace("import nx from '@nx/eslint-plugin';", 'const nx = {};');
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  const loaded = (await import(/* @vite-ignore */ url)) as {
    readonly tags: NxConfig['tags'];
    readonly default: readonly [{ readonly rules: Readonly<Record<string, NxConfig['rule']>> }];
  };
  const rule = loaded.default[0].rules['@nx/enforce-module-boundaries'];
  if (rule === undefined) throw new Error('no rule');
  return { tags: loaded.tags, rule };
}

const allowedFor = ({ rule }: NxConfig, place: string): readonly string[] | undefined =>
  rule[1].depConstraints.find((one) => one.sourceTag === `boundary:${place}`)
    ?.onlyDependOnLibsWithTags;

describe('nx with an exported configuration', () => {
  it('tags a project by the places whose files it holds; tests do not count', async () => {
    const { tags } = await load(exportNx(CONFIG));
    expect(tags).toEqual({
      'apps/api': ['boundary:monolith'],
      'libs/billing': ['boundary:billing'],
      'libs/mixed': ['boundary:monolith', 'boundary:users'],
      'libs/orders': ['boundary:orders'],
      'libs/orders-data': ['boundary:orders'],
      'libs/shared': ['boundary:kernel'],
    });
  });

  it('lets a boundary depend on itself, what it declares, the kernel and the monolith', async () => {
    const config = await load(exportNx(CONFIG));
    expect(config.rule[0]).toBe('error');
    expect(allowedFor(config, 'orders')).toEqual([
      'boundary:orders',
      'boundary:billing',
      'boundary:kernel',
      'boundary:monolith',
    ]);
  });

  it('keeps the kernel from every boundary', async () => {
    const config = await load(exportNx(CONFIG));
    expect(allowedFor(config, 'kernel')).toEqual(['boundary:kernel', 'boundary:monolith']);
  });

  it('leaves alone what is not tagged, which Nx would else let depend on nothing', async () => {
    const { rule } = await load(exportNx(CONFIG));
    expect(rule[1].depConstraints.at(-1)).toEqual({
      sourceTag: '*',
      onlyDependOnLibsWithTags: ['*'],
    });
  });

  it('says which boundaries are no projects of their own and constrains nothing about them', async () => {
    const exported = exportNx(CONFIG);
    expect(exported.limits[0]).toBe(
      'Not projects of their own, so Nx cannot enforce anything about them: users.',
    );
    expect(exported.limits[1]).toBe('The project libs/mixed holds monolith, users.');
    expect(allowedFor(await load(exported), 'users')).toBeUndefined();
  });

  it('says what Nx does otherwise', () => {
    const { limits } = exportNx({
      ...CONFIG,
      rules: { 'kernel-depends-on-boundary': 'warn', 'undeclared-dependency': 'off' },
    });
    const said = limits.join('\n');
    expect(said).toContain('private-api');
    expect(said).toContain('undeclared-dependency has off, kernel-depends-on-boundary warn');
    expect(said).toContain('foreign-table-write');
  });
});
