/** Work that is done apart from the unit under way: units inside of it, and what several units share. */
import { aside } from './reading.ts';
import type { Reading, Unit } from './reading.ts';

export interface Description {
  readonly text: string;
  /** Cells of which any part may be seen through it. */
  readonly cells: readonly string[];
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
  /** What was shared so far, and what it was made from. */
  readonly sharedUnits: ReadonlyMap<string, Unit>;
  readonly descriptions: ReadonlyMap<string, Description>;
}

/** @param fresh runs work as if nobody had asked anything before */
export function createSharing(reading: Reading, fresh: <T>(work: () => T) => T): Sharing {
  const values = new Map<string, unknown>();
  const units = new Map<string, Unit>();
  const descriptions = new Map<string, Description>();
  const making = new Set<string>();
  /** What is being made was taken for something else: it must not be believed later. */
  let early = false;

  const alone: Sharing['alone'] = (work) => {
    const before = reading.unit;
    const unit: Unit = { cells: new Set() };
    reading.unit = unit;
    try {
      return { result: fresh(work), unit };
    } finally {
      reading.unit = before;
    }
  };

  return {
    alone,
    shared: (key, make, meanwhile, describe) => {
      reading.unit.cells.add(`shared ${key}`);
      if (values.has(key)) return values.get(key) as typeof meanwhile;
      if (making.has(key)) {
        early = true;
        return meanwhile;
      }
      const outer = early;
      early = false;
      making.add(key);
      try {
        const { result, unit } = alone(make);
        making.delete(key);
        // Of its own making it may have seen nothing; of another's it must not.
        if (!early || making.size === 0) {
          values.set(key, result);
          units.set(key, unit);
          const described = describe && aside(reading, () => describe(result));
          if (described) descriptions.set(key, described);
        }
        return result;
      } finally {
        making.delete(key);
        early = outer || (early && making.size > 0);
      }
    },
    sharedUnits: units,
    descriptions,
  };
}
