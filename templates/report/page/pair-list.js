import { h } from './element.js';
import { remedyMark } from './parts.js';
import { createVirtualList } from './virtual-list.js';
import { plural, REMEDIES } from './wording.js';

/** @import { Arrow } from './choose-edges.js' */
/** @import { Report, ReportMap } from './read-report.js' */

/**
 * The arrows as a list: the same as the map says, for those who would rather read.
 *
 * @param {Report} report
 * @param {(edge: number, origin: Element) => void} open
 */
export function createPairList(report, open) {
  /** @type {readonly Arrow[]} */
  let sorted = [];
  let map = report.maps[0];
  const list = createVirtualList({
    label: 'Pairs of boundaries, the most work first',
    rowHeight: 32,
    rowsShown: 8,
    renderRow: (at) => {
      const arrow = sorted[at];
      if (!arrow || !map) return [];
      const marks = REMEDIES.flatMap((remedy) => {
        const count = arrow.counts[remedy];
        return count === undefined ? [] : [remedyMark(remedy, count)];
      });
      return [
        h(
          'span',
          { class: 'pair' },
          `${map.nodes[arrow.from]?.name} → ${map.nodes[arrow.to]?.name}`,
        ),
        h(
          'span',
          { class: 'grow marks' },
          marks.length > 0 ? marks : plural(arrow.weight, 'import'),
        ),
        h('span', { class: 'figure' }, arrow.cost > 0 ? `cost ${Math.round(arrow.cost)}` : ''),
      ];
    },
    open: (at, element) => open(sorted[at]?.at ?? -1, element),
  });
  return {
    element: list.element,
    /**
     * @param {ReportMap} next
     * @param {readonly Arrow[]} arrows
     */
    show: (next, arrows) => {
      map = next;
      sorted = [...arrows].sort((a, b) => b.cost - a.cost || b.weight - a.weight || a.at - b.at);
      list.reset(sorted.length);
    },
  };
}
