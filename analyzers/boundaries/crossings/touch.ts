/** One touch of two places and what is decided about it, in numbers. */
import type { CrossingKind, Remedy } from '../../contract.ts';
import type { EvidencePlace } from '../evidence.ts';

export interface Touch {
  readonly kind: CrossingKind;
  /** Boundary index, `KERNEL` or `STAYS`. */
  readonly from: number;
  readonly to: number;
  readonly at: TouchPlace;
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

/** Where it stands; `path` only when `file` is no source. */
export interface TouchPlace extends EvidencePlace {
  readonly path?: string;
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

type Ends = Pick<Touch, 'kind' | 'from' | 'to' | 'at' | 'subject' | 'target'>;
type Extras = Partial<Omit<Touch, keyof Ends>>;

const NONE: Extras = {};
const NO_TABLES: readonly number[] = [];

/** Written out field by field: there are thousands of them, and spreading is many times slower. */
export function makeTouch(ends: Ends, extras: Extras = NONE): Touch {
  return {
    kind: ends.kind,
    from: ends.from,
    to: ends.to,
    at: ends.at,
    subject: ends.subject,
    target: ends.target,
    part: extras.part ?? -1,
    tables: extras.tables ?? NO_TABLES,
    typeOnly: extras.typeOnly ?? false,
    wiring: extras.wiring ?? false,
    event: extras.event ?? false,
    onDelete: extras.onDelete ?? null,
  };
}
