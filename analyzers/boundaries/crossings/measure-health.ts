/** What a plan means for the health of the system, before and after the remedies. */
import type { PlanHealth, Remedy } from '../../contract.ts';
import { findComponents } from '../../graph/find-components.ts';
import { KERNEL } from '../suggestion.ts';
import { isBoundary } from './places.ts';
import { findSyncCycles } from './prove-acyclic.ts';
import type { SyncTie } from './prove-acyclic.ts';
import type { Scene } from './scene.ts';
import type { DecidedTouch } from './touch.ts';

/** Remedies after which the owner is the one that writes. */
const OWNER_WRITES: ReadonlySet<Remedy> = new Set(['api', 'event', 'move', 'merge']);

export function measureHealth(
  scene: Scene,
  decided: readonly DecidedTouch[],
  group: readonly number[],
  sync: readonly SyncTie[],
  transactions: number,
): Omit<PlanHealth, 'plan'> {
  const { ids, assignment } = scene.plan;
  const { evidence } = scene.index;
  const { uses, joins, relations } = evidence;
  const owner = (table: number): number | null => scene.owners[table] ?? null;
  const between = uses.filter(({ from, to }) => isBetween(scene.place(from), scene.place(to)));
  return {
    boundaries: ids.length,
    filesInBoundaries: assignment.filter(isBoundary).length,
    kernelFiles: assignment.filter((place) => place === KERNEL).length,
    crossingImports: between.length,
    cyclicBefore: countCyclic(ids.length, decided),
    cyclicAfter: findSyncCycles(group, sync).flat().length,
    sharedTablesBefore: countShared(foreignWriters(scene, decided, () => true)),
    sharedTablesAfter: countShared(
      foreignWriters(scene, decided, ({ decision }) => !OWNER_WRITES.has(decision.remedy)),
    ),
    crossingTransactions: transactions,

    crossingJoins: joins.filter(
      ({ tables }) => new Set(tables.flatMap((table) => owner(table) ?? [])).size > 1,
    ).length,
    crossingRelations: relations.filter(({ from, to }) =>
      isBetween(owner(from) ?? KERNEL, owner(to) ?? KERNEL),
    ).length,
  };
}

const isBetween = (from: number, to: number): boolean =>
  from !== to && isBoundary(from) && isBoundary(to);

/** Boundaries in cycles of what runs today: calls and values, not types. */
function countCyclic(boundaries: number, decided: readonly DecidedTouch[]): number {
  const ties = decided.flatMap(({ touch }) => {
    const { from, to, kind, typeOnly } = touch;
    const code = kind === 'import' || kind === 'inject' || kind === 'call';
    return code && !typeOnly && isBetween(from, to) ? [{ from, to }] : [];
  });
  return findComponents(boundaries, ties).flat().length;
}

/** Tables with the boundaries that write them although another one owns them. */
function foreignWriters(
  scene: Scene,
  decided: readonly DecidedTouch[],
  counts: (one: DecidedTouch) => boolean,
): ReadonlySet<number> {
  const written = new Set<number>();
  for (const one of decided) {
    const { kind, from, tables } = one.touch;
    if (kind !== 'write' || !isBoundary(from) || !counts(one)) continue;
    for (const table of tables) if (scene.owners[table] !== null) written.add(table);
  }
  return written;
}

const countShared = (tables: ReadonlySet<number>): number => tables.size;
