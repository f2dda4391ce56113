import type { TextOptions } from '../text-style.ts';

export interface CheckOptions extends TextOptions {
  /** Accepted ones too, and no end to the list. */
  readonly all: boolean;
  /** From the root of the repository to that of the project, `''` when they are the same: what others show files by. */
  readonly prefix: string;
  readonly toolVersion: string;
  /** Whether a baseline that lists what is fixed fails the check. */
  readonly strictBaseline?: boolean;
  /** Columns of the terminal, where there is one: lines are broken at 60 to 120. */
  readonly width?: number;
}
