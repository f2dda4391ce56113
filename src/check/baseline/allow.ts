import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import type { Allowance, FoundViolation } from '../violation.ts';
import { toEntries } from './create-baseline.ts';
import { joinEntries } from './join-entries.ts';

/** Accepts one violation as it is today, for a reason; an earlier allowance of it is replaced. */
export function allow(
  entries: readonly BaselineEntry[],
  violation: FoundViolation,
  { reason, owner, until }: Allowance,
): readonly BaselineEntry[] {
  const today = toEntries(violation);
  const keys = new Set(today.map(keyOf));
  const others = entries.filter((entry) => !keys.has(keyOf(entry)));
  const allowance = { reason, owner, ...(until === null ? {} : { until }) };
  return joinEntries([...others, ...today.map((entry) => ({ ...entry, ...allowance }))]);
}
