import { announce, byId, h } from './element.js';

/** @import { Context } from './context.d.ts' */

const THEMES = ['auto', 'light', 'dark'];

/** Theme, print, keys. @param {Context} context */
export function createTools(context) {
  const root = document.documentElement;
  const theme = h('button', {
    type: 'button',
    class: 'tool',
    title: 'Light, dark, or as the system says',
  });
  const name = () => `Theme: ${root.dataset['theme']}`;
  theme.textContent = name();
  theme.addEventListener('click', () => {
    const next = (THEMES.indexOf(root.dataset['theme'] ?? 'auto') + 1) % THEMES.length;
    root.dataset['theme'] = THEMES[next] ?? 'auto';
    theme.textContent = name();
    announce(name());
  });
  byId('tools').replaceChildren(
    theme,
    h('button', { type: 'button', class: 'tool', onclick: () => print() }, 'Print'),
    h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'aria-keyshortcuts': '?',
        onclick: (/** @type {MouseEvent} */ event) =>
          context.show({ kind: 'keys' }, event.currentTarget),
      },
      'Keys ',
      h('kbd', { 'aria-hidden': true }, '?'),
    ),
  );
}
