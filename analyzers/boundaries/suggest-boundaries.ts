/** Boundaries, kernel and what stays, from the evidence alone. */
import type { BoundaryEvidence } from './evidence.ts';
import { NO_PINS } from './suggestion.ts';
import type { Pins, Suggestion } from './suggestion.ts';

/**
 * Suggests nested plans for one project. Deterministic: the same evidence gives the same plans.
 */
export function suggestBoundaries(evidence: BoundaryEvidence, _pins: Pins = NO_PINS): Suggestion {
  const assignment = evidence.files.map(() => 0);
  const plan = { assignment, names: ['all'] };
  return {
    plans: [
      { granularity: 'coarse', ...plan },
      { granularity: 'medium', ...plan },
      { granularity: 'fine', ...plan },
    ],
    chosen: 'medium',
    confidence: evidence.files.map(() => 1),
    signals: {},
  };
}
