import { h, svg } from './element.js';

/**
 * The members of a cycle in a circle, with the arrows between them; those to cut are dashed and marked.
 *
 * @param {readonly string[]} labels
 * @param {readonly { readonly from: number, readonly to: number, readonly cut: boolean }[]} arrows
 */
export function ringDiagram(labels, arrows) {
  const radius = Math.max(70, labels.length * 11);
  const [width, height] = [radius * 2 + 300, radius * 2 + 60];
  const points = labels.map((_, at) => {
    const angle = (2 * Math.PI * at) / labels.length - Math.PI / 2;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  const cut = arrows.filter((arrow) => arrow.cut).length;
  return h(
    'figure',
    { class: 'ring' },
    svg(
      'svg',
      {
        viewBox: `${-width / 2} ${-height / 2} ${width} ${height}`,
        role: 'img',
        'aria-label': `${labels.length} members in a circle, ${arrows.length} arrows, ${cut} of them to cut`,
      },
      [...arrows]
        .sort((a, b) => Number(a.cut) - Number(b.cut))
        .map((arrow) => drawArc(points, arrow)),
      labels.map((label, at) => drawMember(label, points[at] ?? { x: 0, y: 0 })),
    ),
  );
}

/** @typedef {{ readonly x: number, readonly y: number }} Point */

/**
 * @param {readonly Point[]} points
 * @param {{ readonly from: number, readonly to: number, readonly cut: boolean }} arrow
 */
function drawArc(points, { from, to, cut }) {
  const [a, b] = [points[from] ?? { x: 0, y: 0 }, points[to] ?? { x: 0, y: 0 }];
  // Bent towards the middle, and aside, so that there and back are two lines.
  const bend = {
    x: (a.x + b.x) * 0.3 + (b.y - a.y) * 0.09,
    y: (a.y + b.y) * 0.3 - (b.x - a.x) * 0.09,
  };
  const length = Math.hypot(b.x - bend.x, b.y - bend.y) || 1;
  const [ux, uy] = [(b.x - bend.x) / length, (b.y - bend.y) / length];
  const tip = { x: b.x - ux * 7, y: b.y - uy * 7 };
  const base = { x: tip.x - ux * 8, y: tip.y - uy * 8 };
  const at = (/** @type {number} */ x, /** @type {number} */ y) =>
    `${x.toFixed(1)} ${y.toFixed(1)}`;
  return svg(
    'g',
    { class: cut ? 'arc cut' : 'arc' },
    svg('path', {
      class: 'line',
      d: `M${at(a.x, a.y)}Q${at(bend.x, bend.y)} ${at(base.x, base.y)}`,
    }),
    svg('path', {
      class: 'head',
      d: `M${at(tip.x, tip.y)}L${at(base.x - uy * 3.5, base.y + ux * 3.5)}L${at(base.x + uy * 3.5, base.y - ux * 3.5)}Z`,
    }),
  );
}

const LONGEST = 26;

/**
 * @param {string} label
 * @param {Point} point
 */
function drawMember(label, { x, y }) {
  const right = x > 1;
  const middle = Math.abs(x) <= 1;
  const shown = label.length > LONGEST ? `…${label.slice(1 - LONGEST)}` : label;
  return svg(
    'g',
    { class: 'member' },
    svg('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: 4.5 }),
    svg(
      'text',
      {
        x: (x + (middle ? 0 : right ? 10 : -10)).toFixed(1),
        y: (y + (middle ? (y < 0 ? -11 : 20) : 4)).toFixed(1),
        'text-anchor': middle ? 'middle' : right ? 'start' : 'end',
      },
      svg('title', {}, label),
      shown,
    ),
  );
}
