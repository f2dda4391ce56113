import { expect, test } from 'vitest';

import type { ImportFact, NestModuleFact } from '../../analyzers/contract.ts';
import { findCompositionRoots } from '../../analyzers/model/find-composition-roots.ts';
import { findCycles } from '../../analyzers/model/find-cycles.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';
import { factsOf, imported, nestModule, placesOf, use } from './facts.ts';
import type { SomeFacts } from './facts.ts';

interface Project {
  readonly imports: readonly ImportFact[];
  readonly facts?: SomeFacts;
  /** Files that export nothing. */
  readonly silent?: readonly string[];
}

function roots({ imports, facts = {}, silent = [] }: Project): readonly string[] {
  const paths = [...new Set(imports.flatMap((one) => [one.from, one.to]))];
  const files = paths.map((path) =>
    scanFile(path, silent.includes(path) ? 'start();' : 'export const x = 1;'),
  );
  const places = placesOf(paths);
  return [...findCompositionRoots({ files, imports, places, facts: factsOf(facts) })].sort();
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
/** Imports of one file of each module named, from `from`. */
const fanOut = (from: string, names: readonly string[]): readonly ImportFact[] =>
  names.map((name) => imported(from, `src/${name}/1.ts`));
/** A ring of imports, so that every module is imported and no file is an entry. */
const ring = (names: readonly string[]): readonly ImportFact[] =>
  names.map((name, at) =>
    imported(`src/${name}/1.ts`, `src/${names[(at + 1) % names.length]}/1.ts`),
  );

test('an entry is a root, whatever it does, when it exports nothing', () => {
  const imports = [imported('src/app/main.ts', 'src/a/1.ts'), ...ring(['a', 'b'])];
  const accesses = [use('src/app/main.ts:1', 'read', 'x')];
  expect(roots({ imports, silent: ['src/app/main.ts'], facts: { accesses } })).toEqual([
    'src/app/main.ts',
  ]);
});

test('what nobody imports but is loaded by convention stays a part of its module', () => {
  const imports = [imported('src/a/subscriber.ts', 'src/b/1.ts'), ...ring(['a', 'b'])];
  expect(
    roots({ imports, facts: { accesses: [use('src/a/subscriber.ts:1', 'read', 'x')] } }),
  ).toEqual([]);
});

test('the root module of a NestJS application is a root, a feature module is none', () => {
  const nestModules: readonly NestModuleFact[] = [
    nestModule('src/app/app.module.ts', 'AppModule', ['AModule', 'BModule']),
    nestModule('src/a/a.module.ts', 'AModule', ['BModule']),
    nestModule('src/b/b.module.ts', 'BModule', []),
  ];
  const imports = [
    imported('src/app/app.module.ts', 'src/a/a.module.ts'),
    imported('src/app/app.module.ts', 'src/b/b.module.ts'),
    imported('src/a/a.module.ts', 'src/b/b.module.ts'),
    imported('src/b/1.ts', 'src/app/app.module.ts'),
    imported('src/a/1.ts', 'src/b/1.ts'),
    imported('src/b/1.ts', 'src/a/1.ts'),
  ];
  expect(roots({ imports, facts: { nestModules } })).toEqual(['src/app/app.module.ts']);
});

test('an index of half of all modules is a root, however it is loaded', () => {
  const index = 'src/routes/index.ts';
  const imports = [...fanOut(index, NAMES), ...ring(NAMES), imported('src/a/2.ts', index)];
  expect(roots({ imports: [...imports, imported('src/b/1.ts', 'src/a/2.ts')] })).toEqual([index]);
});

test('an index that does something itself is none, unless only roots import it', () => {
  const index = 'src/bootstrap/index.ts';
  const facts = { accesses: [use(`${index}:1`, 'read', 'x')] };
  const imports = [...fanOut(index, NAMES), ...ring(NAMES)];
  const byModule = [...imports, imported('src/a/1.ts', index)];
  const byEntry = [...imports, imported('src/main/main.ts', index)];
  expect(roots({ imports: byModule, facts })).toEqual([]);
  expect(roots({ imports: byEntry, facts })).toEqual([index, 'src/main/main.ts']);
});

test('a barrel that everybody goes through is none', () => {
  const barrel = 'src/shared/index.ts';
  const imports = [
    ...fanOut(barrel, NAMES),
    ...NAMES.map((name) => imported(`src/${name}/1.ts`, barrel)),
  ];
  expect(roots({ imports })).toEqual([]);
});

test('of a service that uses some other modules nothing is a root', () => {
  const service = 'src/a/service.ts';
  const imports = [
    ...ring(NAMES),
    ...fanOut(service, ['b', 'c', 'd']),
    imported('src/b/1.ts', service),
  ];
  expect(roots({ imports })).toEqual([]);
});

test('what roots import makes no circle of modules; the real circle stays', () => {
  const imports = [
    imported('src/app/main.ts', 'src/a/1.ts'),
    imported('src/app/main.ts', 'src/b/1.ts'),
    imported('src/a/1.ts', 'src/app/util.ts'),
    imported('src/b/1.ts', 'src/c/1.ts'),
    imported('src/c/1.ts', 'src/b/1.ts'),
  ];
  const places = placesOf(imports.flatMap((one) => [one.from, one.to]));
  const members = (found: ReadonlySet<string>): readonly (readonly string[])[] =>
    findCycles(imports, places, found)
      .filter((one) => one.level === 'module' && one.tier === 'runtime')
      .map((one) => one.members);
  expect(members(new Set())).toEqual([
    ['src/a', 'src/app'],
    ['src/b', 'src/c'],
  ]);
  expect(members(new Set(roots({ imports, silent: ['src/app/main.ts'] })))).toEqual([
    ['src/b', 'src/c'],
  ]);
});
