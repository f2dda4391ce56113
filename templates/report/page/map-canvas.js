/** The picture itself: arrows below, boundaries above, what is looked at in front of both. */
import { drawArrow } from './draw-arrow.js';
import { drawNode } from './draw-node.js';
import { h, svg } from './element.js';
import { createCamera } from './map-camera.js';
import { nodeTowards } from './map-keys.js';
import { placeLabels } from './place-labels.js';
import { plural } from './wording.js';

/** @import { Arrow } from './choose-edges.js' */
/** @import { Report, ReportMap } from './read-report.js' */

/**
 * @typedef {{
 *   readonly openNode: (at: number, origin: Element) => void,
 *   readonly openEdge: (at: number, origin: Element) => void,
 *   readonly tell: (text: string) => void,
 * }} MapActions
 */

/**
 * @param {Report} report
 * @param {MapActions} actions
 */
export function createMapCanvas(report, actions) {
  const arrowsLayer = svg('g', { class: 'arrows' });
  const nodesLayer = svg('g', { class: 'nodes' });
  const focusLayer = svg('g', { class: 'arrows focus' });
  const canvas = svg(
    'svg',
    { class: 'canvas', role: 'group', 'aria-label': 'Map of boundaries; arrow keys go from one to the next' },
    arrowsLayer,
    focusLayer,
    nodesLayer,
  );
  /** @type {SVGGElement[]} */
  let bySize = [];
  /** @type {SVGGElement[]} */
  let nodes = [];
  /** @type {ReportMap} */
  let map = /** @type {any} */ (report.maps[0]);
  /** @type {readonly Arrow[]} */
  let all = [];
  let current = 0;
  let selected = -1;
  const camera = createCamera(canvas, (scale) => placeLabels(bySize, scale));

  canvas.addEventListener('pointerover', (event) => look(event.target));
  canvas.addEventListener('pointerleave', () => lookAt(selected));
  canvas.addEventListener('focusin', (event) => look(event.target));
  canvas.addEventListener('click', (event) => open(event.target));
  canvas.addEventListener('keydown', press);

  return { element: canvas, camera, show, select };

  /**
   * @param {ReportMap} next
   * @param {readonly Arrow[]} arrows everything that may be looked at
   * @param {readonly Arrow[]} drawn what is drawn without looking
   */
  function show(next, arrows, drawn) {
    const changed = map !== next || nodes.length === 0;
    map = next;
    all = arrows;
    const heaviest = all[0]?.weight ?? 1;
    arrowsLayer.replaceChildren(...drawn.map((arrow) => drawArrow(map, arrow, heaviest, sayArrow(arrow))));
    nodes = map.nodes.map((_, at) => drawNode(report, map, at, sayNeighbours(at)));
    nodesLayer.replaceChildren(...nodes);
    bySize = nodes
      .map((node, at) => ({ node, files: map.nodes[at]?.files.length ?? 0 }))
      .sort((a, b) => b.files - a.files)
      .map(({ node }) => node);
    if (changed) current = Math.max(0, nodes.indexOf(/** @type {any} */ (bySize[0])));
    nodes[current]?.setAttribute('tabindex', '0');
    if (changed) selected = -1;
    camera.open(map);
    lookAt(selected);
  }

  /** What the inspector shows; null for nothing. @param {string | null} id */
  function select(id) {
    selected = id === null ? -1 : map.nodes.findIndex((node) => node.id === id);
    lookAt(selected);
  }

  /** @param {EventTarget | null} target */
  function look(target) {
    const { node, edge } = hit(target);
    if (node !== null) lookAt(node);
    else if (edge !== null) lookAtArrow(edge);
    else lookAt(selected);
  }

  /** Shows every arrow of one boundary, drawn or not, and steps back from the rest. @param {number} at */
  function lookAt(at) {
    canvas.classList.toggle('looking', at >= 0);
    const near = all.filter((arrow) => arrow.from === at || arrow.to === at);
    const heaviest = all[0]?.weight ?? 1;
    focusLayer.replaceChildren(...near.map((arrow) => drawArrow(map, arrow, heaviest, sayArrow(arrow))));
    const ends = new Set([at, ...near.flatMap((arrow) => [arrow.from, arrow.to])]);
    for (const [index, node] of nodes.entries()) {
      node.classList.toggle('near', at >= 0 && ends.has(index));
      node.classList.toggle('at', index === at);
    }
    actions.tell(at >= 0 ? (nodes[at]?.getAttribute('aria-label') ?? '') : '');
  }

  /** @param {number} at */
  function lookAtArrow(at) {
    const arrow = all.find((one) => one.at === at);
    if (!arrow) return;
    for (const [index, node] of nodes.entries())
      node.classList.toggle('near', index === arrow.from || index === arrow.to);
    actions.tell(sayArrow(arrow));
  }

  /** @param {EventTarget | null} target */
  function open(target) {
    const { node, edge } = hit(target);
    if (node !== null) {
      moveTo(node);
      actions.openNode(node, /** @type {Element} */ (nodes[node]));
    } else if (edge !== null) actions.openEdge(edge, /** @type {Element} */ (nodes[current] ?? canvas));
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const next = nodeTowards(map, current, event.key);
    if (next !== null) moveTo(next);
    else if (event.key === 'Enter' || event.key === ' ') open(nodes[current] ?? null);
    else if (event.key === '+' || event.key === '=') camera.closer();
    else if (event.key === '-') camera.farther();
    else if (event.key === '0') camera.fit();
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
  }

  /** @param {number} at */
  function moveTo(at) {
    nodes[current]?.setAttribute('tabindex', '-1');
    current = at;
    const node = nodes[current];
    const place = map.nodes[current];
    if (place) camera.reveal(place);
    node?.setAttribute('tabindex', '0');
    node?.focus({ preventScroll: true });
  }

  /** @param {Arrow} arrow */
  function sayArrow({ from, to, weight, counts, remedy }) {
    const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
    const what = remedy === null ? plural(weight, 'import') : `${plural(weight, 'crossing')}: ${parts.join(', ')}`;
    return `${map.nodes[from]?.name} → ${map.nodes[to]?.name}, ${what}`;
  }

  /** @param {number} at */
  function sayNeighbours(at) {
    const out = all.filter((arrow) => arrow.from === at).length;
    const into = all.filter((arrow) => arrow.to === at).length;
    return `uses ${out}, used by ${into}`;
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {{ readonly node: number | null, readonly edge: number | null }}
 */
function hit(target) {
  const element = target instanceof Element ? target.closest('[data-node], [data-edge]') : null;
  const read = (/** @type {string} */ name) => {
    const value = element?.getAttribute(name);
    return value === null || value === undefined ? null : Number(value);
  };
  return { node: read('data-node'), edge: read('data-edge') };
}

/** Buttons for those who do not know the keys. @param {ReturnType<typeof createCamera>} camera */
export function cameraButtons(camera) {
  const button = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {() => void} */ act) =>
    h('button', { type: 'button', class: 'tool', 'aria-label': label, title: label, onclick: act }, sign);
  return h(
    'div',
    { class: 'camera' },
    button('+', 'Larger', camera.closer),
    button('−', 'Smaller', camera.farther),
    button('Fit', 'Show the whole map', camera.fit),
  );
}
