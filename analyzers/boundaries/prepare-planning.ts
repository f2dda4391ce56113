/**
 * Suggest, judge, rank: everything that is worked out once, so that any plan, the suggested one or
 * what a person makes of it, is evaluated at once (what-if).
 */
import type {
  BoundaryFact,
  CrossingFact,
  HistoryFacts,
  PlanHealth,
  RoadmapStep,
  SplitFact,
  SplitVerdict,
} from '../contract.ts';
import { prepareJudgement } from './crossings/judge-crossings.ts';
import { buildEvidence } from './build-evidence.ts';
import type { EvidenceSource } from './build-evidence.ts';
import type { BoundaryEvidence } from './evidence.ts';
import type { CodeOutline } from './outline.ts';
import { prepareRanking } from './roadmap/rank-boundaries.ts';
import { buildStakes } from './roadmap/stakes.ts';
import type { StakesSource } from './roadmap/stakes.ts';
import { suggestBoundaries } from './suggest-boundaries.ts';
import type { Assignment, Suggestion } from './suggestion.ts';

/** A plan to evaluate: who made it does not matter. */
export interface NamedPlan {
  /** Boundary per file of the evidence, `KERNEL` or `STAYS`. */
  readonly assignment: Assignment;
  /** Unique id and name per boundary. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Probability of its place per file; 1 where a person decided. */
  readonly confidence: readonly number[];
  /** Tables that a person gave to a boundary whatever the code says, by table. */
  readonly pinned?: ReadonlyMap<number, number>;
}

/** What a plan means. */
export interface EvaluatedPlan {
  readonly boundaries: readonly BoundaryFact[];
  readonly crossings: readonly CrossingFact[];
  readonly splits: readonly SplitFact[];
  readonly roadmap: readonly RoadmapStep[];
  readonly health: Omit<PlanHealth, 'plan'>;
  readonly verdict: { readonly split: SplitVerdict; readonly why: readonly string[] };
  /** Owning boundary per table of the evidence. */
  readonly owners: readonly (number | null)[];
}

export interface Planning {
  readonly evidence: BoundaryEvidence;
  readonly suggestion: Suggestion;
  readonly evaluate: (plan: NamedPlan) => EvaluatedPlan;
}

/** Facts of the code, and the outline of who uses what. */
export type PlanningSource = EvidenceSource & StakesSource & { readonly outline: CodeOutline };

export function preparePlanning(source: PlanningSource, history: HistoryFacts | null): Planning {
  const evidence = buildEvidence(source, source.outline, history);
  const judge = prepareJudgement(evidence);
  const rank = prepareRanking(evidence, buildStakes(source, evidence, history));
  return {
    evidence,
    suggestion: suggestBoundaries(evidence),
    evaluate: (plan) => {
      const judged = judge(plan);
      const { crossings, splits, health, owners } = judged;
      return { ...rank({ ...plan, judged }), crossings, splits, health, owners };
    },
  };
}
