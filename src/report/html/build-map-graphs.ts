/** Who touches whom, for every level the map can show. */
import type { Analysis, PlanFact } from '../../../analyzers/contract.ts';
import type { MapLevel } from './report-data.ts';

export interface MapGraphNode {
  readonly id: string;
  readonly name: string;
  readonly files: readonly string[];
  readonly tables: number;
}

export interface MapGraphEdge {
  readonly from: number;
  readonly to: number;
  /** Places in `analysis.crossings`. */
  readonly crossings: readonly number[];
  /** Value imports between files that the chosen plan keeps together, so that nothing was decided about them. */
  readonly imports: number;
}

export interface MapGraph {
  readonly level: MapLevel;
  readonly chosen: boolean;
  readonly nodes: readonly MapGraphNode[];
  readonly edges: readonly MapGraphEdge[];
}

/** Coarse to fine, then the modules of today. */
export function buildMapGraphs(analysis: Analysis): readonly MapGraph[] {
  const { boundaries, plans } = analysis;
  if (boundaries.length === 0) return [buildModules(analysis, true)];
  const others = plans.filter((plan) => !plan.chosen);
  const chosen = plans.find((plan) => plan.chosen)?.granularity ?? 'medium';
  return [...others.map((plan) => buildOther(analysis, plan)), buildChosen(analysis, chosen)]
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    .concat(buildModules(analysis, false));
}

const LEVELS: readonly MapLevel[] = ['coarse', 'medium', 'fine', 'modules'];

function buildChosen({ boundaries, crossings }: Analysis, level: MapLevel): MapGraph {
  const places = new Map(boundaries.map(({ id }, at) => [id, at]));
  const edges = collectEdges();
  for (const [at, { from, to }] of crossings.entries())
    edges.cross(places.get(from), places.get(to), at);
  const nodes = boundaries.map(({ id, name, files, tables }) => ({
    id,
    name,
    files,
    tables: tables.length,
  }));
  return { level, chosen: true, nodes, edges: edges.all() };
}

/** The remedies of the chosen plan as far as they join two boundaries of this one. */
function buildOther(analysis: Analysis, plan: PlanFact): MapGraph {
  const places = placesOf(plan.boundaries);
  const heirs = findHeirs(analysis, places);
  const edges = collectEdges();
  for (const [at, { from, to, path, target }] of analysis.crossings.entries())
    edges.cross(places.get(path) ?? heirs.get(from), placeOrHeir(target, to), at);
  const chosen = placesOf(analysis.boundaries);
  for (const { from, to, kind } of analysis.imports) {
    if (kind === 'type' || chosen.get(from) !== chosen.get(to)) continue;
    edges.import(places.get(from), places.get(to));
  }
  const declared = new Map(analysis.tables.map(({ name, path }) => [name, places.get(path)]));
  const owned = analysis.boundaries.flatMap(({ id, tables }) =>
    tables.map((table) => declared.get(table) ?? heirs.get(id)),
  );
  const nodes = plan.boundaries.map(({ id, name, files }, at) => ({
    id,
    name,
    files,
    tables: owned.filter((place) => place === at).length,
  }));
  return { level: plan.granularity, chosen: false, nodes, edges: edges.all() };

  function placeOrHeir(path: string | null, boundary: string): number | undefined {
    return (path === null ? undefined : places.get(path)) ?? heirs.get(boundary);
  }
}

/** Where most files of each chosen boundary are in another plan. */
function findHeirs(
  { boundaries }: Analysis,
  places: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const heirs = new Map<string, number>();
  for (const { id, files } of boundaries) {
    const counts = new Map<number, number>();
    for (const file of files) {
      const place = places.get(file);
      if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const [best] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (best) heirs.set(id, best[0]);
  }
  return heirs;
}

function buildModules({ modules, files }: Analysis, chosen: boolean): MapGraph {
  const places = new Map(modules.map(({ id }, at) => [id, at]));
  const edges = collectEdges();
  for (const [from, { dependsOn }] of modules.entries())
    for (const { to, valueImports } of dependsOn) edges.import(from, places.get(to), valueImports);
  const members = modules.map((): string[] => []);
  for (const { path, module } of files)
    if (module !== null) members[places.get(module) ?? -1]?.push(path);
  const nodes = modules.map(({ id, name, tables }, at) => ({
    id,
    name,
    files: members[at] ?? [],
    tables: tables.length,
  }));
  return { level: 'modules', chosen, nodes, edges: edges.all() };
}

const placesOf = (
  boundaries: readonly { readonly files: readonly string[] }[],
): ReadonlyMap<string, number> =>
  new Map(boundaries.flatMap(({ files }, at) => files.map((file) => [file, at] as const)));

interface EdgeCollection {
  cross(from: number | undefined, to: number | undefined, crossing: number): void;
  import(from: number | undefined, to: number | undefined, count?: number): void;
  all(): readonly MapGraphEdge[];
}

function collectEdges(): EdgeCollection {
  const edges = new Map<
    string,
    { from: number; to: number; crossings: number[]; imports: number }
  >();
  const edge = (from: number | undefined, to: number | undefined) => {
    if (from === undefined || to === undefined || from === to) return undefined;
    const key = `${from} ${to}`;
    const known = edges.get(key) ?? { from, to, crossings: [], imports: 0 };
    edges.set(key, known);
    return known;
  };
  return {
    cross: (from, to, crossing) => edge(from, to)?.crossings.push(crossing),
    import: (from, to, count = 1) => {
      if (count === 0) return;
      const one = edge(from, to);
      if (one) one.imports += count;
    },
    all: () => [...edges.values()].sort((a, b) => a.from - b.from || a.to - b.to),
  };
}
