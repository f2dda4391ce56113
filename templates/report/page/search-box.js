import { announce, byId, h } from './element.js';
import { buildSearchIndex, search } from './search-index.js';
import { plural } from './wording.js';

/** @import { Context } from './context.d.ts' */
/** @import { Entry } from './search-index.js' */

/**
 * @typedef {{
 *   readonly context: Context,
 *   readonly input: HTMLInputElement,
 *   readonly results: HTMLElement,
 *   index: readonly Entry[] | null,
 *   hits: readonly Entry[],
 *   active: number,
 * }} SearchState
 */

const PER_GROUP = 6;
const LABEL = 'Search files, tables, routes, symbols';

/** @param {Context} context */
export function createSearchBox(context) {
  const results = h('div', {
    id: 'search-results',
    class: 'results',
    role: 'listbox',
    'aria-label': 'Results',
    hidden: true,
  });
  const input = h('input', {
    type: 'search',
    role: 'combobox',
    placeholder: LABEL,
    'aria-label': LABEL,
    'aria-keyshortcuts': '/',
    'aria-controls': 'search-results',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  /** @type {SearchState} */
  const state = { context, input, results, index: null, hits: [], active: -1 };
  // Read when somebody turns to the field, so that the first letter need not wait for it.
  input.addEventListener('focus', () => indexOf(state));
  input.addEventListener('input', () => find(state));
  input.addEventListener('keydown', (event) => press(state, event));
  results.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[data-hit]') : null;
    if (option) open(state, Number(option.getAttribute('data-hit')));
  });
  byId('search').replaceChildren(input, h('kbd', { 'aria-hidden': true }, '/'), results);
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !byId('search').contains(event.target)) close(state);
  });
  return {
    focus: () => {
      input.focus();
      input.select();
    },
  };
}

/** @param {SearchState} state */
const indexOf = (state) => (state.index ??= buildSearchIndex(state.context.report));

/** @param {SearchState} state */
function find(state) {
  const { input, results } = state;
  const groups = search(indexOf(state), input.value, PER_GROUP);
  state.hits = groups.flatMap((group) => group.entries);
  state.active = state.hits.length > 0 ? 0 : -1;
  results.replaceChildren(
    ...(groups.length > 0 ? drawGroups(groups) : [h('p', { class: 'empty' }, 'Nothing found.')]),
  );
  const wanted = input.value.trim() !== '';
  results.hidden = !wanted;
  input.setAttribute('aria-expanded', String(wanted));
  mark(state);
  if (wanted)
    announce(
      plural(
        groups.reduce((sum, group) => sum + group.total, 0),
        'result',
      ),
    );
}

/** @param {SearchState} state */
function mark({ input, results, active }) {
  for (const option of results.querySelectorAll('[data-hit]')) {
    const chosen = option.getAttribute('data-hit') === String(active);
    option.setAttribute('aria-selected', String(chosen));
    if (chosen) option.scrollIntoView({ block: 'nearest' });
  }
  if (active >= 0) input.setAttribute('aria-activedescendant', `hit-${active}`);
  else input.removeAttribute('aria-activedescendant');
}

/** @param {SearchState} state @param {KeyboardEvent} event */
function press(state, event) {
  const { hits, active, results, input } = state;
  const step = { ArrowDown: 1, ArrowUp: hits.length - 1 }[event.key];
  if (step !== undefined && hits.length > 0) {
    state.active = (active + step) % hits.length;
    mark(state);
  } else if (event.key === 'Enter') open(state, active);
  else if (event.key === 'Escape') {
    // First the list goes, then the field is left; the panel at the side stays.
    event.stopPropagation();
    if (results.hidden) input.blur();
    close(state);
  } else return;
  event.preventDefault();
}

/** @param {SearchState} state */
function close({ input, results }) {
  results.hidden = true;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
}

/** @param {SearchState} state @param {number} at */
function open(state, at) {
  const entry = state.hits[at];
  if (!entry) return;
  close(state);
  state.context.show(entry.subject, state.input);
}

/** @param {ReturnType<typeof search>} groups */
function drawGroups(groups) {
  let at = -1;
  return groups.map(({ group, total, entries }) => {
    const title = total > entries.length ? `${group} · ${entries.length} of ${total}` : group;
    return h(
      'div',
      { role: 'group', 'aria-label': group },
      h('p', { class: 'group', role: 'presentation' }, title),
      entries.map(({ text, detail }) => {
        at += 1;
        return h(
          'div',
          {
            id: `hit-${at}`,
            class: 'option',
            role: 'option',
            'data-hit': at,
            'aria-selected': 'false',
          },
          h('span', { class: 'option-text' }, text),
          h('span', { class: 'hint' }, detail),
        );
      }),
    );
  });
}
