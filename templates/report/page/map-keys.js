/** @import { ReportMap } from './read-report.js' */

/** @type {Readonly<Record<string, readonly [x: number, y: number]>>} */
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The nearest node in the direction of an arrow key; what lies straight ahead counts as nearer.
 *
 * @param {ReportMap} map
 * @param {number} at
 * @param {string} key
 * @returns {number | null}
 */
export function nodeTowards(map, at, key) {
  const direction = DIRECTIONS[key];
  const here = map.nodes[at];
  if (!direction || !here) return null;
  let best = null;
  let least = Infinity;
  for (const [index, { x, y }] of map.nodes.entries()) {
    const ahead = (x - here.x) * direction[0] + (y - here.y) * direction[1];
    const aside = Math.abs((x - here.x) * direction[1]) + Math.abs((y - here.y) * direction[0]);
    if (index === at || ahead <= 0) continue;
    const distance = ahead + 2.5 * aside;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
