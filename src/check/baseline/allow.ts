import { keyOf } from '../baseline-entry.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import type { Allowance, FoundViolation } from '../violation.ts';
import { toEntry } from './create-baseline.ts';
import { joinEntries } from './join-entries.ts';

/** Accepts one violation as it is today, for a reason; an earlier allowance of it is replaced. */
export function allow(
  entries: readonly BaselineEntry[],
  violation: FoundViolation,
  { reason, owner, until }: Allowance,
): readonly BaselineEntry[] {
  const key = keyOf(violation);
  const others = entries.filter((entry) => keyOf(entry) !== key);
  const allowed = { ...toEntry(violation), reason, owner, ...(until === null ? {} : { until }) };
  return joinEntries([...others, allowed]);
}
