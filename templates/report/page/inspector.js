/** The panel at the side: one subject at a time, with a way back. */
import { byId, h } from './element.js';
import { VIEWS } from './views.js';

/** @import { Report } from './read-report.js' */
/** @import { Context, Subject, View } from './context.d.ts' */

/**
 * @param {Report} report
 * @param {(subject: Subject | null) => void} onChange told what is shown now
 */
export function createInspector(report, onChange) {
  const panel = byId('inspector');
  /** @type {Subject[]} */
  const trail = [];
  /** @type {Element | null} */
  let opener = null;
  /** @type {Context} */
  const context = { report, show };
  return { show, close, isOpen: () => !panel.hidden };

  /**
   * @param {Subject} subject
   * @param {EventTarget | null} [origin]
   */
  function show(subject, origin) {
    if (panel.hidden) trail.length = 0;
    const inside = origin instanceof Node && panel.contains(origin);
    if (!inside) {
      trail.length = 0;
      opener = origin instanceof Element ? origin : document.activeElement;
    }
    trail.push(subject);
    draw();
  }

  function draw() {
    const subject = trail.at(-1);
    if (!subject) return;
    const view = /** @type {View} */ (VIEWS[subject.kind](context, /** @type {any} */ (subject)));
    const heading = h('h2', { id: 'inspector-title', tabindex: -1 }, view.title);
    panel.replaceChildren(
      drawHead(view, heading, trail.length > 1 ? back : null, close),
      h('div', { class: 'inspector-body' }, view.body),
    );
    panel.hidden = false;
    document.body.classList.add('inspecting');
    panel.scrollTop = 0;
    heading.focus({ preventScroll: true });
    onChange(subject);
  }

  function back() {
    trail.pop();
    draw();
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    panel.replaceChildren();
    document.body.classList.remove('inspecting');
    onChange(null);
    if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
  }
}

/**
 * @param {View} view
 * @param {HTMLElement} heading
 * @param {(() => void) | null} back null when nothing was shown before
 * @param {() => void} close
 */
function drawHead({ eyebrow }, heading, back, close) {
  return h(
    'header',
    { class: 'inspector-head' },
    h('p', { class: 'eyebrow' }, eyebrow),
    h(
      'div',
      { class: 'inspector-tools' },
      back && h('button', { type: 'button', class: 'tool', onclick: back }, '← Back'),
      h('button', { type: 'button', class: 'tool', onclick: close }, 'Close ', h('kbd', {}, 'Esc')),
    ),
    heading,
  );
}
