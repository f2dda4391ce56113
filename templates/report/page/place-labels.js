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
 *
 * @typedef {{ readonly x: number, readonly y: number, readonly box: Box }} Spot
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
 * @param {{ readonly scale: number, readonly width: number, readonly height: number }} canvas
 *   screen pixels per unit of the map, and its size, beyond which nothing is written
 */
export function placeLabels(first, rest, { scale, width, height }) {
  const size = Math.min(15, Math.max(11, 12 * scale)) / scale;
  /** @type {Box[]} */
  const taken = [];
  for (const group of [first, rest]) {
    taken.push(...group.map(circle));
    for (const label of group) {
      const own = circle(label);
      const spots = spotsOf(label, size);
      const isFree = (/** @type {Spot} */ { box }) =>
        box.x >= 0 &&
        box.right <= width &&
        box.bottom <= height &&
        taken.every((other) => apart(box, other) || same(own, other));
      const spot = spots.find(isFree);
      label.node.classList.toggle('crowded', spot === undefined);
      if (spot) taken.push(spot.box);
      write(label.text, spot ?? spots[0], size);
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

/**
 * Below the circle, where one looks first; else above, at its right, at its left.
 *
 * @param {Label} label
 * @param {number} size
 * @returns {readonly Spot[]}
 */
function spotsOf({ x, y, radius, length }, size) {
  const half = (length * size * LETTER) / 2;
  const [upright, aside] = [radius + 4 + size * 0.6, radius + 5 + half];
  const offsets = [
    { x: 0, y: upright },
    { x: 0, y: -upright },
    { x: aside, y: 0 },
    { x: -aside, y: 0 },
  ];
  return offsets.map((offset) => ({
    x: offset.x,
    y: offset.y,
    box: {
      x: x + offset.x - half,
      y: y + offset.y - size * 0.6,
      right: x + offset.x + half,
      bottom: y + offset.y + size * 0.6,
    },
  }));
}

/** @param {SVGTextElement} text @param {Spot | undefined} spot @param {number} size */
function write(text, spot, size) {
  text.style.fontSize = `${size}px`;
  text.setAttribute('x', String(spot?.x ?? 0));
  // The foot of the letters is a third of their height below their middle.
  text.setAttribute('y', String((spot?.y ?? 0) + size * 0.34));
}

/** @param {Box} a @param {Box} b */
const apart = (a, b) => a.x > b.right || a.right < b.x || a.y > b.bottom || a.bottom < b.y;

/** @param {Box} a @param {Box} b */
const same = (a, b) => a.x === b.x && a.y === b.y && a.right === b.right && a.bottom === b.bottom;
