/**
 * Random programs of 5 to 60 declarations that spread, choose, reassign, enumerate and construct
 * each other: what a question about one of them costs grows no faster than the square of their number.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { linkSources } from './link-sources.ts';
import { randomProgram } from './random-program.ts';
import type { Shape } from './random-program.ts';

const PLAIN: readonly Shape[] = [
  'spread',
  'reassigned',
  'chosen',
  'getter',
  'placed',
  'global',
  'constructed',
  'field',
  'list',
  'enumerated',
  'text',
];

const LIMIT = 20_000;

/** Visits of the hardest of all questions that a program asks. */
function hardest(source: string, limit: number): number {
  const { evaluator, visits } = linkSources({ 'main.ts': source }, [], { limit });
  let most = 0;
  for (const site of evaluator.program.callsByName.get('probe') ?? []) {
    const before = visits();
    for (const arg of site.expr.args) evaluator.value(arg, evaluator.siteEnv(site));
    most = Math.max(most, visits() - before);
  }
  return most;
}

describe('what a question costs', () => {
  test('grows no faster than the square of the program', () => {
    fc.assert(
      fc.property(randomProgram(PLAIN), ({ size, source }) => {
        expect(hardest(source, LIMIT)).toBeLessThan(2 * size * size + 200);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  test('has a bound where calls and types with parameters multiply the ways', () => {
    fc.assert(
      fc.property(randomProgram(['function', 'alias']), ({ source }) => {
        expect(hardest(source, LIMIT)).toBeLessThanOrEqual(LIMIT);
      }),
      { numRuns: 60, seed: 12 },
    );
  });

  test('is the same, as is the answer, when it is asked in another analysis', () => {
    fc.assert(
      fc.property(randomProgram([...PLAIN, 'function', 'alias']), ({ source }) => {
        expect(hardest(source, LIMIT)).toBe(hardest(source, LIMIT));
      }),
      { numRuns: 20, seed: 13 },
    );
  });
});
