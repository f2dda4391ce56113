import { presentLabels } from './dependencies.ts';
import type { PartialPartition } from './dependencies.ts';
import { clusterSizes } from './partition.ts';

/**
 * NED, non-extreme distribution, of Wu, Hassan and Holt, "Comparison of clustering algorithms in the
 * context of software evolution" (ICSM 2005), with the bounds and the direction of Mono2Micro (2021),
 * whose published values are "lower is better":
 *
 *   1 − entities in services of `smallest` to `largest` entities / all entities
 *
 * The usual 5 to 20 is meant for Java classes of small systems: with hundreds of files per service
 * every good partition is "extreme".
 */
export function extremeDistribution(labels: PartialPartition, smallest = 5, largest = 20): number {
  const present = presentLabels(labels);
  if (present.length === 0) return 0;
  const moderate = [...clusterSizes(present).values()].filter(
    (size) => size >= smallest && size <= largest,
  );
  return 1 - moderate.reduce((sum, size) => sum + size, 0) / present.length;
}
