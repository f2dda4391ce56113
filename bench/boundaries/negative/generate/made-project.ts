/** A made-up server before it is written: files that use each other and tables they touch. */

export interface MadeFile {
  /** Below `src/`, without extension; unique. */
  readonly path: string;
  /** Indices of the files it calls. */
  readonly uses: readonly number[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Tables that one of its functions writes in one transaction. */
  readonly together: readonly string[];
  /** Resource whose routes it registers. */
  readonly resource: string | null;
}

export interface MadeTable {
  readonly name: string;
  /** Tables it points to; rows go with the row they point to. */
  readonly parents: readonly string[];
}

export interface MadeProject {
  readonly files: readonly MadeFile[];
  readonly tables: readonly MadeTable[];
}

/** A file that does nothing yet. */
export const PLAIN: Omit<MadeFile, 'path'> = {
  uses: [],
  reads: [],
  writes: [],
  together: [],
  resource: null,
};
