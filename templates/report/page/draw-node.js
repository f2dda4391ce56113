import { svg } from './element.js';
import { plural, VERDICTS } from './wording.js';

/** @import { Report, ReportMap } from './read-report.js' */

const LONGEST = 22;
/** Below this a placement is doubtful, and the outline says so by its dashes. */
const DOUBTFUL = 0.7;

/**
 * A boundary of the map: its shape is its verdict, its size its files, the figure its place in the roadmap.
 *
 * @param {Report} report
 * @param {ReportMap} map
 * @param {number} at
 */
export function drawNode(report, map, at) {
  const node = map.nodes[at];
  if (!node) return svg('g');
  const { id, name, files, tables, x, y, radius } = node;
  const boundary = map.chosen ? report.boundaryById.get(id) : undefined;
  const verdict = boundary?.verdict ?? 'none';
  const doubtful = boundary !== undefined && boundary.confidence < DOUBTFUL;
  const about = [
    name,
    plural(files.length, 'file'),
    plural(tables, 'table'),
    boundary ? VERDICTS[boundary.verdict] : null,
    boundary && boundary.rank !== null ? `number ${boundary.rank} on the roadmap` : null,
    doubtful ? 'doubtful' : null,
  ];
  return svg(
    'g',
    {
      class: `node v-${verdict}${doubtful ? ' doubtful' : ''}`,
      transform: `translate(${x} ${y})`,
      tabindex: -1,
      role: 'button',
      'data-node': at,
      'data-about': about.filter(Boolean).join(', '),
    },
    svg('circle', { class: 'halo', r: radius + 5 }),
    shape(verdict, radius),
    boundary && boundary.rank !== null && svg('text', { class: 'rank', y: 4 }, boundary.rank),
    svg('text', { class: 'label', y: radius + 15 }, shorten(name)),
  );
}

/**
 * @param {string} verdict
 * @param {number} radius
 */
function shape(verdict, radius) {
  if (verdict === 'do-not-split') {
    // As large in area as the circle would be.
    const side = Math.round(radius * 1.77);
    return svg('rect', {
      class: 'body',
      x: -side / 2,
      y: -side / 2,
      width: side,
      height: side,
      rx: 4,
    });
  }
  const circle = svg('circle', { class: 'body', r: radius });
  if (verdict !== 'modularise-first') return circle;
  return svg('g', {}, circle, svg('circle', { class: 'inner', r: Math.max(radius - 4, 3) }));
}

/** @param {string} name */
const shorten = (name) => {
  const letters = [...name];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : name;
};
