import { maximumWeightAssignment } from './matching.ts';
import { buildContingency } from './partition.ts';
import type { Partition } from './partition.ts';

/**
 * a2a of Le, Behnamghader, Garcia, Link, Shahbazian and Medvidovic, "An empirical study of
 * architectural change in open-source software systems" (MSR 2015):
 *
 *   1 − mto(A, B) / (aco(A) + aco(B))
 *
 * mto counts the clusters added or removed and the entities moved under the best assignment of A's
 * clusters to B's; aco(A) = K + 2n is the cost of building A from nothing (add each cluster, add and
 * place each entity). Both partitions are of the same entities here, so none is added or removed.
 * Symmetric. Its range is narrow: random partitions score about 0.8, so never a headline.
 */
export function architectureSimilarity(a: Partition, b: Partition): number {
  const { total, rows, columns, cells } = buildContingency(a, b);
  if (total === 0) return 1;
  const moved = total - maximumWeightAssignment(cells, columns.length);
  const transformation = moved + Math.abs(rows.length - columns.length);
  return 1 - transformation / (rows.length + columns.length + 4 * total);
}
