/** Which part of the map is on the screen: drag, buttons, keys, and the wheel with Ctrl as in a browser. */
import { h } from './element.js';

/** @import { ReportMap } from './read-report.js' */

/**
 * @typedef {{
 *   readonly canvas: SVGSVGElement,
 *   readonly onScale: (scale: number) => void,
 *   readonly view: { x: number, y: number, width: number, height: number },
 *   readonly whole: { width: number, height: number },
 *   readonly screen: { width: number, height: number },
 *   told: number,
 * }} CameraState
 *   `view` is the part of the map that is shown, `whole` its size, both in units of the map; `screen`
 *   is the size in pixels, kept because to ask for it after every change lays the whole page out anew
 *
 * @typedef {{ readonly x: number, readonly y: number }} Point
 */

const CLOSEST = 4;
const STEP = 1.35;

/**
 * @param {SVGSVGElement} canvas
 * @param {(scale: number) => void} onScale told when the scale has changed
 */
export function createCamera(canvas, onScale) {
  /** @type {CameraState} */
  const state = {
    canvas,
    onScale,
    view: { x: 0, y: 0, width: 1, height: 1 },
    whole: { width: 1, height: 1 },
    screen: { width: 0, height: 0 },
    told: 0,
  };
  listen(state);
  return {
    fit: () => fit(state),
    closer: () => zoom(state, STEP),
    farther: () => zoom(state, 1 / STEP),
    /** Shows all of a map. @param {ReportMap} map @returns {number} screen pixels per unit */
    open: ({ width, height }) => {
      Object.assign(state.whole, { width, height });
      state.told = 0;
      fit(state);
      return scaleOf(state);
    },
    /** Brings a point into view, if it is not. @param {Point} point */
    reveal: ({ x, y }) => {
      const { view } = state;
      const across = x > view.x && x < view.x + view.width;
      if (across && y > view.y && y < view.y + view.height) return;
      Object.assign(view, { x: x - view.width / 2, y: y - view.height / 2 });
      apply(state);
    },
  };
}

/** @param {CameraState} state */
function listen(state) {
  const { canvas, view } = state;
  canvas.addEventListener(
    'wheel',
    (event) => {
      // Without Ctrl the wheel scrolls the page, as everywhere else on it.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(state, event.deltaY < 0 ? 1.15 : 1 / 1.15, pointAt(canvas, event));
    },
    { passive: false },
  );
  letDrag(canvas, (dx, dy) => {
    const scale = scaleOf(state);
    Object.assign(view, { x: view.x - dx / scale, y: view.y - dy / scale });
    apply(state);
  });
  new ResizeObserver(() => {
    measure(state);
    apply(state);
  }).observe(canvas);
}

/** @param {CameraState} state */
function apply(state) {
  const { canvas, view } = state;
  canvas.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  const scale = scaleOf(state);
  if (Math.abs(scale - state.told) < 0.001) return;
  state.told = scale;
  state.onScale(scale);
}

/** Screen pixels per unit; the picture is fitted by its tighter side. @param {CameraState} state */
function scaleOf(state) {
  const { view, screen } = state;
  if (screen.width === 0) measure(state);
  return Math.min(screen.width / view.width, screen.height / view.height) || 1;
}

/** @param {CameraState} state */
function measure({ canvas, screen }) {
  const { width, height } = canvas.getBoundingClientRect();
  Object.assign(screen, { width, height });
}

/**
 * @param {CameraState} state
 * @param {number} factor above 1 comes closer
 * @param {Point} [about] point that stays where it is; the middle if none is given
 */
function zoom(state, factor, about) {
  const { view, whole } = state;
  const fixed = about ?? { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const least = Math.min(whole.width, 1200) / CLOSEST / 2;
  const width = Math.min(Math.max(view.width / factor, least), whole.width * 1.5);
  const share = width / view.width;
  view.x = fixed.x - (fixed.x - view.x) * share;
  view.y = fixed.y - (fixed.y - view.y) * share;
  view.width *= share;
  view.height *= share;
  apply(state);
}

/** @param {CameraState} state */
function fit(state) {
  Object.assign(state.view, { x: 0, y: 0 }, state.whole);
  apply(state);
}

/** @param {SVGSVGElement} canvas @param {MouseEvent} event @returns {Point} */
function pointAt(canvas, { clientX, clientY }) {
  const matrix = canvas.getScreenCTM()?.inverse();
  return matrix ? new DOMPoint(clientX, clientY).matrixTransform(matrix) : { x: 0, y: 0 };
}

/**
 * @param {SVGSVGElement} canvas
 * @param {(dx: number, dy: number) => void} move
 */
function letDrag(canvas, move) {
  /** @type {Point | null} */
  let last = null;
  canvas.addEventListener('pointerdown', (event) => {
    const { target, button, pointerId, clientX, clientY } = event;
    if (button !== 0) return;
    if (target instanceof Element && target.closest('[data-node], [data-edge]')) return;
    last = { x: clientX, y: clientY };
    canvas.setPointerCapture(pointerId);
    canvas.classList.add('dragging');
  });
  canvas.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!last) return;
    move(clientX - last.x, clientY - last.y);
    last = { x: clientX, y: clientY };
  });
  const end = () => {
    last = null;
    canvas.classList.remove('dragging');
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
}

/** Buttons for those who do not know the keys. @param {ReturnType<typeof createCamera>} camera */
export function cameraButtons(camera) {
  const button = (
    /** @type {string} */ sign,
    /** @type {string} */ label,
    /** @type {() => void} */ act,
  ) =>
    h(
      'button',
      { type: 'button', class: 'tool', 'aria-label': label, title: label, onclick: act },
      sign,
    );
  return h(
    'div',
    { class: 'camera' },
    button('+', 'Larger', camera.closer),
    button('−', 'Smaller', camera.farther),
    button('Fit', 'Fit: show the whole map', camera.fit),
  );
}
