import { h } from './element.js';

/** @import { Child } from './element.js' */

/**
 * @typedef {{
 *   readonly label: string,
 *   readonly rowHeight: number,
 *   readonly rowsShown: number,
 *   readonly renderRow: (at: number) => readonly Child[],
 *   readonly open?: (at: number, list: HTMLElement) => void,
 * }} ListOptions
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
export function createVirtualList({ label, rowHeight, rowsShown, renderRow, open }) {
  lists += 1;
  const id = `list-${lists}`;
  let count = 0;
  let active = -1;
  const rows = h('div', { class: 'rows' });
  const element = h(
    'div',
    {
      class: 'virtual-list',
      role: 'listbox',
      tabindex: 0,
      'aria-label': label,
      onscroll: () => draw(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => press(event),
      onfocus: () => active < 0 && count > 0 && activate(0),
    },
    rows,
  );

  /** @param {number} at */
  function row(at) {
    const one = h(
      'div',
      {
        id: `${id}-${at}`,
        class: 'row',
        role: 'option',
        'aria-selected': at === active ? 'true' : 'false',
        'aria-setsize': count,
        'aria-posinset': at + 1,
        onclick: () => {
          activate(at);
          open?.(at, element);
        },
      },
      renderRow(at),
    );
    one.style.top = `${at * rowHeight}px`;
    one.style.height = `${rowHeight}px`;
    return one;
  }

  function draw() {
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - SPARE);
    const last = Math.min(count, first + rowsShown + 2 * SPARE);
    rows.replaceChildren(...Array.from({ length: last - first }, (_, offset) => row(first + offset)));
  }

  /** @param {number} at */
  function activate(at) {
    active = Math.min(Math.max(at, 0), count - 1);
    const top = active * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    const bottom = top + rowHeight - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
    draw();
    element.setAttribute('aria-activedescendant', `${id}-${active}`);
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const target = targetOf(event.key);
    if (target !== null && count > 0) activate(target);
    else if ((event.key === 'Enter' || event.key === ' ') && active >= 0) open?.(active, element);
    else return;
    event.preventDefault();
  }

  /** @param {string} key */
  function targetOf(key) {
    if (key === 'ArrowDown') return active + 1;
    if (key === 'ArrowUp') return active - 1;
    if (key === 'PageDown') return active + rowsShown;
    if (key === 'PageUp') return active - rowsShown;
    if (key === 'Home') return 0;
    return key === 'End' ? count - 1 : null;
  }

  // On paper nothing scrolls: the first rows stand there, and how many more there are.
  element.addEventListener('paper', () => {
    element.style.height = 'auto';
    const shown = Math.min(count, ROWS_ON_PAPER);
    const more = count > shown ? [h('div', { class: 'row' }, `… and ${count - shown} more`)] : [];
    rows.style.height = 'auto';
    rows.replaceChildren(...Array.from({ length: shown }, (_, at) => row(at)), ...more);
  });
  element.addEventListener('screen', () => setCount(count));

  /** @param {number} next */
  function setCount(next) {
    count = next;
    if (active >= count) active = -1;
    rows.style.height = `${count * rowHeight}px`;
    element.style.height = `${Math.max(1, Math.min(rowsShown, count)) * rowHeight + 2}px`;
    draw();
  }

  return {
    element,
    setCount,
    /** Rows have changed: the first one is at the top again. */
    reset: (/** @type {number} */ next) => {
      active = -1;
      element.removeAttribute('aria-activedescendant');
      element.scrollTop = 0;
      setCount(next);
    },
  };
}
