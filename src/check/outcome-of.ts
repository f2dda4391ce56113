import type { Outcome } from '../exit-code.ts';
import type { CheckReport } from './violation.ts';

/** What cannot be seen in full is not clean, and not to be taken for a full list of violations either. */
export function outcomeOf({ gaps, summary }: CheckReport, isStrict: boolean): Outcome {
  if (gaps.length > 0) return 'incomplete';
  return summary.errors > 0 || (isStrict && summary.fixed > 0) ? 'violations' : 'clean';
}
