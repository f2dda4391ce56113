import type { Partition } from './partition.ts';

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means over the bin: what was said, and how often it was right. */
  readonly stated: number;
  readonly observed: number;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: Σ (bin size / n) · |stated − observed|. */
  readonly error: number;
}

/**
 * Reliability bins and expected calibration error of Naeini, Cooper and Hauskrecht, "Obtaining well
 * calibrated probabilities using Bayesian binning" (2015), with bins of equal width; the last
 * includes 1. Empty bins are left out.
 */
export function calibration(
  stated: readonly number[],
  right: readonly boolean[],
  binCount = 10,
): Calibration {
  const members = Array.from({ length: binCount }, (): number[] => []);
  stated.forEach((value, index) => {
    members[Math.min(binCount - 1, Math.max(0, Math.floor(value * binCount)))]?.push(index);
  });
  const bins = members.flatMap((indices, bin): readonly CalibrationBin[] => {
    if (indices.length === 0) return [];
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    return [
      {
        from: bin / binCount,
        to: (bin + 1) / binCount,
        count: indices.length,
        stated: mean(indices.map((index) => stated[index] as number)),
        observed: mean(indices.map((index) => (right[index] === true ? 1 : 0))),
      },
    ];
  });
  const error = bins.reduce(
    (sum, bin) => sum + (bin.count / stated.length) * Math.abs(bin.stated - bin.observed),
    0,
  );
  return { bins, error };
}

/**
 * Whether each entity is placed right: the label that most entities of its cluster bear is its own.
 * With a tie between labels the one that comes first in the entities' order speaks for the cluster.
 */
export function rightlyPlaced(clusters: Partition, truth: Partition): readonly boolean[] {
  const counts = new Map<Partition[number], Map<Partition[number], number>>();
  clusters.forEach((cluster, entity) => {
    const row = counts.get(cluster) ?? new Map<Partition[number], number>();
    const label = truth[entity] as Partition[number];
    row.set(label, (row.get(label) ?? 0) + 1);
    counts.set(cluster, row);
  });
  const majority = new Map(
    [...counts].map(([cluster, row]) => [
      cluster,
      [...row].reduce((best, one) => (one[1] > best[1] ? one : best))[0],
    ]),
  );
  return clusters.map((cluster, entity) => majority.get(cluster) === truth[entity]);
}
