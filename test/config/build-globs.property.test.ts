import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { buildGlobs } from '../../src/config/build-globs.ts';
import { createFileMatcher } from '../../src/config/match-files.ts';

/** Names that real projects have, and all that a glob could misread. */
const NAME = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'src',
    '.hidden',
    '[id]',
    '(group)',
    '{x,y}',
    '@scope',
    '+page',
    '!not',
  ),
  fc.string({
    unit: fc.constantFrom(...'ab.*?{}()[]!+@|",-_ $^~#%&=;\''),
    minLength: 1,
    maxLength: 4,
  }),
);
const PATH = fc
  .array(NAME, { minLength: 1, maxLength: 4 })
  .filter((names) => names.every((name) => name !== '.' && name !== '..'))
  .map((names) => names.join('/'));

interface Case {
  readonly own: readonly string[];
  readonly others: readonly string[];
}

const CASE: fc.Arbitrary<Case> = fc
  .uniqueArray(fc.tuple(PATH, fc.boolean()), { selector: ([path]) => path, maxLength: 25 })
  // A file is no folder.
  .map((all) => all.filter(([path]) => !all.some(([other]) => other.startsWith(`${path}/`))))
  .map((all) => ({
    own: all.filter(([, isOwn]) => isOwn).map(([path]) => path),
    others: all.filter(([, isOwn]) => !isOwn).map(([path]) => path),
  }));

function expand(entries: readonly string[], { own, others }: Case): readonly string[] {
  const paths = [...own, ...others];
  const match = createFileMatcher(paths);
  return [...new Set(entries.flatMap(match))].map((file) => paths[file] ?? '').sort();
}

test('the entries stand for exactly the files they were made from', () => {
  fc.assert(
    fc.property(CASE, (one) => {
      expect(expand(buildGlobs(one.own, one.others), one)).toEqual([...one.own].sort());
    }),
    { numRuns: 2000 },
  );
});

test('no set of whole folders, files of folders and single files is smaller', () => {
  fc.assert(
    fc.property(CASE.filter(hasNoStars), (one) => {
      const entries = buildGlobs(one.own, one.others);
      expect(entries.length).toBe(smallest(one));
    }),
    { numRuns: 500 },
  );
});

/** A file named like a glob must be named, which costs an entry. */
const hasNoStars = ({ own }: Case): boolean => !own.some((path) => /(?:^|\/)\*+$/.test(path));

/** By trying: each folder is covered whole, or its own files and each folder below on their own. */
function smallest({ own, others }: Case): number {
  const cover = (prefix: string): number => {
    const mine = own.filter((path) => path.startsWith(prefix));
    if (mine.length === 0) return 0;
    const foreign = others.filter((path) => path.startsWith(prefix));
    const isDirect = (path: string): boolean => !path.slice(prefix.length).includes('/');
    const direct = mine.filter(isDirect).length;
    const folders = new Set(
      mine
        .filter((path) => !isDirect(path))
        .map((path) => path.slice(0, path.indexOf('/', prefix.length) + 1)),
    );
    const parts = [...folders].reduce((sum, folder) => sum + cover(folder), 0);
    const files = foreign.some(isDirect) ? direct : Math.min(direct, 1);
    return Math.min(files + parts, foreign.length === 0 ? 1 : Infinity);
  };
  return cover('');
}

test('folders read as a person would write them', () => {
  const own = ['src/orders/a.ts', 'src/orders/dto/b.ts', 'src/shared/c.ts', 'src/x/[id]/d.ts'];
  const others = ['src/shared/z.ts', 'src/main.ts'];
  expect(buildGlobs(own, others)).toEqual(['src/orders/**', 'src/shared/c.ts', 'src/x/**']);
});
