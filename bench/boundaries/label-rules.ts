/** Labels of a repository: which of its files its authors put into which module. Rules or a plain list. */
import { compileGlob } from '../../analyzers/discover/match-glob.ts';

/** `development`: looked at while the suggester was written; `held-out`: never tuned on. */
export type LabelSet = 'development' | 'held-out';

interface LabelsHead {
  /** As on GitHub: owner/name. */
  readonly repository?: string;
  readonly commit?: string;
  /** Held out unless told. */
  readonly set?: LabelSet;
  /** Folder of the checkout to analyze, all of it unless told; paths and globs are relative to it. */
  readonly root?: string;
  /** Files that are evidence at all; everything without. */
  readonly scope?: readonly string[];
  /** Wiring beside NestJS modules: entry files and root registries that list all modules. */
  readonly entries?: readonly string[];
  /** Why these labels, and what is odd about them. */
  readonly note?: string;
}

export interface LabelRules extends LabelsHead {
  /** Folders, the `*` of which names the module; the first that matches counts. */
  readonly modules: readonly string[];
  /** Shared code: what a shared kernel should hold. Goes before `modules`. */
  readonly shared?: readonly string[];
  /** Neither module nor shared: migrations, seeds, fixtures. Goes before both. */
  readonly unlabelled?: readonly string[];
}

export interface LabelList extends LabelsHead {
  /** Module by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly shared?: readonly string[];
}

export type Labels = LabelRules | LabelList;

export interface FileLabel {
  readonly module: string | null;
  readonly shared: boolean;
}

/** Label of every path below the root. */
export function labelFiles(paths: readonly string[], labels: Labels): readonly FileLabel[] {
  const shared = compileGlobs(labels.shared ?? []);
  if ('files' in labels)
    return paths.map((path) => ({
      module: labels.files[path] ?? null,
      shared: labels.files[path] === undefined && shared(path),
    }));
  const unlabelled = compileGlobs(labels.unlabelled ?? []);
  const folders = labels.modules.map((pattern) => moduleReader(pattern));
  return paths.map((path) => {
    if (unlabelled(path)) return { module: null, shared: false };
    if (shared(path)) return { module: null, shared: true };
    for (const read of folders) {
      const module = read(path);
      if (module !== null) return { module, shared: false };
    }
    return { module: null, shared: false };
  });
}

/** Whether a path matches one of the globs. */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const compiled = globs.map(compileGlob);
  return (path) => compiled.some((glob) => glob.test(path));
}

/** `src/features/*` gives `src/features/billing` for everything in that folder, at any depth. */
function moduleReader(pattern: string): (path: string) => string | null {
  const depth = pattern.split('/').length;
  const folder = compileGlob(pattern);
  return (path) => {
    const parts = path.split('/');
    const head = parts.slice(0, depth).join('/');
    return parts.length > depth && folder.test(head) ? head : null;
  };
}
