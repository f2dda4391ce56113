/** One touch of two places and what is decided about it, in numbers. */
import type { CrossingKind, Remedy } from '../../contract.ts';

export interface Touch {
  /** Boundary index, `KERNEL` or `STAYS`. */
  readonly from: number;
  readonly to: number;
  readonly kind: CrossingKind;
  /** File in which it stands; -1 when that is no source. */
  readonly file: number;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly evidence: string;
  readonly certain: boolean;
  readonly subject: string;
  /** File that declares the subject; -1 when none does. */
  readonly target: number;
  /** Part that is used or called; -1 when it is not known or the subject is a table. */
  readonly part: number;
  /** Foreign tables through which they touch. */
  readonly tables: readonly number[];
  /** The name is used in type positions only. */
  readonly typeOnly: boolean;
  /** A wiring file at either end. */
  readonly wiring: boolean;
  /** It already is an event. */
  readonly event: boolean;
  readonly onDelete: string | null;
}

export interface Decision {
  readonly remedy: Remedy;
  readonly why: string;
  readonly cost: number;
  /** One side has to wait for the other at run time, with the remedy applied. */
  readonly sync: boolean;
}

export interface DecidedTouch {
  readonly touch: Touch;
  readonly decision: Decision;
}

/** What a touch is unless it says otherwise. */
export const PLAIN = {
  certain: true,
  part: -1,
  tables: [],
  typeOnly: false,
  wiring: false,
  event: false,
  onDelete: null,
} as const;
