/** What the map says to those who do not see it, and below itself to those who do. */
import { plural } from './wording.js';

/** @import { Arrow } from './choose-edges.js' */
/** @import { ReportMap } from './read-report.js' */

/** @param {ReportMap} map @param {Arrow} arrow */
export function sayArrow({ nodes }, { from, to, weight, counts, remedy }) {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const what =
    remedy === null
      ? plural(weight, 'import')
      : `${plural(weight, 'crossing')}: ${parts.join(', ')}`;
  return `${nodes[from]?.name} → ${nodes[to]?.name}, ${what}`;
}

/**
 * Gives each boundary its name for a screen reader, with how many it uses and is used by.
 *
 * @param {readonly SVGGElement[]} nodes
 * @param {readonly Arrow[]} arrows
 */
export function sayNodes(nodes, arrows) {
  const [out, into] = [nodes.map(() => 0), nodes.map(() => 0)];
  for (const { from, to } of arrows) {
    out[from] = (out[from] ?? 0) + 1;
    into[to] = (into[to] ?? 0) + 1;
  }
  for (const [at, node] of nodes.entries()) {
    const about = node.dataset['about'];
    node.setAttribute('aria-label', `${about}, uses ${out[at]}, used by ${into[at]}`);
  }
}
