/** Tables and who touches them, counted once. */

/** @import { Report } from './read-report.js' */
/** @import { TableRow } from '../../../src/report/html/report-data.ts' */

/**
 * @typedef {{ readonly reads: number, readonly writes: number }} Touch
 * @typedef {{
 *   readonly table: TableRow,
 *   readonly touches: ReadonlyMap<string | null, Touch>,
 *   readonly writers: number,
 *   readonly others: number,
 * }} MatrixRow
 */

/**
 * Shared tables first: the most writers, then the most foreign readers.
 *
 * @param {Report} report
 * @returns {readonly MatrixRow[]}
 */
export function readMatrix(report) {
  const rows = report.tables().map((table) => {
    /** @type {Map<string | null, { reads: number, writes: number }>} */
    const touches = new Map();
    for (const { boundary, write } of report.accessesOf().get(table.name) ?? []) {
      const touch = touches.get(boundary) ?? { reads: 0, writes: 0 };
      touches.set(boundary, touch);
      if (write) touch.writes += 1;
      else touch.reads += 1;
    }
    if (table.owner !== null && !touches.has(table.owner))
      touches.set(table.owner, { reads: 0, writes: 0 });
    const writers = [...touches.values()].filter((one) => one.writes > 0).length;
    const others = [...touches.keys()].filter((one) => one !== table.owner).length;
    return { table, touches, writers, others };
  });
  return rows.sort(
    (a, b) =>
      Number(b.writers > 1) - Number(a.writers > 1) ||
      b.writers - a.writers ||
      b.others - a.others ||
      (a.table.name < b.table.name ? -1 : 1),
  );
}

/**
 * Whoever touches one of the rows, the busiest first, kernel and monolith last.
 *
 * @param {readonly MatrixRow[]} rows
 * @returns {readonly (string | null)[]}
 */
export function columnsOf(rows) {
  /** @type {Map<string | null, number>} */
  const counts = new Map();
  for (const { touches } of rows)
    for (const boundary of touches.keys()) counts.set(boundary, (counts.get(boundary) ?? 0) + 1);
  const late = (/** @type {string | null} */ id) => (id === null ? 2 : id === 'kernel' ? 1 : 0);
  return [...counts]
    .sort(
      ([a, many], [b, more]) =>
        late(a) - late(b) || more - many || (String(a) < String(b) ? -1 : 1),
    )
    .map(([id]) => id);
}
