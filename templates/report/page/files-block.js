import { h } from './element.js';
import { block, softBreaks } from './parts.js';
import { createVirtualList } from './virtual-list.js';
import { percent } from './wording.js';

/** @import { Context } from './context.d.ts' */

const ROW = 28;

/**
 * Files with how sure their place is, the least sure first: those are what a person should look at.
 *
 * @param {Context} context
 * @param {readonly string[]} paths
 */
export function filesBlock(context, paths) {
  if (paths.length === 0) return null;
  const { report } = context;
  const places = report.placeOfFile();
  const files = paths
    .flatMap((path) => report.files[places.get(path) ?? -1] ?? [])
    .sort((a, b) => (a.confidence ?? 2) - (b.confidence ?? 2) || (a.path < b.path ? -1 : 1));
  const list = createVirtualList({
    label: 'Files, least sure first',
    rowHeight: ROW,
    rowsShown: 12,
    renderRow: (at) => {
      const file = files[at];
      if (!file) return [];
      const sure = file.confidence === null ? '' : percent(file.confidence);
      return [
        h('span', { class: 'grow path' }, softBreaks(file.path)),
        h('span', { class: 'figure' }, sure),
      ];
    },
    open: (at, element) => {
      const path = files[at]?.path;
      if (path !== undefined) context.show({ kind: 'file', path }, element);
    },
  });
  list.reset(files.length);
  return block(
    `Files (${files.length})`,
    h('p', { class: 'hint' }, 'Least sure of their place first.'),
    list.element,
  );
}
