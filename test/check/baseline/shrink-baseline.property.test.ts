import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { joinEntries } from '../../../src/check/baseline/join-entries.ts';
import { judge } from '../../../src/check/baseline/judge.ts';
import { shrinkBaseline } from '../../../src/check/baseline/shrink-baseline.ts';
import { keyOf } from '../../../src/check/baseline-entry.ts';
import type { BaselineEntry } from '../../../src/check/baseline-entry.ts';
import type { FoundViolation } from '../../../src/check/violation.ts';
import { DAY, ENTRIES, FOUND, PATHS } from './arbitrary-debts.ts';

const RUNS = { numRuns: 400 };

/** An entry that no violation has the key of, and whose file is gone. */
function isOrphan(
  entry: BaselineEntry,
  found: readonly FoundViolation[],
  paths: ReadonlySet<string>,
): boolean {
  if (entry.target === undefined || paths.has(entry.target)) return false;
  return !found.some((one) => keyOf(one) === keyOf(entry));
}

/** Who does it is told anew when fewer do. */
const withoutUnits = ({ in: _units, ...entry }: Partial<BaselineEntry>) => entry;

const groupOf = ({ rule, from, to, symbol }: Parameters<typeof keyOf>[0]): string =>
  [rule, from, to, symbol.split(' of ')[0]].join(' ');

/** The most violations that orphans can cover, each used once: by trying every way. */
function mostCovered(entries: readonly BaselineEntry[], found: readonly FoundViolation[]): number {
  const [first, ...rest] = entries;
  if (first === undefined) return 0;
  const without = mostCovered(rest, found);
  return found.reduce((most, one, at) => {
    if (one.places > first.places) return most;
    return Math.max(most, 1 + mostCovered(rest, found.toSpliced(at, 1)));
  }, without);
}

test('it never adds, never raises and never touches an allowance', () => {
  fc.assert(
    fc.property(ENTRIES, FOUND, PATHS, (entries, found, paths) => {
      const before = new Map(joinEntries(entries).map((entry) => [keyOf(entry), entry]));
      for (const entry of shrinkBaseline(entries, found, paths)) {
        const old = before.get(keyOf(entry));
        expect(old).toBeDefined();
        expect(entry.places).toBeGreaterThan(0);
        expect(entry.places).toBeLessThanOrEqual(old?.places ?? 0);
        expect(withoutUnits(entry)).toEqual(withoutUnits({ ...old, places: entry.places }));
        if (entry.places < (old?.places ?? 0)) expect(entry.in).toHaveLength(entry.places);
        else expect(entry.in).toEqual(old?.in);
      }
    }),
    RUNS,
  );
});

test('what it keeps is what an oracle keeps', () => {
  fc.assert(
    fc.property(ENTRIES, FOUND, PATHS, (entries, found, paths) => {
      const before = joinEntries(entries);
      const after = shrinkBaseline(entries, found, paths);
      const moved = (entry: BaselineEntry): boolean => isOrphan(entry, found, paths);
      const expected = before.flatMap((entry) => {
        const one = found.find((violation) => keyOf(violation) === keyOf(entry));
        return one ? [{ ...entry, places: Math.min(entry.places, one.places) }] : [];
      });
      expect(after.filter((entry) => !moved(entry)).map(withoutUnits)).toEqual(
        expected.map(withoutUnits),
      );
      const keys = new Set(before.map(keyOf));
      const free = found.filter((one) => !keys.has(keyOf(one)) && one.symbol.includes(' of '));
      for (const group of new Set(before.filter(moved).map(groupOf))) {
        const isIn = (one: Parameters<typeof keyOf>[0]): boolean => groupOf(one) === group;
        const kept = after.filter((entry) => moved(entry) && isIn(entry));
        const orphans = before.filter((entry) => moved(entry) && isIn(entry));
        expect(kept).toHaveLength(mostCovered(orphans, free.filter(isIn)));
      }
    }),
    RUNS,
  );
});

test('shrinking again changes nothing', () => {
  fc.assert(
    fc.property(ENTRIES, FOUND, PATHS, (entries, found, paths) => {
      const once = shrinkBaseline(entries, found, paths);
      expect(shrinkBaseline(once, found, paths)).toEqual(once);
    }),
    RUNS,
  );
});

test('it makes nothing new and leaves nothing fixed', () => {
  fc.assert(
    fc.property(ENTRIES, FOUND, PATHS, DAY, (entries, found, paths, today) => {
      const states = (accepted: readonly BaselineEntry[]): readonly string[] =>
        judge(found, accepted, null, today, paths)
          .violations.map((one) => `${keyOf(one)} ${one.baseline}`)
          .sort();
      const after = shrinkBaseline(entries, found, paths);
      const isNew = (one: string): boolean => one.endsWith('new');
      expect(states(after).filter(isNew)).toEqual(states(entries).filter(isNew));
      expect(judge(found, after, null, today, paths).fixed).toEqual([]);
    }),
    RUNS,
  );
});
