/** What is left to wait for, and the proof that nobody waits for himself. */
import { findComponents } from '../../graph/find-components.ts';
import type { JudgedPlan } from './places.ts';
import { isBoundary } from './places.ts';
import type { DecidedTouch } from './touch.ts';

export interface SyncTie {
  readonly from: number;
  readonly to: number;
  /** Places in the code that wait. */
  readonly weight: number;
}

export function listSync(decided: readonly DecidedTouch[]): readonly SyncTie[] {
  const ties = new Map<string, SyncTie>();
  for (const { touch, decision } of decided) {
    const { from, to } = touch;
    if (!decision.sync || touch.wiring || !isBoundary(from) || !isBoundary(to)) continue;
    const key = `${from} ${to}`;
    ties.set(key, { from, to, weight: (ties.get(key)?.weight ?? 0) + 1 });
  }
  return [...ties.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Boundaries that are to be one count as one. */
export function findSyncCycles(
  group: readonly number[],
  sync: readonly SyncTie[],
): readonly (readonly number[])[] {
  const ties = sync.map(({ from, to }) => ({ from: group[from] ?? from, to: group[to] ?? to }));
  return findComponents(group.length, ties);
}

/** A cycle here is a mistake of ours, whatever the plan was. */
export function proveAcyclic(
  { ids }: JudgedPlan,
  group: readonly number[],
  sync: readonly SyncTie[],
): void {
  const [cycle] = findSyncCycles(group, sync);
  if (cycle === undefined) return;
  const names = cycle.map((place) => ids[place] ?? String(place)).join(', ');
  throw new Error(`The remedies leave a synchronous cycle: ${names}`);
}
