/**
 * Edge first: in each turn the boundary with the best priority leaves, and what it held is no
 * longer "the monolith" for those that call it. So whoever is called comes before its callers
 * unless that costs more than it saves.
 */
import type { BoundaryJudgement, Candidate } from './judge-boundary.ts';
import { scoreRisk } from './score-risk.ts';
import type { Risk } from './score-risk.ts';
import type { Value } from './score-value.ts';
import { VALUE_FLOOR } from './thresholds.ts';

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
  // What can leave as it is comes first, however much the others would be worth.
  for (const verdict of ['extract', 'modularise-first'] as const) {
    const open = new Set(
      judgements.flatMap((one, index) => (one.verdict === verdict ? [index] : [])),
    );
    while (open.size > 0) {
      const next = findBest(open, candidates, values, gone);
      order.push({ ...next, gone: new Set(gone) });
      open.delete(next.boundary);
      gone.add(next.boundary);
    }
  }
  return order;
}

function findBest(
  open: ReadonlySet<number>,
  candidates: readonly Candidate[],
  values: readonly Value[],
  gone: ReadonlySet<number>,
): Pick<Extraction, 'boundary' | 'risk'> {
  let best: (Pick<Extraction, 'boundary' | 'risk'> & { readonly priority: number }) | null = null;
  for (const boundary of open) {
    const candidate = candidates[boundary];
    if (candidate === undefined) continue;
    const risk = scoreRisk(candidate.measure, candidate.touches, gone);
    const value = values[boundary]?.score ?? 0;
    const priority = (1 - risk.score) * (VALUE_FLOOR + (1 - VALUE_FLOOR) * value);
    if (best === null || priority > best.priority) best = { boundary, risk, priority };
  }
  if (best === null) throw new Error('nothing left to order');
  return best;
}
