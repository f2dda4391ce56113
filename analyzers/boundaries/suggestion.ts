/** What the suggester answers, in numbers: files are indices of the evidence. */
import type { Granularity } from '../contract.ts';

/** Place of a file that is no boundary's: shared infrastructure. */
export const KERNEL = -1;
/** Place of a file that stays in the monolith: wiring, entry points, scripts. */
export const STAYS = -2;

/** Boundary per file (0, 1, …), `KERNEL` or `STAYS`. */
export type Assignment = readonly number[];

export interface SuggestedPlan {
  readonly granularity: Granularity;
  readonly assignment: Assignment;
  /** Name per boundary, unique. */
  readonly names: readonly string[];
}

export interface Suggestion {
  /** Coarse, medium, fine; each refines the one before. */
  readonly plans: readonly SuggestedPlan[];
  readonly chosen: Granularity;
  /** Probability of its place in the chosen plan per file. */
  readonly confidence: readonly number[];
  /** Measured weight of each signal in the consensus, by name. */
  readonly signals: Readonly<Record<string, number>>;
}
