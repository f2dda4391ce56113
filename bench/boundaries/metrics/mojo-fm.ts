import { maximumMatching } from './matching.ts';
import { buildContingency } from './partition.ts';
import type { Contingency, Partition } from './partition.ts';

/**
 * MoJoFM of Wen and Tzerpos, "An effectiveness measure for software clustering algorithms" (2004):
 *
 *   1 − mno(A, B) / max over all partitions X of mno(X, B)
 *
 * where mno is the smallest number of moves (of one entity, to an existing or new cluster) and joins
 * (of two clusters) that turn the found partition A into the authoritative B. 0 to 1; not symmetric;
 * not corrected for chance: a random partition scores 0.1 to 0.3.
 */
export function mojoFm(found: Partition, authoritative: Partition): number {
  const table = buildContingency(found, authoritative);
  const worst = largestMojoDistance(table);
  return worst === 0 ? 1 : 1 - mojoDistance(table) / worst;
}

/**
 * mno by the optimal algorithm of Wen and Tzerpos, "An optimal algorithm for MoJo distance" (2003):
 * every cluster of A keeps the entities of the cluster of B with which it shares most; the others
 * move; clusters that keep the same cluster of B are joined. Ties are resolved so that as many
 * different clusters of B as possible are kept (g, a maximum bipartite matching):
 *
 *   mno = n − Σi maxj |Ai ∩ Bj| + (|A| − g)
 */
export function mojoDistance({ total, rows, cells }: Contingency): number {
  const largest = cells.map((row) => Math.max(...row.values()));
  const favourites = cells.map((row, index) =>
    [...row].filter(([, common]) => common === largest[index]).map(([column]) => column),
  );
  const kept = largest.reduce((sum, common) => sum + common, 0);
  return total - kept + rows.length - maximumMatching(favourites);
}

/**
 * The largest mno of any partition to B: n − g*, where g* is the largest number of groups that cannot
 * be avoided; with the sizes of B's clusters ascending, a size counts when it exceeds the count so far.
 */
export function largestMojoDistance({ total, columns }: Contingency): number {
  let groups = 0;
  for (const size of [...columns].sort((a, b) => a - b)) if (size > groups) groups += 1;
  return total - groups;
}
