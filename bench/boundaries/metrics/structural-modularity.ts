import { labelDependencies, presentLabels } from './dependencies.ts';
import type { Dependency, PartialPartition } from './dependencies.ts';
import { clusterSizes } from './partition.ts';

/**
 * SM of Jin, Liu, Cai, Kazman, Mo and Zheng, "Service candidate identification from monolithic
 * systems based on execution traces" (TSE 2019):
 *
 *   (1/K) Σk μk / Nk²  −  (1 / (K(K−1)/2)) Σi<j σij / (2 Ni Nj)
 *
 * μk dependencies inside a service, σij between two in either direction, Nk entities of a service.
 * Higher is better. Each unordered pair of services counts once; the published code of two later
 * tools sums ordered pairs and so doubles the second term. Dependencies count as rows: weights are
 * not used, an entity's dependency on itself is none.
 */
export function structuralModularity(
  labels: PartialPartition,
  dependencies: readonly Dependency[],
): number {
  const sizes = clusterSizes(presentLabels(labels));
  const count = sizes.size;
  if (count === 0) return 0;
  let [cohesion, coupling] = [0, 0];
  for (const { fromLabel, toLabel } of labelDependencies(labels, dependencies)) {
    const product = (sizes.get(fromLabel) ?? 0) * (sizes.get(toLabel) ?? 0);
    if (fromLabel === toLabel) cohesion += 1 / product;
    else coupling += 1 / (2 * product);
  }
  const pairs = (count * (count - 1)) / 2;
  return cohesion / count - (pairs === 0 ? 0 : coupling / pairs);
}
