import type { JudgedCrossings } from '../crossings/judge-crossings.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import type { Assignment } from '../suggestion.ts';
import type { Stakes } from './stakes.ts';

/** What the ranking needs of the judged crossings. */
export type CrossingsToRank = Pick<JudgedCrossings, 'crossings' | 'owners' | 'surface' | 'merges'>;

/** A plan and what was found where its boundaries touch. */
export interface PlanToRank {
  readonly assignment: Assignment;
  /** Stable id and name per boundary. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Probability of its place per file. */
  readonly confidence: readonly number[];
  readonly judged: CrossingsToRank;
}

export interface RankInput extends PlanToRank {
  readonly evidence: BoundaryEvidence;
  readonly stakes: Stakes;
}
