/** Tables × boundaries as a grid: only rows in view exist, and of those only the cells that say something. */
import { h } from './element.js';
import { cellId, drawCell, readCell } from './matrix-cell.js';

/** @import { MatrixRow } from './read-matrix.js' */

const ROW = 27;
const COLUMN = 30;
const NAMES = 230;
const HEAD = 128;
const ROWS_SHOWN = 18;
const SPARE = 6;
const ROWS_ON_PAPER = 60;

/**
 * @typedef {{
 *   rows: readonly MatrixRow[],
 *   columns: readonly (string | null)[],
 *   row: number,
 *   column: number,
 *   readonly nameOf: (id: string | null) => string,
 *   readonly open: (row: number, column: number, origin: HTMLElement) => void,
 *   readonly tell: (text: string) => void,
 *   readonly grid: HTMLElement,
 *   readonly head: HTMLElement,
 *   readonly body: HTMLElement,
 *   readonly stripe: HTMLElement,
 * }} Matrix
 */

/**
 * @param {Pick<Matrix, 'nameOf' | 'open' | 'tell'>} options
 */
export function createMatrixGrid(options) {
  const head = h('div', { class: 'matrix-head', role: 'row' });
  const body = h('div', { class: 'matrix-body', role: 'presentation' });
  const stripe = h('div', { class: 'matrix-stripe', role: 'presentation' });
  const grid = h(
    'div',
    { class: 'matrix on-paper', role: 'grid', tabindex: 0, 'aria-label': 'Tables and boundaries' },
    head,
    body,
  );
  /** @type {Matrix} */
  const matrix = {
    ...options,
    rows: [],
    columns: [],
    row: 0,
    column: -1,
    grid,
    head,
    body,
    stripe,
  };
  grid.addEventListener('scroll', () => drawRows(matrix));
  grid.addEventListener('keydown', (event) => press(matrix, event));
  grid.addEventListener('focus', () => {
    // Rows drawn anew under a pressed pointer would swallow its click.
    if (grid.matches(':focus-visible')) activate(matrix, matrix.row, matrix.column);
  });
  grid.addEventListener('click', (event) => click(matrix, event));
  grid.addEventListener('pointerover', (event) => hover(matrix, event));
  grid.addEventListener('paper', () => drawRows(matrix, ROWS_ON_PAPER));
  grid.addEventListener('screen', () => drawRows(matrix));
  return {
    element: grid,
    /**
     * @param {readonly MatrixRow[]} rows
     * @param {readonly (string | null)[]} columns
     */
    show: (rows, columns) => {
      Object.assign(matrix, { rows, columns, row: 0, column: -1 });
      layOut(matrix);
    },
  };
}

/** @param {Matrix} matrix */
function layOut(matrix) {
  const { rows, columns, grid, head, body, nameOf } = matrix;
  const width = NAMES + columns.length * COLUMN + 16;
  head.style.width = `${width}px`;
  body.style.width = `${width}px`;
  body.style.height = `${rows.length * ROW}px`;
  grid.style.height = `${HEAD + Math.min(rows.length, ROWS_SHOWN) * ROW + 18}px`;
  grid.setAttribute('aria-rowcount', String(rows.length + 1));
  grid.setAttribute('aria-colcount', String(columns.length + 1));
  grid.removeAttribute('aria-activedescendant');
  grid.scrollTop = 0;
  grid.scrollLeft = 0;
  head.replaceChildren(
    h('div', { class: 'matrix-corner', role: 'columnheader' }, 'Table'),
    ...columns.map((id, at) => {
      const label = h(
        'div',
        { class: 'matrix-column', role: 'columnheader', 'data-column': at },
        h('span', {}, nameOf(id)),
      );
      label.style.left = `${NAMES + at * COLUMN}px`;
      return label;
    }),
  );
  drawRows(matrix);
}

/**
 * @param {Matrix} matrix
 * @param {number} [onPaper] rows to write out instead of those in view
 */
function drawRows(matrix, onPaper) {
  const { rows, grid, body, stripe } = matrix;
  const first = onPaper === undefined ? Math.max(0, Math.floor(grid.scrollTop / ROW) - SPARE) : 0;
  const last = Math.min(rows.length, first + (onPaper ?? ROWS_SHOWN + 2 * SPARE));
  if (onPaper !== undefined) {
    grid.style.height = 'auto';
    body.style.height = `${last * ROW}px`;
  } else body.style.height = `${rows.length * ROW}px`;
  body.replaceChildren(
    stripe,
    ...Array.from({ length: last - first }, (_, offset) => drawRow(matrix, first + offset)),
  );
}

/**
 * @param {Matrix} matrix
 * @param {number} at
 */
function drawRow(matrix, at) {
  const { rows, columns } = matrix;
  const { table, touches, writers } = /** @type {MatrixRow} */ (rows[at]);
  const row = h(
    'div',
    { class: 'matrix-row', role: 'row', 'aria-rowindex': at + 2 },
    h(
      'div',
      {
        id: cellId(at, -1),
        class: matrix.row === at && matrix.column === -1 ? 'matrix-name active' : 'matrix-name',
        role: 'rowheader',
        'data-row': at,
        'data-column': -1,
        title: table.name,
      },
      h('span', { class: 'table-name' }, table.name),
      writers > 1 && h('span', { class: 'tag strong' }, `${writers} writers`),
    ),
  );
  row.style.top = `${at * ROW}px`;
  for (const [column, id] of columns.entries()) {
    const active = matrix.row === at && matrix.column === column;
    if (touches.has(id) || active) {
      const cell = drawCell(matrix, at, column, active);
      cell.style.left = `${NAMES + column * COLUMN}px`;
      row.append(cell);
    }
  }
  return row;
}

/**
 * @param {Matrix} matrix
 * @param {number} row
 * @param {number} column -1 is the name of the table
 */
function activate(matrix, row, column) {
  const { rows, columns, grid } = matrix;
  if (rows.length === 0) return;
  matrix.row = Math.min(Math.max(row, 0), rows.length - 1);
  matrix.column = Math.min(Math.max(column, -1), columns.length - 1);
  const top = matrix.row * ROW;
  const visible = grid.clientHeight - HEAD - ROW;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top > grid.scrollTop + visible) grid.scrollTop = top - visible;
  const left = matrix.column * COLUMN;
  const broad = grid.clientWidth - NAMES - COLUMN;
  if (left < grid.scrollLeft) grid.scrollLeft = Math.max(0, left);
  else if (left > grid.scrollLeft + broad) grid.scrollLeft = left - broad;
  drawRows(matrix);
  markColumn(matrix, matrix.column);
  grid.setAttribute('aria-activedescendant', cellId(matrix.row, matrix.column));
  if (matrix.column >= 0) matrix.tell(readCell(matrix, matrix.row, matrix.column).said);
}

/**
 * @param {Matrix} matrix
 * @param {KeyboardEvent} event
 */
function press(matrix, event) {
  const { row, column, rows, columns, grid } = matrix;
  /** @type {Readonly<Record<string, readonly [number, number]>>} */
  const targets = {
    ArrowDown: [row + 1, column],
    ArrowUp: [row - 1, column],
    ArrowRight: [row, column + 1],
    ArrowLeft: [row, column - 1],
    PageDown: [row + ROWS_SHOWN, column],
    PageUp: [row - ROWS_SHOWN, column],
    Home: [row, -1],
    End: [row, columns.length - 1],
  };
  const target = targets[event.key];
  if (target) activate(matrix, ...target);
  else if ((event.key === 'Enter' || event.key === ' ') && rows.length > 0)
    matrix.open(row, column, grid);
  else return;
  event.preventDefault();
}

/**
 * @param {Matrix} matrix
 * @param {Event} event
 */
function click(matrix, event) {
  const cell = event.target instanceof Element ? event.target.closest('[data-row]') : null;
  if (!cell) return;
  const [row, column] = [
    Number(cell.getAttribute('data-row')),
    Number(cell.getAttribute('data-column')),
  ];
  activate(matrix, row, column);
  matrix.open(row, column, matrix.grid);
}

/**
 * @param {Matrix} matrix
 * @param {Event} event
 */
function hover(matrix, event) {
  const cell = event.target instanceof Element ? event.target.closest('[data-column]') : null;
  const column = Number(cell?.getAttribute('data-column') ?? -1);
  markColumn(matrix, column);
  const row = cell?.getAttribute('data-row');
  if (row !== null && row !== undefined && column >= 0)
    matrix.tell(readCell(matrix, Number(row), column).said);
}

/**
 * @param {Matrix} matrix
 * @param {number} column
 */
function markColumn({ stripe, head }, column) {
  stripe.hidden = column < 0;
  stripe.style.left = `${NAMES + column * COLUMN}px`;
  for (const label of head.querySelectorAll('.matrix-column'))
    label.classList.toggle('marked', label.getAttribute('data-column') === String(column));
}
