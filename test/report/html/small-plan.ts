/** Three boundaries of two files each, with the plans around them: small enough to check by hand. */
import type {
  Analysis,
  BoundaryFact,
  CrossingFact,
  ImportFact,
  Remedy,
} from '../../../analyzers/contract.ts';
import { makeModule } from '../make-analysis.ts';
import { emptyAnalysis } from './empty-analysis.ts';

export const importOf = (
  from: string,
  to: string,
  change: Partial<ImportFact> = {},
): ImportFact => ({
  path: from,
  line: 1,
  column: 1,
  from,
  to,
  kind: 'value',
  load: 'deferred',
  symbols: ['x'],
  specifiers: [to],
  ...change,
});

export const crossingOf = (
  from: string,
  to: string,
  remedy: Remedy,
  change: Partial<CrossingFact> = {},
): CrossingFact => ({
  path: `${from}/a.ts`,
  line: 3,
  column: 1,
  evidence: `imports ${to}`,
  certainty: 'certain',
  from,
  to,
  kind: 'import',
  subject: `${to}Service`,
  target: `${to}/a.ts`,
  remedy,
  why: 'The result is needed at once.',
  cost: 2,
  ...change,
});

export const boundaryOf = (id: string, change: Partial<BoundaryFact> = {}): BoundaryFact => ({
  id,
  name: id,
  files: [`${id}/a.ts`, `${id}/b.ts`],
  tables: [`${id}_rows`],
  routes: [`GET /${id}`],
  surface: [],
  metrics: {
    files: 2,
    lines: 20,
    tables: 1,
    routes: 1,
    incoming: 1,
    outgoing: 1,
    cohesion: 0.5,
    commits: 4,
  },
  confidence: 0.9,
  value: 0.5,
  risk: 0.5,
  rank: 1,
  verdict: 'extract',
  why: ['It has its own table.'],
  ...change,
});

const IDS = ['billing', 'orders', 'users'];

/** Coarse joins billing and orders; fine takes users apart. */
export function smallPlan(change: Partial<Analysis> = {}): Analysis {
  const boundaries = IDS.map((id) => boundaryOf(id));
  const whole = boundaries.map(({ id, name, files }) => ({ id, name, files }));
  return emptyAnalysis({
    files: boundaries.flatMap(({ id, files }) =>
      files.map((path) => ({
        path,
        lines: 10,
        module: id,
        boundary: id,
        confidence: 0.9,
        test: false,
        role: 'server' as const,
      })),
    ),
    modules: IDS.map((id) => makeModule(id)),
    boundaries,
    crossings: [
      crossingOf('billing', 'orders', 'api'),
      crossingOf('billing', 'users', 'replicate', { path: 'billing/b.ts', target: 'users/b.ts' }),
      crossingOf('orders', 'users', 'move'),
    ],
    imports: [importOf('users/a.ts', 'users/b.ts')],
    plans: [
      {
        granularity: 'coarse',
        chosen: false,
        boundaries: [
          {
            id: 'sales',
            name: 'sales',
            files: ['billing/a.ts', 'billing/b.ts', 'orders/a.ts', 'orders/b.ts'],
          },
          { id: 'users', name: 'users', files: ['users/a.ts', 'users/b.ts'] },
        ],
      },
      { granularity: 'medium', chosen: true, boundaries: whole },
      {
        granularity: 'fine',
        chosen: false,
        boundaries: [
          ...whole.slice(0, 2),
          { id: 'users-1', name: 'users 1', files: ['users/a.ts'] },
          { id: 'users-2', name: 'users 2', files: ['users/b.ts'] },
        ],
      },
    ],
    verdict: { split: 'yes', why: ['Each has its own table.'] },
    ...change,
  });
}
