/**
 * A plan that nobody suggested: the modules of an analysis taken for boundaries, with every field
 * filled the way a real plan fills it. The page is tested with it on projects of any size, whatever
 * the suggester of the day thinks of them.
 */
import type {
  Analysis,
  BoundaryFact,
  CrossingFact,
  CrossingKind,
  ModuleFact,
  PlanFact,
  RoadmapStep,
} from '../../../analyzers/contract.ts';
import { draftCrossings, idOf, startDraft } from './draft-crossings.ts';
import type { Draft } from './draft-crossings.ts';

export function draftPlan(analysis: Analysis): Analysis {
  const draft = startDraft(analysis);
  const crossings = draftCrossings(draft);
  const boundaries = draft.members.map((module, at) => draftBoundary(draft, crossings, module, at));
  const split = boundaries.find((one) => one.files.length > 1);
  return {
    ...analysis,
    files: analysis.files.map((file) => ({
      ...file,
      boundary: draft.place.get(file.path) ?? null,
      confidence: file.test ? null : 0.5 + (file.path.length % 50) / 100,
    })),
    tables: analysis.tables.map((table) => ({
      ...table,
      owner: draft.owner.get(table.name) ?? null,
    })),
    accesses: analysis.accesses.map((one) => ({
      ...one,
      boundary: draft.place.get(one.path) ?? null,
    })),
    routes: analysis.routes.map((one) => ({ ...one, boundary: draft.place.get(one.file) ?? null })),
    boundaries,
    crossings,
    plans: draftPlans(boundaries),
    splits: split
      ? [
          {
            path: split.files[0] ?? '',
            parts: [
              { boundary: split.id, symbols: ['place', 'cancel'] },
              { boundary: boundaries[0]?.id ?? '', symbols: ['priceOf', 'Discount'] },
            ],
            why: 'Its members touch the tables of two boundaries and share no state.',
          },
        ]
      : [],
    roadmap: boundaries.filter((one) => one.rank !== null).map((one) => draftStep(one, crossings)),
    health: [
      draftHealth(boundaries, crossings, 'suggested'),
      draftHealth(boundaries, crossings, 'configured'),
    ],
    verdict: {
      split: 'yes',
      why: [
        'Four boundaries write only tables of their own.',
        'No transaction is cut; two pairs are merged for the sake of one.',
        'Each remaining call goes one way.',
      ],
    },
  };
}

function draftBoundary(
  draft: Draft,
  crossings: readonly CrossingFact[],
  module: ModuleFact,
  at: number,
): BoundaryFact {
  const id = idOf(module);
  const { analysis, place } = draft;
  const files = analysis.files.filter((one) => place.get(one.path) === id).map((one) => one.path);
  const own = new Set(files);
  const routes = analysis.routes.filter((one) => own.has(one.file));
  const into = crossings.filter((one) => one.to === id && one.remedy === 'api');
  const verdict = at % 5 === 4 ? 'do-not-split' : at % 3 === 1 ? 'modularise-first' : 'extract';
  const used = new Map<string, Set<string>>();
  for (const { subject, from } of into)
    used.set(subject, (used.get(subject) ?? new Set()).add(from));
  return {
    id,
    name: module.name,
    files,
    tables: [...draft.owner].filter(([, one]) => one === id).map(([table]) => table),
    routes: routes.map((one) => `${one.method} ${one.path}`),
    surface: [...used].map(([symbol, users]) => ({
      symbol,
      path: files[0] ?? '',
      usedBy: [...users].sort(),
      uses: users.size,
    })),
    metrics: {
      files: files.length,
      lines: module.lines,
      tables: module.tables.length,
      routes: routes.length,
      incoming: into.length,
      outgoing: crossings.filter((one) => one.from === id && one.remedy === 'api').length,
      cohesion: 0.4 + (at % 6) / 10,
      commits: 3 * files.length,
    },
    confidence: 0.55 + (at % 10) * 0.045,
    value: ((at * 7) % 10) / 10,
    risk: ((at * 3) % 10) / 10,
    rank: verdict === 'do-not-split' ? null : at + 1 - Math.floor(at / 5),
    verdict,
    why: [
      `Its files share ${module.tables.length} tables and one Nest module.`,
      'Nobody else writes what it writes.',
    ],
  };
}

function draftPlans(boundaries: readonly BoundaryFact[]): readonly PlanFact[] {
  const whole = boundaries.map(({ id, name, files }) => ({ id, name, files }));
  const coarse = Array.from({ length: Math.ceil(whole.length / 3) }, (_, at) => {
    const three = whole.slice(at * 3, at * 3 + 3);
    const [first] = three;
    return {
      id: first?.id ?? '',
      name: three.map((one) => one.name).join(' & '),
      files: three.flatMap((one) => one.files),
    };
  });
  const fine = whole.flatMap(({ id, name, files }) =>
    files.length < 12
      ? [{ id, name, files }]
      : [0, 1].map((half) => ({
          id: `${id}-${half + 1}`,
          name: `${name} ${half + 1}`,
          files: files.filter((_, at) => at % 2 === half),
        })),
  );
  return [
    { granularity: 'coarse', chosen: false, boundaries: coarse },
    { granularity: 'medium', chosen: true, boundaries: whole },
    { granularity: 'fine', chosen: false, boundaries: fine },
  ];
}

function draftStep(boundary: BoundaryFact, crossings: readonly CrossingFact[]): RoadmapStep {
  const obstacles = crossings
    .filter((one) => one.from === boundary.id && one.remedy !== 'move')
    .slice(0, 6);
  return {
    boundary: boundary.id,
    position: boundary.rank ?? 0,
    why: [
      `${boundary.metrics.commits} commits touched it in the history looked at.`,
      `It asks others in ${boundary.metrics.outgoing} places and is asked in ${boundary.metrics.incoming}.`,
    ],
    before: boundary.rank === 1 ? [] : ['The first boundary is out and its contract is stable.'],
    obstacles: obstacles.map((one) => ({
      path: one.path,
      line: one.line,
      column: one.column,
      code: `crossing-${one.kind}`,
      message: `${one.subject} belongs to ${one.to}`,
      remedy: one.why,
    })),
  };
}

function draftHealth(
  boundaries: readonly BoundaryFact[],
  crossings: readonly CrossingFact[],
  plan: 'suggested' | 'configured',
): Analysis['health'][number] {
  const count = (kind: CrossingKind): number => crossings.filter((one) => one.kind === kind).length;
  const more = plan === 'configured' ? 4 : 0;
  return {
    plan,
    boundaries: boundaries.length + more,
    filesInBoundaries: boundaries.reduce((sum, one) => sum + one.files.length, 0),
    kernelFiles: 12 + more,
    crossingImports: count('import') + 9 * more,
    cyclicBefore: 5 + more,
    cyclicAfter: more,
    sharedTablesBefore: 3,
    sharedTablesAfter: more > 0 ? 1 : 0,
    crossingTransactions: count('transaction') + more,
    crossingJoins: count('join'),
    crossingRelations: count('foreign-key'),
  };
}
