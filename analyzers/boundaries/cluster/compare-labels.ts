/**
 * Adjusted Rand index of two labellings over the given nodes (Hubert and Arabie, 1985): 1 when they
 * are the same partition, 0 when they agree as chance would.
 */
export function compareLabels(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  nodes: readonly number[],
): number {
  const both = new Map<string, number>();
  const lefts = new Map<number, number>();
  const rights = new Map<number, number>();
  for (const node of nodes) {
    const [a, b] = [left[node] ?? -1, right[node] ?? -1];
    both.set(`${a} ${b}`, (both.get(`${a} ${b}`) ?? 0) + 1);
    lefts.set(a, (lefts.get(a) ?? 0) + 1);
    rights.set(b, (rights.get(b) ?? 0) + 1);
  }
  const [same, first, second] = [pairs(both), pairs(lefts), pairs(rights)];
  const expected = (first * second) / Math.max(1, (nodes.length * (nodes.length - 1)) / 2);
  const range = (first + second) / 2 - expected;
  return range === 0 ? 1 : (same - expected) / range;
}

function pairs(counts: ReadonlyMap<unknown, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += (count * (count - 1)) / 2;
  return sum;
}
