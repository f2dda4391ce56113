/** How a run ended, in the words of the design: never a count of anything. */
export type Outcome = 'clean' | 'violations' | 'usage' | 'incomplete' | 'cancelled';

/** @returns 0 clean, 1 violations, 2 bad usage or configuration, 3 analysis incomplete, 130 cancelled */
export function exitCode(outcome: Outcome): number {
  switch (outcome) {
    case 'clean':
      return 0;
    case 'violations':
      return 1;
    case 'usage':
      return 2;
    case 'incomplete':
      return 3;
    case 'cancelled':
      return 130;
  }
}
