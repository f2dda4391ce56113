/** Everything a decision may look at: the evidence, the plan, and what follows from both. */
import type { Effects } from './effects.ts';
import { spreadEffects } from './effects.ts';
import { symbolKey } from './evidence-index.ts';
import type { EvidenceIndex } from './evidence-index.ts';
import { ownTables } from './own-tables.ts';
import { idOf, isBoundary, placeOf } from './places.ts';
import type { JudgedPlan } from './places.ts';
import { KERNEL } from '../suggestion.ts';

export interface Scene {
  readonly index: EvidenceIndex;
  readonly plan: JudgedPlan;
  readonly owners: readonly (number | null)[];
  readonly effects: Effects;
  readonly place: (file: number) => number;
  readonly name: (place: number) => string;
  readonly pathOf: (file: number) => string;
  readonly tableName: (table: number) => string;
  /** Places whose files use a symbol, wiring left out. */
  readonly usersOf: (file: number, symbol: string) => ReadonlySet<number>;
  /** Boundaries that reach a kernel file through kernel code only. */
  readonly kernelUsers: (file: number) => ReadonlySet<number>;
}

export function setScene(index: EvidenceIndex, plan: JudgedPlan): Scene {
  const { files, tables } = index.evidence;
  const place = (file: number): number => placeOf(plan, file);
  return {
    index,
    plan,
    owners: ownTables(index, plan),
    effects: spreadEffects(index, plan),
    place,
    name: (one) => idOf(plan, one),
    pathOf: (file) => files[file]?.path ?? '',
    tableName: (table) => tables[table]?.name ?? '',
    usersOf: (file, symbol) =>
      new Set(
        (index.usersOf.get(symbolKey(file, symbol)) ?? [])
          .filter((user) => files[user]?.wiring !== true)
          .map(place),
      ),
    kernelUsers: remember((file) => findKernelUsers(index, place, file)),
  };
}

function findKernelUsers(
  index: EvidenceIndex,
  place: Scene['place'],
  file: number,
): ReadonlySet<number> {
  const found = new Set<number>();
  const seen = new Set([file]);
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const user of index.importersOf[next] ?? []) {
      if (seen.has(user)) continue;
      seen.add(user);
      const at = place(user);
      if (at === KERNEL) open.push(user);
      else if (isBoundary(at)) found.add(at);
    }
  }
  return found;
}

function remember<V>(compute: (key: number) => V): (key: number) => V {
  const known = new Map<number, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
