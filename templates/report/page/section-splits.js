import { bodyOf, h } from './element.js';
import { groupBy } from './group-by.js';
import { boundaryLink, opener, softBreaks } from './parts.js';
import { prose } from './prose.js';
import { plural } from './wording.js';

/** @import { Context } from './context.d.ts' */

/** @param {Context} context */
export function renderSplitsSection(context) {
  const files = [...groupBy(context.report.splits, (one) => one.path)];
  if (files.length === 0) {
    bodyOf('splits').replaceChildren(
      h('p', { class: 'empty' }, 'No file has members that belong to different boundaries.'),
    );
    return;
  }
  bodyOf('splits').replaceChildren(
    h(
      'p',
      { class: 'hint' },
      `${plural(files.length, 'file')} whose members belong to different boundaries, and which member goes where.`,
    ),
    ...files.map(([path, parts]) =>
      h(
        'article',
        { class: 'split' },
        h('h3', {}, opener(context, { kind: 'file', path }, softBreaks(path))),
        h('p', { class: 'why' }, prose(parts[0]?.why)),
        h(
          'dl',
          { class: 'parts' },
          parts.map(({ boundary, symbols }) =>
            h(
              'div',
              {},
              h('dt', {}, boundaryLink(context, boundary)),
              h(
                'dd',
                {},
                symbols.map((symbol) => h('code', {}, symbol)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
