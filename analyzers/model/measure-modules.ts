/** Modules with their coupling: afferent, efferent and instability (R. C. Martin, 1994). */
import type { ExternalImport, FileFact, ImportFact, ModuleEdge, ModuleFact } from '../contract.ts';
import { compareText } from '../discover/posix-path.ts';
import type { ModulePlace } from './assign-modules.ts';

export interface ModuleInput {
  readonly files: readonly FileFact[];
  readonly places: ReadonlyMap<string, ModulePlace>;
  readonly imports: readonly ImportFact[];
  readonly externals: readonly ExternalImport[];
  /** Tables by the module that owns them. */
  readonly tablesOf: ReadonlyMap<string, readonly string[]>;
}

/** Imports between two modules, counted. */
interface Edge {
  imports: number;
  valueImports: number;
}

export function measureModules(input: ModuleInput): readonly ModuleFact[] {
  const edges = moduleEdges(input);
  const afferent = new Map<string, number>();
  for (const targets of edges.values()) {
    for (const [to, edge] of targets) {
      if (edge.valueImports > 0) afferent.set(to, (afferent.get(to) ?? 0) + 1);
    }
  }
  const packages = packagesOf(input);
  const modules = new Map<string, { place: ModulePlace; files: number; lines: number }>();
  for (const file of input.files) {
    const place = input.places.get(file.path);
    if (!place) continue;
    const known = modules.get(place.id) ?? { place, files: 0, lines: 0 };
    known.files += 1;
    known.lines += file.lines;
    modules.set(place.id, known);
  }
  return [...modules.values()]
    .map(({ place, files, lines }): ModuleFact => {
      const dependsOn = sortedEdges(edges.get(place.id));
      const ce = dependsOn.filter((edge) => edge.valueImports > 0).length;
      const ca = afferent.get(place.id) ?? 0;
      return {
        id: place.id,
        name: place.name,
        origin: place.origin,
        path: place.path,
        files,
        lines,
        efferent: ce,
        afferent: ca,
        instability: ce + ca === 0 ? null : round(ce / (ce + ca)),
        dependsOn,
        packages: packages.get(place.id) ?? [],
        tables: input.tablesOf.get(place.id) ?? [],
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function moduleEdges({
  imports,
  places,
}: ModuleInput): ReadonlyMap<string, ReadonlyMap<string, Edge>> {
  const edges = new Map<string, Map<string, Edge>>();
  for (const fact of imports) {
    const from = places.get(fact.from)?.id;
    const to = places.get(fact.to)?.id;
    if (from === undefined || to === undefined || from === to) continue;
    const targets = edges.get(from) ?? new Map<string, Edge>();
    const edge = targets.get(to) ?? { imports: 0, valueImports: 0 };
    edge.imports += 1;
    if (fact.kind !== 'type') edge.valueImports += 1;
    targets.set(to, edge);
    edges.set(from, targets);
  }
  return edges;
}

function sortedEdges(targets: ReadonlyMap<string, Edge> | undefined): readonly ModuleEdge[] {
  return [...(targets ?? [])]
    .map(([to, { imports, valueImports }]) => ({ to, imports, valueImports }))
    .sort((a, b) => compareText(a.to, b.to));
}

function packagesOf({ externals, places }: ModuleInput): ReadonlyMap<string, readonly string[]> {
  const sets = new Map<string, Set<string>>();
  for (const { path, package: name } of externals) {
    const module = places.get(path)?.id;
    if (module === undefined) continue;
    const set = sets.get(module) ?? new Set<string>();
    sets.set(module, set.add(name));
  }
  return new Map([...sets].map(([module, set]) => [module, [...set].sort()]));
}
