import { labelDependencies, presentLabels } from './dependencies.ts';
import type { Dependency, PartialPartition } from './dependencies.ts';

/**
 * IFN of Jin et al., "Service candidate identification from monolithic systems based on execution
 * traces" (TSE 2019): mean number per service of entities that other services depend on. Lower is
 * better. An entity counts once however many use it (published code that counts crossing pairs
 * instead gives much larger values).
 */
export function interfaceNumber(
  labels: PartialPartition,
  dependencies: readonly Dependency[],
): number {
  const services = new Set(presentLabels(labels)).size;
  const published = new Set(
    labelDependencies(labels, dependencies)
      .filter(({ fromLabel, toLabel }) => fromLabel !== toLabel)
      .map(({ to }) => to),
  );
  return services === 0 ? 0 : published.size / services;
}
