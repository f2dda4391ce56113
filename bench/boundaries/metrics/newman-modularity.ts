import { labelDependencies } from './dependencies.ts';
import type { Dependency, PartialPartition } from './dependencies.ts';
import type { Label } from './partition.ts';

/**
 * Modularity of Newman and Girvan, "Finding and evaluating community structure in networks" (2004),
 * for weighted undirected graphs with the resolution γ of Reichardt and Bornholdt (2006):
 *
 *   Q = Σc ( Lc / m − γ (Dc / 2m)² )
 *
 * Lc weight inside a community, Dc sum of its nodes' degrees, m weight of all dependencies; direction
 * is ignored. Has a resolution limit: of use inside an optimiser, not as a judge.
 */
export function newmanModularity(
  labels: PartialPartition,
  dependencies: readonly Dependency[],
  resolution = 1,
): number {
  const degree = new Map<Label, number>();
  let [total, inside] = [0, 0];
  for (const { fromLabel, toLabel, weight } of labelDependencies(labels, dependencies)) {
    total += weight;
    if (fromLabel === toLabel) inside += weight;
    for (const label of [fromLabel, toLabel]) degree.set(label, (degree.get(label) ?? 0) + weight);
  }
  if (total === 0) return 0;
  let expected = 0;
  for (const sum of degree.values()) expected += (sum / (2 * total)) ** 2;
  return inside / total - resolution * expected;
}
