import * as fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import type { RawOptions } from '../../analyzers/discover/tsconfig-options.ts';
import { createResolver } from '../../analyzers/graph/resolve-import.ts';
import {
  ROOT,
  packageAt,
  projectOf,
  randomOptions,
  randomPaths,
  randomSpecifier,
} from './random-project.ts';

const KINDS = {
  node10: ts.ModuleResolutionKind.Node10,
  node16: ts.ModuleResolutionKind.Node16,
  bundler: ts.ModuleResolutionKind.Bundler,
} as const;

describe('createResolver', () => {
  it('finds what TypeScript finds, on random projects, options and specifiers', () => {
    let found = 0;
    fc.assert(
      fc.property(
        randomPaths,
        randomOptions,
        fc.boolean(),
        fc.array(randomSpecifier, { minLength: 5, maxLength: 5 }),
        (paths, options, isModule, specifiers) => {
          const packages = [packageAt('', { type: isModule ? 'module' : 'commonjs' })];
          const resolver = createResolver(projectOf(paths, options, packages));
          for (const from of paths) {
            for (const specifier of specifiers) {
              const expected = resolveByTypeScript(paths, options, isModule, from, specifier);
              const actual = resolver.resolve(from, specifier, 'import');
              if (expected !== null) {
                found++;
                expect(actual, `${from} "${specifier}"`).toEqual({ kind: 'file', path: expected });
              } else if (actual.kind === 'file') {
                expect(actual.guessed, `${from} "${specifier}" → ${actual.path}`).toBe(true);
              }
            }
          }
        },
      ),
      { numRuns: 4000, seed: 20260101 },
    );
    expect(found).toBeGreaterThan(5_000);
  });
});

function resolveByTypeScript(
  paths: readonly string[],
  raw: RawOptions,
  isModule: boolean,
  from: string,
  specifier: string,
): string | null {
  const manifest = JSON.stringify({ type: isModule ? 'module' : 'commonjs' });
  const files = new Set(paths.map((path) => `${ROOT}/${path}`));
  const folders = new Set(
    [...files].flatMap((file) =>
      file.split('/').map((_, index, all) => all.slice(0, index).join('/')),
    ),
  );
  const host: ts.ModuleResolutionHost = {
    fileExists: (file) => files.has(file) || file === `${ROOT}/package.json`,
    readFile: (file) => (file === `${ROOT}/package.json` ? manifest : ''),
    directoryExists: (folder) => folders.has(folder.replace(/\/$/, '')),
  };
  const kind = raw['moduleResolution'] as keyof typeof KINDS;
  const options = {
    ...(raw as ts.CompilerOptions),
    module: kind === 'node16' ? ts.ModuleKind.Node16 : ts.ModuleKind.ESNext,
    moduleResolution: KINDS[kind],
    allowJs: true,
    pathsBasePath: ROOT,
  };
  const file = `${ROOT}/${from}`;
  const format = ts.getImpliedNodeFormatForFile(file, undefined, host, options);
  const mode = kind === 'node16' ? format : undefined;
  const { resolvedModule } = ts.resolveModuleName(
    specifier,
    file,
    options,
    host,
    undefined,
    undefined,
    mode,
  );
  return resolvedModule === undefined
    ? null
    : resolvedModule.resolvedFileName.slice(ROOT.length + 1);
}
