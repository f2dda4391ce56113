import { labelDependencies } from './dependencies.ts';
import type { Dependency, PartialPartition } from './dependencies.ts';

/**
 * ICP of Kalia, Xiao, Krishna, Sinha, Vukovic and Banerjee, "Mono2Micro: a practical and effective
 * tool for decomposing monolithic Java applications to microservices" (ESEC/FSE 2021):
 *
 *   weight of the dependencies between services / weight of all dependencies
 *
 * Lower is better; one single service gets the optimum 0. The reference code weighs by 1 + ln(volume)
 * at run time; a static dependency weighs 1 here unless its weight is given.
 */
export function interCallPercentage(
  labels: PartialPartition,
  dependencies: readonly Dependency[],
): number {
  let [crossing, all] = [0, 0];
  for (const { fromLabel, toLabel, weight } of labelDependencies(labels, dependencies)) {
    all += weight;
    if (fromLabel !== toLabel) crossing += weight;
  }
  return all === 0 ? 0 : crossing / all;
}
