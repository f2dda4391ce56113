/** @import { Packed } from '../../../src/report/html/pack-rows.ts' */

/**
 * Columns back to rows.
 *
 * @template Row
 * @param {Packed<Row>} packed
 * @param {readonly string[]} texts
 * @returns {readonly Row[]}
 */
export function unpackRows({ count, columns }, texts) {
  /** @type {readonly (readonly [string, readonly unknown[]])[]} */
  const named = Object.entries(columns).map(([name, column]) => [name, readColumn(column, texts)]);
  return Array.from({ length: count }, (_, at) => {
    /** @type {Record<string, unknown>} */
    const row = {};
    for (const [name, cells] of named) row[name] = cells[at];
    return /** @type {Row} */ (row);
  });
}

/**
 * @param {any} column
 * @param {readonly string[]} texts
 * @returns {readonly unknown[]}
 */
function readColumn([kind, cells], texts) {
  /** @param {number | null} index */
  const text = (index) => (index === null ? null : texts[index]);
  if (kind === 'text') return cells.map(text);
  if (kind === 'texts') return cells.map((/** @type {number[]} */ list) => list.map(text));
  if (kind === 'flag') return cells.map((/** @type {number} */ flag) => flag === 1);
  return cells;
}
