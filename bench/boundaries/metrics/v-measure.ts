import { buildContingency } from './partition.ts';
import type { Partition } from './partition.ts';

export interface VMeasure {
  /** 1 when no found cluster mixes authoritative ones: 1 − H(B|A) / H(B). */
  readonly homogeneity: number;
  /** 1 when no authoritative cluster is spread over found ones: 1 − H(A|B) / H(A). */
  readonly completeness: number;
  /** Harmonic mean of the two. */
  readonly v: number;
}

/**
 * V-measure of Rosenberg and Hirschberg, "V-Measure: a conditional entropy-based external cluster
 * evaluation measure" (2007). Not corrected for chance: singletons get 0.6 to 0.75.
 */
export function vMeasure(found: Partition, authoritative: Partition): VMeasure {
  const { total, rows, columns, cells } = buildContingency(found, authoritative);
  const [inFound, inAuthoritative] = [entropy(rows, total), entropy(columns, total)];
  const joint = entropy(
    cells.flatMap((row) => [...row.values()]),
    total,
  );
  // H(B|A) = H(A,B) − H(A); a partition without entropy holds nothing that could be missed.
  const homogeneity = inAuthoritative === 0 ? 1 : 1 - (joint - inFound) / inAuthoritative;
  const completeness = inFound === 0 ? 1 : 1 - (joint - inAuthoritative) / inFound;
  const sum = homogeneity + completeness;
  return { homogeneity, completeness, v: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum };
}

function entropy(sizes: readonly number[], total: number): number {
  return -sizes.reduce((sum, size) => sum + (size / total) * Math.log(size / total), 0);
}
