/**
 * Turns a plan, suggested or the user's own, into judged crossings: every touch of two boundaries
 * with one remedy, an owner per table, and no two services that wait for each other.
 */
import type { CrossingFact, PlanHealth, SplitFact, SurfaceSymbol } from '../../contract.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import { decideTouches } from './decide-touches.ts';
import { indexEvidence } from './evidence-index.ts';
import { findCodeTouches } from './find-code-touches.ts';
import { findDataTouches } from './find-data-touches.ts';
import { findEventTouches } from './find-event-touches.ts';
import { findSplits } from './find-splits.ts';
import { findTransactionTouches } from './find-transaction-touches.ts';
import { listSurface } from './list-surface.ts';
import { measureHealth } from './measure-health.ts';
import type { JudgedPlan } from './places.ts';
import { listSync, proveAcyclic } from './prove-acyclic.ts';
import type { SyncTie } from './prove-acyclic.ts';
import { reportCrossings } from './report-crossings.ts';
import { setScene } from './scene.ts';

export interface JudgedCrossings {
  /** Id of each boundary. */
  readonly ids: readonly string[];
  /** Sorted by from, to, path, line. */
  readonly crossings: readonly CrossingFact[];
  /** Owning boundary of each table; null when no boundary does. */
  readonly owners: readonly (number | null)[];
  readonly splits: readonly SplitFact[];
  /** Per boundary. */
  readonly surface: readonly (readonly SurfaceSymbol[])[];
  readonly health: Omit<PlanHealth, 'plan'>;
  /** Boundaries that have to be one: they share a transaction, or depend on each other evenly. */
  readonly merges: readonly (readonly number[])[];
  /** Who still waits for whom with all remedies applied: without cycles. */
  readonly sync: readonly SyncTie[];
  /** Dependencies between files that cycles cost, of all between boundaries. */
  readonly removed: { readonly edges: number; readonly of: number };
}

export type Judge = (plan: JudgedPlan) => JudgedCrossings;

/** What can be known before there is a plan is worked out once, for plans that are edited and judged again. */
export function prepareJudgement(evidence: BoundaryEvidence): Judge {
  const index = indexEvidence(evidence);
  return (plan) => {
    const scene = setScene(index, plan);
    const code = findCodeTouches(scene);
    const touches = [...code, ...findDataTouches(scene), ...findEventTouches(scene)];
    const transactions = findTransactionTouches(scene);
    const { decided, group, merges, removed } = decideTouches(scene, touches, transactions);
    const sync = listSync(decided);
    proveAcyclic(plan, group, sync);
    return {
      ids: plan.ids,
      crossings: reportCrossings(scene, decided),
      owners: scene.owners,
      splits: findSplits(scene),
      surface: listSurface(scene, code),
      health: measureHealth(scene, decided, group, sync, transactions.length),
      merges,
      sync,
      removed,
    };
  };
}

export function judgeCrossings(evidence: BoundaryEvidence, plan: JudgedPlan): JudgedCrossings {
  return prepareJudgement(evidence)(plan);
}
