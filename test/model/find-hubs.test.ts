import { expect, test } from 'vitest';

import type { HubFact, ImportFact } from '../../analyzers/contract.ts';
import { findHubs } from '../../analyzers/model/find-hubs.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';
import { imported, placesOf } from './facts.ts';

const users = (count: number, modules: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `src/m${at % modules}/f${at}.ts`);

/** `hubs` of a project in which `count` files of `modules` modules import the file with this text. */
function hubs(text: string, count: number, modules: number, others = 0): readonly HubFact[] {
  const path = 'src/shared/index.ts';
  const importers = users(count, modules);
  const rest = Array.from({ length: others }, (_, at) => `src/rest/${at}.ts`);
  const paths = [path, ...importers, ...rest];
  const files = paths.map((one) => scanFile(one, one === path ? text : 'export {};'));
  const imports: readonly ImportFact[] = [
    ...importers.map((from) => imported(from, path)),
    imported(path, 'src/m0/f0.ts'),
  ];
  return findHubs(files, imports, placesOf(paths));
}

const lines = (count: number): string => '\n'.repeat(count);
const exportsOf = (count: number): string =>
  Array.from({ length: count }, (_, at) => `export const x${at} = () => ${at};`).join('\n');

test('a file that many files of several modules use is a hub', () => {
  expect(hubs(exportsOf(2), 12, 4)).toEqual([
    {
      path: 'src/shared/index.ts',
      lines: 2,
      importers: 12,
      modules: 4,
      imports: 1,
      exports: 2,
      kind: 'hub',
    },
  ]);
});

test.each([
  ['few files', 9, 5, 0],
  ['few modules', 30, 3, 0],
  ['a small share of a large project', 12, 4, 400],
])('%s make no hub', (_, count, modules, others) => {
  expect(hubs(exportsOf(2), count, modules, others)).toEqual([]);
});

test('a file that only passes on is a barrel, and only when it is used like a hub', () => {
  const barrel =
    "export * from '../m0/f0';\nexport { a } from '../m1/f1';\nimport { b } from '../m2/f2';\nexport { b as c } from '../m2/f2';";
  expect(hubs(barrel, 12, 4).map((one) => one.kind)).toEqual(['barrel']);
  expect(hubs(barrel, 3, 3)).toEqual([]);
  expect(hubs(`${barrel}\nexport function own() {}`, 12, 4).map((one) => one.kind)).toEqual([
    'hub',
  ]);
});

test.each([
  [
    'names imported first',
    "import { a } from './a'; import type { B } from './b'; export { a, B };",
  ],
  ['nothing but what importing does', "import './a'; import type { B } from './b'; export {};"],
  ['a whole module', "module.exports = require('./a');"],
  ['several modules', "const a = require('./a'); module.exports = { a, b: require('./b').b };"],
  ['an object of modules', "import a from './a'; import b from './b'; export default { a, b };"],
])('a barrel passes on %s', (_, text) => {
  expect(hubs(text, 12, 4).map((one) => one.kind)).toEqual(['barrel']);
});

test.each([
  ['something of its own', "import { a } from './a'; export { a }; export const b = a + 1;"],
  ['settings', "import { a } from './a'; export default { port: 80, a };"],
  ['nothing at all', 'export {};'],
])('with %s it is a hub', (_, text) => {
  expect(hubs(text, 12, 4).map((one) => one.kind)).toEqual(['hub']);
});

test('long, of many parts and used by several modules: a god file; each alone is none', () => {
  expect(hubs(exportsOf(30) + lines(500), 4, 4).map((one) => one.kind)).toEqual(['god-file']);
  expect(hubs(exportsOf(30), 4, 4)).toEqual([]);
  expect(hubs(exportsOf(5) + lines(500), 4, 4)).toEqual([]);
  expect(hubs(exportsOf(30) + lines(500), 3, 3)).toEqual([]);
});

test('users in test files do not count; the widest used come first', () => {
  const paths = ['src/a/x.ts', 'src/b/y.ts', ...users(40, 5)];
  const files = paths.map((one) => scanFile(one, 'export const x = 1;'));
  const imports = [
    ...users(40, 5).map((from) => imported(from, 'src/b/y.ts')),
    ...users(40, 5)
      .slice(0, 14)
      .map((from) => imported(from, 'src/a/x.ts')),
    ...Array.from({ length: 50 }, (_, at) => imported(`test/${at}.test.ts`, 'src/a/x.ts')),
  ];
  const found = findHubs(files, imports, placesOf(paths));
  expect(found.map((one) => [one.path, one.modules])).toEqual([
    ['src/b/y.ts', 5],
    ['src/a/x.ts', 5],
  ]);
  expect(found.map((one) => one.importers)).toEqual([40, 14]);
});
