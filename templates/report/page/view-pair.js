import { codeExcerpt } from './code-excerpt.js';
import { crossingList } from './crossing-item.js';
import { h } from './element.js';
import { longList } from './long-list.js';
import { block, opener, placeLink, remedyMark } from './parts.js';
import { plural, remedyCounts, REMEDIES } from './wording.js';

/** @import { Context, Subject, View } from './context.d.ts' */
/** @import { CrossingRow } from '../../../src/report/html/report-data.ts' */
/** @import { ReportMap } from './read-report.js' */

/**
 * One arrow of the map: every crossing behind it.
 *
 * @param {Context} context
 * @param {Extract<Subject, { kind: 'pair' }>} subject
 * @returns {View}
 */
export function pairView(context, { level, from, to }) {
  const { report } = context;
  const map = report.maps.find((one) => one.level === level);
  const [source, target] = [from, to].map(
    (id) => map?.nodes.findIndex((node) => node.id === id) ?? -1,
  );
  const edge = map?.edges.find((one) => one.from === source && one.to === target);
  const nameOf = (/** @type {number | undefined} */ at) => map?.nodes[at ?? -1]?.name ?? '';
  const crossings = (edge?.crossings ?? [])
    .flatMap((at) => report.crossings[at] ?? [])
    .sort((a, b) => rank(b.remedy) - rank(a.remedy) || (a.subject < b.subject ? -1 : 1));
  const reverse = map?.edges.some((one) => one.from === target && one.to === source);
  const end = (/** @type {string} */ id, /** @type {number | undefined} */ at) =>
    opener(context, endSubject(map, id), nameOf(at));
  const back = () =>
    opener(
      context,
      { kind: 'pair', level, from: to, to: from },
      `${nameOf(target)} → ${nameOf(source)}`,
    );
  return {
    eyebrow:
      map?.level === 'modules' ? 'Imports between two modules' : 'Crossings between two boundaries',
    title: `${nameOf(source)} → ${nameOf(target)}`,
    body: [
      h('p', { class: 'ends' }, end(from, source), ' uses ', end(to, target)),
      crossings.length > 0 ? summary(crossings) : null,
      reverse ? h('p', {}, 'The other way round: ', back()) : null,
      crossings.length > 0 ? crossingList(context, crossings) : null,
      map && edge && edge.imports > 0
        ? importsBlock(context, map, edge, crossings.length > 0)
        : null,
    ],
  };
}

/** @param {readonly CrossingRow[]} crossings */
function summary(crossings) {
  const cost = crossings.reduce((sum, one) => sum + one.cost, 0);
  return h(
    'p',
    { class: 'summary' },
    `${plural(crossings.length, 'crossing')}, cost ${Math.round(cost * 10) / 10}: `,
    remedyCounts(crossings).map(({ remedy, count }) => remedyMark(remedy, count)),
  );
}

/** @param {string} remedy */
const rank = (remedy) => REMEDIES.indexOf(/** @type {any} */ (remedy));

/**
 * @param {ReportMap | undefined} map
 * @param {string} id
 * @returns {Subject}
 */
const endSubject = (map, id) =>
  map?.chosen && map.level !== 'modules'
    ? { kind: 'boundary', id }
    : { kind: 'group', level: map?.level ?? '', id };

/**
 * @param {Context} context
 * @param {ReportMap} map
 * @param {ReportMap['edges'][number]} edge
 * @param {boolean} more whether crossings with remedies stand above
 */
function importsBlock(context, map, edge, more) {
  const { report } = context;
  const target = new Set(map.nodes[edge.to]?.files);
  const imports = (map.nodes[edge.from]?.files ?? []).flatMap((file) =>
    (report.importsFrom().get(file) ?? []).filter((one) => target.has(one.to) && !one.type),
  );
  const title = more ? 'Imports the chosen plan does not cut' : 'Imports';
  return block(
    title,
    h(
      'p',
      { class: 'hint' },
      'Nothing has been decided about these: at the chosen level they cross nothing.',
    ),
    longList(imports.length, (at) => {
      const one = imports[at];
      const path = report.files[one?.from ?? -1]?.path ?? '';
      const place = { path, line: one?.line ?? 1 };
      return h(
        'div',
        {},
        placeLink(context, place),
        h('span', { class: 'evidence' }, ` imports ${report.files[one?.to ?? -1]?.path ?? ''}`),
        codeExcerpt(report, place),
      );
    }),
  );
}
