/** The boundaries as a reader wants them: what to take out first, and the one thing in its way. */
import type {
  Analysis,
  BoundaryFact,
  BoundaryVerdict,
  ObstacleFact,
} from '../../analyzers/index.ts';
import { compare } from './pair-crossings.ts';

export const VERDICTS: Readonly<Record<BoundaryVerdict, string>> = {
  extract: 'extract',
  'modularise-first': 'modularise first',
  'do-not-split': 'do not split',
};

/** In the order of the roadmap; behind them what should not be taken out, the largest first. */
export function orderBoundaries({
  boundaries,
}: Pick<Analysis, 'boundaries'>): readonly BoundaryFact[] {
  const place = ({ rank }: BoundaryFact): number => rank ?? Number.POSITIVE_INFINITY;
  return [...boundaries].sort((a, b) => {
    if (a.rank !== b.rank) return place(a) - place(b);
    return b.files.length - a.files.length || compare(a.id, b.id);
  });
}

/** What decides about the cut before what is merely work. */
const CODES: readonly string[] = [
  'crossing-transaction',
  'foreign-table-write',
  'reverse-call',
  'crossing-join',
  'client-call',
  'crossing-relation',
  'foreign-table-read',
];

/** The obstacle that weighs most; of one kind the last, for a step lists the cheapest first. */
export function mainObstacle(analysis: Pick<Analysis, 'roadmap'>, id: string): ObstacleFact | null {
  const obstacles = analysis.roadmap.find((step) => step.boundary === id)?.obstacles ?? [];
  for (const code of CODES) {
    const found = obstacles.findLast((one) => one.code === code);
    if (found !== undefined) return found;
  }
  return obstacles.at(-1) ?? null;
}

/** In one phrase: why it is no service, or what stands in the way of it. */
export function inTheWay(analysis: Pick<Analysis, 'roadmap'>, boundary: BoundaryFact): string {
  if (boundary.verdict === 'do-not-split') return boundary.why.at(-1) ?? '';
  return mainObstacle(analysis, boundary.id)?.message ?? 'nothing';
}

/** Placements below this are said to be in doubt. */
export const DOUBTFUL = 0.7;

/** Boundaries whose files would be elsewhere with a little less evidence, the least sure first. */
export function listDoubtful({
  boundaries,
}: Pick<Analysis, 'boundaries'>): readonly BoundaryFact[] {
  return boundaries
    .filter(({ confidence }) => confidence < DOUBTFUL)
    .sort((a, b) => a.confidence - b.confidence || compare(a.id, b.id));
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
