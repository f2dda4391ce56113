import type { Analysis } from '../../../analyzers/contract.ts';
import { buildMapGraphs } from './build-map-graphs.ts';
import type { MapGraph } from './build-map-graphs.ts';
import { layOutMap } from './lay-out-map.ts';
import { packRows } from './pack-rows.ts';
import type { TextTable } from './pack-rows.ts';
import type { MapData } from './report-data.ts';

/** The map of every level, drawn already: the page only shows it. */
export function buildMaps(analysis: Analysis, table: TextTable): readonly MapData[] {
  const places = new Map(analysis.files.map(({ path }, at) => [path, at]));
  return buildMapGraphs(analysis).map((graph) => buildMap(graph, places, table));
}

function buildMap(
  { level, chosen, nodes, edges }: MapGraph,
  places: ReadonlyMap<string, number>,
  table: TextTable,
): MapData {
  const radii = nodes.map(({ files }) => radiusOf(files.length));
  const { width, height, points } = layOutMap(
    nodes.map(({ name }, at) => ({ radius: radii[at] ?? 0, labelWidth: labelWidth(name) })),
    edges.map(({ from, to, crossings, imports }) => ({
      from,
      to,
      weight: crossings.length + imports,
    })),
  );
  const rows = nodes.map(({ id, name, files, tables }, at) => ({
    id,
    name,
    files: files.flatMap((path) => places.get(path) ?? []),
    tables,
    x: points[at]?.x ?? 0,
    y: points[at]?.y ?? 0,
    radius: radii[at] ?? 0,
  }));
  return {
    level,
    chosen,
    width,
    height,
    nodes: packRows(rows, table),
    edges: packRows(edges, table),
  };
}

/** The area grows with the files; nothing becomes too small to hit or too large to see past. */
const radiusOf = (files: number): number => Math.round(Math.min(52, 9 + 2.2 * Math.sqrt(files)));

const LONGEST_LABEL = 22;
const LETTER_WIDTH = 7;

const labelWidth = (name: string): number =>
  Math.min(LONGEST_LABEL, [...name].length) * LETTER_WIDTH + 6;
