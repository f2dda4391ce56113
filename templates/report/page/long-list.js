import { h } from './element.js';
import { figure } from './wording.js';

const STEP = 30;

/**
 * Items of uneven height, a few dozen at a time, the rest on demand.
 *
 * @param {number} count
 * @param {(at: number) => Node} renderItem
 * @param {{ readonly ordered?: boolean, readonly step?: number, readonly class?: string }} [options]
 */
export function longList(count, renderItem, options = {}) {
  const { ordered = false, step = STEP } = options;
  const list = h(ordered ? 'ol' : 'ul', { class: options.class ?? 'long-list' });
  let shown = 0;
  const more = h('button', { type: 'button', class: 'more', onclick: () => add() });
  const whole = h('div', {}, list, more);
  add();
  return whole;

  function add() {
    const from = shown;
    shown = Math.min(count, shown + step);
    for (let at = from; at < shown; at += 1) list.append(h('li', {}, renderItem(at)));
    more.hidden = shown >= count;
    more.textContent = `Show ${Math.min(step, count - shown)} more of ${figure(count)}`;
    const first = from > 0 ? list.children[from] : null;
    // The button may be gone now; whoever pressed it by key goes on with the first new item.
    if (first instanceof HTMLElement) {
      first.tabIndex = -1;
      first.focus();
    }
  }
}
