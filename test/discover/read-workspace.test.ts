import { describe, expect, it } from 'vitest';

import { readPnpmPackages } from '../../analyzers/discover/read-pnpm-workspace.ts';
import {
  createPackageLookup,
  findAllDependencies,
  findDependenciesOf,
  readWorkspace,
} from '../../analyzers/discover/read-workspace.ts';
import { writeProject } from './write-project.ts';

const manifest = (name: string, more: object = {}): { json: unknown } => ({
  json: { name, ...more },
});

describe('readWorkspace', () => {
  it('reads members of npm, lerna and pnpm workspaces, with exclusions', () => {
    const root = writeProject({
      'package.json': manifest('root', {
        workspaces: { packages: ['packages/*', '!packages/old'] },
      }),
      'lerna.json': { json: { packages: ['modules/**'] } },
      'pnpm-workspace.yaml':
        'packages:\n  - \'apps/{api,web}\' # servers\n  - "libs/*"\ncatalog:\n  x: 1\n',
    });
    const folders = [
      'packages/a',
      'packages/old',
      'modules/x/y',
      'apps/api',
      'apps/desk',
      'libs/l',
    ];
    for (const folder of folders) writeInto(root, folder);
    const { packages, links } = readWorkspace(root, [
      'package.json',
      ...folders.map((folder) => `${folder}/package.json`),
    ]);
    expect(packages.filter((each) => each.workspace).map((each) => each.path)).toEqual([
      'apps/api',
      'libs/l',
      'modules/x/y',
      'packages/a',
    ]);
    expect(links['@acme/packages-a']).toBe('packages/a');
    expect(links['@acme/apps-desk']).toBeUndefined();
  });

  it('links dependencies with a local protocol without a workspace', () => {
    const root = writeProject({
      'server/package.json': manifest('server', {
        dependencies: { shared: 'file:../shared', other: '^1.0.0' },
      }),
      'shared/package.json': manifest('@acme/shared'),
      'other/package.json': manifest('other'),
    });
    const { links } = readWorkspace(root, [
      'other/package.json',
      'server/package.json',
      'shared/package.json',
    ]);
    expect(links).toEqual({ shared: 'shared' });
  });

  it('tells the nearest package and the dependencies a file may use', () => {
    const root = writeProject({
      'outer.json': manifest('outer', { dependencies: { tslib: '2' } }),
      'package.json': manifest('root', { devDependencies: { typeorm: '0.3', vitest: '4' } }),
      'api/package.json': manifest('api', { dependencies: { '@nestjs/core': '11' } }),
    });
    const workspace = readWorkspace(root, ['api/package.json', 'package.json'], ['outer.json']);
    expect(createPackageLookup(workspace)('api/src/deep/a.ts')?.name).toBe('api');
    expect(createPackageLookup(workspace)('src/a.ts')?.name).toBe('root');
    expect(findDependenciesOf(workspace, 'api/src/a.ts')).toEqual([
      '@nestjs/core',
      'tslib',
      'typeorm',
      'vitest',
    ]);
    expect(findDependenciesOf(workspace, 'src/a.ts')).toEqual(['tslib', 'typeorm', 'vitest']);
    expect(findAllDependencies(workspace)).toEqual(['@nestjs/core', 'typeorm', 'vitest']);
    expect(workspace.packages.map((each) => each.production)).toEqual([[], ['@nestjs/core']]);
  });

  it('reports a broken package.json and an unknown workspace list', () => {
    const root = writeProject({
      'package.json': '{ "name": "x",, }',
      'pnpm-workspace.yaml': 'packages: *anchor\n',
      'sub/package.json': '{}',
      'sub/pnpm-workspace.yaml': 'packages: *anchor\n',
    });
    const { findings } = readWorkspace(root, ['package.json', 'sub/package.json']);
    expect(findings).toMatchObject([
      { code: 'config-syntax', path: 'package.json', line: 1, column: 15 },
      { code: 'workspace-unknown', path: 'sub/pnpm-workspace.yaml' },
    ]);
  });

  function writeInto(root: string, folder: string): void {
    const { mkdirSync, writeFileSync } = process.getBuiltinModule('node:fs');
    mkdirSync(`${root}/${folder}`, { recursive: true });
    writeFileSync(
      `${root}/${folder}/package.json`,
      JSON.stringify({ name: `@acme/${folder.replaceAll('/', '-')}` }),
    );
  }
});

describe('readPnpmPackages', () => {
  it.each([
    ["packages:\n- a/*\n- 'b'\n", ['a/*', 'b']],
    ['packages: ["a/*", b] # c\n', ['a/*', 'b']],
    ['packages: [\n  "a/*", # first\n  b,\n]\n', ['a/*', 'b']],
    ['# packages: [x]\ncatalog: {}\n', []],
    ["packages:\n\n  # apps\n  - 'a#b/*'\n", ['a#b/*']],
    ['packages: &x [a]\n', null],
    ['packages:\n  - {a: b}\n', null],
  ])('reads %j', (text, globs) => {
    expect(readPnpmPackages(text)).toEqual(globs);
  });
});
