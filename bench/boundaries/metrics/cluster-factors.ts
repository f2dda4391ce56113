import { labelDependencies, presentLabels } from './dependencies.ts';
import type { Dependency, PartialPartition } from './dependencies.ts';
import type { Label } from './partition.ts';

/**
 * Cluster factors of Mitchell and Mancoridis, "On the automatic modularization of software systems
 * using the Bunch tool" (TSE 2006): per cluster, with μ the weight inside and ε the weight of
 * dependencies that enter or leave,
 *
 *   CF = 2μ / (2μ + ε), 0 when μ = 0
 */
export function clusterFactors(
  labels: PartialPartition,
  dependencies: readonly Dependency[],
): ReadonlyMap<Label, number> {
  const inside = new Map<Label, number>(presentLabels(labels).map((label) => [label, 0]));
  const across = new Map<Label, number>();
  const add = (sums: Map<Label, number>, label: Label, weight: number): void => {
    sums.set(label, (sums.get(label) ?? 0) + weight);
  };
  for (const { fromLabel, toLabel, weight } of labelDependencies(labels, dependencies)) {
    if (fromLabel === toLabel) add(inside, fromLabel, weight);
    else {
      add(across, fromLabel, weight);
      add(across, toLabel, weight);
    }
  }
  return new Map(
    [...inside].map(([label, within]) => [
      label,
      within === 0 ? 0 : (2 * within) / (2 * within + (across.get(label) ?? 0)),
    ]),
  );
}

/** TurboMQ: the sum of the cluster factors. Grows with the number of clusters. */
export function turboMq(labels: PartialPartition, dependencies: readonly Dependency[]): number {
  return [...clusterFactors(labels, dependencies).values()].reduce((sum, one) => sum + one, 0);
}

/**
 * CMod: the mean of the cluster factors, TurboMQ / K. Higher is better, and one single cluster gets
 * the optimum 1: it rewards lumping and must never stand alone.
 */
export function clusterModularity(
  labels: PartialPartition,
  dependencies: readonly Dependency[],
): number {
  const factors = clusterFactors(labels, dependencies);
  return factors.size === 0 ? 0 : turboMq(labels, dependencies) / factors.size;
}
