/** Which arrows are drawn: a picture of everything shows nothing. */
import { LASTING_REMEDIES, REMEDIES } from './wording.js';

/** @import { Report, ReportMap } from './read-report.js' */

/**
 * @typedef {{
 *   readonly at: number,
 *   readonly from: number,
 *   readonly to: number,
 *   readonly weight: number,
 *   readonly cost: number,
 *   readonly remedy: string | null,
 *   readonly counts: Readonly<Record<string, number>>,
 * }} Arrow
 *
 * @typedef {{ readonly after: boolean, readonly hidden: ReadonlySet<string> }} EdgeFilter
 */

/**
 * The arrows of a map under a filter, heaviest first.
 *
 * @param {Report} report
 * @param {ReportMap} map
 * @param {EdgeFilter} filter
 * @returns {readonly Arrow[]}
 */
export function arrowsOf(report, map, { after, hidden }) {
  /** @type {Arrow[]} */
  const arrows = [];
  for (const [at, { from, to, crossings, imports }] of map.edges.entries()) {
    /** @type {Record<string, number>} */
    const counts = {};
    /** @type {Record<string, number>} */
    const costs = {};
    let weight = after || hidden.has('none') ? 0 : imports;
    let cost = 0;
    for (const index of crossings) {
      const crossing = report.crossings[index];
      if (!crossing || hidden.has(crossing.remedy)) continue;
      if (after && !LASTING_REMEDIES.has(crossing.remedy)) continue;
      counts[crossing.remedy] = (counts[crossing.remedy] ?? 0) + 1;
      costs[crossing.remedy] = (costs[crossing.remedy] ?? 0) + crossing.cost;
      cost += crossing.cost;
      weight += 1;
    }
    if (weight > 0) arrows.push({ at, from, to, weight, cost, counts, remedy: costliest(costs) });
  }
  return arrows.sort((a, b) => b.weight - a.weight || a.at - b.at);
}

/**
 * The remedy that most of the work goes into gives the arrow its colour.
 *
 * @param {Readonly<Record<string, number>>} costs
 * @returns {string | null}
 */
function costliest(costs) {
  /** @type {string | null} */
  let best = null;
  for (const remedy of REMEDIES)
    if ((costs[remedy] ?? 0) > (best === null ? 0 : (costs[best] ?? 0))) best = remedy;
  return best;
}

/**
 * The strongest arrows, and the two strongest of each boundary, so that none looks alone that is not.
 *
 * @param {readonly Arrow[]} arrows heaviest first
 * @param {number} nodes
 * @returns {readonly Arrow[]}
 */
export function strongestArrows(arrows, nodes) {
  const room = Math.max(40, Math.min(120, nodes * 2));
  /** @type {Map<number, number>} */
  const taken = new Map();
  return arrows.filter((arrow, rank) => {
    const first = taken.get(arrow.from) ?? 0;
    const second = taken.get(arrow.to) ?? 0;
    if (rank >= room && first >= 2 && second >= 2) return false;
    taken.set(arrow.from, first + 1);
    taken.set(arrow.to, second + 1);
    return rank < room || first === 0 || second === 0;
  });
}
