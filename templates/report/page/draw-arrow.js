import { svg } from './element.js';

/** @import { Arrow } from './choose-edges.js' */
/** @import { ReportMap } from './read-report.js' */

const THINNEST = 1.3;
const THICKEST = 7;
/** How far an arrow bends aside, as a share of its length: two opposite ones never lie on each other. */
const BEND = 0.14;

/**
 * One arrow from edge to edge of two circles, bent to its left, with a broad invisible line to hit.
 *
 * @param {ReportMap} map
 * @param {Arrow} arrow
 * @param {{ readonly heaviest: number, readonly unit: number, readonly label: string }} options
 *   `heaviest` is the weight that is drawn thickest, `unit` what a pixel measures on the map
 */
export function drawArrow(map, arrow, { heaviest, unit, label }) {
  const source = map.nodes[arrow.from];
  const target = map.nodes[arrow.to];
  if (!source || !target) return svg('g');
  const width =
    unit * (THINNEST + (THICKEST - THINNEST) * Math.sqrt(arrow.weight / Math.max(heaviest, 1)));
  const head = 5 * unit + width * 1.4;
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const middle = {
    x: (source.x + target.x) / 2 + dy * BEND,
    y: (source.y + target.y) / 2 - dx * BEND,
  };
  const start = towards(source, middle, source.radius + 2);
  const tip = towards(target, middle, target.radius + 3);
  const end = towards(target, middle, target.radius + 3 + Math.min(head, length / 3));
  const curve = `M${start.x} ${start.y}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${end.x} ${end.y}`;
  return svg(
    'g',
    { class: `arrow r-${arrow.remedy ?? 'none'}`, 'data-edge': arrow.at },
    svg('title', {}, label),
    svg('path', { class: 'hit', d: curve, 'stroke-width': Math.max(12 * unit, width + 4) }),
    svg('path', { class: 'line', d: curve, 'stroke-width': width.toFixed(1) }),
    svg('path', { class: 'head', d: arrowHead(end, tip, head * 0.5) }),
  );
}

/**
 * @param {{ readonly x: number, readonly y: number }} from
 * @param {{ readonly x: number, readonly y: number }} to
 * @param {number} distance
 */
function towards(from, to, distance) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: Math.round((from.x + ((to.x - from.x) / length) * distance) * 10) / 10,
    y: Math.round((from.y + ((to.y - from.y) / length) * distance) * 10) / 10,
  };
}

/**
 * @param {{ readonly x: number, readonly y: number }} base
 * @param {{ readonly x: number, readonly y: number }} tip
 * @param {number} half
 */
function arrowHead(base, tip, half) {
  const length = Math.hypot(tip.x - base.x, tip.y - base.y) || 1;
  const [x, y] = [((tip.y - base.y) / length) * half, (-(tip.x - base.x) / length) * half];
  const point = (/** @type {number} */ a, /** @type {number} */ b) =>
    `${a.toFixed(1)} ${b.toFixed(1)}`;
  return `M${point(tip.x, tip.y)}L${point(base.x + x, base.y + y)}L${point(base.x - x, base.y - y)}Z`;
}
