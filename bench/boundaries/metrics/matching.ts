/** Matchings between two sets of clusters: by number (Kuhn) and by weight (Hungarian method). */

/**
 * Size of a maximum bipartite matching, by augmenting paths (Kuhn, 1955).
 * @param choices per left node the right nodes it may be matched with
 */
export function maximumMatching(choices: readonly (readonly number[])[]): number {
  const matchedTo = new Map<number, number>();
  const augment = (left: number, tried: Set<number>): boolean => {
    for (const right of choices[left] ?? []) {
      if (tried.has(right)) continue;
      tried.add(right);
      const holder = matchedTo.get(right);
      if (holder === undefined || augment(holder, tried)) {
        matchedTo.set(right, left);
        return true;
      }
    }
    return false;
  };
  return choices.reduce((size, _, left) => size + (augment(left, new Set()) ? 1 : 0), 0);
}

/**
 * Largest total weight of an assignment of rows to distinct columns, by the Hungarian method with
 * potentials (Kuhn 1955, in the O(rows² · columns) form of Jonker and Volgenant, 1987).
 * @param weights per row its weight by column; missing cells weigh 0
 */
export function maximumWeightAssignment(
  weights: readonly ReadonlyMap<number, number>[],
  columnCount: number,
): number {
  const [cells, width] =
    weights.length <= columnCount
      ? [weights, columnCount]
      : [transpose(weights, columnCount), weights.length];
  const columnRow = assignRows(cells, width);
  return columnRow.reduce((sum, row, column) => sum + (cells[row]?.get(column) ?? 0), 0);
}

function transpose(
  cells: readonly ReadonlyMap<number, number>[],
  columnCount: number,
): readonly ReadonlyMap<number, number>[] {
  const columns = Array.from({ length: columnCount }, () => new Map<number, number>());
  cells.forEach((row, index) => {
    for (const [column, weight] of row) columns[column]?.set(index, weight);
  });
  return columns;
}

/** Row assigned to each column, -1 for none. Needs at least as many columns as rows. */
function assignRows(
  cells: readonly ReadonlyMap<number, number>[],
  width: number,
): readonly number[] {
  const rowPotential = new Float64Array(cells.length);
  // The last column is a stand-in from which each search starts.
  const columnPotential = new Float64Array(width + 1);
  const columnRow = new Int32Array(width + 1).fill(-1);
  for (let row = 0; row < cells.length; row += 1) {
    columnRow[width] = row;
    const previous = new Int32Array(width).fill(width);
    const slack = new Float64Array(width).fill(Infinity);
    const visited = new Uint8Array(width + 1);
    let current = width;
    while (columnRow[current] !== -1) {
      visited[current] = 1;
      const active = columnRow[current] as number;
      let [next, step] = [-1, Infinity];
      for (let column = 0; column < width; column += 1) {
        if (visited[column]) continue;
        const cost =
          -(cells[active]?.get(column) ?? 0) -
          (rowPotential[active] as number) -
          (columnPotential[column] as number);
        if (cost < (slack[column] as number)) {
          slack[column] = cost;
          previous[column] = current;
        }
        if ((slack[column] as number) < step) [next, step] = [column, slack[column] as number];
      }
      for (let column = 0; column <= width; column += 1) {
        if (visited[column]) {
          const held = columnRow[column] as number;
          rowPotential[held] = (rowPotential[held] as number) + step;
          columnPotential[column] = (columnPotential[column] as number) - step;
        } else if (column < width) slack[column] = (slack[column] as number) - step;
      }
      current = next;
    }
    while (current !== width) {
      const from = previous[current] as number;
      columnRow[current] = columnRow[from] as number;
      current = from;
    }
    columnRow[width] = -1;
  }
  return [...columnRow.subarray(0, width)];
}
