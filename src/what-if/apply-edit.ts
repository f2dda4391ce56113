/** One edit of a plan: pure, and every file keeps exactly one place. */
import { KERNEL, STAYS } from '../../analyzers/boundaries/suggestion.ts';
import { isBoundaryId } from '../config/config-schema.ts';
import { createFileMatcher } from '../config/match-files.ts';
import { UserError } from '../errors.ts';
import { suggestNames } from '../report/suggest-names.ts';
import type { Edit } from './edit.ts';
import { withoutEmpty } from './plan-state.ts';
import type { Ground, PlanState } from './plan-state.ts';
import { splitBoundary } from './split-boundary.ts';

/** @throws UserError when the edit names what is not there or takes a name that is */
export function applyEdit(ground: Ground, state: PlanState, edit: Edit): PlanState {
  switch (edit.kind) {
    case 'rename':
      return rename(state, edit.from, edit.to);
    case 'merge':
      return merge(state, edit.from, edit.to);
    case 'split':
      return splitBoundary(ground, state, findBoundary(state, edit.boundary));
    case 'move':
      return move(ground, state, edit.files, edit.to);
    case 'pin':
      return pin(ground, state, edit.table, edit.to);
  }
}

export function applyEdits(ground: Ground, state: PlanState, edits: readonly Edit[]): PlanState {
  return edits.reduce((now, edit) => applyEdit(ground, now, edit), state);
}

function rename(state: PlanState, from: string, to: string): PlanState {
  const place = findBoundary(state, from);
  if (from !== to) checkNewId(state, to);
  return {
    ...state,
    ids: state.ids.map((id, at) => (at === place ? to : id)),
    pins: state.pins.map((one) => (one.boundary === from ? { ...one, boundary: to } : one)),
  };
}

/** The merged boundary stands where the first of them stood. */
function merge(state: PlanState, from: readonly string[], to: string): PlanState {
  const merged = new Set(from.map((id) => findBoundary(state, id)));
  if (merged.size < 2)
    throw new UserError(
      'edit-merge-one',
      `There is nothing to merge "${from[0]}" with`,
      'Name two boundaries or more, as in --merge orders+invoices=sales.',
    );
  if (!from.includes(to)) checkNewId(state, to);
  const target = Math.min(...merged);
  const joined: PlanState = {
    ids: state.ids.map((id, place) => (place === target ? to : id)),
    places: state.places.map((place) => (merged.has(place) ? target : place)),
    confidence: decided(state, (file) => merged.has(state.places[file] ?? STAYS)),
    pins: state.pins.map((one) => (from.includes(one.boundary) ? { ...one, boundary: to } : one)),
  };
  // A place that was left has no files; its old name may be that of the new boundary.
  const free = joined.ids.map((id, place) => (place !== target && merged.has(place) ? '' : id));
  return withoutEmpty({ ...joined, ids: free });
}

function move(ground: Ground, state: PlanState, entry: string, to: string): PlanState {
  const files = new Set(createFileMatcher(ground.files)(entry));
  if (files.size === 0)
    throw new UserError(
      'edit-no-files',
      `No source file matches "${entry}"`,
      `Paths are relative to the analyzed folder, as in "${ground.files[0] ?? 'src/main.ts'}".`,
    );
  const known = placeNamed(state, to);
  if (known === undefined) checkNewId(state, to);
  const target = known ?? state.ids.length;
  return withoutEmpty({
    ids: known === undefined ? [...state.ids, to] : state.ids,
    places: state.places.map((place, file) => (files.has(file) ? target : place)),
    confidence: decided(state, (file) => files.has(file)),
    pins: state.pins,
  });
}

function pin(ground: Ground, state: PlanState, table: string, to: string): PlanState {
  const boundary = state.ids[findBoundary(state, to)] ?? '';
  const names = ground.tables.map((one) => one.name);
  if (!names.includes(table))
    throw new UserError(
      'edit-no-table',
      `There is no table "${table}"`,
      hintAt(table, names, 'Tables are listed by "saasctl analyze --json".'),
    );
  const others = state.pins.filter((one) => one.table !== table);
  const pins = [...others, { table, boundary }].sort((a, b) => (a.table < b.table ? -1 : 1));
  return { ...state, pins };
}

function placeNamed({ ids }: PlanState, id: string): number | undefined {
  if (id === 'kernel') return KERNEL;
  if (id === 'monolith') return STAYS;
  const place = ids.indexOf(id);
  return place < 0 ? undefined : place;
}

function findBoundary({ ids }: PlanState, id: string): number {
  const place = ids.indexOf(id);
  if (place >= 0) return place;
  throw new UserError(
    'edit-no-boundary',
    `There is no boundary "${id}"`,
    hintAt(id, ids, `There are ${ids.length}, ${ids.slice(0, 5).join(', ')} among them.`),
  );
}

function checkNewId({ ids }: PlanState, id: string): void {
  if (ids.includes(id))
    throw new UserError(
      'edit-id-taken',
      `There is a boundary "${id}" already`,
      `To join them: --merge ${id}+other=${id}.`,
    );
  if (!isBoundaryId(id))
    throw new UserError(
      'edit-id-form',
      `"${id}" cannot be the id of a boundary`,
      'Ids are kebab-case, as in order-items; "kernel" and "monolith" stand for something else.',
    );
}

function hintAt(typed: string, names: readonly string[], otherwise: string): string {
  const near = suggestNames(typed, names);
  return near.length > 0 ? `Did you mean ${near.join(', ')}?` : otherwise;
}

function decided(
  { confidence }: PlanState,
  isDecided: (file: number) => boolean,
): readonly number[] {
  return confidence.map((one, file) => (isDecided(file) ? 1 : one));
}
