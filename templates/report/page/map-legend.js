import { h, svg } from './element.js';
import { remedyMark, verdictBadge } from './parts.js';
import { REMEDIES, REMEDY_MEANS, VERDICTS } from './wording.js';

/** @import { Report, ReportMap } from './read-report.js' */

/** @param {ReportMap} map */
export function shapeLegend(map) {
  const size = h('span', {}, 'size: files');
  if (!map.chosen || map.level === 'modules') return h('p', { class: 'shapes' }, size);
  return h(
    'p',
    { class: 'shapes' },
    Object.keys(VERDICTS).map((verdict) => verdictBadge(verdict)),
    size,
    h('span', {}, 'figure: place in the roadmap'),
    h(
      'span',
      {},
      svg(
        'svg',
        { viewBox: '0 0 12 12', class: 'shape', 'aria-hidden': true },
        svg('circle', { cx: 6, cy: 6, r: 4.4, class: 'dashed' }),
      ),
      'dashed: doubtful',
    ),
  );
}

/**
 * The remedies with their counts; each can be switched off.
 *
 * @param {Report} report
 * @param {ReportMap} map
 * @param {Set<string>} hidden changed by the buttons
 * @param {() => void} onChange
 */
export function remedyLegend(report, map, hidden, onChange) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { crossings } of map.edges)
    for (const at of crossings) {
      const remedy = report.crossings[at]?.remedy ?? '';
      counts.set(remedy, (counts.get(remedy) ?? 0) + 1);
    }
  const undecided = map.edges.reduce((sum, edge) => sum + edge.imports, 0);
  const known = REMEDIES.filter((remedy) => (counts.get(remedy) ?? 0) > 0);
  const items = [
    ...known.map((remedy) => ({
      remedy,
      count: counts.get(remedy) ?? 0,
      means: REMEDY_MEANS[remedy] ?? '',
    })),
    ...(undecided > 0
      ? [{ remedy: 'none', count: undecided, means: 'imports without a remedy at this level' }]
      : []),
  ];
  return h(
    'div',
    { class: 'remedies', role: 'group', 'aria-label': 'Remedies to show' },
    items.map(button),
  );

  /** @param {{ readonly remedy: string, readonly count: number, readonly means: string }} item */
  function button({ remedy, count, means }) {
    const toggle = () => {
      if (!hidden.delete(remedy)) hidden.add(remedy);
      onChange();
      // The legend was drawn anew: the focus stays on the button that was pressed.
      const again = document.querySelector(`.remedies [data-remedy="${remedy}"]`);
      if (again instanceof HTMLElement) again.focus();
    };
    return h(
      'button',
      {
        type: 'button',
        class: 'remedy-toggle',
        'data-remedy': remedy,
        'aria-pressed': hidden.has(remedy) ? 'false' : 'true',
        onclick: toggle,
      },
      remedyMark(remedy === 'none' ? 'import' : remedy, count),
      h('span', { class: 'means' }, means),
    );
  }
}
