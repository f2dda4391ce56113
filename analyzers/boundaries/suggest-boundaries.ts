/**
 * Boundaries from the evidence alone: signals weighed by agreement → many partitions → consensus →
 * kernel and what stays → three nested plans → names. The story of one suggestion on one screen.
 */
import { findConsensus, measureAgreement } from './cluster/find-consensus.ts';
import { renumber } from './cluster/find-communities.ts';
import type { BoundaryEvidence } from './evidence.ts';
import { findKernel } from './find-kernel.ts';
import { findPartitions, mixSignals, resolutionFor } from './find-partitions.ts';
import { formAtoms } from './form-atoms.ts';
import { measureConfidence } from './measure-confidence.ts';
import { nameBoundaries } from './name-boundaries.ts';
import { divide, join } from './nest-plans.ts';
import { settle } from './settle.ts';
import { buildSignals } from './signals/build-signals.ts';
import { findSubjects } from './signals/find-subjects.ts';
import { weighSignals } from './signals/weigh-signals.ts';
import type { Assignment, SuggestedPlan, Suggestion } from './suggestion.ts';

/** Two files belong together when this share of the partitions says so. */
const TOGETHER = 0.45;
/** Signals are compared a little coarser than at the project's resolution. */
const COMPARED_AT = 0.5;

/**
 * Suggests nested plans for one project. Deterministic: the same evidence gives the same plans.
 */
export function suggestBoundaries(evidence: BoundaryEvidence): Suggestion {
  const files = evidence.files.length;
  const subjects = findSubjects(evidence);
  const signals = weighSignals(
    buildSignals(evidence, subjects),
    files,
    resolutionFor(files) * COMPARED_AT,
  );
  const mixed = mixSignals(signals, formAtoms(subjects));
  const partitions = findPartitions(mixed);
  const agreement = measureAgreement(partitions);
  const consensus = findConsensus(agreement, TOGETHER);
  const medium = settle(evidence, mixed, findKernel(evidence, subjects, consensus));
  const plan = (granularity: SuggestedPlan['granularity'], assignment: Assignment) => ({
    granularity,
    assignment,
    names: nameBoundaries(evidence, subjects, assignment),
  });
  return {
    plans: [
      plan('coarse', join(mixed, medium)),
      plan('medium', medium),
      plan('fine', divide(agreement, medium)),
    ],
    chosen: 'medium',
    confidence: measureConfidence(partitions, renumber(Int32Array.from(medium))),
    signals: Object.fromEntries(
      signals.map(({ signal, share }) => [signal.name, Math.round(share * 1000) / 1000]),
    ),
  };
}
