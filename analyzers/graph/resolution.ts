import type { Tsconfig } from '../discover/read-tsconfigs.ts';
import type { PackageFact } from '../discover/read-workspace.ts';
import type { PackageStore } from './classify-package.ts';
import type { FileIndex, FileTest } from './file-index.ts';
import type { ProbeStyle } from './find-module-file.ts';
import type { Conditions } from './package-targets.ts';

/** Where a specifier leads. */
export type Resolution =
  /** `guessed`: nothing in the configuration says so, the file is just there. */
  | { readonly kind: 'file'; readonly path: string; readonly guessed?: true }
  | ExternalPackage
  | { readonly kind: 'builtin'; readonly name: string }
  /** A file that is no source: JSON, CSS, SQL … */
  | { readonly kind: 'asset'; readonly path: string }
  /** Source that discovery leaves out (ignored, generated, build output); it need not exist. */
  | { readonly kind: 'excluded'; readonly path: string }
  /** Nothing there; `path` is where it should be, null for a name. */
  | { readonly kind: 'unresolved'; readonly path: string | null };

/** A package outside the project; `declared` in a package.json that applies, `installed` on disk. */
export interface ExternalPackage {
  readonly kind: 'external';
  readonly package: string;
  readonly declared: boolean;
  readonly installed: boolean;
}

/** What every look-up in a project shares. */
export interface Lookup {
  readonly root: string;
  readonly configs: readonly Tsconfig[];
  readonly index: FileIndex;
  readonly onDisk: FileTest;
  /** Whether git would ignore the path, whether or not it exists. */
  readonly isIgnored: FileTest;
  readonly packageAt: (folder: string) => PackageFact | null;
  readonly packageOf: (path: string) => PackageFact | null;
  readonly links: Readonly<Record<string, string>>;
  readonly store: PackageStore;
}

/** One look-up: the specifier and what is known about the file that asks. */
export interface Request {
  readonly from: string;
  readonly folder: string;
  readonly specifier: string;
  readonly config: Tsconfig | null;
  readonly owner: PackageFact | null;
  readonly style: ProbeStyle;
  readonly conditions: Conditions;
}
