import { expect, test } from 'vitest';

import { allow } from '../../../src/check/baseline/allow.ts';
import { createBaseline, entriesOf } from '../../../src/check/baseline/create-baseline.ts';
import { judge } from '../../../src/check/baseline/judge.ts';
import { shrinkBaseline } from '../../../src/check/baseline/shrink-baseline.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import type { FoundViolation } from '../../../src/check/violation.ts';
import { makeViolation } from './make-violation.ts';

const TODAY = '2026-11-20';
const NO_FILES: ReadonlySet<string> = new Set();

/** State and message of one violation. */
function judged(
  one: FoundViolation,
  entries: readonly BaselineEntry[],
  { base = null, today = TODAY, paths = NO_FILES }: Partial<Settings> = {},
): { readonly state: string; readonly message: string } {
  const [violation] = judge([one], entries, base, today, paths).violations;
  if (violation === undefined) throw new Error('a violation was lost');
  return { state: violation.baseline, message: violation.message };
}

interface Settings {
  readonly base: readonly BaselineEntry[] | null;
  readonly today: string;
  readonly paths: ReadonlySet<string>;
}

const accepted = (...found: readonly FoundViolation[]): readonly BaselineEntry[] =>
  entriesOf(found);

test('what nobody accepted is new and told as it was found', () => {
  const one = makeViolation();
  expect(judged(one, [])).toEqual({ state: 'new', message: one.message });
});

test('lines and paths may move: the debt is the same', () => {
  const entries = accepted(makeViolation());
  const moved = makeViolation({ path: 'src/orders/other.ts', line: 99, target: 'src/b/x.ts' });
  expect(judged(moved, entries).state).toBe('known');
});

test('another rule, place or symbol is another debt', () => {
  const entries = accepted(makeViolation());
  for (const own of [
    { rule: 'undeclared-dependency' },
    { from: 'users' },
    { to: 'users' },
    { symbol: 'Payment' },
  ] as const)
    expect(judged(makeViolation(own), entries).state, JSON.stringify(own)).toBe('new');
});

test('a debt that grew is new, and says by how much', () => {
  const entries = accepted(makeViolation({ places: 3 }));
  expect(judged(makeViolation({ places: 3 }), entries).state).toBe('known');
  expect(judged(makeViolation({ places: 2 }), entries).state).toBe('known');
  const grown = judged(makeViolation({ places: 4, message: 'imports Invoice' }), entries);
  expect(grown).toEqual({
    state: 'new',
    message: 'imports Invoice (in 4 files, 3 were accepted)',
  });
  const told = makeViolation({ places: 4, message: 'imports Invoice, in 4 files' });
  expect(judged(told, entries).message).toBe('imports Invoice, in 4 files, 3 were accepted');
  const one = accepted(makeViolation({ places: 1 }));
  expect(judged(told, one).message).toBe('imports Invoice, in 4 files, 1 was accepted');
});

test('what is counted is what the rule counts', () => {
  const count = (rule: FoundViolation['rule']): string => {
    const one = makeViolation({ rule, places: 2, message: 'm' });
    return judged(one, accepted({ ...one, places: 1 })).message;
  };
  expect(count('foreign-table-write')).toBe('m (in 2 functions, 1 was accepted)');
  expect(count('crossing-transaction')).toBe('m (in 2 places, 1 was accepted)');
  expect(count('foreign-injection')).toBe('m (in 2 classes, 1 was accepted)');
  expect(count('unresolved-import')).toBe('m (in 2 files, 1 was accepted)');
});

test('an edge of a circle is known by its name', () => {
  const edge = makeViolation({ rule: 'boundary-cycle', symbol: 'orders → billing', target: null });
  expect(judged(edge, accepted(edge)).state).toBe('known');
  expect(judged({ ...edge, symbol: 'billing → users' }, accepted(edge)).state).toBe('new');
});

test('an allowance counts up to and including its last day', () => {
  const one = makeViolation({ message: 'm' });
  const until = '2026-12-31';
  const entries = allow([], one, { reason: 'moves', owner: 'kim', until });
  const [violation] = judge([one], entries, null, until, NO_FILES).violations;
  expect(violation).toMatchObject({
    baseline: 'allowed',
    allowance: { reason: 'moves', owner: 'kim', until },
  });
  expect(judged(one, entries, { today: '2027-01-01' })).toEqual({
    state: 'new',
    message: 'm (no longer allowed since 2027-01-01; kim answers for it)',
  });
});

test('an allowance without an end has none, and covers as many places as it was given for', () => {
  const one = makeViolation({ places: 2, message: 'm' });
  const entries = allow([], one, { reason: 'moves', owner: 'kim', until: null });
  expect(judged(one, entries, { today: '2999-12-31' }).state).toBe('allowed');
  expect(judged({ ...one, places: 3 }, entries).message).toBe('m (in 3 files, 2 were accepted)');
});

test('what the base has is known, also when its allowance ends on the way', () => {
  const one = makeViolation({ places: 2 });
  const ended = allow([], one, { reason: 'r', owner: 'kim', until: '2026-01-31' });
  expect(judged(one, [], { base: accepted(one) }).state).toBe('known');
  expect(judged(one, ended, { base: accepted(one) }).state).toBe('known');
  expect(judged(one, ended, { base: [] }).state).toBe('new');
});

test('more than the base had is new, beside more than was accepted', () => {
  const one = makeViolation({ places: 4, message: 'm' });
  const [two, three] = [accepted({ ...one, places: 2 }), accepted({ ...one, places: 3 })];
  expect(judged(one, two, { base: three }).message).toBe('m (in 4 files, 3 were there before)');
  expect(judged(one, three, { base: two }).message).toBe('m (in 4 files, 3 were accepted)');
  expect(judged({ ...one, places: 3 }, two, { base: three }).state).toBe('known');
});

test('fixed is what is gone and what is less', () => {
  const [gone, less, same, grown] = ['a', 'b', 'c', 'd'].map((symbol) =>
    makeViolation({ symbol, places: 2 }),
  ) as [FoundViolation, FoundViolation, FoundViolation, FoundViolation];
  const entries = accepted(gone, less, same, grown);
  const found = [{ ...less, places: 1 }, same, { ...grown, places: 3 }];
  const { fixed } = judge(found, entries, null, TODAY, NO_FILES);
  expect(fixed.map((one) => one.symbol)).toEqual(['a', 'b']);
});

test('new ones stand first, then all by place', () => {
  const at = (symbol: string, path: string, line: number): FoundViolation =>
    makeViolation({ symbol, path, line });
  const known = at('k', 'a.ts', 1);
  const found = [at('y', 'b.ts', 10), at('z', 'b.ts', 9), known, at('x', 'c.ts', 1)];
  const { violations } = judge(found, accepted(known), null, TODAY, NO_FILES);
  expect(violations.map((one) => one.symbol)).toEqual(['z', 'y', 'x', 'k']);
});

const DEFAULT = makeViolation({ symbol: 'default of a.ts', target: 'src/billing/a.ts' });
const RENAMED = makeViolation({ symbol: 'default of b.ts', target: 'src/billing/b.ts' });

test('the default export of a file that was renamed is the same debt', () => {
  const entries = accepted(DEFAULT);
  expect(judged(RENAMED, entries, { paths: new Set(['src/billing/b.ts']) }).state).toBe('known');
  const both = new Set(['src/billing/a.ts', 'src/billing/b.ts']);
  expect(judged(RENAMED, entries, { paths: both }).state).toBe('new');
});

test('a rename is followed in the base of --since as well', () => {
  const paths = new Set(['src/billing/b.ts']);
  expect(judged(RENAMED, [], { base: accepted(DEFAULT), paths }).state).toBe('known');
});

test('an allowance moves along with the file, and shrinking keeps it', () => {
  const allowance = { reason: 'r', owner: 'kim', until: '2027-05-31' };
  const entries = allow([], DEFAULT, allowance);
  expect(judged(RENAMED, entries).state).toBe('allowed');
  expect(shrinkBaseline(entries, [RENAMED], NO_FILES)).toEqual(entries);
  expect(createBaseline([RENAMED], entries, NO_FILES)).toEqual([
    { ...accepted(RENAMED)[0], ...allowance },
  ]);
});

test('only what has no name of its own is followed, and in the same form', () => {
  const named = makeViolation({ symbol: 'Invoice' });
  expect(judged({ ...named, symbol: 'Bill' }, accepted(named)).state).toBe('new');
  expect(judged({ ...RENAMED, symbol: '* of b.ts' }, accepted(DEFAULT)).state).toBe('new');
  const all = { ...DEFAULT, symbol: '* of a.ts' };
  expect(judged({ ...RENAMED, symbol: '* of b.ts' }, accepted(all)).state).toBe('known');
});

test('a name that only looks like that of a file is a name', () => {
  const odd = { ...DEFAULT, symbol: 'List of a.ts' };
  expect(judged({ ...RENAMED, symbol: 'List of b.ts' }, accepted(odd)).state).toBe('new');
});

test('an entry that does not say where its file was is followed nowhere', () => {
  const entries = accepted({ ...DEFAULT, target: null });
  expect(judged(RENAMED, entries).state).toBe('new');
});

test('one entry covers one renamed file, not two', () => {
  const again = { ...RENAMED, symbol: 'default of c.ts', target: 'src/billing/c.ts' };
  const { violations } = judge([again, RENAMED], accepted(DEFAULT), null, TODAY, NO_FILES);
  expect(violations.map((one) => [one.symbol, one.baseline])).toEqual([
    ['default of c.ts', 'new'],
    ['default of b.ts', 'known'],
  ]);
});

test('an entry that something of today has the name of is not free for another', () => {
  const { violations } = judge([DEFAULT, RENAMED], accepted(DEFAULT), null, TODAY, NO_FILES);
  expect(violations.map((one) => [one.symbol, one.baseline])).toEqual([
    ['default of b.ts', 'new'],
    ['default of a.ts', 'known'],
  ]);
});

test('a renamed file that is used in more places than were accepted is new', () => {
  expect(judged({ ...RENAMED, places: 2 }, accepted(DEFAULT)).state).toBe('new');
});

test('an entry remembers its file only where the name comes from it', () => {
  expect(accepted(makeViolation())[0]).not.toHaveProperty('target');
  expect(accepted(DEFAULT)[0]?.target).toBe('src/billing/a.ts');
});

test('allowing again replaces the first allowance, also by a shorter one of fewer places', () => {
  const other = makeViolation({ symbol: 'x' });
  const once = allow(accepted(other), makeViolation({ places: 5 }), {
    reason: 'old',
    owner: 'kim',
    until: null,
  });
  const allowance = { reason: 'new', owner: 'lee', until: '2026-12-31' };
  expect(allow(once, makeViolation({ places: 2 }), allowance)).toEqual([
    { ...accepted(makeViolation({ places: 2 }))[0], ...allowance },
    accepted(other)[0],
  ]);
});
