import { h } from './element.js';

/**
 * A sentence of the analysis: what stands between backticks is code.
 *
 * @param {string | undefined} text
 */
export function prose(text) {
  const parts = (text ?? '').split('`');
  // An odd backtick belongs to the sentence.
  if (parts.length % 2 === 0) return h('span', {}, text);
  return h(
    'span',
    {},
    parts.map((part, at) => (at % 2 === 1 ? h('code', {}, part) : part)),
  );
}
