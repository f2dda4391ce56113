import { h } from './element.js';

/** @import { Matrix } from './matrix-grid.js' */
/** @import { MatrixRow } from './read-matrix.js' */

/** @param {number} row @param {number} column */
export const cellId = (row, column) => `cell-${row}-${column + 1}`;

/**
 * @param {Matrix} matrix
 * @param {number} at
 * @param {number} column
 * @param {boolean} active
 */
export function drawCell(matrix, at, column, active) {
  const { sign, kinds, said } = readCell(matrix, at, column);
  return h(
    'div',
    {
      id: cellId(at, column),
      class: ['matrix-cell', ...kinds, active ? 'active' : ''].join(' ').trim(),
      role: 'gridcell',
      'aria-colindex': column + 2,
      'aria-label': said,
      'data-row': at,
      'data-column': column,
    },
    sign,
  );
}

/**
 * @param {Matrix} matrix
 * @param {number} at
 * @param {number} column
 */
export function readCell({ rows, columns, nameOf }, at, column) {
  const { table, touches } = /** @type {MatrixRow} */ (rows[at]);
  const id = columns[column] ?? null;
  const touch = touches.get(id);
  const owner = touch !== undefined && table.owner === id && id !== null;
  const parts = [
    touch && touch.writes > 0 ? `${touch.writes} × written` : null,
    touch && touch.reads > 0 ? `${touch.reads} × read` : null,
    owner ? 'owner' : null,
  ].filter(Boolean);
  const sign = touch ? `${touch.reads > 0 ? 'R' : ''}${touch.writes > 0 ? 'W' : ''}` || '·' : '';
  const kinds = [
    touch && touch.writes > 0 ? 'writes' : '',
    owner ? 'owner' : '',
    touch && touch.writes > 0 && !owner ? 'foreign' : '',
  ].filter(Boolean);
  const what = parts.length > 0 ? parts.join(', ') : 'not touched';
  // Whoever speaks to the machine says what stands in the cell, so the name begins with it.
  const said = `${sign} ${table.name}, ${nameOf(id)}: ${what}`.trim();
  return { sign, kinds, said };
}
