/** Boundaries, crossings and health for tests, each with what the test wants to be different. */
import type {
  Analysis,
  BoundaryFact,
  BoundaryMetrics,
  CrossingFact,
  PlanHealth,
  Remedy,
  RoadmapStep,
} from '../../analyzers/contract.ts';

export function makeBoundary(
  id: string,
  change: Partial<Omit<BoundaryFact, 'metrics'>> & {
    readonly metrics?: Partial<BoundaryMetrics>;
  } = {},
): BoundaryFact {
  const { metrics, ...rest } = change;
  const files = rest.files ?? [`src/${id}/${id}.service.ts`];
  const { tables = [], routes = [] } = rest;
  return {
    id,
    name: id,
    surface: [],
    confidence: 1,
    value: 0.5,
    risk: 0.5,
    rank: null,
    verdict: 'modularise-first',
    why: [],
    ...rest,
    files,
    tables,
    routes,
    metrics: {
      files: files.length,
      lines: 100,
      tables: tables.length,
      routes: routes.length,
      incoming: 0,
      outgoing: 0,
      cohesion: 0.5,
      commits: 0,
      ...metrics,
    },
  };
}

export function makeCrossing(
  from: string,
  to: string,
  remedy: Remedy,
  change: Partial<CrossingFact> = {},
): CrossingFact {
  return {
    from,
    to,
    remedy,
    kind: 'import',
    path: `src/${from}/x.ts`,
    line: 1,
    column: 1,
    subject: 'Thing',
    evidence: 'import',
    certainty: 'certain',
    target: `src/${to}/y.ts`,
    why: 'Because.',
    cost: 1,
    ...change,
  };
}

export const makeStep = (
  boundary: string,
  position: number,
  change: Partial<RoadmapStep> = {},
): RoadmapStep => ({ boundary, position, why: [], before: [], obstacles: [], ...change });

export const makeHealth = (change: Partial<PlanHealth> = {}): PlanHealth => ({
  plan: 'suggested',
  boundaries: 0,
  filesInBoundaries: 0,
  kernelFiles: 0,
  crossingImports: 0,
  cyclicBefore: 0,
  cyclicAfter: 0,
  sharedTablesBefore: 0,
  sharedTablesAfter: 0,
  crossingTransactions: 0,
  crossingJoins: 0,
  crossingRelations: 0,
  ...change,
});

const REMEDIES: readonly Remedy[] = ['merge', 'api', 'event', 'replicate', 'move', 'kernel'];

/** A plan far too large for one screen or picture: `count` boundaries, each tied to ten others. */
export function makeLargePlan(count: number): Partial<Analysis> {
  const idOf = (at: number): string => `customer-relationship-management-${at % count}`;
  const boundaries = Array.from({ length: count }, (_, at) =>
    makeBoundary(idOf(at), {
      rank: at + 1,
      tables: ['one', 'two'],
      confidence: at % 10 === 0 ? 0.4 : 0.9,
      why: ['A sentence about this boundary that is long enough to be cut. '.repeat(4)],
    }),
  );
  const sentence = 'a reason that fills more than a line of any terminal in use today '.repeat(3);
  return {
    boundaries,
    crossings: boundaries.flatMap(({ id }, at) =>
      Array.from({ length: 10 }, (_, next) =>
        makeCrossing(id, idOf(at + 1 + next * 7), REMEDIES[(at + next) % 6] ?? 'api', {
          cost: 1 + ((at * 31 + next) % 17),
        }),
      ),
    ),
    roadmap: boundaries.map(({ id }, at) =>
      makeStep(id, at + 1, {
        why: [`Value 0.50: ${sentence}`, `Risk 0.50: ${sentence}`, sentence],
        before: [sentence],
        obstacles: [
          {
            path: `src/${id}/x.ts`,
            line: 1,
            column: 1,
            code: 'reverse-call',
            message: sentence,
            remedy: sentence,
          },
        ],
      }),
    ),
    plans: [],
    splits: [],
    health: [makeHealth({ boundaries: count, filesInBoundaries: count })],
    verdict: { split: 'modularise-first', why: [sentence, sentence, sentence] },
  };
}
