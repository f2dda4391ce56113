/** What the intrinsic metrics measure on: directed dependencies between labelled entities. */
import type { Label } from './partition.ts';

/** One dependency of entity `from` on entity `to`, both indices into the labels. */
export interface Dependency {
  readonly from: number;
  readonly to: number;
  /** Number or volume of calls; 1 unless told. */
  readonly weight?: number;
}

/** Label per entity; entities without one, and all their dependencies, are left out of account. */
export type PartialPartition = readonly (Label | null)[];

export interface LabelledDependency {
  readonly from: number;
  readonly to: number;
  readonly fromLabel: Label;
  readonly toLabel: Label;
  readonly weight: number;
}

/** Dependencies between different labelled entities. */
export function labelDependencies(
  labels: PartialPartition,
  dependencies: readonly Dependency[],
): readonly LabelledDependency[] {
  return dependencies.flatMap(({ from, to, weight = 1 }) => {
    const [fromLabel, toLabel] = [labels[from] ?? null, labels[to] ?? null];
    if (from === to || fromLabel === null || toLabel === null) return [];
    return [{ from, to, fromLabel, toLabel, weight }];
  });
}

/** The labels that are there. */
export function presentLabels(labels: PartialPartition): readonly Label[] {
  return labels.filter((label) => label !== null);
}
