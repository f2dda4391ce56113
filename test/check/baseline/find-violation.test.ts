import { expect, test } from 'vitest';

import { findViolation } from '../../../src/check/baseline/find-violation.ts';
import { makeViolation } from './make-violation.ts';
import { refused } from './refused.ts';

const FOUND = ['a91f3c0de5', 'a91fffff00', 'b000000000', 'b0000000001'].map((id) =>
  makeViolation({ id, symbol: `S-${id}` }),
);

const find = (typed: string): string => findViolation(typed, FOUND).id;

test('by its id or a beginning that no other has', () => {
  expect(find('a91f3c0de5')).toBe('a91f3c0de5');
  expect(find('a91f3')).toBe('a91f3c0de5');
});

test('an id that begins another one is still an id', () => {
  expect(find('b000000000')).toBe('b000000000');
});

test('a beginning of several is refused, with what they are', () => {
  const { code, message } = refused(() => find('a91f'));
  expect(code).toBe('violation-ambiguous');
  expect(message.split('\n')).toEqual([
    '"a91f" is the beginning of several ids',
    '  a91f3c0de5  private-api  orders → billing  S-a91f3c0de5',
    '  a91fffff00  private-api  orders → billing  S-a91fffff00',
  ]);
});

test('many are counted, not listed', () => {
  const many = Array.from({ length: 9 }, (_, index) => makeViolation({ id: `cc${index}` }));
  const { message } = refused(() => findViolation('cc', many));
  expect(message.split('\n')).toHaveLength(7);
  expect(message).toContain('  and 4 more');
});

test('an id that nothing has comes with the nearest ones', () => {
  const { code, message, hint } = refused(() => find('a91f3c0de6'));
  expect(code).toBe('violation-unknown');
  expect(message).toContain('did you mean\n  a91f3c0de5  private-api');
  expect(hint).toContain('saasctl check --all');
  expect(refused(() => find('zzz')).message).toBe(
    'No violation of today has an id that begins with "zzz"',
  );
});

test('an empty text means none', () => {
  expect(refused(() => find('')).code).toBe('violation-unknown');
});
