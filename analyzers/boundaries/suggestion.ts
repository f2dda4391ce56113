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

/** What the user has decided: files and tables that must be where they say. */
export interface Pins {
  /** Files that must be in the same boundary, as groups. */
  readonly together: readonly (readonly number[])[];
  /** Pairs of files that must not be in the same boundary. */
  readonly apart: readonly (readonly [number, number])[];
  /** Files that are shared infrastructure whatever the evidence says. */
  readonly kernel: readonly number[];
}

export const NO_PINS: Pins = { together: [], apart: [], kernel: [] };
