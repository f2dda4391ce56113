import { expect, test } from 'vitest';

import type { ImportFact, ModuleFact } from '../../analyzers/contract.ts';
import { measureModules } from '../../analyzers/model/measure-modules.ts';
import { imported, placesOf } from './facts.ts';

const PATHS = ['src/a/1.ts', 'src/a/2.ts', 'src/b/1.ts', 'src/c/1.ts', 'src/d/1.ts'];

function measure(imports: readonly ImportFact[]): ReadonlyMap<string, ModuleFact> {
  const facts = measureModules({
    files: [...PATHS, 'test/x.test.ts'].map((path, at) => ({
      path,
      lines: 10 * (at + 1),
      module: null,
      boundary: null,
      confidence: null,
      test: false,
      role: 'server' as const,
    })),
    places: placesOf(PATHS),
    imports,
    externals: [
      { path: 'src/a/1.ts', line: 1, column: 1, package: 'pg', kind: 'value' },
      { path: 'src/a/2.ts', line: 1, column: 1, package: 'axios', kind: 'value' },
      { path: 'src/a/2.ts', line: 2, column: 1, package: 'pg', kind: 'type' },
      { path: 'test/x.test.ts', line: 2, column: 1, package: 'vitest', kind: 'value' },
    ],
    tablesOf: new Map([['src/b', ['orders']]]),
  });
  return new Map(facts.map((fact) => [fact.id, fact]));
}

test('instability is Ce / (Ca + Ce), counted by hand', () => {
  // a → b (twice), a → c, b → c, d → a; a → d is a type only.
  const modules = measure([
    imported('src/a/1.ts', 'src/b/1.ts'),
    imported('src/a/2.ts', 'src/b/1.ts'),
    imported('src/a/1.ts', 'src/c/1.ts'),
    imported('src/b/1.ts', 'src/c/1.ts'),
    imported('src/d/1.ts', 'src/a/1.ts'),
    imported('src/a/1.ts', 'src/d/1.ts', { kind: 'type' }),
  ]);
  const measured = [...modules.values()].map(({ id, efferent, afferent, instability }) => [
    id,
    efferent,
    afferent,
    instability,
  ]);
  expect(measured).toEqual([
    ['src/a', 2, 1, 0.667],
    ['src/b', 1, 1, 0.5],
    ['src/c', 0, 2, 0],
    ['src/d', 1, 0, 1],
  ]);
});

test('a dependency counts its imports, types apart', () => {
  const { dependsOn } = measure([
    imported('src/a/1.ts', 'src/d/1.ts', { kind: 'type' }),
    imported('src/a/1.ts', 'src/b/1.ts', { kind: 'require' }),
    imported('src/a/2.ts', 'src/b/1.ts', { kind: 'type' }),
    imported('src/a/2.ts', 'src/b/1.ts', { kind: 'dynamic', line: 4 }),
  ]).get('src/a') ?? { dependsOn: [] };
  expect(dependsOn).toEqual([
    { to: 'src/b', imports: 3, valueImports: 2 },
    { to: 'src/d', imports: 1, valueImports: 0 },
  ]);
});

test('imports inside of a module and of test files are no coupling', () => {
  const modules = measure([
    imported('src/a/1.ts', 'src/a/2.ts'),
    imported('test/x.test.ts', 'src/a/1.ts'),
  ]);
  expect(modules.get('src/a')).toMatchObject({
    efferent: 0,
    afferent: 0,
    instability: null,
    dependsOn: [],
  });
});

test('files, lines, packages and tables belong to their module; tests to none', () => {
  const modules = measure([]);
  expect([...modules.keys()]).toEqual(['src/a', 'src/b', 'src/c', 'src/d']);
  expect(modules.get('src/a')).toMatchObject({
    files: 2,
    lines: 30,
    packages: ['axios', 'pg'],
    tables: [],
  });
  expect(modules.get('src/b')).toMatchObject({
    files: 1,
    lines: 30,
    packages: [],
    tables: ['orders'],
  });
});
