/** @import { ReportData, MapData, MapNodeRow, MapEdgeRow } from '../../../src/report/html/report-data.ts' */
import { byId } from './element.js';
import { groupBy } from './group-by.js';
import { readExcerpts } from './read-excerpts.js';
import { unpackRows } from './unpack-rows.js';

/**
 * @typedef {Omit<MapData, 'nodes' | 'edges'> & { nodes: readonly MapNodeRow[], edges: readonly MapEdgeRow[] }} ReportMap
 * @typedef {ReturnType<typeof readReport>} Report
 */

/** Everything the page knows, from the element that carries it. Large lists are read when first asked for. */
export function readReport() {
  /** @type {ReportData} */
  const data = JSON.parse(byId('report-data').textContent ?? '');
  const { texts } = data;
  const boundaries = unpackRows(data.boundaries, texts);
  const files = unpackRows(data.files, texts);
  const crossings = unpackRows(data.crossings, texts);
  const names = new Map(boundaries.map(({ id, name }) => [id, name]));
  const maps = data.maps.map(
    /** @returns {ReportMap} */ (map) => ({
      ...map,
      nodes: unpackRows(map.nodes, texts),
      edges: unpackRows(map.edges, texts),
    }),
  );
  const accesses = once(() => unpackRows(data.accesses, texts));
  const imports = once(() => unpackRows(data.imports, texts));
  return {
    project: data.project,
    excerptsLeftOut: data.excerptsLeftOut,
    maps,
    boundaries,
    boundaryById: new Map(boundaries.map((one) => [one.id, one])),
    files,
    placeOfFile: once(() => new Map(files.map(({ path }, at) => [path, at]))),
    crossings,
    surface: once(() => groupBy(unpackRows(data.surface, texts), (one) => one.boundary)),
    tables: once(() => unpackRows(data.tables, texts)),
    accesses,
    accessesOf: once(() => groupBy(accesses(), (one) => one.table)),
    importsFrom: once(() => groupBy(imports(), (one) => one.from)),
    importsTo: once(() => groupBy(imports(), (one) => one.to)),
    routes: once(() => unpackRows(data.routes, texts)),
    eventEnds: once(() => groupBy(unpackRows(data.eventEnds, texts), (one) => one.event)),
    cycles: once(() => unpackRows(data.cycles, texts)),
    cuts: once(() => groupBy(unpackRows(data.cuts, texts), (one) => one.cycle)),
    steps: unpackRows(data.steps, texts),
    obstacles: once(() => groupBy(unpackRows(data.obstacles, texts), (one) => one.boundary)),
    splits: unpackRows(data.splits, texts),
    findings: once(() => unpackRows(data.findings, texts)),
    related: once(() => groupBy(unpackRows(data.related, texts), (one) => one.finding)),
    findingTexts: once(
      () => new Map(unpackRows(data.findingTexts, texts).map((one) => [one.code, one])),
    ),
    excerpt: readExcerpts(data.excerpts, texts),
    /** @param {string | null} id */
    nameOf: (id) => (id === null ? 'stays in the monolith' : (names.get(id) ?? id)),
  };
}

/**
 * @template T
 * @param {() => T} read
 */
function once(read) {
  /** @type {{ value: T } | undefined} */
  let known;
  return () => (known ??= { value: read() }).value;
}
