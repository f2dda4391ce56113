import type { PartialPartition } from './dependencies.ts';
import type { Label } from './partition.ts';

export interface UnitScore {
  readonly unit: Label;
  readonly files: number;
  readonly f1: number;
  /** Cluster that comes closest; null when none shares a file with the unit. */
  readonly cluster: Label | null;
}

/**
 * How well each authoritative unit is found by the one cluster that comes closest: for unit U
 *
 *   max over clusters C of 2 |C ∩ U| / (|C| + |U|)
 *
 * (the F-measure of van Rijsbergen, 1979, as used for clusters by Larsen and Aone, 1999). |C| counts
 * all files of the cluster, those that belong to no unit too: dragging strangers along costs.
 * Files with null are in no cluster or in no unit. Sorted by unit as given first.
 */
export function unitScores(
  clusters: PartialPartition,
  units: PartialPartition,
): readonly UnitScore[] {
  if (clusters.length !== units.length)
    throw new RangeError(`${clusters.length} cluster labels for ${units.length} unit labels`);
  const [clusterSize, unitSize] = [countLabels(clusters), countLabels(units)];
  const common = new Map<Label, Map<Label, number>>();
  units.forEach((unit, file) => {
    const cluster = clusters[file] ?? null;
    if (unit === null || cluster === null) return;
    const row = common.get(unit) ?? new Map<Label, number>();
    row.set(cluster, (row.get(cluster) ?? 0) + 1);
    common.set(unit, row);
  });
  return [...unitSize].map(([unit, files]) => {
    let best: UnitScore = { unit, files, f1: 0, cluster: null };
    for (const [cluster, shared] of common.get(unit) ?? []) {
      const f1 = (2 * shared) / ((clusterSize.get(cluster) ?? 0) + files);
      if (f1 > best.f1) best = { unit, files, f1, cluster };
    }
    return best;
  });
}

/** Mean of the unit scores, each unit counting once whatever its size; 1 without units. */
export function unitF1(clusters: PartialPartition, units: PartialPartition): number {
  const scores = unitScores(clusters, units);
  if (scores.length === 0) return 1;
  return scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length;
}

function countLabels(labels: PartialPartition): ReadonlyMap<Label, number> {
  const sizes = new Map<Label, number>();
  for (const label of labels) if (label !== null) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return sizes;
}
