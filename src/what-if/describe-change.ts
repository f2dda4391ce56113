/** What an edit did to a plan: the figures that matter, before and after. Data, no text. */
import type { EvaluatedPlan } from '../../analyzers/boundaries/prepare-planning.ts';
import type { BoundaryVerdict, Remedy, SplitVerdict } from '../../analyzers/contract.ts';

export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

export type FigureName =
  | 'boundaries'
  | 'filesInBoundaries'
  | 'kernelFiles'
  | 'crossingImports'
  | 'cyclicBefore'
  | 'cyclicAfter'
  | 'sharedTablesBefore'
  | 'sharedTablesAfter'
  | 'crossingTransactions'
  | 'crossingJoins'
  | 'crossingRelations';

export interface PlanChange {
  readonly figures: Readonly<Record<FigureName, Change<number>>>;
  /** Crossings by what is done about them. */
  readonly remedies: Readonly<Record<Remedy, Change<number>>>;
  /** Boundaries by verdict. */
  readonly verdicts: Readonly<Record<BoundaryVerdict, Change<number>>>;
  /** Boundary ids in the order of their extraction. */
  readonly roadmap: Change<readonly string[]>;
  readonly split: Change<SplitVerdict>;
}

export const FIGURES: readonly FigureName[] = [
  'boundaries',
  'filesInBoundaries',
  'kernelFiles',
  'cyclicBefore',
  'cyclicAfter',
  'sharedTablesBefore',
  'sharedTablesAfter',
  'crossingTransactions',
  'crossingJoins',
  'crossingRelations',
  'crossingImports',
];
export const REMEDIES: readonly Remedy[] = ['api', 'event', 'replicate', 'move', 'kernel', 'merge'];
export const VERDICTS: readonly BoundaryVerdict[] = ['extract', 'modularise-first', 'do-not-split'];

/** Without an edit, a plan beside itself: what it is now. */
export function describeChange(before: EvaluatedPlan, after: EvaluatedPlan): PlanChange {
  const both = <T>(read: (plan: EvaluatedPlan) => T): Change<T> => ({
    before: read(before),
    after: read(after),
  });
  return {
    figures: keyed(FIGURES, (name) => both((plan) => plan.health[name])),
    remedies: keyed(REMEDIES, (remedy) =>
      both((plan) => plan.crossings.filter((one) => one.remedy === remedy).length),
    ),
    verdicts: keyed(VERDICTS, (verdict) =>
      both((plan) => plan.boundaries.filter((one) => one.verdict === verdict).length),
    ),
    roadmap: both((plan) => plan.roadmap.map((step) => step.boundary)),
    split: both((plan) => plan.verdict.split),
  };
}

function keyed<K extends string, V>(keys: readonly K[], read: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<K, V>;
}
