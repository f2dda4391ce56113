import { describe, expect, it } from 'vitest';

import type { ImportFact } from '../../analyzers/contract.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { readSource } from '../../analyzers/discover/read-source.ts';
import { buildGraph, type ImportGraph } from '../../analyzers/graph/build-graph.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';
import { writeProject, type Content } from '../discover/write-project.ts';

function graphOf(files: Readonly<Record<string, Content>>): ImportGraph {
  const project = discoverProject(writeProject(files));
  const scans = project.files.map(({ path }) =>
    scanFile(path, readSource(project.root, path).text ?? ''),
  );
  return buildGraph(project, scans);
}

const show = ({ from, to, kind, load, symbols }: ImportFact): string =>
  `${from} → ${to} ${kind} ${load} ${symbols.join(',')}`.trim();

/** Kind and load of the only import of `a.ts`, with the given options and files beside it. */
function kindOf(
  code: string,
  options: object = {},
  target = 'export class X {}\nexport interface T {}',
): string {
  const { imports } = graphOf({
    'tsconfig.json': { json: { compilerOptions: options } },
    'a.ts': code,
    'b.ts': target,
    'barrel.ts': "export * from './b';",
  });
  return imports
    .flatMap((each) => (each.from === 'a.ts' ? [`${each.kind} ${each.load}`] : []))
    .join('; ');
}

const METADATA = { experimentalDecorators: true, emitDecoratorMetadata: true };

describe('buildGraph', () => {
  it.each([
    ["import { X } from './b'; export function f() { return new X(); }", 'value deferred'],
    ["import { X } from './b'; export const x = new X();", 'value eager'],
    ["import { X } from './b'; export class Y extends X {}", 'value eager'],
    ["import { X } from './b'; export let x: X;", 'type deferred'],
    ["import type { X } from './b'; export let x: X;", 'type deferred'],
    ["import { type X } from './b'; export let x: X;", 'type deferred'],
    ["import { X } from './b';", 'type deferred'],
    ["import './b';", 'value eager'],
    ["import * as b from './b'; export const f = () => b.X;", 'value deferred'],
    ["import b = require('./b'); export const x = new b.X();", 'require eager'],
    ["import b = require('./b'); export let x: b.X;", 'type deferred'],
    ["export const f = () => import('./b');", 'dynamic deferred'],
    ["export const b = await import('./b');", 'dynamic eager'],
    ["import('./b').then(() => 1);", 'dynamic deferred'],
    ["const b = require('./b');", 'require deferred'],
    ["require('./b');", 'require eager'],
    ["export const f = () => require('./b');", 'require deferred'],
    ["export let x: import('./b').X;", 'type deferred'],
    ["export * from './b';", 'value eager'],
    ["export { X } from './b';", 'value eager'],
    ["export { T } from './b';", 'type deferred'],
    ["export type { X } from './b';", 'type deferred'],
    ["import { X } from './barrel'; export { X };", 'value deferred'],
    ["import { T } from './barrel'; export { T };", 'type deferred'],
  ])('classifies %s', (code, expected) => {
    expect(kindOf(code)).toBe(expected);
  });

  it.each<[string, object, string, string?]>([
    ["import { X } from './b';", { verbatimModuleSyntax: true }, 'value deferred'],
    [
      "import { X } from './b'; let x: X;",
      { importsNotUsedAsValues: 'preserve' },
      'value deferred',
    ],
    ["import { X } from './b'; let x: X;", { preserveValueImports: true }, 'value deferred'],
    ["import type { X } from './b'; let x: X;", { verbatimModuleSyntax: true }, 'type deferred'],
    ["import { E } from './b'; const e = E.A;", {}, 'type deferred', 'export const enum E { A }'],
    [
      "import { E } from './b'; const e = E.A;",
      { isolatedModules: true },
      'value eager',
      'export const enum E { A }',
    ],
    ["export { T } from './b';", { isolatedModules: true }, 'value eager'],
    ["import { X } from './barrel'; class A { @D() x: X; }", METADATA, 'value eager'],
    [
      "import { X } from './barrel'; class A { @D() x: X; }",
      { experimentalDecorators: true },
      'type deferred',
    ],
    ["import { T } from './barrel'; class A { @D() x: T; }", METADATA, 'type deferred'],
    ["import type { X } from './b'; class A { @D() x: X; }", METADATA, 'type deferred'],
    [
      "import { X } from './b'; @D() class A { constructor(private x: X) {} }",
      METADATA,
      'value eager',
    ],
    ["import { X } from './b'; class A { @D(() => X) x: X; }", METADATA, 'value eager'],
    ["import { X } from './b'; class A { @D(() => X) x: unknown; }", METADATA, 'value deferred'],
  ])('honours the compiler options: %s %j', (code, options, expected, target) => {
    expect(kindOf(code, options, target)).toBe(expected);
  });

  it('keeps every import of JavaScript, and none of a declaration file', () => {
    const { imports } = graphOf({
      'a.js': "import { x } from './b';",
      'c.d.ts': "import { x } from './b'; export const y: typeof x;",
      'b.ts': 'export const x = 1;',
    });
    expect(imports.map(show)).toEqual([
      'a.js → b.ts value deferred x',
      'c.d.ts → b.ts type deferred x',
    ]);
  });

  it('keeps metadata when a base configuration is missing, as an option may hide there', () => {
    const { imports } = graphOf({
      'tsconfig.json': { json: { extends: '@tsconfig/nest/tsconfig.json' } },
      'a.ts': "import { X } from './b'; export class A { @D() x: X; }",
      'b.ts': 'export class X {}',
    });
    expect(imports.map(show)).toEqual(['a.ts → b.ts value eager X']);
  });

  it('joins imports of one line and keeps those of different lines and kinds', () => {
    const { imports } = graphOf({
      'a.ts': [
        "import { x } from './b'; import { y } from './b';",
        "import type { T } from './b';",
        'export const z = (t: T) => x + y;',
      ].join('\n'),
      'b.ts': 'export const x = 1; export const y = 2; export type T = 1;',
    });
    expect(imports).toMatchObject([
      { line: 1, kind: 'value', symbols: ['x', 'y'] },
      { line: 2, kind: 'type', symbols: ['T'] },
    ]);
  });

  it('follows names through barrels, renames, stars and circles to their declaration', () => {
    const { links, originOf } = graphOf({
      'a.ts':
        "import { Renamed, Deep, ns, def } from './index'; import * as all from './index'; [Renamed, Deep, ns, def, all];",
      'index.ts':
        "export { One as Renamed } from './one'; export * from './stars'; export * as ns from './one'; export { default as def } from './one';",
      'stars.ts': "export * from './index'; export * from './deep';",
      'deep.ts': "import { Real } from './real'; export { Real as Deep };",
      'real.ts': 'export interface Real {}\nexport class Real {}',
      'one.ts': 'export type One = string; export default function make() {}',
    });
    const names = links.get('a.ts')?.flatMap((link) => link.names) ?? [];
    const shown = names.map(
      ({ name, origin }) => `${name}: ${origin?.file} ${origin?.name} ${origin?.space}`,
    );
    expect(shown).toEqual([
      'Deep: real.ts Real class',
      'Renamed: one.ts One type',
      'def: one.ts make value',
      'ns: one.ts * module',
      '*: index.ts * module',
    ]);
    expect(originOf('index.ts', 'Deep').through).toEqual(['index.ts', 'stars.ts', 'deep.ts']);
    expect(originOf('index.ts', 'nothing')).toEqual({
      file: 'index.ts',
      name: 'nothing',
      space: 'unknown',
      through: [],
    });
  });

  it('lists packages, builtins and assets apart from files', () => {
    const { imports, externals, assets } = graphOf({
      'package.json': { json: { dependencies: { express: '5' } } },
      'a.ts':
        "import e from 'express'; import fs from 'fs'; import d from './d.json'; require.resolve('./b'); e(fs, d);",
      'b.ts': '',
      'd.json': '{}',
    });
    expect(imports).toEqual([]);
    expect(externals.map((each) => `${each.package} ${each.kind}`)).toEqual([
      'express value',
      'node:fs value',
    ]);
    expect(assets.map((each) => each.to)).toEqual(['d.json', 'b.ts']);
  });

  it('reports what leads nowhere, once each, with its place', () => {
    const { findings } = graphOf({
      'package.json': { json: { dependencies: { express: '5', pg: '8' } } },
      '.gitignore': 'generated\n',
      'a.ts':
        "import './gone';\nimport 'express';\nimport 'pg';\nimport 'undeclared';\nimport './generated/x';\n",
      'b.ts': "import './gone';\nimport '@/c';\nimport 'undeclared/deep';\n",
      'src/c.ts': '',
      'only.test.ts': "import './missing';",
    });
    const shown = findings.map(
      ({ severity, code, path, line, message, related }) =>
        `${severity} ${code} ${path}:${line} ${message} (${related.length})`,
    );
    expect(shown).toEqual([
      'error unresolved-import a.ts:1 "./gone" leads to no file, like 1 more imports of gone (1)',
      'warning unresolved-import a.ts:4 Package "undeclared" is neither declared in a package.json nor installed (1)',
      'info import-excluded a.ts:5 generated/x is imported but left out of the analysis (ignored, generated or output) (0)',
      'info import-guessed b.ts:2 1 imports of "@/…" match files, but no configuration explains them (0)',
      'warning unresolved-import only.test.ts:1 "./missing" leads to no file (0)',
      'info packages-not-installed package.json:1 2 packages are not installed (express, pg); their contents are unknown (0)',
    ]);
  });

  it('goes on after a syntax error', () => {
    const { imports } = graphOf({
      'a.ts': "import { b } from './b';\nb(",
      'b.ts': 'export const b = 1;',
    });
    expect(imports.length).toBeLessThanOrEqual(1);
  });
});
