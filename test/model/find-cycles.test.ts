import { expect, test } from 'vitest';

import type { CycleFact, ImportFact } from '../../analyzers/contract.ts';
import { findCycles } from '../../analyzers/model/find-cycles.ts';
import { imported, placesOf } from './facts.ts';

function cycles(
  imports: readonly ImportFact[],
  level: CycleFact['level'] = 'module',
): readonly CycleFact[] {
  const paths = imports
    .flatMap((one) => [one.from, one.to])
    .filter((path) => !path.startsWith('test/'));
  return findCycles(imports, placesOf(paths)).filter((one) => one.level === level);
}

const tiersOf = (found: readonly CycleFact[]): readonly string[] => found.map((one) => one.tier);

const ONE = [
  imported('src/a/1.ts', 'src/b/1.ts', { symbols: ['x', 'y'] }),
  imported('src/b/2.ts', 'src/a/2.ts', { line: 3 }),
];

test('modules depend on each other where no file does', () => {
  expect(cycles(ONE, 'file')).toEqual([]);
  const [all, runtime] = cycles(ONE);
  expect(tiersOf(cycles(ONE))).toEqual(['all', 'runtime']);
  expect(runtime).toMatchObject({
    members: ['src/a', 'src/b'],
    edges: 2,
    cut: [{ from: 'src/b', to: 'src/a', path: 'src/b/2.ts', line: 3 }],
  });
  expect(all?.members).toEqual(runtime?.members);
});

test('a type import closes a circle for the eye only, an eager one while loading too', () => {
  const types = [ONE[0] as ImportFact, imported('src/b/2.ts', 'src/a/2.ts', { kind: 'type' })];
  expect(tiersOf(cycles(types))).toEqual(['all']);
  const eager = ONE.map((one): ImportFact => ({ ...one, load: 'eager' }));
  expect(tiersOf(cycles(eager))).toEqual(['all', 'runtime', 'load']);
  expect(tiersOf(cycles([eager[0] as ImportFact, ONE[1] as ImportFact]))).toEqual([
    'all',
    'runtime',
  ]);
});

test('imports inside of a module are no circle of modules', () => {
  const inner = [imported('src/a/1.ts', 'src/a/2.ts'), imported('src/a/2.ts', 'src/a/1.ts')];
  expect(cycles(inner)).toEqual([]);
  expect(cycles(inner, 'file')[0]?.members).toEqual(['src/a/1.ts', 'src/a/2.ts']);
});

test('a test file closes no circle', () => {
  expect(
    cycles([
      imported('src/a/1.ts', 'src/b/1.ts'),
      imported('src/b/1.ts', 'test/x.ts'),
      imported('test/x.ts', 'src/a/1.ts'),
    ]),
  ).toEqual([]);
});

test('the lighter side is cut, with every place of it', () => {
  const imports = [
    ...Array.from({ length: 5 }, (_, at) => imported(`src/a/${at}.ts`, 'src/b/1.ts')),
    imported('src/b/9.ts', 'src/a/0.ts', { line: 8 }),
    imported('src/b/3.ts', 'src/a/0.ts', { line: 2 }),
  ];
  const [found] = cycles(imports);
  expect(found?.cut.map((one) => `${one.path}:${one.line}`)).toEqual([
    'src/b/3.ts:2',
    'src/b/9.ts:8',
  ]);
});

test('two separate circles are two, and the order of imports does not matter', () => {
  const imports = [
    ...ONE,
    imported('src/x/1.ts', 'src/y/1.ts'),
    imported('src/y/1.ts', 'src/z/1.ts'),
    imported('src/z/1.ts', 'src/x/1.ts'),
    imported('src/a/1.ts', 'src/x/1.ts'),
  ];
  const runtime = cycles(imports).filter((one) => one.tier === 'runtime');
  expect(runtime.map((one) => one.members)).toEqual([
    ['src/x', 'src/y', 'src/z'],
    ['src/a', 'src/b'],
  ]);
  expect(cycles(imports.toReversed())).toEqual(cycles(imports));
});

test('what seeds and configuration import is no circle of modules', () => {
  const places = placesOf(ONE.flatMap((one) => [one.from, one.to]));
  const kinds = (support: 'seed' | 'config'): readonly string[] =>
    findCycles(
      ONE,
      new Map(
        [...places].map(([path, one]) => [path, path === 'src/b/2.ts' ? { ...one, support } : one]),
      ),
    ).map((one) => one.level);
  expect(kinds('seed')).toEqual([]);
  expect(kinds('config')).toEqual([]);
});
