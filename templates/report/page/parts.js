/** Small pieces that several sections share. */
import { h, svg } from './element.js';
import { figure, VERDICTS } from './wording.js';

/** @import { Child } from './element.js' */
/** @import { Context, Subject } from './context.d.ts' */

/**
 * A button that opens something in the inspector.
 *
 * @param {Context} context
 * @param {Subject} subject
 * @param {...Child} label
 */
export function opener(context, subject, ...label) {
  return h(
    'button',
    {
      type: 'button',
      class: 'link',
      onclick: (/** @type {MouseEvent} */ event) => context.show(subject, event.currentTarget),
    },
    label,
  );
}

/**
 * @param {Context} context
 * @param {string | null} id boundary, kernel, module or null
 */
export function boundaryLink(context, id) {
  const name = context.report.nameOf(id);
  return id !== null && context.report.boundaryById.has(id)
    ? opener(context, { kind: 'boundary', id }, name)
    : h('span', {}, name);
}

/**
 * `path:line`, which opens the file.
 *
 * @param {Context} context
 * @param {{ readonly path: string, readonly line: number }} place
 */
export function placeLink(context, { path, line }) {
  const link = opener(context, { kind: 'file', path }, softBreaks(path), `:${line}`);
  link.classList.add('place');
  return link;
}

/**
 * A path may break after a slash, so that it never widens its column.
 *
 * @param {string} path
 */
export function softBreaks(path) {
  const span = h('span');
  for (const part of path.split(/(?<=\/)/)) span.append(part, h('wbr'));
  return span;
}

/**
 * The verdict as shape and word.
 *
 * @param {string} verdict
 */
export function verdictBadge(verdict) {
  return h(
    'span',
    { class: `badge v-${verdict}` },
    verdictShape(verdict),
    VERDICTS[verdict] ?? verdict,
  );
}

/** @param {string} verdict */
function verdictShape(verdict) {
  const shape =
    verdict === 'do-not-split'
      ? svg('rect', { x: 2, y: 2, width: 8, height: 8, rx: 1.5 })
      : svg('circle', { cx: 6, cy: 6, r: 4.4 });
  const inner =
    verdict === 'modularise-first' && svg('circle', { cx: 6, cy: 6, r: 1.6, class: 'dot' });
  return svg('svg', { viewBox: '0 0 12 12', class: 'shape', 'aria-hidden': true }, shape, inner);
}

/**
 * A remedy as a stroke and a word; the stroke differs in colour and in dashes.
 *
 * @param {string} remedy
 * @param {number} [count]
 */
export function remedyMark(remedy, count) {
  return h(
    'span',
    { class: `remedy r-${remedy}` },
    svg(
      'svg',
      { viewBox: '0 0 24 8', class: 'stroke', 'aria-hidden': true },
      svg('path', { d: 'M1 4H23', class: 'line' }),
    ),
    count === undefined ? null : `${figure(count)} `,
    remedy,
  );
}

/**
 * A share from 0 to 1 as a bar with its figure.
 *
 * @param {string} label
 * @param {number} share
 */
export function meter(label, share) {
  return h(
    'div',
    { class: 'meter' },
    h('span', { class: 'meter-label' }, label),
    svg(
      'svg',
      { viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': true },
      svg('rect', { class: 'meter-track', width: 100, height: 6 }),
      svg('rect', { class: 'meter-fill', width: Math.round(share * 100), height: 6 }),
    ),
    h('span', { class: 'meter-figure' }, share.toFixed(2)),
  );
}

/**
 * @param {string} title
 * @param {...(Child | readonly Child[])} children
 */
export function block(title, ...children) {
  return h('section', { class: 'block' }, h('h3', {}, title), ...children);
}

/** @param {readonly (Child | readonly Child[])[]} items */
export function bullets(items) {
  return h(
    'ul',
    { class: 'bullets' },
    items.map((item) => h('li', {}, item)),
  );
}
