/** Two partitions of the same entities, compared cell by cell; every agreement metric starts here. */

/** Name of the cluster an entity is in. A partition is one label per entity, in the entities' order. */
export type Label = string | number;
export type Partition = readonly Label[];

export interface Contingency {
  /** Number of entities. */
  readonly total: number;
  /** Sizes of the clusters of the first partition, in order of appearance. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Per row: common entities by column; columns without common entities are left out. */
  readonly cells: readonly ReadonlyMap<number, number>[];
}

/** @throws RangeError when the partitions are not about the same number of entities */
export function buildContingency(a: Partition, b: Partition): Contingency {
  if (a.length !== b.length)
    throw new RangeError(`partitions of ${a.length} and of ${b.length} entities`);
  const [rowOf, columnOf] = [numberLabels(a), numberLabels(b)];
  const rows = Array.from({ length: rowOf.count }, () => 0);
  const columns = Array.from({ length: columnOf.count }, () => 0);
  const cells = rows.map(() => new Map<number, number>());
  rowOf.numbers.forEach((row, entity) => {
    const column = columnOf.numbers[entity] as number;
    rows[row] = (rows[row] as number) + 1;
    columns[column] = (columns[column] as number) + 1;
    const cell = cells[row] as Map<number, number>;
    cell.set(column, (cell.get(column) ?? 0) + 1);
  });
  return { total: a.length, rows, columns, cells };
}

/** The same partition in numbers 0, 1, … in order of appearance. */
export function numberLabels(labels: Partition): {
  readonly numbers: readonly number[];
  readonly count: number;
} {
  const seen = new Map<Label, number>();
  const numbers = labels.map((label) => {
    const known = seen.get(label) ?? seen.size;
    seen.set(label, known);
    return known;
  });
  return { numbers, count: seen.size };
}

/** Entities per cluster. */
export function clusterSizes(labels: Partition): ReadonlyMap<Label, number> {
  const sizes = new Map<Label, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return sizes;
}
