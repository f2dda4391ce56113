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
  /** A file that puts others together although no framework calls it so. */
  readonly composes: (file: number) => boolean;
  /** Boundaries that reach a kernel file through kernel code only. */
  readonly kernelUsers: (file: number) => ReadonlySet<number>;
}

export function setScene(index: EvidenceIndex, plan: JudgedPlan): Scene {
  const { files, tables } = index.evidence;
  const place = (file: number): number => placeOf(plan, file);
  const effects = spreadEffects(index, plan);
  return {
    index,
    plan,
    owners: ownTables(index, plan),
    effects,
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
    composes: remember((file) => isComposition(index, effects, place, file)),
    kernelUsers: remember((file) => findKernelUsers(index, place, file)),
  };
}

/** Hands on working code of so many other boundaries, calls none of it and does nothing itself. */
const COMPOSED_BOUNDARIES = 3;

function isComposition(
  index: EvidenceIndex,
  effects: Effects,
  place: Scene['place'],
  file: number,
): boolean {
  const { uses, calls } = index.evidence;
  if (effects.file(file) !== 0 || index.serving.has(file)) return false;
  const callees = (index.callsFrom.get(file) ?? []).flatMap((at) => calls[at]?.to ?? []);
  if (callees.some((part) => effects.of(part) !== 0)) return false;
  const others = new Set<number>();
  for (const at of index.usesFrom.get(file) ?? []) {
    const use = uses[at];
    if (use?.injected) return false;
    const works = use?.symbols.some(
      (name) => !use.types.includes(name) && isWorking(index, effects, use.to, name),
    );
    if (use !== undefined && works) others.add(place(use.to));
  }
  others.delete(place(file));
  return [...others].filter(isBoundary).length >= COMPOSED_BOUNDARIES;
}

function isWorking(index: EvidenceIndex, effects: Effects, file: number, name: string): boolean {
  const part = index.partNamed(file, name);
  return part >= 0 && effects.whole(part) !== 0;
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
