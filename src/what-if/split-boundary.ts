/** A boundary taken apart as the coarsest of the nested plans that divides it would. */
import { UserError } from '../errors.ts';
import { filesOf, freeId } from './plan-state.ts';
import type { Ground, PlanState } from './plan-state.ts';

interface Part {
  readonly name: string;
  readonly files: readonly number[];
}

/** @throws UserError when no plan divides it */
export function splitBoundary(ground: Ground, state: PlanState, place: number): PlanState {
  const parts = findParts(ground, filesOf(state, place));
  const id = state.ids[place] ?? '';
  if (parts.length < 2)
    throw new UserError(
      'edit-no-split',
      `No finer plan divides "${id}"`,
      `Choose the files yourself: --move 'glob=new-id'.`,
    );
  const taken = new Set(state.ids.filter((_, at) => at !== place));
  const ids = parts.map(({ name }) => {
    const free = freeId(name, taken);
    taken.add(free);
    return free;
  });
  const places = [...state.places];
  // The first part takes the place of the whole, the others come after all boundaries.
  parts.forEach(({ files }, at) => {
    for (const file of files) places[file] = at === 0 ? place : state.ids.length + at - 1;
  });
  const [first = id, ...others] = ids;
  const moved = new Set(filesOf(state, place));
  const next = { ...state, places, ids: [...state.ids.with(place, first), ...others] };
  return {
    ...next,
    confidence: state.confidence.map((one, file) => (moved.has(file) ? 1 : one)),
    pins: state.pins.map((pin) =>
      pin.boundary === id
        ? { ...pin, boundary: homeOf(ground, next, pin.table, moved, first) }
        : pin,
    ),
  };
}

/** A pinned table goes with the part that declares it; else with the first. */
function homeOf(
  { tables }: Ground,
  { ids, places }: Pick<PlanState, 'ids' | 'places'>,
  table: string,
  moved: ReadonlySet<number>,
  first: string,
): string {
  const file = tables.find((one) => one.name === table)?.file ?? -1;
  return moved.has(file) ? (ids[places[file] ?? -1] ?? first) : first;
}

/** Largest part first; files that the plan puts nowhere stay with it. */
function findParts({ plans }: Ground, files: readonly number[]): readonly Part[] {
  for (const { assignment, names } of plans) {
    const groups = new Map<number, number[]>();
    for (const file of files) {
      const label = assignment[file] ?? -1;
      if (label < 0) continue;
      const group = groups.get(label);
      if (group) group.push(file);
      else groups.set(label, [file]);
    }
    if (groups.size < 2) continue;
    const parts = [...groups]
      .map(([label, own]) => ({ name: names[label] ?? '', files: own }))
      .sort((a, b) => b.files.length - a.files.length || (a.files[0] ?? 0) - (b.files[0] ?? 0));
    const placed = new Set(parts.flatMap((part) => part.files));
    const rest = files.filter((file) => !placed.has(file));
    return parts.map((part, at) =>
      at === 0 ? { ...part, files: [...part.files, ...rest] } : part,
    );
  }
  return [];
}
