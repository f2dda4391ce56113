import { arrowsOf, strongestArrows } from './choose-edges.js';
import { choice } from './choice.js';
import { announce, bodyOf, h } from './element.js';
import { cameraButtons } from './map-camera.js';
import { createMapCanvas } from './map-canvas.js';
import { createPairList } from './pair-list.js';
import { remedyLegend, shapeLegend } from './map-legend.js';
import { restLinks } from './view-rest.js';
import { LEVELS, plural } from './wording.js';

/** @import { Context, Subject } from './context.d.ts' */
/** @import { ReportMap } from './read-report.js' */

/**
 * @param {Context} context
 * @returns {{ select: (subject: Subject | null) => void }}
 */
export function renderMapSection(context) {
  const { report } = context;
  const chosen = report.maps.find((map) => map.chosen) ?? report.maps[0];
  if (!chosen) return { select: () => undefined };
  const state = { map: chosen, after: false, everything: false, hidden: new Set() };
  const readout = h('p', { class: 'readout', 'aria-hidden': true });
  const canvas = createMapCanvas(report, chosen, {
    openNode: (at, origin) => context.show(subjectOf(state.map, at), origin),
    openEdge: (at, origin) => context.show(pairOf(state.map, at), origin),
    tell: (text) => {
      readout.textContent = text || hintFor(state.map);
    },
  });
  const pairs = createPairList(report, (at, origin) => context.show(pairOf(state.map, at), origin));
  const legend = h('div', { class: 'legend' });
  const time = timeChoice(chosen, (after) => set({ after }));
  const drawn = createDrawnLine(context, () => set({ everything: !state.everything }));
  bodyOf('map').replaceChildren(
    h(
      'div',
      { class: 'toolbar' },
      levelChoice(report.maps, chosen, (map) => set({ map })),
      time,
    ),
    h('div', { class: 'map-frame' }, canvas.element, cameraButtons(canvas.camera), readout),
    legend,
    drawn.element,
    h('h3', {}, 'Every pair, the most work first'),
    pairs.element,
  );
  set({});
  return { select: (subject) => canvas.select(selectedNodes(state.map, subject)) };

  /** @param {Partial<typeof state>} change */
  function set(change) {
    Object.assign(state, change);
    const { map, everything, hidden } = state;
    // Modules have no remedies yet: there is nothing after them.
    const after = state.after && map.level !== 'modules';
    time?.toggleAttribute('hidden', map.level === 'modules');
    const arrows = arrowsOf(report, map, { after, hidden });
    const some = everything ? arrows : strongestArrows(arrows, map.nodes.length);
    canvas.show(map, arrows, some);
    pairs.show(map, arrows);
    legend.replaceChildren(
      shapeLegend(map),
      remedyLegend(report, map, hidden, () => set({})),
    );
    drawn.show(map, { some: some.length, all: arrows.length, everything });
  }
}

/**
 * How much of the whole is drawn, and what is in no boundary.
 *
 * @param {Context} context
 * @param {() => void} toggle
 */
function createDrawnLine(context, toggle) {
  const text = h('p', { class: 'hint' });
  const button = h('button', { type: 'button', class: 'link', onclick: toggle });
  return {
    element: h('div', { class: 'drawn' }, text, button, restLinks(context)),
    /**
     * @param {ReportMap} map
     * @param {{ readonly some: number, readonly all: number, readonly everything: boolean }} drawn
     */
    show: ({ level, nodes }, { some, all, everything }) => {
      const [noun, many] = level === 'modules' ? ['module', 'modules'] : ['boundary', 'boundaries'];
      const said = `${plural(nodes.length, noun, many)}, ${some} of ${plural(all, 'arrow')} drawn`;
      text.textContent = `${said}. `;
      announce(said);
      button.hidden = !everything && some === all;
      button.textContent = everything ? 'Draw the strongest only' : 'Draw all of them';
    },
  };
}

/** @param {ReportMap} map */
const hintFor = (map) =>
  map.level === 'modules'
    ? 'Modules as they are today, tied by imports. Point at one to see what it touches.'
    : 'Point at a boundary to see what it touches; click it, or an arrow, for the code behind it.';

/**
 * @param {readonly ReportMap[]} maps
 * @param {ReportMap} chosen
 * @param {(map: ReportMap) => void} onChange
 */
function levelChoice(maps, chosen, onChange) {
  if (maps.length < 2) return null;
  const options = maps.map(({ level, chosen: suggested, nodes }) => ({
    value: level,
    label: `${LEVELS[level]} (${nodes.length})${suggested ? ' ✓' : ''}`,
    hint: suggested ? 'The plan this report is about' : '',
  }));
  return choice('Level of the plan', options, chosen.level, (value) => {
    const map = maps.find(({ level }) => level === value);
    if (map) onChange(map);
  });
}

/**
 * @param {ReportMap} chosen
 * @param {(after: boolean) => void} onChange
 */
function timeChoice(chosen, onChange) {
  if (chosen.level === 'modules') return null;
  const options = [
    { value: 'before', label: 'Every crossing' },
    {
      value: 'after',
      label: 'After the remedies',
      hint: 'What still goes from service to service: calls, events, copies',
    },
  ];
  return choice('What is drawn', options, 'before', (value) => onChange(value === 'after'));
}

/**
 * @param {ReportMap} map
 * @param {number} at
 * @returns {Subject}
 */
function subjectOf(map, at) {
  const id = map.nodes[at]?.id ?? '';
  return map.chosen && map.level !== 'modules'
    ? { kind: 'boundary', id }
    : { kind: 'group', level: map.level, id };
}

/**
 * @param {ReportMap} map
 * @param {number} at
 * @returns {Subject}
 */
function pairOf(map, at) {
  const edge = map.edges[at];
  const idOf = (/** @type {number | undefined} */ node) => map.nodes[node ?? -1]?.id ?? '';
  return { kind: 'pair', level: map.level, from: idOf(edge?.from), to: idOf(edge?.to) };
}

/**
 * @param {ReportMap} map
 * @param {Subject | null} subject
 * @returns {readonly string[]}
 */
function selectedNodes(map, subject) {
  if (subject?.kind === 'boundary') return map.chosen ? [subject.id] : [];
  if (subject?.kind === 'group') return subject.level === map.level ? [subject.id] : [];
  if (subject?.kind === 'pair')
    return subject.level === map.level ? [subject.from, subject.to] : [];
  return [];
}
