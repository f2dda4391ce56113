/**
 * Work in units whose results may be kept: while a unit runs it is noted what it looks at, and it
 * begins without any memory of other units, so that what it finds follows from what is noted.
 *
 * What can be looked at are cells, named by a text: `file src/a.ts` (anything of a file),
 * `names src/a.ts` (only what the file exports), `calls save` (all calls of that name) and so on.
 */
import type { ProjectFile } from './program.ts';

export interface Unit {
  readonly cells: Set<string>;
}

export interface Reading {
  /** Whether units are to be repeated later: else all is one unit, which remembers everything. */
  readonly keepsUnits: boolean;
  /** The unit under way. What is found out in it is kept under it. */
  unit: Unit;
  /** The analysis under way. What visits leave for the end of it is kept under it. */
  run: object;
  /** Searches through the files one by one, by name, with what they found. */
  readonly searches: Map<string, Search>;
  /** By kind of cell. */
  readonly indices: Map<string, Index>;
  /** Classes below each class and interface that has some, as one text. */
  heirs: () => ReadonlyMap<string, string>;
}

/** What was found in one file, and what was looked at for it. */
export interface Found {
  readonly items: readonly unknown[];
  readonly unit: Unit;
}

/** What the files hold under names. */
export interface Index {
  /** Files that hold something of a name. */
  readonly holders: (name: string) => readonly string[];
  readonly namesIn: (file: ProjectFile) => readonly string[];
}

export interface Search {
  readonly look: (file: ProjectFile) => Found;
  readonly found: Map<string, Found>;
}

/** Cell of everything at once: what walks over all files depends on each of them. */
export const EVERYTHING = 'all';

export const createReading = (keepsUnits = false): Reading => ({
  keepsUnits,
  unit: { cells: new Set() },
  run: {},
  searches: new Map(),
  indices: new Map(),
  heirs: () => new Map(),
});

/** Looks without being noted: for indices whose entries are noted when they are asked for. */
export function aside<T>(reading: Reading, look: () => T): T {
  const { unit } = reading;
  reading.unit = { cells: new Set() };
  try {
    return look();
  } finally {
    reading.unit = unit;
  }
}

/** What was found out in the unit under way; empty at the beginning of each. */
export class UnitMemo<K, V> {
  private unit: Unit | null = null;
  private known = new Map<K, V>();

  of(unit: Unit): Map<K, V> {
    if (this.unit !== unit) {
      this.unit = unit;
      if (this.known.size > 0) this.known = new Map<K, V>();
    }
    return this.known;
  }
}
