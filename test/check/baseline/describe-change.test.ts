import { expect, test } from 'vitest';

import { describeChange } from '../../../src/check/baseline/describe-change.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';

const debts = (from: string, count: number, own: Partial<BaselineEntry> = {}): BaselineEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    rule: 'private-api',
    from,
    to: 'kernel',
    symbol: `S${index}`,
    places: 2,
    ...own,
  }));

test('what went away, per place and in all; places without a change are not told', () => {
  const before = [...debts('orders', 44), ...debts('users', 5), ...debts('billing', 1)];
  const after = [...debts('orders', 41), ...debts('users', 5)];
  expect(describeChange(before, after)).toEqual([
    'billing: −1, 0 left',
    'orders: −3, 41 left',
    'total: −4, 46 left',
  ]);
});

test('the first baseline is all new', () => {
  expect(describeChange([], debts('orders', 1_200))).toEqual([
    'orders: +1,200, 1,200 in all',
    'total: +1,200, 1,200 in all',
  ]);
});

test('fewer places are less, more are more, and an allowance is neither', () => {
  expect(describeChange(debts('a', 2), debts('a', 2, { places: 1 }))[0]).toBe(
    'a: 2 smaller, 2 left',
  );
  expect(describeChange(debts('a', 2), debts('a', 2, { places: 3 }))[0]).toBe(
    'a: 2 larger, 2 in all',
  );
  expect(describeChange(debts('a', 1), debts('a', 1, { reason: 'r', owner: 'k' }))[0]).toBe(
    'a: 1 with another allowance, 1 in all',
  );
  const mixed = [...debts('a', 1, { places: 1 }), ...debts('a', 1, { symbol: 'new' })];
  expect(describeChange(debts('a', 3), mixed)[0]).toBe('a: +1, −2, 1 smaller, 2 in all');
});

test('no change is said too', () => {
  expect(describeChange(debts('a', 1), debts('a', 1))).toEqual(['no change: 1 debt']);
  expect(describeChange([], [])).toEqual(['no change: 0 debts']);
});
