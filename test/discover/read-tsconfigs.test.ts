import { describe, expect, it } from 'vitest';

import { createTsconfigLookup } from '../../analyzers/discover/find-tsconfig.ts';
import { readTsconfigs, type TsconfigSet } from '../../analyzers/discover/read-tsconfigs.ts';
import { writeProject } from './write-project.ts';

const optionsOf = (set: TsconfigSet, path: string): object => set.configs.get(path)?.options ?? {};

describe('readTsconfigs', () => {
  it('reads comments and trailing commas, and merges a chain of bases', () => {
    const root = writeProject({
      'base.json': `// shared
        { "compilerOptions": { "baseUrl": "./src", "emitDecoratorMetadata": true, "module": "CommonJS", }, }`,
      'strict.json': { json: { compilerOptions: { isolatedModules: true, module: 'NodeNext' } } },
      'app/tsconfig.json': {
        json: {
          extends: ['../base', '../strict.json'],
          compilerOptions: { paths: { '@/*': ['./*'] }, outDir: '${configDir}/dist' },
        },
      },
    });
    const set = readTsconfigs(root, ['app/tsconfig.json']);
    expect(set.findings).toEqual([]);
    expect(optionsOf(set, 'app/tsconfig.json')).toMatchObject({
      baseUrl: `${root}/src`,
      paths: [{ pattern: '@/*', targets: [`${root}/src/*`] }],
      outDir: `${root}/app/dist`,
      emitDecoratorMetadata: true,
      isolatedModules: true,
      moduleResolution: 'node16',
    });
  });

  it('takes paths relative to the file that declares them when there is no baseUrl', () => {
    const root = writeProject({
      'config/base.json': { json: { compilerOptions: { paths: { 'x/*': ['../lib/*'] } } } },
      'tsconfig.json': { json: { extends: './config/base.json' } },
    });
    const set = readTsconfigs(root, ['tsconfig.json']);
    expect(optionsOf(set, 'tsconfig.json')).toMatchObject({
      paths: [{ pattern: 'x/*', targets: [`${root}/lib/*`] }],
    });
  });

  it('finds bases in installed packages and in packages of the workspace', () => {
    const root = writeProject({
      'node_modules/@tsconfig/node20/tsconfig.json': {
        json: { compilerOptions: { module: 'node16' } },
      },
      'node_modules/named/package.json': { json: { tsconfig: './conf/ts.json' } },
      'node_modules/named/conf/ts.json': { json: { compilerOptions: { isolatedModules: true } } },
      'packages/config/nest.json': { json: { compilerOptions: { emitDecoratorMetadata: true } } },
      'app/tsconfig.json': {
        json: { extends: ['@tsconfig/node20/tsconfig.json', 'named', '@acme/config/nest.json'] },
      },
    });
    const set = readTsconfigs(root, ['app/tsconfig.json'], {
      '@acme/config': `${root}/packages/config`,
    });
    expect(set.findings).toEqual([]);
    expect(optionsOf(set, 'app/tsconfig.json')).toMatchObject({
      module: 'node16',
      isolatedModules: true,
      emitDecoratorMetadata: true,
    });
  });

  it('reports a missing base and marks the configuration as incomplete', () => {
    const root = writeProject({
      'tsconfig.json':
        '{\n  "extends": "@tsconfig/node22/tsconfig.json",\n  "references": [{ "path": "./gone" }]\n}',
    });
    const set = readTsconfigs(root, ['tsconfig.json']);
    expect(set.configs.get('tsconfig.json')?.complete).toBe(false);
    expect(set.findings).toMatchObject([
      { code: 'config-missing', path: 'tsconfig.json', line: 2, column: 14 },
      { code: 'config-missing', path: 'tsconfig.json', line: 3, column: 28 },
    ]);
  });

  it('reports circular bases once, with the chain, and keeps the options', () => {
    const root = writeProject({
      'a.json': { json: { extends: './b.json', compilerOptions: { allowJs: true } } },
      'b.json': { json: { extends: './tsconfig.json' } },
      'tsconfig.json': { json: { extends: './a.json' } },
    });
    const set = readTsconfigs(root, ['tsconfig.json', 'a.json']);
    expect(set.findings).toMatchObject([
      {
        code: 'config-cycle',
        path: 'a.json',
        message: expect.stringContaining('tsconfig.json → a.json → b.json → tsconfig.json'),
      },
    ]);
    expect(optionsOf(set, 'tsconfig.json')).toMatchObject({ allowJs: true });
  });

  it('reports broken JSON with its place', () => {
    const root = writeProject({
      'tsconfig.json': '{\n  "compilerOptions": {\n    "strict" true\n  }\n}\n',
      'other/tsconfig.json': '[]',
      'third/tsconfig.json': '{ "include": [call()] }',
    });
    const set = readTsconfigs(root, [
      'tsconfig.json',
      'other/tsconfig.json',
      'third/tsconfig.json',
    ]);
    expect(set.findings).toMatchObject([
      { code: 'config-syntax', path: 'tsconfig.json', line: 3, column: 14 },
      { code: 'config-syntax', path: 'other/tsconfig.json', line: 1, column: 1 },
      { code: 'config-syntax', path: 'third/tsconfig.json', line: 1, column: 15 },
    ]);
  });
});

describe('createTsconfigLookup', () => {
  const lookup = (
    root: string,
    paths: readonly string[],
  ): ((path: string) => string | undefined) => {
    const find = createTsconfigLookup(root, readTsconfigs(root, paths));
    return (path) => find(path)?.path;
  };

  it('takes the nearest configuration that includes the file', () => {
    const root = writeProject({
      'tsconfig.json': '{}',
      'app/tsconfig.json': { json: { include: ['src'], exclude: ['**/*.spec.ts'] } },
    });
    const find = lookup(root, ['tsconfig.json', 'app/tsconfig.json']);
    expect(find('app/src/a.ts')).toBe('app/tsconfig.json');
    expect(find('app/src/a.spec.ts')).toBe('tsconfig.json');
    expect(find('app/other/b.ts')).toBe('tsconfig.json');
    expect(find('c.ts')).toBe('tsconfig.json');
  });

  it('follows references of a configuration that includes nothing itself', () => {
    const root = writeProject({
      'tsconfig.json': {
        json: {
          files: [],
          references: [{ path: './tsconfig.app.json' }, { path: './tsconfig.spec.json' }],
        },
      },
      'tsconfig.app.json': { json: { files: ['src/main.ts'], exclude: ['**/*.spec.ts'] } },
      'tsconfig.spec.json': { json: { include: ['src/**/*.spec.ts'] } },
    });
    const find = lookup(root, ['tsconfig.json']);
    expect(find('src/main.ts')).toBe('tsconfig.app.json');
    expect(find('src/a.spec.ts')).toBe('tsconfig.spec.json');
    expect(find('src/imported/by-main.ts')).toBe('tsconfig.app.json');
  });

  it('falls back on a sibling that includes the file, then on the nearest', () => {
    const root = writeProject({
      'tsconfig.json': { json: { include: ['src'] } },
      'tsconfig.test.json': { json: { include: ['test'] } },
    });
    const find = lookup(root, ['tsconfig.json', 'tsconfig.test.json']);
    expect(find('test/a.ts')).toBe('tsconfig.test.json');
    expect(find('scripts/b.ts')).toBe('tsconfig.json');
    expect(lookup(root, [])('scripts/b.ts')).toBeUndefined();
  });

  it('leaves JavaScript to a configuration that allows it, and output to none', () => {
    const root = writeProject({
      'jsconfig.json': '{}',
      'app/tsconfig.json': { json: { compilerOptions: { allowJs: true, outDir: './gen' } } },
    });
    const find = lookup(root, ['jsconfig.json', 'app/tsconfig.json']);
    expect(find('app/a.js')).toBe('app/tsconfig.json');
    expect(find('app/gen/a.ts')).toBe('jsconfig.json');
  });
});
