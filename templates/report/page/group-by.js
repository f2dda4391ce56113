/**
 * @template Row, Key
 * @param {readonly Row[]} rows
 * @param {(row: Row) => Key} keyOf
 * @returns {Map<Key, Row[]>}
 */
export function groupBy(rows, keyOf) {
  /** @type {Map<Key, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
