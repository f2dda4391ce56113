import { h } from './element.js';
import { filesBlock } from './files-block.js';
import { block, bullets, meter, opener, remedyMark, softBreaks, verdictBadge } from './parts.js';
import { prose } from './prose.js';
import { figure, plural, remedyCounts } from './wording.js';

/** @import { Context, Subject, View } from './context.d.ts' */
/** @import { ReportMap } from './read-report.js' */
/** @import { BoundaryRow } from '../../../src/report/html/report-data.ts' */

/**
 * A boundary of the chosen plan.
 *
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'boundary' }>} subject
 * @returns {View}
 */
export function boundaryView(context, { id }) {
  const { report } = context;
  const boundary = report.boundaryById.get(id);
  if (!boundary) return { eyebrow: 'Boundary', title: report.nameOf(id), body: [] };
  const map = report.maps.find((one) => one.chosen);
  const rank =
    boundary.rank === null
      ? null
      : h('span', { class: 'tag' }, `number ${boundary.rank} on the roadmap`);
  return {
    eyebrow: 'Boundary',
    title: boundary.name,
    body: [
      h('p', { class: 'summary' }, verdictBadge(boundary.verdict), rank),
      bullets(boundary.why.map(prose)),
      figures(boundary),
      h(
        'div',
        { class: 'meters' },
        meter('value', boundary.value),
        meter('risk', boundary.risk),
        meter('confidence', boundary.confidence),
        meter('cohesion', boundary.cohesion),
      ),
      map ? neighbours(context, map, id) : null,
      names(context, 'Tables it owns', boundary.tables),
      surfaceBlock(context, id),
      routesBlock(boundary.routes),
      filesBlock(context, boundary.files),
    ],
  };
}

/**
 * A boundary of another level, or a module of today: files and neighbours.
 *
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'group' }>} subject
 * @returns {View}
 */
export function groupView(context, { level, id }) {
  const { report } = context;
  const map = report.maps.find((one) => one.level === level);
  const node = map?.nodes.find((one) => one.id === id);
  const files = (node?.files ?? []).flatMap((at) => report.files[at]?.path ?? []);
  const what = level === 'modules' ? 'Module of today' : `Boundary of the ${level} plan`;
  return {
    eyebrow: what,
    title: node?.name ?? id,
    body: [
      h(
        'p',
        { class: 'summary' },
        `${plural(files.length, 'file')}, ${plural(node?.tables ?? 0, 'table')}`,
      ),
      map ? neighbours(context, map, id) : null,
      filesBlock(context, files),
    ],
  };
}

/** @param {BoundaryRow} boundary */
function figures({ files, lines, tables, routes, incoming, outgoing, commits }) {
  /** @type {readonly (readonly [string, number])[]} */
  const rows = [
    ['files', files.length],
    ['lines', lines],
    ['tables', tables.length],
    ['routes', routes.length],
    ['asked by others', incoming],
    ['asks others', outgoing],
    ['commits', commits],
  ];
  return h(
    'dl',
    { class: 'figures' },
    rows.map(([label, count]) => h('div', {}, h('dt', {}, label), h('dd', {}, figure(count)))),
  );
}

/**
 * @param {Context} context
 * @param {ReportMap} map
 * @param {string} id
 */
function neighbours(context, map, id) {
  const at = map.nodes.findIndex((node) => node.id === id);
  const item = (
    /** @type {ReportMap['edges'][number]} */ edge,
    /** @type {number} */ other,
    /** @type {string} */ arrow,
  ) => {
    const crossings = edge.crossings.flatMap((one) => context.report.crossings[one] ?? []);
    const [from, to] = [map.nodes[edge.from]?.id ?? '', map.nodes[edge.to]?.id ?? ''];
    return h(
      'li',
      {},
      opener(
        context,
        { kind: 'pair', level: map.level, from, to },
        `${arrow} ${map.nodes[other]?.name ?? ''}`,
      ),
      ' ',
      remedyCounts(crossings).map(({ remedy, count }) => remedyMark(remedy, count)),
      edge.imports > 0 ? h('span', { class: 'hint' }, plural(edge.imports, 'import')) : null,
    );
  };
  const weight = (/** @type {ReportMap['edges'][number]} */ edge) =>
    edge.crossings.length + edge.imports;
  const sorted = [...map.edges].sort((a, b) => weight(b) - weight(a));
  const out = sorted.filter((edge) => edge.from === at).map((edge) => item(edge, edge.to, '→'));
  const into = sorted.filter((edge) => edge.to === at).map((edge) => item(edge, edge.from, '←'));
  if (out.length + into.length === 0)
    return block('Neighbours', h('p', { class: 'hint' }, 'It touches no other.'));
  return block(
    'Neighbours',
    out.length > 0 && h('p', { class: 'minor' }, `uses ${out.length}`),
    out.length > 0 && h('ul', { class: 'pairs' }, out),
    into.length > 0 && h('p', { class: 'minor' }, `used by ${into.length}`),
    into.length > 0 && h('ul', { class: 'pairs' }, into),
  );
}

/**
 * @param {Context} context
 * @param {string} title
 * @param {readonly string[]} tables
 */
function names(context, title, tables) {
  if (tables.length === 0) return null;
  return block(
    `${title} (${tables.length})`,
    h(
      'p',
      { class: 'chips' },
      tables.map((name) => opener(context, { kind: 'table', name }, name)),
    ),
  );
}

/**
 * @param {Context} context
 * @param {string} id
 */
function surfaceBlock(context, id) {
  const surface = context.report.surface().get(id) ?? [];
  if (surface.length === 0) return null;
  const items = surface.map(({ symbol, path, usedBy, uses }) => [
    opener(context, { kind: 'file', path }, symbol),
    ` used in ${plural(uses, 'file')} of ${usedBy.map((one) => context.report.nameOf(one)).join(', ')}`,
  ]);
  return block(`Surface: names that others use (${surface.length})`, collapse(items));
}

/** @param {readonly string[]} routes */
function routesBlock(routes) {
  if (routes.length === 0) return null;
  return block(
    `Routes (${routes.length})`,
    collapse(routes.map((route) => [h('code', {}, softBreaks(route))])),
  );
}

const FIRST = 12;

/**
 * @param {readonly (readonly (Node | string)[])[]} items
 */
function collapse(items) {
  if (items.length <= FIRST) return bullets(items);
  return h(
    'div',
    {},
    bullets(items.slice(0, FIRST)),
    h('details', {}, h('summary', {}, `${items.length - FIRST} more`), bullets(items.slice(FIRST))),
  );
}
