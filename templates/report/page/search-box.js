import { announce, byId, h } from './element.js';
import { buildSearchIndex, search } from './search-index.js';
import { plural } from './wording.js';

/** @import { Context } from './context.d.ts' */
/** @import { Entry } from './search-index.js' */

const PER_GROUP = 6;

/** @param {Context} context */
export function createSearchBox(context) {
  /** @type {readonly Entry[] | null} */
  let index = null;
  /** @type {readonly Entry[]} */
  let hits = [];
  let active = -1;
  const results = h('div', { id: 'search-results', class: 'results', role: 'listbox', 'aria-label': 'Results', hidden: true });
  const input = h('input', {
    type: 'search',
    role: 'combobox',
    placeholder: 'Search files, tables, routes, symbols',
    'aria-label': 'Search files, tables, routes, symbols',
    'aria-keyshortcuts': '/',
    'aria-controls': 'search-results',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
    onfocus: () => {
      index ??= buildSearchIndex(context.report);
    },
    oninput: () => find(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => press(event),
  });
  byId('search').replaceChildren(input, h('kbd', { 'aria-hidden': true }, '/'), results);
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !byId('search').contains(event.target)) close();
  });
  return {
    focus: () => {
      input.focus();
      input.select();
    },
  };

  function find() {
    index ??= buildSearchIndex(context.report);
    const groups = search(index, input.value, PER_GROUP);
    hits = groups.flatMap((group) => group.entries);
    active = hits.length > 0 ? 0 : -1;
    results.replaceChildren(...(groups.length > 0 ? drawGroups(groups, open) : [h('p', { class: 'empty' }, 'Nothing found.')]));
    const wanted = input.value.trim() !== '';
    results.hidden = !wanted;
    input.setAttribute('aria-expanded', String(wanted));
    mark();
    if (wanted) announce(plural(groups.reduce((sum, group) => sum + group.total, 0), 'result'));
  }

  function mark() {
    for (const option of results.querySelectorAll('[role=option]')) {
      const chosen = option.id === `hit-${active}`;
      option.setAttribute('aria-selected', String(chosen));
      if (chosen) option.scrollIntoView({ block: 'nearest' });
    }
    if (active >= 0) input.setAttribute('aria-activedescendant', `hit-${active}`);
    else input.removeAttribute('aria-activedescendant');
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (event.key === 'ArrowDown' && hits.length > 0) active = (active + 1) % hits.length;
    else if (event.key === 'ArrowUp' && hits.length > 0) active = (active - 1 + hits.length) % hits.length;
    else if (event.key === 'Enter' && active >= 0) return open(active);
    else if (event.key === 'Escape') return leave(event);
    else return;
    event.preventDefault();
    mark();
  }

  /** Esc first empties the list, then leaves the field. @param {KeyboardEvent} event */
  function leave(event) {
    event.stopPropagation();
    if (results.hidden) input.blur();
    close();
  }

  function close() {
    results.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  /** @param {number} at */
  function open(at) {
    const entry = hits[at];
    if (!entry) return;
    close();
    context.show(entry.subject, input);
  }
}

/**
 * @param {ReturnType<typeof search>} groups
 * @param {(at: number) => void} open
 */
function drawGroups(groups, open) {
  let at = -1;
  return groups.map(({ group, total, entries }) =>
    h(
      'div',
      { role: 'group', 'aria-label': group },
      h('p', { class: 'group', 'aria-hidden': true }, total > entries.length ? `${group} · ${entries.length} of ${total}` : group),
      entries.map((entry) => {
        at += 1;
        const place = at;
        return h(
          'div',
          { id: `hit-${place}`, class: 'option', role: 'option', 'aria-selected': 'false', onclick: () => open(place) },
          h('span', { class: 'option-text' }, entry.text),
          h('span', { class: 'hint' }, entry.detail),
        );
      }),
    ),
  );
}
