import { expect, test } from 'vitest';

import { findComputedImports } from '../../analyzers/graph/find-computed-imports.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';

const find = (text: string, path = 'src/a.ts'): readonly string[] =>
  findComputedImports([scanFile(path, text)], new Set(['src/a.test.ts'])).map(
    (one) => `${one.code} ${one.line} +${one.related.length}`,
  );

test('one finding per file, at its first computed target, wherever it stands', () => {
  const text = `import { join } from 'node:path';
const known = await import('./known');
export async function load(name: string) {
  return [await import(\`./jobs/\${name}\`), require(join('x', name))];
}
export class A { load = (name: string) => import(name); }
export default () => require(process.env.X);`;
  expect(find(text)).toEqual(['dynamic-import-unknown 4 +3']);
});

test('literal targets, other functions called require, and tests are none', () => {
  expect(find("import('./a'); require('./b'); require.resolve('./c'); import(`./d`);")).toEqual([]);
  expect(
    find('export function f(require: (x: string) => void, x: string) { require(x); }'),
  ).toEqual([]);
  expect(find('export const f = (x: string) => import(x);', 'src/a.test.ts')).toEqual([]);
});
