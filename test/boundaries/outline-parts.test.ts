import { expect, test } from 'vitest';

import { linkParts } from '../../analyzers/boundaries/evidence-parts.ts';
import type { PartEvidence } from '../../analyzers/boundaries/evidence-parts.ts';
import { outlineParts } from '../../analyzers/boundaries/outline-parts.ts';
import { discoverProject } from '../../analyzers/discover/discover-project.ts';
import { buildGraph } from '../../analyzers/graph/build-graph.ts';
import { scanFiles } from '../../analyzers/scan/scan-files.ts';
import { writeProject } from '../discover/write-project.ts';

/** Parts and calls of a project, as `file#part`. */
function outline(files: Readonly<Record<string, string>>) {
  const project = discoverProject(writeProject(files));
  const paths = project.files.map((file) => file.path);
  const { files: scans } = scanFiles({
    root: project.root,
    paths,
    cache: new Map(),
    hashes: new Map(),
    progress: () => undefined,
  });
  const graph = buildGraph(project, scans);
  const outlines = scans.map((file) => outlineParts(file, graph));
  const order = [...paths].sort();
  const linked = linkParts(outlines, new Map(order.map((path, index) => [path, index])));
  return describeParts(linked, order);
}

function describeParts({ parts, calls }: PartEvidence, paths: readonly string[]) {
  const nameOf = (id: number): string => {
    const part = parts[id];
    return `${paths[part?.file ?? -1]?.replace('.ts', '')}#${part?.name}`;
  };
  return {
    parts: new Map(parts.map((part, id) => [nameOf(id), part])),
    uses: (name: string) => (parts.find((_, id) => nameOf(id) === name)?.uses ?? []).map(nameOf),
    calls: calls.map((one) => `${nameOf(one.from)} > ${nameOf(one.to)}`).sort(),
    sure: calls.map((one) => one.certain),
  };
}

test('functions, members and constants are parts with the lines they cover', () => {
  const { parts } = outline({
    'a.ts': `export const LIMIT = 3;
export function f() {
  return LIMIT;
}
export class C {
  run() {
    return 1;
  }
}
export const api = {
  list() {
    return f();
  },
};
f();
`,
  });
  expect([...parts].map(([name, { kind, line, end }]) => `${name} ${kind} ${line}-${end}`)).toEqual(
    [
      'a# module 1-15',
      'a#LIMIT value 1-1',
      'a#f function 2-4',
      'a#C class 5-9',
      'a#C.run member 6-8',
      'a#api value 10-13',
      'a#api.list member 11-13',
    ],
  );
});

test('calls of injected fields, parameters and instances end at the method', () => {
  const { calls } = outline({
    'a.ts': `import { B } from './b';
export class A {
  private readonly made = new B();
  constructor(private readonly given: B) {}
  run(handed: B) {
    this.given.one();
    this.made.two();
    handed.three();
  }
}
`,
    'b.ts': 'export class B { one() {} two() {} three() {} }',
  });
  expect(calls).toEqual(['a#A.run > b#B.one', 'a#A.run > b#B.three', 'a#A.run > b#B.two']);
});

test('calls through a barrel, a namespace and a default instance end at the declaration', () => {
  const { calls } = outline({
    'a.ts': `import { f } from './index';
import * as tools from './tools';
import store from './store';
export function run() {
  f();
  tools.g();
  store.save();
}
`,
    'index.ts': "export * from './f';",
    'f.ts': 'export function f() {}',
    'tools.ts': 'export const g = () => 1;',
    'store.ts': 'class Store { save() {} } export default new Store();',
  });
  expect(calls).toEqual(['a#run > f#f', 'a#run > store#Store.save', 'a#run > tools#g']);
});

test('a call of an interface ends at the classes that implement it', () => {
  const files = {
    'a.ts': `import type { Store } from './store';
export class A {
  constructor(private store: Store) {}
  run() {
    this.store.save();
  }
}
`,
    'store.ts': 'export interface Store { save(): void }',
    'real.ts':
      "import type { Store } from './store'; export class Real implements Store { save() {} }",
  };
  expect(outline(files)).toMatchObject({ calls: ['a#A.run > real#Real.save'], sure: [true] });
  const fake =
    "import type { Store } from './store'; export class Fake implements Store { save() {} }";
  expect(outline({ ...files, 'fake.ts': fake })).toMatchObject({
    calls: ['a#A.run > fake#Fake.save', 'a#A.run > real#Real.save'],
    sure: [false, false],
  });
});

test('an inherited member is the base class’s, and members use each other', () => {
  const { calls, uses } = outline({
    'a.ts': `import { B } from './b';
export class A {
  constructor(private b: B) {}
  run() {
    return this.help(this.b.shared());
  }
  help(x: unknown) {
    return x;
  }
}
`,
    'b.ts': "import { Base } from './base'; export class B extends Base {}",
    'base.ts': 'export class Base { shared() { return 1; } }',
  });
  expect(calls).toEqual(['a#A.run > base#Base.shared']);
  expect(uses('a#A.run')).toEqual(['a#A.help', 'base#Base.shared']);
});

test('a function is silent when it gives nothing back, and refuses when it makes an error', () => {
  const { parts } = outline({
    'a.ts': `export async function told(): Promise<void> {}
export function plain() { const x = 1; use(x); }
export const arrow = () => 2;
export function picky(): void { if (Math.random()) throw new RangeError('no'); }
export function answer(): Promise<number> { return Promise.resolve(1); }
`,
  });
  const flags = [...parts].map(([name, one]) => [name, one.silent, one.refuses]);
  expect(flags).toEqual([
    ['a#told', true, false],
    ['a#plain', true, false],
    ['a#arrow', false, false],
    ['a#picky', true, true],
    ['a#answer', false, false],
  ]);
});
