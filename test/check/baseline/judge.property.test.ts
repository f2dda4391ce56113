import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createBaseline, entriesOf } from '../../../src/check/baseline/create-baseline.ts';
import { judge } from '../../../src/check/baseline/judge.ts';
import { keyOf } from '../../../src/check/baseline-entry.ts';
import { DAY, ENTRIES, FILES, FOUND, PATHS } from './arbitrary-debts.ts';

const RUNS = { numRuns: 400 };
const FIRST_DAY = '2026-01-01';

test('nothing is new right after everything was accepted', () => {
  fc.assert(
    fc.property(FOUND, ENTRIES, PATHS, (found, before, paths) => {
      const accepted = createBaseline(found, before, paths);
      const { violations, fixed } = judge(found, accepted, null, FIRST_DAY, paths);
      expect(violations.filter((one) => one.baseline === 'new')).toEqual([]);
      expect(fixed).toEqual([]);
      expect(violations).toHaveLength(found.length);
    }),
    RUNS,
  );
});

test('accepting everything keeps allowances and accepts nothing that is not there', () => {
  fc.assert(
    fc.property(FOUND, ENTRIES, PATHS, (found, before, paths) => {
      const accepted = createBaseline(found, before, paths);
      const bare = accepted.map(({ reason: _r, owner: _o, until: _u, ...entry }) => entry);
      expect(bare).toEqual(entriesOf(found));
      const reasons = new Set(before.map(({ reason }) => reason));
      for (const entry of accepted) expect(reasons.has(entry.reason) || !entry.reason).toBe(true);
      const twice = createBaseline(found, accepted, paths);
      expect(twice).toEqual(accepted);
    }),
    RUNS,
  );
});

test('neither the order of what is found nor that of the entries counts', () => {
  fc.assert(
    fc.property(FOUND, ENTRIES, ENTRIES, DAY, PATHS, (found, entries, base, today, paths) => {
      const there = judge(found, entries, base, today, paths);
      const back = judge(found.toReversed(), entries.toReversed(), base.toReversed(), today, paths);
      expect(back).toEqual(there);
      const created = createBaseline(found.toReversed(), entries.toReversed(), paths);
      expect(created).toEqual(createBaseline(found, entries, paths));
    }),
    RUNS,
  );
});

test('each violation is judged once, and all but its state and message is as it was found', () => {
  fc.assert(
    fc.property(FOUND, ENTRIES, ENTRIES, DAY, PATHS, (found, entries, base, today, paths) => {
      const { violations } = judge(found, entries, base, today, paths);
      const bare = violations.map(({ baseline, allowance, message, ...one }) => {
        expect(allowance !== null).toBe(baseline === 'allowed');
        expect(message.startsWith('it is wrong')).toBe(true);
        if (baseline !== 'new') expect(message).toBe('it is wrong');
        return { ...one, message: 'it is wrong' };
      });
      const byKey = (a: (typeof bare)[number], b: (typeof bare)[number]): number =>
        keyOf(a) < keyOf(b) ? -1 : 1;
      expect(bare.sort(byKey)).toEqual([...found].sort(byKey));
    }),
    RUNS,
  );
});

test('a base makes everything of its own known, and nothing of the baseline fixed', () => {
  fc.assert(
    fc.property(FOUND, ENTRIES, DAY, PATHS, (found, entries, today, paths) => {
      const { violations, fixed } = judge(found, entries, entriesOf(found), today, paths);
      expect(violations.filter((one) => one.baseline === 'new')).toEqual([]);
      expect(fixed).toEqual(judge(found, entries, null, today, paths).fixed);
    }),
    RUNS,
  );
});

test('while every file is where it was, what was accepted under another name counts for nothing', () => {
  fc.assert(
    fc.property(FOUND, ENTRIES, DAY, (found, entries, today) => {
      const keys = new Set(entries.map(keyOf));
      const { violations } = judge(found, entries, null, today, new Set(FILES));
      for (const one of violations) if (!keys.has(keyOf(one))) expect(one.baseline).toBe('new');
    }),
    RUNS,
  );
});
