import { createHash } from 'node:crypto';

import { keyOf } from '../../check/baseline-entry.ts';
import type { Violation } from '../../check/violation.ts';

/** What services know a violation by: the hash of which its id is the beginning; no path and no line. */
export const fingerprintOf = (violation: Violation): string => hash(keyOf(violation));

export const hash = (text: string): string => createHash('sha1').update(text).digest('hex');

/** One for each, also where two are the same knot: GitLab shows one entry per fingerprint. */
export function uniqueFingerprints(violations: readonly Violation[]): readonly string[] {
  const seen = new Map<string, number>();
  return violations.map((one) => {
    const key = keyOf(one);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return hash(before === 0 ? key : `${key}\0${before}`);
  });
}
