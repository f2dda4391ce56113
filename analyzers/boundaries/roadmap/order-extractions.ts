/**
 * Edge first: in each turn the boundary with the best priority leaves, and what it held is no
 * longer "the monolith" for those that call it. So whoever is called comes before its callers
 * unless that costs more than it saves.
 */
import type { BoundaryJudgement, Candidate } from './judge-boundary.ts';
import type { Risk } from './score-risk.ts';
import type { Value } from './score-value.ts';
import { WITHOUT_DATA } from './thresholds.ts';

export interface Extraction {
  readonly boundary: number;
  /** Risk at that moment. */
  readonly risk: Risk;
  /** Boundaries that left before it. */
  readonly gone: ReadonlySet<number>;
}

export function orderExtractions(
  candidates: readonly Candidate[],
  judgements: readonly BoundaryJudgement[],
  values: readonly Value[],
): readonly Extraction[] {
  const order: Extraction[] = [];
  const gone = new Set<number>();
  const risks = candidates.map((one) => one.risk);
  // What is gained, times the chance that it goes well.
  const priorityOf = (boundary: number): number =>
    (values[boundary]?.score ?? 0) *
    (1 - (risks[boundary]?.score ?? 1)) *
    ((candidates[boundary]?.measure.written.length ?? 0) > 0 ? 1 : WITHOUT_DATA);
  const askers = listAskers(candidates);
  // What can leave as it is comes first, however much the others would be worth.
  for (const verdict of ['extract', 'modularise-first'] as const) {
    const open = new Set(judgements.flatMap((one, at) => (one.verdict === verdict ? [at] : [])));
    while (open.size > 0) {
      const boundary = findBest(open, priorityOf);
      order.push({ boundary, risk: risks[boundary] as Risk, gone: new Set(gone) });
      open.delete(boundary);
      gone.add(boundary);
      for (const asker of askers[boundary] ?? [])
        risks[asker] = (candidates[asker] as Candidate).riskAfter(gone);
    }
  }
  return order;
}

/** Per boundary those that call it: their risk changes when it leaves. */
function listAskers(candidates: readonly Candidate[]): readonly ReadonlySet<number>[] {
  const askers = candidates.map(() => new Set<number>());
  candidates.forEach(({ touches }, asker) => {
    for (const { other } of touches.reverse) askers[other]?.add(asker);
  });
  return askers;
}

/** The first of equals. */
function findBest(open: ReadonlySet<number>, priorityOf: (boundary: number) => number): number {
  let best = -1;
  for (const boundary of open)
    if (best < 0 || priorityOf(boundary) > priorityOf(best)) best = boundary;
  return best;
}
