import type { Location } from '../../../analyzers/index.ts';
import type { RuleId } from '../rules.ts';

/** Something that is mended by changing an import. */
export interface Repair extends Location {
  /** Id of the violation. */
  readonly id: string;
  readonly rule: RuleId;
  readonly symbol: string;
  /** What is different now, as in `comes from src/billing/index.ts`. */
  readonly change: string;
}

/** Something that looks mechanical and is not. */
export interface Refusal extends Location {
  readonly id: string;
  readonly rule: RuleId;
  readonly symbol: string;
  readonly reason: string;
}

/** A file that would change, whole. */
export interface FileFix {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly repairs: readonly Repair[];
}

export interface FixPlan {
  /** Absolute folder that the paths begin in. */
  readonly root: string;
  /** Sorted by path. */
  readonly files: readonly FileFix[];
  /** Sorted by place. */
  readonly refused: readonly Refusal[];
}
