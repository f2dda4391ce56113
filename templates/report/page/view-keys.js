import { h } from './element.js';

/** @import { View } from './context.d.ts' */

const KEYS = [
  ['/', 'search'],
  ['Esc', 'close search or this panel'],
  ['Tab', 'next control, list, or the map'],
  [
    '← ↑ → ↓',
    'in the map: the next boundary that way; in lists and in the matrix: the next row or cell',
  ],
  ['Enter', 'open what is active'],
  ['+  −  0', 'in the map: larger, smaller, all of it'],
  ['?', 'these keys'],
];

/** @returns {View} */
export function keysView() {
  const rows = KEYS.map(([keys, meaning]) => [
    h('dt', {}, h('kbd', {}, keys)),
    h('dd', {}, meaning),
  ]);
  return { eyebrow: 'Help', title: 'Keys', body: [h('dl', { class: 'keys' }, rows.flat())] };
}
