/** The module graph cut down to what a person can read. */
import type { Analysis } from '../../analyzers/index.ts';
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

/** The most coupled modules and the strongest arrows between them. */
export function buildModuleGraph({ modules, cycles }: Analysis): ModuleGraph {
  const coupling = (one: Analysis['modules'][number]): number => one.afferent + one.efferent;
  const shown = [...modules]
    .sort((a, b) => coupling(b) - coupling(a) || b.lines - a.lines || (a.id < b.id ? -1 : 1))
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

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `9 files, 2 tables`. */
export const sizeOf = ({ files, tables }: GraphNode): string =>
  tables > 0 ? `${plural(files, 'file')}, ${plural(tables, 'table')}` : plural(files, 'file');

export function hiddenNote({ hiddenModules, hiddenEdges }: ModuleGraph): string | null {
  if (hiddenModules + hiddenEdges === 0) return null;
  return `left out to stay readable: ${plural(hiddenModules, 'module')}, ${plural(hiddenEdges, 'weaker dependency', 'weaker dependencies')} (all of them in --json)`;
}
