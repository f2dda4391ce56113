/** The module graph cut down to what a person can read. */
import type { Analysis } from '../../analyzers/index.ts';
import { distinctRelations } from '../../analyzers/model/distinct-relations.ts';
import { plural } from './summarize.ts';

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly files: number;
  readonly tables: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly valueImports: number;
  /** Part of the cheapest cut of a runtime cycle. */
  readonly cut: boolean;
}

export interface ModuleGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly hiddenModules: number;
  readonly hiddenEdges: number;
}

/** More boxes or arrows than this and nobody reads the picture. */
export const READABLE_NODES = 40;
export const READABLE_EDGES = 80;

/** The modules that hold the others most, and the strongest arrows between them. */
export function buildModuleGraph(analysis: Analysis): ModuleGraph {
  const { modules, cycles } = analysis;
  const weights = weighModules(analysis);
  const weight = ({ id }: Analysis['modules'][number]): number => weights.get(id) ?? 0;
  const shown = [...modules]
    .sort((a, b) => weight(b) - weight(a) || b.lines - a.lines || compare(a.id, b.id))
    .slice(0, READABLE_NODES);
  const ids = new Set(shown.map((one) => one.id));
  const cuts = new Set(
    cycles
      .filter((one) => one.level === 'module' && one.tier === 'runtime')
      .flatMap((one) => one.cut.map(({ from, to }) => `${from}\0${to}`)),
  );
  const all = shown.flatMap((one) =>
    one.dependsOn
      .filter((edge) => edge.valueImports > 0 && ids.has(edge.to))
      .map((edge): GraphEdge => ({
        from: one.id,
        to: edge.to,
        valueImports: edge.valueImports,
        cut: cuts.has(`${one.id}\0${edge.to}`),
      })),
  );
  const edges = all
    .sort(
      (a, b) => b.valueImports - a.valueImports || compare(a.from, b.from) || compare(a.to, b.to),
    )
    .slice(0, READABLE_EDGES);
  const total = modules.flatMap((one) =>
    one.dependsOn.filter((edge) => edge.valueImports > 0),
  ).length;
  return {
    nodes: shown
      .map(({ id, name, files, tables }) => ({ id, name, files, tables: tables.length }))
      .sort((a, b) => compare(a.id, b.id)),
    edges: edges.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to)),
    hiddenModules: modules.length - shown.length,
    hiddenEdges: total - edges.length,
  };
}

/** What shared data costs a split beside an import: a transaction cannot be cut, a join must be replaced. */
const DATA_WEIGHTS = { transaction: 20, write: 10, join: 5, relation: 3 } as const;

/** How much of each module crosses its edge: imports both ways, and the data that it shares. */
function weighModules(analysis: Analysis): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const add = (modules: readonly (string | null | undefined)[], weight: number): void => {
    const several = new Set(modules.filter((one) => typeof one === 'string'));
    if (several.size < 2) return;
    for (const one of several) weights.set(one, (weights.get(one) ?? 0) + weight);
  };
  const owners = new Map(analysis.tables.map((table) => [table.name, table.module]));
  for (const { id, dependsOn } of analysis.modules)
    for (const { to, valueImports } of dependsOn) add([id, to], valueImports);
  for (const { modules } of analysis.transactions) add(modules, DATA_WEIGHTS.transaction);
  for (const { writingModules } of analysis.tables) add(writingModules, DATA_WEIGHTS.write);
  for (const { modules } of analysis.joins) add(modules, DATA_WEIGHTS.join);
  for (const { from, to } of distinctRelations(analysis.relations, analysis.tables))
    add([owners.get(from), owners.get(to)], DATA_WEIGHTS.relation);
  return weights;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `9 files, 2 tables`. */
export const sizeOf = ({ files, tables }: GraphNode): string =>
  tables > 0 ? `${plural(files, 'file')}, ${plural(tables, 'table')}` : plural(files, 'file');

export function hiddenNote({ hiddenModules, hiddenEdges }: ModuleGraph): string | null {
  if (hiddenModules + hiddenEdges === 0) return null;
  return `left out to stay readable: ${plural(hiddenModules, 'module')}, ${plural(hiddenEdges, 'weaker dependency', 'weaker dependencies')} (all of them in --json)`;
}

/** What the picture means, line by line; nothing to say about a picture without arrows. */
export function legendOf(graph: ModuleGraph): readonly string[] {
  const hidden = hiddenNote(graph);
  if (graph.edges.length === 0) return hidden === null ? [] : [hidden];
  return [
    'a box: a module, its files and the tables it owns',
    'an arrow: imports at run time, with their number',
    ...(graph.edges.some((edge) => edge.cut)
      ? ['red: the cheapest arrows without which there is no circle']
      : []),
    ...(hidden === null ? [] : ['shown: the modules with most imports and shared data', hidden]),
  ];
}
