import { buildContingency } from './partition.ts';
import type { Contingency, Partition } from './partition.ts';

export interface ClusterCoverage {
  /** Share of the found clusters that have a counterpart: blind to what was not found. */
  readonly found: number;
  /** Share of the authoritative clusters that have a counterpart: blind to what was invented. */
  readonly authoritative: number;
}

/**
 * C2C coverage of Garcia, Ivkovic and Medvidovic, "A comparative analysis of software architecture
 * recovery techniques" (ASE 2013): clusters are counterparts when
 *
 *   |Ai ∩ Bj| / max(|Ai|, |Bj|) > threshold
 *
 * Usual thresholds: 0.1, 0.33 and 0.5. Reported in both directions.
 */
export function clusterCoverage(
  found: Partition,
  authoritative: Partition,
  threshold: number,
): ClusterCoverage {
  return {
    found: coveredRows(buildContingency(found, authoritative), threshold),
    authoritative: coveredRows(buildContingency(authoritative, found), threshold),
  };
}

function coveredRows({ rows, columns, cells }: Contingency, threshold: number): number {
  if (rows.length === 0) return 1;
  const covered = rows.filter((size, row) =>
    [...(cells[row] ?? [])].some(
      ([column, common]) => common / Math.max(size, columns[column] ?? 0) > threshold,
    ),
  );
  return covered.length / rows.length;
}
