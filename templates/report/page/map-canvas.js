/** The picture itself: arrows below, boundaries above, what is looked at in front of both. */
import { drawArrow } from './draw-arrow.js';
import { drawNode } from './draw-node.js';
import { svg } from './element.js';
import { createCamera } from './map-camera.js';
import { nodeTowards } from './map-keys.js';
import { sayArrow, sayNodes } from './map-words.js';
import { placeLabels } from './place-labels.js';

/** @import { Arrow } from './choose-edges.js' */
/** @import { Label } from './place-labels.js' */
/** @import { Report, ReportMap } from './read-report.js' */

/**
 * @typedef {{
 *   readonly openNode: (at: number, origin: Element) => void,
 *   readonly openEdge: (at: number, origin: Element) => void,
 *   readonly tell: (text: string) => void,
 * }} MapActions
 *
 * @typedef {{
 *   readonly report: Report,
 *   readonly actions: MapActions,
 *   readonly canvas: SVGSVGElement,
 *   readonly arrows: SVGGElement,
 *   readonly focus: SVGGElement,
 *   readonly boxes: SVGGElement,
 *   map: ReportMap,
 *   all: readonly Arrow[],
 *   nodes: readonly SVGGElement[],
 *   labels: readonly Label[],
 *   unit: number,
 *   scale: number,
 *   current: number,
 *   selected: readonly [at: number, to?: number],
 * }} MapState
 */

/** Below this many pixels per unit the figures in the circles cannot be read. */
const FAR = 0.62;
/** @type {MapState['selected']} */
const NONE = [-1];
const LABEL = 'Map of boundaries; arrow keys go from one to the next';

/**
 * @param {Report} report
 * @param {ReportMap} map shown first
 * @param {MapActions} actions
 */
export function createMapCanvas(report, map, actions) {
  const [arrows, focus, boxes] = ['arrows', 'arrows focus', 'nodes'].map((name) =>
    svg('g', { class: name }),
  );
  const about = { class: 'canvas', role: 'group', 'aria-label': LABEL };
  const canvas = svg('svg', about, arrows, focus, boxes);
  const state = /** @type {MapState} */ ({
    report,
    actions,
    canvas,
    arrows,
    focus,
    boxes,
    map,
    all: [],
    nodes: [],
    labels: [],
    unit: 1,
    scale: 1,
    current: 0,
    selected: NONE,
  });
  const camera = createCamera(canvas, (scale) => {
    state.scale = scale;
    canvas.classList.toggle('far', scale < FAR);
    lookAt(state, state.selected);
  });
  listen(state, camera);
  return {
    element: canvas,
    camera,
    /**
     * @param {ReportMap} next
     * @param {readonly Arrow[]} all everything that may be looked at
     * @param {readonly Arrow[]} drawn what is drawn without looking
     */
    show: (next, all, drawn) => {
      state.all = all;
      if (state.map !== next || state.nodes.length === 0) showAnother(state, camera, next);
      sayNodes(state.nodes, state.all);
      state.arrows.replaceChildren(...drawn.map((arrow) => draw(state, arrow)));
      lookAt(state, state.selected);
    },
    /** What the inspector shows: nothing, a boundary, or one with the other it uses. @param {readonly string[]} ids */
    select: (ids) => {
      const [at = -1, to] = ids.map((id) => state.map.nodes.findIndex((node) => node.id === id));
      state.selected = to === undefined ? [at] : [at, to];
      lookAt(state, state.selected);
    },
  };
}

/** @typedef {ReturnType<typeof createCamera>} Camera */

/** @param {MapState} state @param {Camera} camera */
function listen(state, camera) {
  const { canvas } = state;
  canvas.addEventListener('pointerover', (event) => look(state, event.target));
  canvas.addEventListener('pointerleave', () => lookAt(state, state.selected));
  canvas.addEventListener('focusin', (event) => look(state, event.target));
  canvas.addEventListener('focusout', () => lookAt(state, state.selected));
  canvas.addEventListener('click', (event) => open(state, camera, event.target));
  canvas.addEventListener('keydown', (event) => press(state, camera, event));
}

/** @param {MapState} state @param {Camera} camera @param {ReportMap} map */
function showAnother(state, camera, map) {
  Object.assign(state, { map, selected: NONE });
  drawNodes(state);
  // Strokes keep their width on the screen, however large the map; up to a point.
  state.unit = Math.min(2.4, Math.max(1, 1 / camera.open(map)));
}

/** @param {MapState} state */
function drawNodes(state) {
  const { report, map, boxes } = state;
  const filesOf = (/** @type {number} */ at) => map.nodes[at]?.files.length ?? 0;
  state.nodes = map.nodes.map((_, at) => drawNode(report, map, at));
  const order = state.nodes.map((_, at) => at).sort((a, b) => filesOf(b) - filesOf(a) || a - b);
  state.labels = order.map((at) => labelOf(map, at, /** @type {SVGGElement} */ (state.nodes[at])));
  state.current = order[0] ?? 0;
  state.nodes[state.current]?.setAttribute('tabindex', '0');
  boxes.replaceChildren(...state.nodes);
}

/** @param {ReportMap} map @param {number} at @param {SVGGElement} node @returns {Label} */
function labelOf(map, at, node) {
  const { x, y, radius } = map.nodes[at] ?? { x: 0, y: 0, radius: 0 };
  const text = /** @type {SVGTextElement} */ (node.lastElementChild);
  return { node, text, length: text.textContent?.length ?? 0, x, y, radius };
}

/** @param {MapState} state @param {Arrow} arrow */
const draw = (state, arrow) =>
  drawArrow(state.map, arrow, {
    heaviest: state.all[0]?.weight ?? 1,
    unit: state.unit,
    label: sayArrow(state.map, arrow),
  });

/** @param {MapState} state @param {EventTarget | null} target */
function look(state, target) {
  const { node, edge } = hit(target);
  if (node !== null) lookAt(state, [node]);
  else if (edge !== null) lookAtArrow(state, edge);
  else lookAt(state, state.selected);
}

/**
 * Shows every arrow of one boundary, drawn before or not, or the one to another; and steps back from the rest.
 *
 * @param {MapState} state
 * @param {MapState['selected']} selected
 */
function lookAt(state, [at, to]) {
  const near = state.all.filter((arrow) =>
    to === undefined ? arrow.from === at || arrow.to === at : arrow.from === at && arrow.to === to,
  );
  state.canvas.classList.toggle('looking', at >= 0);
  state.focus.replaceChildren(...near.map((arrow) => draw(state, arrow)));
  const ends = new Set([at, ...near.flatMap((arrow) => [arrow.from, arrow.to])]);
  for (const [index, node] of state.nodes.entries()) {
    node.classList.toggle('near', at >= 0 && ends.has(index));
    node.classList.toggle('at', index === at);
  }
  const isFirst = (/** @type {Label} */ { node }) => node.classList.contains('near');
  const [first, rest] = [state.labels.filter(isFirst), state.labels.filter((one) => !isFirst(one))];
  const { width, height } = state.map;
  placeLabels(first, rest, { scale: state.scale, width, height });
  const [arrow] = to === undefined ? [] : near;
  state.actions.tell(
    arrow ? sayArrow(state.map, arrow) : (state.nodes[at]?.getAttribute('aria-label') ?? ''),
  );
}

/** @param {MapState} state @param {number} at */
function lookAtArrow(state, at) {
  const arrow = state.all.find((one) => one.at === at);
  if (!arrow) return;
  for (const [index, node] of state.nodes.entries())
    if (index === arrow.from || index === arrow.to) node.classList.add('near');
  state.actions.tell(sayArrow(state.map, arrow));
}

/** @param {MapState} state @param {Camera} camera @param {EventTarget | null} target */
function open(state, camera, target) {
  const { node, edge } = hit(target);
  const origin = state.nodes[node ?? state.current] ?? state.canvas;
  if (node !== null) {
    moveTo(state, camera, node);
    state.actions.openNode(node, origin);
  } else if (edge !== null) state.actions.openEdge(edge, origin);
}

/** @param {MapState} state @param {Camera} camera @param {KeyboardEvent} event */
function press(state, camera, event) {
  const { key } = event;
  const next = nodeTowards(state.map, state.current, key);
  if (next !== null) moveTo(state, camera, next);
  else if (key === 'Enter' || key === ' ') open(state, camera, state.nodes[state.current] ?? null);
  else if (key === '+' || key === '=') camera.closer();
  else if (key === '-') camera.farther();
  else if (key === '0') camera.fit();
  else if (!key.startsWith('Arrow')) return;
  event.preventDefault();
}

/** @param {MapState} state @param {Camera} camera @param {number} at */
function moveTo(state, camera, at) {
  state.nodes[state.current]?.setAttribute('tabindex', '-1');
  state.current = at;
  const place = state.map.nodes[at];
  if (place) camera.reveal(place);
  state.nodes[at]?.setAttribute('tabindex', '0');
  state.nodes[at]?.focus({ preventScroll: true });
}

/**
 * @param {EventTarget | null} target
 * @returns {{ readonly node: number | null, readonly edge: number | null }}
 */
function hit(target) {
  const element = target instanceof Element ? target.closest('[data-node], [data-edge]') : null;
  const read = (/** @type {string} */ name) => {
    const value = element?.getAttribute(name) ?? null;
    return value === null ? null : Number(value);
  };
  return { node: read('data-node'), edge: read('data-edge') };
}
