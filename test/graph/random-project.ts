import * as fc from 'fast-check';

import type { ProjectFiles } from '../../analyzers/discover/discover-project.ts';
import type { Tsconfig } from '../../analyzers/discover/read-tsconfigs.ts';
import type { PackageFact } from '../../analyzers/discover/read-workspace.ts';
import { readOptions, type RawOptions } from '../../analyzers/discover/tsconfig-options.ts';

/** A folder that does not exist: everything the resolver may know is in the project. */
export const ROOT = '/saasctl-virtual-project';

const EMPTY_PACKAGE: PackageFact = {
  path: '',
  name: null,
  workspace: false,
  dependencies: {},
  production: [],
  type: 'commonjs',
  main: null,
  types: null,
  module: null,
  source: null,
  exports: undefined,
  imports: {},
  aliases: {},
};

/** A package.json with the given fields. */
export function packageAt(path: string, fields: Partial<PackageFact> = {}): PackageFact {
  return { ...EMPTY_PACKAGE, path, ...fields };
}

/** A tsconfig.json at the root with raw `compilerOptions`; paths in them are absolute. */
export function configWith(options: RawOptions): Tsconfig {
  const join = (folder: string, path: string): string =>
    path.startsWith('/') ? path : `${folder}/${path}`;
  return {
    path: 'tsconfig.json',
    folder: ROOT,
    complete: true,
    files: null,
    include: null,
    exclude: null,
    references: [],
    options: readOptions({ allowJs: true, ...options }, ROOT, join),
  };
}

/** A project that exists in memory only. */
export function projectOf(
  paths: readonly string[],
  options: RawOptions = {},
  packages: readonly PackageFact[] = [EMPTY_PACKAGE],
  links: Readonly<Record<string, string>> = {},
): ProjectFiles {
  const config = configWith(options);
  return {
    root: ROOT,
    files: [...paths]
      .sort()
      .map((path) => ({ path, test: false, declaration: path.endsWith('.d.ts') })),
    others: [],
    links: [],
    excluded: [],
    ignores: [],
    prefix: '',
    tsconfigs: new Map([[config.path, config]]),
    workspace: { packages, links, outer: [], findings: [] },
    findings: [],
  };
}

const folder = fc.constantFrom('', 'a/', 'b/', 'a/b/', 'src/', 'src/a/');
const stem = fc.constantFrom('a', 'b', 'index', 'a.service', 'b.d', 'c.json', 'src');
const extension = fc.constantFrom(
  '.ts',
  '.tsx',
  '.d.ts',
  '.js',
  '.jsx',
  '.mts',
  '.mjs',
  '.cts',
  '.cjs',
  '.d.mts',
  '.d.json.ts',
);

/** Paths of a random small project. */
export const randomPaths = fc.uniqueArray(
  fc.tuple(folder, stem, extension).map((parts) => parts.join('')),
  { minLength: 1, maxLength: 14 },
);

/** Specifiers that may or may not lead somewhere in it. */
export const randomSpecifier = fc
  .tuple(
    fc.constantFrom(
      './',
      '../',
      './',
      '../../',
      '.',
      '..',
      './a/',
      '@/',
      '@/a/',
      '@src/',
      'a/',
      'src/',
      'exact',
      '@a/../',
      '',
    ),
    fc.constantFrom('a', 'b', 'index', 'a.service', 'b.d', 'c.json', 'a/b', 'src', 'a/', ''),
    fc.constantFrom('', '', '', '.js', '.ts', '.jsx', '.tsx', '.mjs', '.cjs', '.d.ts', '.mts'),
  )
  .map((parts) => parts.join(''))
  .filter((specifier) => specifier !== '' && !/^\.{1,2}[^./]/.test(specifier));

/** Compiler options as raw values. */
export const randomOptions: fc.Arbitrary<RawOptions> = fc
  .record({
    moduleResolution: fc.constantFrom('node10', 'bundler', 'node16'),
    baseUrl: fc.constantFrom(undefined, ROOT, `${ROOT}/src`),
    paths: fc.constantFrom<RawOptions[string]>(
      undefined,
      { '@/*': ['./src/*'], '@src/*': ['src/*', './*'], exact: ['./a', './src/a.ts'] },
      { '@/*': ['./*', './a/*'], '@/a/*': ['./b/*'], '*': ['./src/*'] },
      { '@/*': ['./a/*.ts'], 'a/*': ['./b/*', './src/a/*'] },
    ),
    rootDirs: fc.constantFrom<RawOptions[string]>(
      undefined,
      [`${ROOT}/a`, `${ROOT}/b`],
      [`${ROOT}/src`, `${ROOT}/src/a`, `${ROOT}/b`],
    ),
    moduleSuffixes: fc.constantFrom<RawOptions[string]>(undefined, ['.service', '']),
  })
  .map((options) => ({
    ...options,
    module: options.moduleResolution === 'node16' ? 'node16' : 'esnext',
    pathsBase: ROOT,
  }));
