/** A plan while a person edits it: every file has one place, whatever is done to it. */
import { KERNEL, STAYS } from '../../analyzers/boundaries/suggestion.ts';
import type { SuggestedPlan } from '../../analyzers/boundaries/suggestion.ts';
import type { NamedPlan, Planning } from '../../analyzers/boundaries/prepare-planning.ts';
import type { Granularity } from '../../analyzers/contract.ts';
import { isBoundaryId } from '../config/config-schema.ts';

/** What no edit changes; files and tables are indices of the evidence. */
export interface Ground {
  readonly files: readonly string[];
  readonly tables: readonly {
    readonly name: string;
    /** File that declares it; -1 when there is none. */
    readonly file: number;
  }[];
  /** The nested plans, coarse first, with ids as a boundary may have them. */
  readonly plans: readonly SuggestedPlan[];
  readonly confidence: readonly number[];
}

/** A table that one boundary shall own whatever the code says. */
export interface Pin {
  readonly table: string;
  readonly boundary: string;
}

export interface PlanState {
  readonly ids: readonly string[];
  /** Per file: index of its boundary, `KERNEL` or `STAYS`. */
  readonly places: readonly number[];
  /** Probability of its place per file; 1 where a person decided. */
  readonly confidence: readonly number[];
  /** Sorted by table. */
  readonly pins: readonly Pin[];
}

export function buildGround({ evidence, suggestion }: Planning): Ground {
  return {
    files: evidence.files.map((file) => file.path),
    tables: evidence.tables.map(({ name, file }) => ({ name, file })),
    plans: suggestion.plans.map((plan) => ({ ...plan, names: toBoundaryIds(plan.names) })),
    confidence: suggestion.confidence,
  };
}

export function startState({ plans, confidence }: Ground, granularity: Granularity): PlanState {
  const plan = plans.find((one) => one.granularity === granularity);
  if (plan === undefined) throw new Error(`The suggestion has no plan "${granularity}"`);
  return { ids: plan.names, places: plan.assignment, confidence, pins: [] };
}

/** The plan as the analyzers judge it. */
export function toNamedPlan(
  { tables }: Ground,
  { ids, places, confidence, pins }: PlanState,
): NamedPlan & { readonly pinned: ReadonlyMap<number, number> } {
  const pinned = new Map(
    pins.map(({ table, boundary }): [number, number] => [
      tables.findIndex((one) => one.name === table),
      ids.indexOf(boundary),
    ]),
  );
  return { assignment: places, ids, names: ids, confidence, pinned };
}

/** Files of a boundary, ascending. */
export function filesOf({ places }: PlanState, place: number): readonly number[] {
  return places.flatMap((one, file) => (one === place ? [file] : []));
}

/** How many files each boundary has. */
export function countFiles({ ids, places }: PlanState): readonly number[] {
  const sizes = ids.map(() => 0);
  for (const place of places) if (place >= 0) sizes[place] = (sizes[place] ?? 0) + 1;
  return sizes;
}

/** Paths by the id of their boundary, `kernel` or `monolith`. */
export function listPlaces(
  { files }: Ground,
  state: PlanState,
): ReadonlyMap<string, readonly string[]> {
  const ids = [...state.ids.keys(), KERNEL, STAYS];
  const nameOf = (place: number): string =>
    place === KERNEL ? 'kernel' : place === STAYS ? 'monolith' : (state.ids[place] ?? '');
  return new Map(
    ids.map((place) => [nameOf(place), filesOf(state, place).map((file) => files[file] ?? '')]),
  );
}

/** Drops boundaries without files, and the pins on them. */
export function withoutEmpty(state: PlanState): PlanState {
  const sizes = countFiles(state);
  if (sizes.every((size) => size > 0)) return state;
  const kept = state.ids.filter((_, place) => (sizes[place] ?? 0) > 0);
  const numbers = new Map(kept.map((id, place) => [id, place]));
  return {
    ...state,
    ids: kept,
    places: state.places.map((place) => numbers.get(state.ids[place] ?? '') ?? place),
    pins: state.pins.filter((pin) => numbers.has(pin.boundary)),
  };
}

/** A free id: the wish itself, or with the first number that is not taken. */
export function freeId(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish) && isBoundaryId(wish)) return wish;
  let number = 2;
  while (taken.has(`${wish}-${number}`)) number += 1;
  return `${wish}-${number}`;
}

/** Names of the suggestion as ids that a configuration may have. */
export function toBoundaryIds(names: readonly string[]): readonly string[] {
  const taken = new Set(names.filter(isBoundaryId));
  return names.map((name) => {
    if (isBoundaryId(name)) return name;
    const id = freeId(name, taken);
    taken.add(id);
    return id;
  });
}
