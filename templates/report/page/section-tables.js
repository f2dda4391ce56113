import { choice } from './choice.js';
import { bodyOf, h } from './element.js';
import { createMatrixGrid } from './matrix-grid.js';
import { columnsOf, readMatrix } from './read-matrix.js';
import { plural } from './wording.js';

/** @import { Context } from './context.d.ts' */
/** @import { MatrixRow } from './read-matrix.js' */

/** @param {Context} context */
export function renderTablesSection(context) {
  const { report } = context;
  const all = readMatrix(report);
  if (all.length === 0) {
    bodyOf('tables').replaceChildren(h('p', { class: 'empty' }, 'No tables were found.'));
    return;
  }
  /** @type {readonly MatrixRow[]} */
  let rows = [];
  /** @type {readonly (string | null)[]} */
  let columns = [];
  const readout = h('p', { class: 'readout', 'aria-hidden': true });
  const grid = createMatrixGrid({
    nameOf: report.nameOf,
    tell: (text) => {
      readout.textContent = text;
    },
    open: (row, column, origin) => {
      const table = rows[row]?.table.name ?? '';
      const boundary = columns[column] ?? null;
      const touched = column >= 0 && rows[row]?.touches.has(boundary);
      context.show(
        touched ? { kind: 'cell', table, boundary } : { kind: 'table', name: table },
        origin,
      );
    },
  });
  const show = (/** @type {readonly MatrixRow[]} */ some) => {
    rows = some;
    columns = columnsOf(rows);
    grid.show(rows, columns);
    readout.textContent = `${plural(rows.length, 'table')}, ${columns.length} columns`;
  };
  const views = viewsOf(all);
  bodyOf('tables').replaceChildren(
    h(
      'div',
      { class: 'toolbar' },
      choice('Tables to show', views.options, views.first, (value) => show(views.rows(value))),
      key(),
    ),
    grid.element,
    readout,
  );
  show(views.rows(views.first));
}

/** @param {readonly MatrixRow[]} all */
function viewsOf(all) {
  const shared = all.filter((row) => row.writers > 1);
  const across = all.filter((row) => row.others > 0);
  /** @type {Readonly<Record<string, readonly MatrixRow[]>>} */
  const some = { shared, across, all };
  return {
    options: [
      { value: 'shared', label: `Several writers (${shared.length})` },
      { value: 'across', label: `Used across (${across.length})` },
      { value: 'all', label: `All (${all.length})` },
    ],
    first: shared.length > 0 ? 'shared' : across.length > 0 ? 'across' : 'all',
    rows: (/** @type {string} */ view) => some[view] ?? all,
  };
}

function key() {
  const sample = (
    /** @type {string} */ kinds,
    /** @type {string} */ sign,
    /** @type {string} */ meaning,
  ) =>
    h(
      'span',
      {},
      h('span', { class: `matrix-cell sample ${kinds}`, 'aria-hidden': true }, sign),
      meaning,
    );
  return h(
    'p',
    { class: 'key' },
    sample('writes owner', 'RW', 'owner'),
    sample('writes foreign', 'W', 'writes what another owns'),
    sample('', 'R', 'reads'),
  );
}
