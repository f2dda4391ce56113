/** Where one transaction writes what several boundaries own. */
import { sortedOwners, touchOwners } from './find-data-touches.ts';
import { isBoundary } from './places.ts';
import type { Scene } from './scene.ts';
import type { Touch } from './touch.ts';

/** A transaction that writes tables of several owners; one that only reads them can read before. */
export interface CrossingTransaction {
  /** The boundary that stays in charge of it. */
  readonly from: number;
  /** Owners whose part can be told by an event that commits with the rest. */
  readonly told: readonly number[];
  /** Owners that have to be one with `from`. */
  readonly together: readonly number[];
  readonly touches: readonly Touch[];
}

export function findTransactionTouches(scene: Scene): readonly CrossingTransaction[] {
  return scene.index.evidence.transactions.flatMap((transaction, at) => {
    const { writes = [], reached = [] } = scene.index.transactions[at] ?? {};
    const owners = sortedOwners(scene, writes);
    if (owners.length < 2) return [];
    const entries = owners.map((owner) => isOnlyTold(scene, reached, owner));
    const own = scene.place(transaction.file);
    const bound = owners.filter((_, index) => entries[index] === false);
    const from = owners.includes(own) ? own : (bound[0] ?? owners[0] ?? own);
    const others = owners.filter((owner) => owner !== from);
    return [
      {
        from,
        told: others.filter((owner) => !bound.includes(owner)),
        together: others.filter((owner) => bound.includes(owner)),
        touches: touchOwners(scene, transaction, writes, 'transaction', from),
      },
    ];
  });
}

/**
 * Whether a transaction enters the code of an owner only by functions that give nothing back and
 * refuse nothing, and writes its tables nowhere else.
 */
function isOnlyTold(
  { index, place, owners, effects }: Scene,
  reached: readonly number[],
  owner: number,
): boolean {
  const { parts, accesses } = index.evidence;
  let enters = false;
  for (const id of reached) {
    const part = parts[id];
    if (part === undefined || place(part.file) === owner) continue;
    for (const at of index.accessesIn.get(id) ?? []) {
      const access = accesses[at];
      if (access?.write && owners[access.table] === owner) return false;
    }
    for (const used of part.uses) {
      const entered = parts[used];
      if (entered === undefined || place(entered.file) !== owner) continue;
      if (!isBoundary(owner) || effects.of(used) === 0) continue;
      if (!entered.silent || entered.refuses) return false;
      enters = true;
    }
  }
  return enters;
}
