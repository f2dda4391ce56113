/** What files and crossings are called when they are in no boundary. */
import type { Assignment } from '../suggestion.ts';
import { KERNEL, STAYS } from '../suggestion.ts';

export const KERNEL_ID = 'kernel';
export const MONOLITH_ID = 'monolith';

/** An assignment of files to boundaries, with the id of each boundary. */
export interface JudgedPlan {
  readonly assignment: Assignment;
  readonly ids: readonly string[];
  /** Tables that a person gave to a boundary whatever the code says, by table. */
  readonly pinned?: ReadonlyMap<number, number>;
}

export function placeOf({ assignment }: JudgedPlan, file: number): number {
  return assignment[file] ?? STAYS;
}

export function idOf({ ids }: JudgedPlan, place: number): string {
  if (place === KERNEL) return KERNEL_ID;
  return ids[place] ?? MONOLITH_ID;
}

export const isBoundary = (place: number): boolean => place >= 0;
