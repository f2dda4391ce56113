import { h } from './element.js';

/** @import { Child } from './element.js' */

/**
 * @typedef {{
 *   readonly label: string,
 *   readonly rowHeight: number,
 *   readonly rowsShown: number,
 *   readonly renderRow: (at: number) => readonly Child[],
 *   readonly open: (at: number, list: HTMLElement) => void,
 * }} ListOptions
 *
 * @typedef {ListOptions & {
 *   readonly id: string,
 *   readonly element: HTMLElement,
 *   readonly rows: HTMLElement,
 *   count: number,
 *   active: number,
 * }} ListState
 */

let lists = 0;
/** Rows rendered beyond the visible ones, so that quick scrolling shows no gaps. */
const SPARE = 8;
const ROWS_ON_PAPER = 60;

/**
 * A list of any length of which only the visible rows exist. The focus stays on the list itself and
 * the active row is told by `aria-activedescendant`: rows come and go while one scrolls.
 *
 * @param {ListOptions} options
 */
export function createVirtualList(options) {
  lists += 1;
  const rows = h('div', { class: 'rows' });
  const element = h(
    'div',
    { class: 'virtual-list', role: 'listbox', tabindex: 0, 'aria-label': options.label },
    rows,
  );
  /** @type {ListState} */
  const list = { ...options, id: `list-${lists}`, element, rows, count: 0, active: -1 };
  element.addEventListener('scroll', () => draw(list));
  element.addEventListener('keydown', (event) => press(list, event));
  element.addEventListener('click', (event) => click(list, event));
  element.addEventListener('focus', () => {
    // Rows drawn anew under a pressed pointer would swallow its click.
    if (list.active < 0 && element.matches(':focus-visible')) activate(list, 0);
  });
  element.addEventListener('paper', () => drawOnPaper(list));
  element.addEventListener('screen', () => measure(list));
  return {
    element,
    /** The rows are others now; the first one is at the top. @param {number} count */
    reset: (count) => {
      Object.assign(list, { count, active: -1 });
      element.removeAttribute('aria-activedescendant');
      element.scrollTop = 0;
      measure(list);
    },
  };
}

/** @param {ListState} list */
function measure(list) {
  const { element, rows, count, rowHeight, rowsShown } = list;
  rows.style.height = `${count * rowHeight}px`;
  element.style.height = `${Math.max(1, Math.min(rowsShown, count)) * rowHeight + 2}px`;
  draw(list);
}

/** @param {ListState} list */
function draw(list) {
  const { element, rows, count, rowHeight, rowsShown } = list;
  const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - SPARE);
  const last = Math.min(count, first + rowsShown + 2 * SPARE);
  rows.replaceChildren(...range(first, last).map((at) => drawRow(list, at)));
}

/** On paper nothing scrolls: the first rows stand there, and how many more there are. @param {ListState} list */
function drawOnPaper(list) {
  const { element, rows, count } = list;
  const shown = Math.min(count, ROWS_ON_PAPER);
  element.style.height = 'auto';
  rows.style.height = 'auto';
  rows.replaceChildren(...range(0, shown).map((at) => drawRow(list, at)));
  if (count > shown) rows.append(h('div', { class: 'row' }, `… and ${count - shown} more`));
}

/** @param {number} first @param {number} last */
const range = (first, last) =>
  Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);

/** @param {ListState} list @param {number} at */
function drawRow({ id, active, count, rowHeight, renderRow }, at) {
  const row = h(
    'div',
    {
      id: `${id}-${at}`,
      class: 'row',
      role: 'option',
      'aria-selected': String(at === active),
      'aria-setsize': count,
      'aria-posinset': at + 1,
      'data-at': at,
    },
    renderRow(at),
  );
  row.style.top = `${at * rowHeight}px`;
  row.style.height = `${rowHeight}px`;
  return row;
}

/** @param {ListState} list @param {number} at */
function activate(list, at) {
  const { element, rowHeight, id, count } = list;
  if (count === 0) return;
  list.active = Math.min(Math.max(at, 0), count - 1);
  const top = list.active * rowHeight;
  const bottom = top + rowHeight - element.clientHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop) element.scrollTop = bottom;
  draw(list);
  element.setAttribute('aria-activedescendant', `${id}-${list.active}`);
}

/** @param {ListState} list @param {Event} event */
function click(list, event) {
  const row = event.target instanceof Element ? event.target.closest('[data-at]') : null;
  if (!row) return;
  activate(list, Number(row.getAttribute('data-at')));
  list.open(list.active, list.element);
}

/** @param {ListState} list @param {KeyboardEvent} event */
function press(list, event) {
  const { active, count, rowsShown } = list;
  /** @type {Readonly<Record<string, number>>} */
  const targets = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + rowsShown,
    PageUp: active - rowsShown,
    Home: 0,
    End: count - 1,
  };
  const target = targets[event.key];
  if (target !== undefined) activate(list, target);
  else if ((event.key === 'Enter' || event.key === ' ') && active >= 0)
    list.open(active, list.element);
  else return;
  event.preventDefault();
}
