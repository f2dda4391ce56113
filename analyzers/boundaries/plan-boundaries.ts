/** The boundaries of an analysis: the suggested ones, or the user's own with the suggested beside them. */
import type {
  AccessFact,
  FileFact,
  HistoryFacts,
  JoinFact,
  PlanFact,
  PlanHealth,
  RouteFact,
  TableFact,
  TransactionFact,
} from '../contract.ts';
import type { BoundaryEvidence } from './evidence.ts';
import { preparePlanning } from './prepare-planning.ts';
import type { EvaluatedPlan, NamedPlan, PlanningSource } from './prepare-planning.ts';
import { KERNEL, STAYS } from './suggestion.ts';
import type { Suggestion } from './suggestion.ts';

/** The user's own plan: `saasctl.json` with its globs resolved. */
export interface ConfiguredPlan {
  readonly boundaries: readonly {
    readonly id: string;
    readonly files: readonly string[];
    /** Tables it must own whatever the code says. */
    readonly tables: readonly string[];
  }[];
  readonly kernel: readonly string[];
}

/** Source of everything a boundary is put into. */
export type PlannedSource = PlanningSource & {
  readonly accesses: readonly AccessFact[];
  readonly routes: readonly RouteFact[];
  readonly joins: readonly JoinFact[];
  readonly transactions: readonly TransactionFact[];
};

/** Facts that know their boundary. */
export interface FactsInPlaces {
  readonly files: readonly FileFact[];
  readonly tables: readonly TableFact[];
  readonly accesses: readonly AccessFact[];
  readonly routes: readonly RouteFact[];
  readonly joins: readonly JoinFact[];
  readonly transactions: readonly TransactionFact[];
}

export interface PlannedBoundaries extends FactsInPlaces, Omit<EvaluatedPlan, 'health' | 'owners'> {
  readonly plans: readonly PlanFact[];
  readonly health: readonly PlanHealth[];
}

export function planBoundaries(
  source: PlannedSource,
  history: HistoryFacts | null,
  configured: ConfiguredPlan | null,
): PlannedBoundaries {
  const { evidence, suggestion, evaluate } = preparePlanning(source, history);
  const suggested = chosenPlan(suggestion);
  const own = configured === null ? null : configuredPlan(configured, evidence);
  const { owners, health, ...evaluated } = evaluate(own ?? suggested);
  const beside = own === null ? [] : [{ plan: 'configured' as const, ...health }];
  const first = own === null ? health : evaluate(suggested).health;
  return {
    ...evaluated,
    plans: suggestion.plans.map((plan) => listPlan(plan, suggestion, evidence)),
    health: [{ plan: 'suggested', ...first }, ...beside],
    ...placeFacts(source, evidence, own ?? suggested, owners),
  };
}

/** The plan of the suggestion that is taken unless a person takes another one. */
export function chosenPlan({ plans, chosen, confidence }: Suggestion): NamedPlan {
  const plan = plans.find((one) => one.granularity === chosen);
  if (plan === undefined) throw new Error(`The suggestion has no plan "${chosen}"`);
  return { assignment: plan.assignment, ids: plan.names, names: plan.names, confidence };
}

function configuredPlan(
  configured: ConfiguredPlan,
  { files, tables }: BoundaryEvidence,
): NamedPlan {
  const places = new Map<string, number>();
  configured.boundaries.forEach((boundary, index) => {
    for (const path of boundary.files) places.set(path, index);
  });
  for (const path of configured.kernel) places.set(path, KERNEL);
  const tableOf = new Map(tables.map(({ name }, index) => [name, index]));
  const pinned = new Map(
    configured.boundaries.flatMap((boundary, index) =>
      boundary.tables.flatMap((name): [number, number][] => {
        const table = tableOf.get(name);
        return table === undefined ? [] : [[table, index]];
      }),
    ),
  );
  const ids = configured.boundaries.map((boundary) => boundary.id);
  return {
    assignment: files.map((file) => places.get(file.path) ?? STAYS),
    ids,
    names: ids,
    confidence: files.map(() => 1),
    pinned,
  };
}

function listPlan(
  { granularity, assignment, names }: Suggestion['plans'][number],
  { chosen }: Suggestion,
  { files }: BoundaryEvidence,
): PlanFact {
  const members = names.map((): string[] => []);
  assignment.forEach((place, file) => members[place]?.push(files[file]?.path ?? ''));
  return {
    granularity,
    chosen: granularity === chosen,
    boundaries: names.map((name, place) => ({ id: name, name, files: members[place] ?? [] })),
  };
}

/** Every fact with the boundary it is in. */
function placeFacts(
  source: PlannedSource & { readonly tables: readonly TableFact[] },
  { files, tables }: BoundaryEvidence,
  { assignment, ids, confidence }: NamedPlan,
  owners: readonly (number | null)[],
): FactsInPlaces {
  const fileOf = new Map(files.map((file, index) => [file.path, index]));
  const boundaryOf = (path: string): string | null => {
    const place = assignment[fileOf.get(path) ?? -1] ?? STAYS;
    return place === KERNEL ? 'kernel' : (ids[place] ?? null);
  };
  const ownerOf = new Map(
    tables.map(({ name }, index) => [name, ids[owners[index] ?? -1] ?? null]),
  );
  const accesses = source.accesses.map((one) => ({ ...one, boundary: boundaryOf(one.path) }));
  const users = usersByTable(accesses);
  const ownersOf = (names: readonly string[]): readonly string[] =>
    [...new Set(names.flatMap((name) => ownerOf.get(name) ?? []))].sort();
  return {
    files: source.files.map((file) => {
      const index = fileOf.get(file.path);
      const sure = index === undefined ? null : (confidence[index] ?? null);
      const boundary = boundaryOf(file.path);
      return { ...file, boundary, confidence: boundary === null ? null : sure };
    }),
    tables: source.tables.map((table) => ({
      ...table,
      owner: ownerOf.get(table.name) ?? null,
      writers: users.get(`write ${table.name}`) ?? [],
      readers: users.get(`read ${table.name}`) ?? [],
    })),
    accesses,
    routes: source.routes.map((one) => ({ ...one, boundary: boundaryOf(one.file) })),
    joins: source.joins.map((one) => ({ ...one, crosses: ownersOf(one.tables).length > 1 })),
    transactions: source.transactions.map((one) => {
      const boundaries = ownersOf(one.tables);
      return { ...one, boundaries, crosses: boundaries.length > 1 };
    }),
  };
}

function usersByTable(accesses: readonly AccessFact[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, Set<string>>();
  for (const { table, mode, boundary } of accesses) {
    if (boundary === null) continue;
    const key = `${mode} ${table}`;
    users.set(key, (users.get(key) ?? new Set()).add(boundary));
  }
  return new Map([...users].map(([key, set]) => [key, [...set].sort()]));
}
