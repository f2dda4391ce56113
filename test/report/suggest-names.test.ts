import { expect, test } from 'vitest';

import { editDistance, suggestNames } from '../../src/report/suggest-names.ts';

const CODES = ['shared-table', 'cycle-load', 'cycle-module', 'dynamic-sql', 'dynamic-table'];

test.each([
  ['a letter left out', 'shared-tabel', ['shared-table']],
  ['a letter too many', 'shared-ttable', ['shared-table']],
  ['the wrong word order is too far', 'table-of-sharing', []],
  ['a part of several', 'cycle', ['cycle-load', 'cycle-module']],
  ['nothing like it', 'toString', []],
  ['nothing', '', []],
])('%s', (_, typed, meant) => {
  expect(suggestNames(typed, CODES)).toEqual(meant);
});

test.each([
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['abc', 'abd', 1],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
])('from "%s" to "%s" it takes %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});
