/**
 * @typedef {{
 *   readonly node: SVGGElement,
 *   readonly text: SVGTextElement,
 *   readonly length: number,
 *   readonly x: number,
 *   readonly y: number,
 *   readonly radius: number,
 * }} Label
 *
 * @typedef {{ readonly x: number, readonly y: number, readonly right: number, readonly bottom: number }} Box
 */

/** Width of a letter as a share of its height, taken rather too broad than too narrow. */
const LETTER = 0.56;

/**
 * Labels keep their size on the screen whatever the zoom. Where two would touch, or a label would lie
 * on a circle, the one that comes first keeps its own; those that are looked at come before all others
 * and need not mind them.
 *
 * @param {readonly Label[]} first
 * @param {readonly Label[]} rest
 * @param {number} scale screen pixels per unit of the map
 */
export function placeLabels(first, rest, scale) {
  const size = Math.min(15, Math.max(11, 12 * scale)) / scale;
  /** @type {Box[]} */
  const taken = [];
  for (const group of [first, rest]) {
    taken.push(...group.map(circle));
    for (const label of group) {
      label.text.style.fontSize = `${size}px`;
      label.text.setAttribute('y', String(label.radius + 4 + size));
      const own = circle(label);
      const box = below(label, size);
      const free = taken.every((other) => apart(box, other) || same(own, other));
      label.node.classList.toggle('crowded', !free);
      if (free) taken.push(box);
    }
  }
}

/** @param {Label} label @returns {Box} */
const circle = ({ x, y, radius }) => ({
  x: x - radius,
  y: y - radius,
  right: x + radius,
  bottom: y + radius,
});

/** @param {Label} label @param {number} size @returns {Box} */
function below({ x, y, radius, length }, size) {
  const half = (length * size * LETTER) / 2;
  return { x: x - half, y: y + radius + 4, right: x + half, bottom: y + radius + 4 + size * 1.25 };
}

/** @param {Box} a @param {Box} b */
const apart = (a, b) => a.x > b.right || a.right < b.x || a.y > b.bottom || a.bottom < b.y;

/** @param {Box} a @param {Box} b */
const same = (a, b) => a.x === b.x && a.y === b.y && a.right === b.right && a.bottom === b.bottom;
