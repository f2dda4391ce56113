import { join } from 'node:path';

import { expect, test } from 'vitest';

import { treeHash } from '../../../src/check/since/tree-hash.ts';
import { makeRepository } from './make-repository.ts';
import type { Files } from './make-repository.ts';

const START = {
  'package.json': '{}',
  'packages/core/a.ts': 'a',
  'packages/other/b.ts': 'b',
  'README.md': 'read',
};

/** Hashes of the project before and after a change. */
async function hashes(prefix: string, change: Files, start: Files = START): Promise<boolean> {
  const { root, commit } = makeRepository();
  const [before, after] = [commit(start), commit(change)];
  const folder = join(root, prefix);
  const [first, second] = [
    await treeHash(folder, before, prefix),
    await treeHash(folder, after, prefix),
  ];
  expect(first).toMatch(/^[0-9a-f]{40}$/);
  return first === second;
}

test.each<[string, string, Files, boolean]>([
  ['an empty commit', '', {}, true],
  ['any file', '', { 'README.md': 'more' }, false],
  ['an empty commit, sub-folder', 'packages/core/', {}, true],
  ['a file of the project', 'packages/core/', { 'packages/core/a.ts': 'c' }, false],
  ['the text of a file beside it', 'packages/core/', { 'packages/other/b.ts': 'c' }, true],
  ['a new file beside it', 'packages/core/', { 'packages/other/c.ts': 'c' }, false],
  ['a configuration above it', 'packages/core/', { 'package.json': '{"type":"module"}' }, false],
  ['a configuration that is new', 'packages/core/', { '.gitignore': 'a.ts' }, false],
])('%s', async (_, prefix, change, same) => {
  expect(await hashes(prefix, change)).toBe(same);
});

test('a folder that the commit does not have has no hash', async () => {
  const { root, commit } = makeRepository();
  const before = commit({ 'a.ts': 'a' });
  commit({ 'core/b.ts': 'b' });
  expect(await treeHash(join(root, 'core'), before, 'core/')).toBeNull();
});
