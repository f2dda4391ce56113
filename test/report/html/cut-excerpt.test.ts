import { expect, test } from 'vitest';

import { cutExcerpt, firstLineOf } from '../../../src/report/html/cut-excerpt.ts';

const lines = ['one', 'two', 'three', 'four', 'five', 'six'];

test.each([
  [1, 1, ['one', 'two', 'three']],
  [2, 1, ['one', 'two', 'three', 'four']],
  [4, 2, ['two', 'three', 'four', 'five', 'six']],
  [6, 4, ['four', 'five', 'six']],
])('line %i is shown with what stands around it, from line %i on', (line, first, shown) => {
  expect(cutExcerpt(lines, line)).toEqual(shown);
  expect(firstLineOf(line)).toBe(first);
});

test.each([0, 7])('there is no line %i', (line) => {
  expect(cutExcerpt(lines, line)).toBeNull();
});
