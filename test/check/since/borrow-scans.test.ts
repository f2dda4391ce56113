import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { analyzeCode } from '../../../analyzers/analyze-project.ts';
import { discoverProject } from '../../../analyzers/discover/discover-project.ts';
import type { TextStore } from '../../../analyzers/index.ts';
import { borrowScans } from '../../../src/check/since/borrow-scans.ts';
import { withTree } from '../../../src/check/since/with-tree.ts';
import { makeRepository } from './make-repository.ts';

function memory(): TextStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: (name) => texts.get(name),
    write: (name, text) => void texts.set(name, text),
  };
}

const importsOf = (root: string, cache: TextStore | null): readonly string[] =>
  analyzeCode(discoverProject(root), { version: '1', cache }, () => undefined).imports.map(
    ({ from, to }) => `${from} > ${to}`,
  );

test('the base takes the scans of the head for what did not change, and leaves its cache alone', async () => {
  const { root, commit } = makeRepository();
  const base = commit({
    'a.ts': "import { b } from './b';\nexport const a = b;",
    'b.ts': 'export const b = 1;',
    'c.ts': "import { a } from './a';\nexport const c = a;",
  });
  writeFileSync(join(root, 'c.ts'), 'export const c = 1;');
  const store = memory();
  expect(importsOf(root, store)).toEqual(['a.ts > b.ts']);
  const before = new Map(store.texts);
  await withTree(root, base, async (tree) => {
    expect(importsOf(tree, borrowScans(store))).toEqual(['a.ts > b.ts', 'c.ts > a.ts']);
    expect(store.texts).toEqual(before);
    // A scan that says otherwise shows that it is believed, for the same content alone.
    for (const [name, text] of store.texts) store.texts.set(name, text.replaceAll('./b', './x'));
    expect(importsOf(tree, borrowScans(store))).toEqual(['c.ts > a.ts']);
  });
});
