import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPath, joinSpecifier } from '../../analyzers/discover/posix-path.ts';

const segment = fc.constantFrom('.', '..', '', 'a', 'b.c', '.d', '..e', 'f');
const folder = fc.array(fc.constantFrom('a', 'b.c', '.d'), { maxLength: 3 });
const specifier = fc
  .tuple(fc.constantFrom('.', '..'), fc.array(segment, { maxLength: 5 }))
  .map(([first, rest]) => [first, ...rest].join('/'));

describe('joinSpecifier', () => {
  it('leads where joinPath leads, on any folder and relative specifier', () => {
    fc.assert(
      fc.property(folder, specifier, (segments, asked) => {
        const base = segments.join('/');
        expect(joinSpecifier(base, asked)).toBe(joinPath(base, asked));
      }),
      { numRuns: 2000 },
    );
  });
});
