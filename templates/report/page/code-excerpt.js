import { h } from './element.js';

/** @import { Report } from './read-report.js' */

/**
 * The code around a place, its line marked; nothing when the report carries none.
 *
 * @param {Report} report
 * @param {{ readonly path: string, readonly line: number }} place
 */
export function codeExcerpt(report, { path, line }) {
  const lines = report.excerpt(path, line);
  if (!lines) return null;
  return h(
    'pre',
    { class: 'code', tabindex: 0, 'aria-label': `Code at ${path}, line ${line}` },
    lines.map(({ number, text }) =>
      h(
        'span',
        { class: number === line ? 'code-line hit' : 'code-line' },
        h(
          'span',
          { class: 'code-number', 'aria-hidden': true },
          number === line ? `▸${number}` : number,
        ),
        h('span', { class: 'code-text' }, text.replaceAll('\t', '  ')),
        '\n',
      ),
    ),
  );
}
