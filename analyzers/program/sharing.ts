/** Work that is done apart from the unit under way: units inside of it, and what several units share. */
import { aside } from './reading.ts';
import type { Reading, Unit } from './reading.ts';

export interface Description {
  readonly text: string;
  /** Cells of which any part may be seen through it. */
  readonly cells: readonly string[];
}

export interface Made {
  readonly value: unknown;
  readonly unit: Unit;
  readonly description: Description | null;
}

export interface Sharing {
  readonly alone: <T>(work: () => T) => { readonly result: T; readonly unit: Unit };
  /**
   * @param key names what is shared; it is the cell `shared <key>`
   * @param meanwhile what it is taken for while it is being made
   * @param describe all that can be seen of it, so that it counts as unchanged as long as that is the same
   */
  readonly shared: <T>(
    key: string,
    make: () => T,
    meanwhile: T,
    describe?: (made: T) => Description | null,
  ) => T;
  /** What was shared so far: what it was made from, and what can be seen of it. */
  readonly made: ReadonlyMap<string, Made>;
  readonly drop: (key: string) => void;
  /** Makes what was dropped again. */
  readonly remake: (key: string) => void;
}

/** @param fresh runs work as if nobody had asked anything before */
export function createSharing(reading: Reading, fresh: <T>(work: () => T) => T): Sharing {
  const made = new Map<string, Made>();
  const again = new Map<string, () => void>();
  const making = new Set<string>();
  /** What is being made was taken for something else: it must not be believed later. */
  let early = false;

  const alone: Sharing['alone'] = (work) => {
    const before = reading.unit;
    if (!reading.keepsUnits) return { result: work(), unit: before };
    const unit: Unit = { cells: new Set() };
    reading.unit = unit;
    try {
      return { result: fresh(work), unit };
    } finally {
      reading.unit = before;
    }
  };

  const shared: Sharing['shared'] = (key, make, meanwhile, describe) => {
    reading.unit.cells.add(`shared ${key}`);
    const known = made.get(key);
    if (known) return known.value as typeof meanwhile;
    if (making.has(key)) {
      early = true;
      return meanwhile;
    }
    again.set(key, () => shared(key, make, meanwhile, describe));
    const outer = early;
    early = false;
    making.add(key);
    try {
      const { result: value, unit } = alone(make);
      // Of its own making it may have seen nothing; of another's it must not.
      if (!early || making.size === 1)
        made.set(key, {
          value,
          unit,
          description: describe ? aside(reading, () => describe(value)) : null,
        });
      return value;
    } finally {
      making.delete(key);
      early = outer || (early && making.size > 0);
    }
  };

  return {
    alone,
    shared,
    made,
    drop: (key) => void made.delete(key),
    remake: (key) => again.get(key)?.(),
  };
}
