import { expect, test } from 'vitest';

import type { TreeEntry } from '../../../src/check/since/list-tree.ts';
import { planTree } from '../../../src/check/since/plan-tree.ts';
import type { HeadFile } from '../../../src/check/since/read-head.ts';

const entry = (path: string, hash = '1'): TreeEntry => ({ path, kind: 'file', hash });
const now = (
  ...files: readonly (readonly [path: string, hash?: string, state?: HeadFile['state']])[]
): ReadonlyMap<string, HeadFile> =>
  new Map(
    files.map(([path, hash = '1', state = 'clean']) => [path, { kind: 'file', hash, state }]),
  );

test('only what the head has in the same content is copied from it', () => {
  const paths = ['same.ts', 'other.ts', 'dirty.ts', 'gone.ts'];
  const head = now(['same.ts'], ['other.ts', '2'], ['dirty.ts', '1', 'changed']);
  const plan = planTree(
    paths.map((path) => entry(path)),
    head,
    '',
  );
  expect(plan.copies.map(({ path }) => path)).toEqual(['same.ts']);
  expect(plan.blobs.map(({ path }) => path)).toEqual(['other.ts', 'dirty.ts', 'gone.ts']);
});

test('a link that was a file is no copy', () => {
  const plan = planTree([{ path: 'a.ts', kind: 'link', hash: '1' }], now(['a.ts']), '');
  expect(plan).toMatchObject({ copies: [], links: [{ path: 'a.ts' }] });
});

test('a folder beside the project is linked only when nothing in it came, went or changed', () => {
  const base = [
    'p/a.ts',
    'x/same/1.ts',
    'x/added/1.ts',
    'x/removed/1.ts',
    'x/edited/1.ts',
    'y/1.ts',
  ];
  const head = now(
    ...[['p/a.ts'], ['x/same/1.ts'], ['x/added/1.ts'], ['x/added/2.ts']].map(
      ([path = '']) => [path] as const,
    ),
    ['x/edited/1.ts', '1', 'changed'],
    ['y/1.ts'],
  );
  const plan = planTree(
    base.map((path) => entry(path)),
    head,
    'p/',
  );
  expect(plan.folders).toEqual(['x/same', 'y']);
  expect(plan.copies.map(({ path }) => path)).toEqual(['p/a.ts', 'x/added/1.ts']);
  expect(plan.blobs.map(({ path }) => path)).toEqual(['x/removed/1.ts', 'x/edited/1.ts']);
});

test('a folder around the project is never linked', () => {
  const plan = planTree(
    [entry('a/b/c.ts'), entry('a/d.ts')],
    now(['a/b/c.ts'], ['a/d.ts']),
    'a/b/',
  );
  expect(plan.folders).toEqual([]);
});
