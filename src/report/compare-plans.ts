/** The user's own plan beside the suggested one, figure by figure. */
import type { PlanHealth } from '../../analyzers/index.ts';

type Figure = readonly [label: string, read: (health: PlanHealth) => readonly number[]];

const FIGURES: readonly Figure[] = [
  ['boundaries', (one) => [one.boundaries]],
  ['files in boundaries', (one) => [one.filesInBoundaries]],
  ['files in the kernel', (one) => [one.kernelFiles]],
  ['imports across', (one) => [one.crossingImports]],
  ['boundaries in circles', (one) => [one.cyclicBefore, one.cyclicAfter]],
  ['tables with two writers', (one) => [one.sharedTablesBefore, one.sharedTablesAfter]],
  ['transactions across', (one) => [one.crossingTransactions]],
  ['joins across', (one) => [one.crossingJoins]],
  ['relations across', (one) => [one.crossingRelations]],
];

export const PLAN_TITLES: Readonly<Record<PlanHealth['plan'], string>> = {
  suggested: 'suggested',
  configured: 'saasctl.json',
};

/** A row per figure: its label, then one cell per plan; `3 → 0` is before and after the remedies. */
export function comparePlans(health: readonly PlanHealth[]): readonly (readonly string[])[] {
  return FIGURES.map(([label, read]) => [
    label,
    ...health.map((one) =>
      read(one)
        .map((count) => count.toLocaleString('en-US'))
        .join(' → '),
    ),
  ]);
}
