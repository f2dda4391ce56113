import { buildContingency } from './partition.ts';
import type { Partition } from './partition.ts';

/**
 * ARI of Hubert and Arabie, "Comparing partitions" (1985): the share of entity pairs on which two
 * partitions agree, corrected for chance. With nij common entities, ai and bj cluster sizes:
 *
 *   (Σ C(nij,2) − E) / (½(Σ C(ai,2) + Σ C(bj,2)) − E),   E = Σ C(ai,2) · Σ C(bj,2) / C(n,2)
 *
 * 1 for equal partitions, 0 on average for random ones, negative when worse; symmetric. Large
 * clusters dominate: they hold most of the pairs. Two partitions that are both all-in-one or both
 * singletons are equal, hence 1.
 */
export function adjustedRandIndex(a: Partition, b: Partition): number {
  const { total, rows, columns, cells } = buildContingency(a, b);
  const together = sumPairs(cells.flatMap((row) => [...row.values()]));
  const [inA, inB, all] = [sumPairs(rows), sumPairs(columns), pairs(total)];
  const expected = all === 0 ? 0 : (inA * inB) / all;
  const highest = (inA + inB) / 2;
  return highest === expected ? 1 : (together - expected) / (highest - expected);
}

function pairs(size: number): number {
  return (size * (size - 1)) / 2;
}

function sumPairs(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + pairs(size), 0);
}
