import { expect, test } from 'vitest';

import { parseRenames } from '../../../bench/boundaries/replay/find-renames.ts';
import type { RenameCommit } from '../../../bench/boundaries/replay/find-renames.ts';
import { findPathAt, findUnits } from '../../../bench/boundaries/replay/find-units.ts';
import {
  createMover,
  findScope,
  isProductionSource,
} from '../../../bench/boundaries/replay/replay-rule.ts';

const RULE = {
  from: ['src/{services,db}/**'],
  to: 'src/features/*',
  since: '2023-01-01',
  until: '2023-12-31',
};

function commits(
  ...list: readonly (readonly [day: string, ...renames: readonly (readonly [string, string])[]])[]
): readonly RenameCommit[] {
  return list.map(([day, ...renames], index) => ({
    id: `c${index}`,
    parent: `p${index}`,
    day,
    renames: renames.map(([from, to]) => ({ from, to })),
  }));
}

test('a move into a unit folder counts, a rename elsewhere does not', () => {
  const [unit, ...others] = findUnits(
    commits([
      '2023-02-01',
      ['src/services/tag.ts', 'src/features/tag/tag.ts'],
      ['src/services/user.ts', 'src/services/account.ts'],
      ['src/lib/date.ts', 'src/features/tag/date.ts'],
    ]),
    RULE,
  );
  expect(others).toEqual([]);
  expect(unit).toEqual({
    name: 'tag',
    folders: ['tag'],
    commit: 0,
    files: [{ commit: 0, path: 'src/services/tag.ts' }],
  });
});

test('tests, declarations, moves out of the dates and files beside the unit folders are left out', () => {
  const units = findUnits(
    commits(
      ['2022-12-31', ['src/db/early.ts', 'src/features/a/early.ts']],
      [
        '2023-02-01',
        ['src/db/a.test.ts', 'src/features/a/a.test.ts'],
        ['src/db/a.d.ts', 'src/features/a/a.d.ts'],
        ['src/db/index.ts', 'src/features/index.ts'],
      ],
      ['2024-01-01', ['src/db/late.ts', 'src/features/a/late.ts']],
    ),
    RULE,
  );
  expect(units).toEqual([]);
});

test('a file counts for the unit in which it came to rest, under every name of that unit', () => {
  const units = findUnits(
    commits(
      ['2023-02-01', ['src/db/post.ts', 'src/features/job-post/post.ts']],
      ['2023-02-03', ['src/features/job-post/post.ts', 'src/features/jobs/post.ts']],
      ['2023-02-05', ['src/db/search.ts', 'src/features/jobs/search.ts']],
    ),
    RULE,
  );
  expect(units).toEqual([
    {
      name: 'jobs',
      folders: ['job-post', 'jobs'],
      commit: 0,
      files: [
        { commit: 0, path: 'src/db/post.ts' },
        { commit: 2, path: 'src/db/search.ts' },
      ],
    },
  ]);
});

test('units come in the order in which they were begun', () => {
  const units = findUnits(
    commits(
      ['2023-02-01', ['src/db/z.ts', 'src/features/zebra/z.ts']],
      ['2023-03-01', ['src/db/a.ts', 'src/features/ant/a.ts']],
      ['2023-04-01', ['src/services/z.ts', 'src/features/zebra/zz.ts']],
    ),
    RULE,
  );
  expect(units.map(({ name, commit }) => [name, commit])).toEqual([
    ['zebra', 0],
    ['ant', 1],
  ]);
});

test('two files that change places in one commit keep their units', () => {
  const units = findUnits(
    commits(
      [
        '2023-02-01',
        ['src/db/a.ts', 'src/features/a/x.ts'],
        ['src/db/b.ts', 'src/features/b/x.ts'],
      ],
      [
        '2023-02-02',
        ['src/features/a/x.ts', 'src/features/b/x.ts'],
        ['src/features/b/x.ts', 'src/features/a/x.ts'],
      ],
    ),
    RULE,
  );
  expect(units.map(({ name, files }) => [name, files.map((file) => file.path)])).toEqual([
    ['a', ['src/db/b.ts']],
    ['b', ['src/db/a.ts']],
  ]);
});

test('the earlier name of a file is found back to the commit asked for', () => {
  const history = commits(
    ['2023-01-01', ['src/a.ts', 'src/b.ts']],
    ['2023-01-02', ['src/b.ts', 'src/c.ts']],
    ['2023-01-03', ['src/c.ts', 'src/features/c/c.ts']],
  );
  const file = { commit: 2, path: 'src/c.ts' };
  expect([0, 1, 2].map((at) => findPathAt(history, file, at))).toEqual([
    'src/a.ts',
    'src/b.ts',
    'src/c.ts',
  ]);
});

test('a git log with nothing but renames is parsed, odd names included', () => {
  const log =
    '\u0001aaa 2023-01-01 ppp\0\nR100\0src/a b.ts\0src/c\td.ts\0R060\0x.ts\0y.ts\0' +
    '\u0001bbb 2023-01-02 qqq rrr\0\nR075\0e.ts\0f.ts\0';
  expect(parseRenames(log)).toEqual([
    {
      id: 'aaa',
      day: '2023-01-01',
      parent: 'ppp',
      renames: [
        { from: 'src/a b.ts', to: 'src/c\td.ts' },
        { from: 'x.ts', to: 'y.ts' },
      ],
    },
    { id: 'bbb', day: '2023-01-02', parent: 'qqq', renames: [{ from: 'e.ts', to: 'f.ts' }] },
  ]);
});

test('a unit folder is never a place that files are taken from', () => {
  const { isFrom, unitOf } = createMover({ from: ['src/**'], to: 'src/features/*' });
  expect(['src/a.ts', 'src/features/a/b.ts', 'src/features/index.ts'].map(isFrom)).toEqual([
    true,
    false,
    true,
  ]);
  expect(unitOf('src/features/a/deep/b.ts')).toBe('a');
});

test.each(['src/features', 'src/*/features', 'src/*/*'])('"%s" does not name a unit', (to) => {
  expect(() => createMover({ from: [], to })).toThrow('names the unit');
});

test('git looks at the folders of the rule only', () => {
  expect(findScope({ from: ['packages/core/src/**', 'lib/{a,b}/**'], to: 'plugins/*' })).toEqual([
    'lib',
    'packages/core/src',
    'plugins',
  ]);
});

test.each([
  ['src/a.ts', true],
  ['src/a.d.ts', false],
  ['src/a.spec.ts', false],
  ['src/a.tsx', false],
  ['src/test/a.ts', false],
])('%s is production source: %s', (path, expected) => {
  expect(isProductionSource(path)).toBe(expected);
});
