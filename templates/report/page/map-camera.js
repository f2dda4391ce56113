/** Which part of the map is on the screen: drag, buttons, keys, and the wheel with Ctrl as in a browser. */

import { h } from './element.js';

/** @import { ReportMap } from './read-report.js' */

const CLOSEST = 4;
const STEP = 1.35;

/**
 * @param {SVGSVGElement} canvas
 * @param {(scale: number) => void} onScale told when the scale has changed
 */
export function createCamera(canvas, onScale) {
  /** The part that is shown, in units of the map. */
  const view = { x: 0, y: 0, width: 1, height: 1 };
  const size = { width: 1, height: 1 };
  let scaleTold = 0;

  function apply() {
    canvas.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
    const now = scale();
    if (Math.abs(now - scaleTold) < 0.001) return;
    scaleTold = now;
    onScale(now);
  }

  /** Screen pixels per unit; the picture is fitted by its tighter side. */
  function scale() {
    const { width, height } = canvas.getBoundingClientRect();
    return Math.min(width / view.width, height / view.height) || 1;
  }

  /**
   * @param {number} factor above 1 comes closer
   * @param {{ readonly x: number, readonly y: number }} [about] point that stays where it is
   */
  function zoom(factor, about = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
    const least = Math.min(size.width, 1200) / CLOSEST / 2;
    const width = Math.min(Math.max(view.width / factor, least), size.width * 1.5);
    const share = width / view.width;
    view.x = about.x - (about.x - view.x) * share;
    view.y = about.y - (about.y - view.y) * share;
    view.width *= share;
    view.height *= share;
    apply();
  }

  function fit() {
    Object.assign(view, { x: 0, y: 0 }, size);
    apply();
  }

  /** @param {{ readonly clientX: number, readonly clientY: number }} event */
  function pointAt({ clientX, clientY }) {
    const matrix = canvas.getScreenCTM()?.inverse();
    return matrix ? new DOMPoint(clientX, clientY).matrixTransform(matrix) : { x: 0, y: 0 };
  }

  canvas.addEventListener(
    'wheel',
    (event) => {
      // Without Ctrl the wheel scrolls the page, as everywhere else on it.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, pointAt(event));
    },
    { passive: false },
  );
  letDrag(canvas, (dx, dy) => {
    const perPixel = 1 / scale();
    view.x -= dx * perPixel;
    view.y -= dy * perPixel;
    apply();
  });
  new ResizeObserver(() => apply()).observe(canvas);

  return {
    fit,
    closer: () => zoom(STEP),
    farther: () => zoom(1 / STEP),
    /** Shows all of a map. @param {ReportMap} map @returns {number} screen pixels per unit */
    open: (map) => {
      Object.assign(size, { width: map.width, height: map.height });
      scaleTold = 0;
      fit();
      return scale();
    },
    /** Brings a point into view, if it is not. @param {{ readonly x: number, readonly y: number }} point */
    reveal: ({ x, y }) => {
      const inside =
        x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
      if (inside) return;
      view.x = x - view.width / 2;
      view.y = y - view.height / 2;
      apply();
    },
  };
}

/**
 * @param {SVGSVGElement} canvas
 * @param {(dx: number, dy: number) => void} move
 */
function letDrag(canvas, move) {
  /** @type {{ x: number, y: number } | null} */
  let last = null;
  canvas.addEventListener('pointerdown', (event) => {
    if (
      event.button !== 0 ||
      (event.target instanceof Element && event.target.closest('[data-node], [data-edge]'))
    )
      return;
    last = { x: event.clientX, y: event.clientY };
    canvas.setPointerCapture(event.pointerId);
    canvas.classList.add('dragging');
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!last) return;
    move(event.clientX - last.x, event.clientY - last.y);
    last = { x: event.clientX, y: event.clientY };
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
    button('Fit', 'Show the whole map', camera.fit),
  );
}
