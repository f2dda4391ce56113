import { describe, expect, it } from 'vitest';

import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { createResolver, type ImportMode } from '../../analyzers/graph/resolve-import.ts';
import { writeProject, type Content } from '../discover/write-project.ts';

type Resolve = (from: string, specifier: string, mode?: ImportMode) => string;

/** Resolves in a project on disk and prints the answer as `kind what`. */
function resolverFor(files: Readonly<Record<string, Content>>, folder = ''): Resolve {
  const root = writeProject(files);
  const { resolve } = createResolver(discoverProject(`${root}/${folder}`));
  return (from, specifier, mode = 'import') => {
    const found = resolve(from, specifier, mode);
    switch (found.kind) {
      case 'file':
        return `${found.guessed === true ? 'guessed ' : ''}${found.path}`;
      case 'external':
        return `package ${found.package}${found.declared ? ' declared' : ''}${found.installed ? ' installed' : ''}`;
      case 'builtin':
        return `builtin ${found.name}`;
      case 'unresolved':
        return `unresolved ${found.path ?? ''}`.trim();
      default:
        return `${found.kind} ${found.path}`;
    }
  };
}

const json = (value: unknown): { json: unknown } => ({ json: value });

describe('createResolver', () => {
  it('tells files, packages, builtins, assets and holes apart', () => {
    const resolve = resolverFor({
      'package.json': json({
        dependencies: { express: '5' },
        devDependencies: { '@types/pg': '8' },
      }),
      'node_modules/left/index.js': '',
      'src/a.ts': '',
      'src/b/index.ts': '',
      'src/legacy.js': '',
      'src/data.json': '{}',
      'src/style.css': '',
    });
    expect(resolve('src/a.ts', './b')).toBe('src/b/index.ts');
    expect(resolve('src/b/index.ts', '..')).toBe('unresolved src');
    expect(resolve('src/a.ts', './legacy')).toBe('src/legacy.js');
    expect(resolve('src/a.ts', './data.json')).toBe('asset src/data.json');
    expect(resolve('src/a.ts', './style.css?inline')).toBe('asset src/style.css');
    expect(resolve('src/a.ts', 'express/lib/router')).toBe('package express declared');
    expect(resolve('src/a.ts', 'left')).toBe('package left installed');
    expect(resolve('src/a.ts', 'pg')).toBe('package pg declared');
    expect(resolve('src/a.ts', '@acme/x/y')).toBe('package @acme/x');
    expect(resolve('src/a.ts', 'fs/promises')).toBe('builtin fs/promises');
    expect(resolve('src/a.ts', 'node:test')).toBe('builtin test');
    expect(resolve('src/a.ts', 'virtual:pwa')).toBe('package virtual: declared installed');
    expect(resolve('src/a.ts', './gone')).toBe('unresolved src/gone');
    expect(resolve('src/a.ts', '../node_modules/left/index.js')).toBe('package left installed');
  });

  it('works without any tsconfig, and with a broken one', () => {
    expect(resolverFor({ 'a.ts': '', 'b.ts': '' })('a.ts', './b')).toBe('b.ts');
    expect(resolverFor({ 'tsconfig.json': '{', 'a.ts': '', 'b.ts': '' })('a.ts', './b')).toBe(
      'b.ts',
    );
  });

  it('uses the configuration of each file', () => {
    const resolve = resolverFor({
      'api/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'web/tsconfig.json': json({ compilerOptions: { baseUrl: './app' } }),
      'api/src/orders.ts': '',
      'web/app/orders.ts': '',
    });
    expect(resolve('api/src/orders.ts', '@/orders')).toBe('api/src/orders.ts');
    expect(resolve('web/app/orders.ts', 'orders')).toBe('web/app/orders.ts');
    expect(resolve('api/src/orders.ts', 'orders')).toBe('package orders');
  });

  it('leads packages of the workspace to their source, not to their output', () => {
    const resolve = resolverFor({
      'package.json': json({ workspaces: ['packages/*'] }),
      '.gitignore': 'dist\n',
      'packages/a/package.json': json({
        name: '@acme/a',
        main: 'dist/index.js',
        types: 'dist/index.d.ts',
      }),
      'packages/a/tsconfig.json': json({ compilerOptions: { outDir: 'dist', rootDir: 'source' } }),
      'packages/a/source/index.ts': '',
      'packages/a/source/deep/tool.ts': '',
      'packages/a/dist/index.js': '',
      'packages/b/package.json': json({
        name: '@acme/b',
        exports: {
          '.': {
            types: './lib/index.d.ts',
            require: './lib/cjs/index.js',
            default: './lib/index.js',
          },
          './events/*': './lib/events/*.js',
          './internal/*': null,
        },
      }),
      'packages/b/src/index.ts': '',
      'packages/b/src/events/placed.ts': '',
      'packages/c/package.json': json({ name: 'c' }),
      'packages/c/src/index.ts': '',
      'packages/c/src/x.ts': '',
      'src/main.ts': '',
    });
    expect(resolve('src/main.ts', '@acme/a')).toBe('packages/a/source/index.ts');
    expect(resolve('src/main.ts', '@acme/a/dist/deep/tool')).toBe('packages/a/source/deep/tool.ts');
    expect(resolve('src/main.ts', '@acme/b', 'require')).toBe('packages/b/src/index.ts');
    expect(resolve('src/main.ts', '@acme/b/events/placed')).toBe('packages/b/src/events/placed.ts');
    expect(resolve('src/main.ts', 'c')).toBe('packages/c/src/index.ts');
    expect(resolve('src/main.ts', 'c/x')).toBe('packages/c/src/x.ts');
    expect(resolve('packages/c/src/x.ts', 'c')).toBe('packages/c/src/index.ts');
  });

  it('follows an installed link to a package of the project', () => {
    const resolve = resolverFor({
      'node_modules/shared': { link: '../libs/shared' },
      'libs/shared/package.json': json({ name: 'shared', main: 'index.ts' }),
      'libs/shared/index.ts': '',
      'src/a.ts': '',
    });
    expect(resolve('src/a.ts', 'shared')).toBe('libs/shared/index.ts');
  });

  it('reads package imports, with conditions and output', () => {
    const resolve = resolverFor({
      'package.json': json({
        type: 'module',
        imports: {
          '#db': { import: './src/db.ts', require: './src/db.cjs' },
          '#lib/*.js': './src/lib/*.ts',
          '#lib/*': './src/lib/*.ts',
          '#built/*': './dist/*.js',
          '#chalk': 'chalk',
        },
        dependencies: { chalk: '5' },
      }),
      'src/db.ts': '',
      'src/db.cjs': '',
      'src/lib/x.ts': '',
    });
    expect(resolve('src/lib/x.ts', '#db')).toBe('src/db.ts');
    expect(resolve('src/lib/x.ts', '#lib/x.js')).toBe('src/lib/x.ts');
    expect(resolve('src/lib/x.ts', '#lib/x')).toBe('src/lib/x.ts');
    expect(resolve('src/lib/x.ts', '#built/lib/x')).toBe('src/lib/x.ts');
    expect(resolve('src/lib/x.ts', '#chalk')).toBe('package chalk declared');
    expect(resolve('src/lib/x.ts', '#gone')).toBe('unresolved');
  });

  it('records what lies outside the root as an external package', () => {
    const resolve = resolverFor(
      {
        '.git/HEAD': '',
        'tsconfig.base.json': json({
          compilerOptions: {
            baseUrl: '.',
            paths: { '@acme/*': ['packages/*/src'], '~shared/*': ['gone/build/*'] },
          },
        }),
        'packages/core/tsconfig.json': json({ extends: '../../tsconfig.base.json' }),
        'packages/core/src/a.ts': '',
        'packages/core/src/index.ts': '',
        'packages/util/package.json': json({ name: '@acme/utilities' }),
        'packages/util/src/index.ts': '',
      },
      'packages/core',
    );
    expect(resolve('src/a.ts', '@acme/core')).toBe('src/index.ts');
    expect(resolve('src/a.ts', '@acme/util')).toBe('package @acme/utilities');
    expect(resolve('src/a.ts', '../../util/src')).toBe('package @acme/utilities');
    expect(resolve('src/a.ts', '~shared/types')).toBe('package ~shared');
  });

  it('knows ignored files as generated, whether or not they are there', () => {
    const files = { '.gitignore': '/src/generated\n', 'src/a.ts': '' };
    const before = resolverFor(files);
    const after = resolverFor({ ...files, 'src/generated/client.ts': '' });
    for (const resolve of [before, after]) {
      expect(resolve('src/a.ts', './generated/client')).toBe('excluded src/generated/client');
    }
  });

  it('asks about a folder with a .gitignore of its own', () => {
    const resolve = resolverFor({
      'packages/db/.gitignore': 'dist\n',
      'packages/db/package.json': json({ name: '@acme/db', main: 'dist/index.js' }),
      'packages/db/src/a.ts': '',
    });
    expect(resolve('packages/db/src/a.ts', '../')).toBe('unresolved packages/db');
  });

  it('guesses aliases nobody declares, and says so', () => {
    const resolve = resolverFor({
      'package.json': json({ name: 'app', _moduleAliases: { '@root': '.', '@lib': 'src/lib' } }),
      'src/lib/x.ts': '',
      'src/a.ts': '',
    });
    expect(resolve('src/a.ts', '@/lib/x')).toBe('guessed src/lib/x.ts');
    expect(resolve('src/a.ts', 'src/lib/x')).toBe('guessed src/lib/x.ts');
    expect(resolve('src/a.ts', 'lib/x')).toBe('guessed src/lib/x.ts');
    expect(resolve('src/a.ts', 'src/lib/gone')).toBe('unresolved src/lib/gone');
    expect(resolve('src/a.ts', '@/gone')).toBe('unresolved');
    expect(resolve('src/a.ts', '@lib/x')).toBe('src/lib/x.ts');
    expect(resolve('src/a.ts', './lib/x?worker')).toBe('guessed src/lib/x.ts');
  });

  it('accepts imports that Node would refuse, and says so', () => {
    const resolve = resolverFor({
      'package.json': json({ type: 'module' }),
      'tsconfig.json': json({ compilerOptions: { module: 'nodenext' } }),
      'a.ts': '',
      'b.cts': '',
      'c.ts': '',
    });
    expect(resolve('a.ts', './c.js')).toBe('c.ts');
    expect(resolve('a.ts', './c')).toBe('guessed c.ts');
    expect(resolve('b.cts', './c')).toBe('c.ts');
    expect(resolve('b.cts', './c', 'dynamic')).toBe('guessed c.ts');
  });

  it('follows symbolic links within the project', () => {
    const resolve = resolverFor({
      'src/lib/x.ts': '',
      'src/alias': { link: 'lib' },
      'src/a.ts': '',
    });
    expect(resolve('src/a.ts', './alias/x')).toBe('src/lib/x.ts');
  });
});
