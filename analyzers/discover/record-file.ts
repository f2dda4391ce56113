import { readFileSync, statSync } from 'node:fs';

import type { Finding } from '../contract.ts';
import { isBundleName, isMinified, isSourceName } from './classify-files.ts';
import { isIgnored, type IgnoreFile, type IgnoreRules } from './ignore-rules.ts';
import { baseName } from './posix-path.ts';
import type { TrackedPaths } from './read-git-index.ts';
import { decodeSource } from './read-source.ts';

export type ExclusionReason = 'ignored' | 'output' | 'bundle';

/** A file or folder (path ends with `/`) that is left out, and why. */
export interface Exclusion {
  readonly path: string;
  readonly reason: ExclusionReason;
}

/** A symbolic link seen by the walk. */
export interface PendingLink {
  readonly path: string;
  readonly ignored: boolean;
}

/** Mutable state of one walk. */
export interface Walk {
  readonly root: string;
  /** Root as seen from the repository, with a trailing slash unless empty. */
  readonly prefix: string;
  readonly tracked: () => TrackedPaths;
  readonly ignores: IgnoreFile[];
  readonly sources: string[];
  readonly manifests: string[];
  readonly tsconfigs: string[];
  readonly others: string[];
  readonly links: PendingLink[];
  readonly excluded: Exclusion[];
  readonly findings: Finding[];
}

/** Never source: packages, and what TypeScript leaves out by itself. */
const FOREIGN_FOLDERS = new Set(['node_modules', 'bower_components', 'jspm_packages']);
/** A script smaller than this is not worth reading for signs of a minifier. */
const BUNDLE_BYTES = 50_000;

/** Puts a file where it belongs; folders above it are known not to be ignored. */
export function recordFile(walk: Walk, path: string, rules: IgnoreRules): void {
  const name = baseName(path);
  const source = isSourceName(name);
  if (isOut(walk, rules, path, false)) {
    if (source) walk.excluded.push({ path, reason: 'ignored' });
  } else if (source) {
    if (name.startsWith('.')) return;
    if (isBundle(walk.root, path)) walk.excluded.push({ path, reason: 'bundle' });
    else walk.sources.push(path);
  } else if (name === 'package.json') walk.manifests.push(path);
  else if (/^(?:tsconfig.*|jsconfig)\.json$/.test(name)) walk.tsconfigs.push(path);
  else walk.others.push(path);
}

/** Folders whose name begins with a dot hold tools, not source; TypeScript skips them too. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || FOREIGN_FOLDERS.has(name);
}

/** Whether .gitignore leaves the path out; what git tracks all the same stays in. */
export function isOut(walk: Walk, rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  const full = walk.prefix + path;
  return rules.length > 0 && isIgnored(rules, full, isFolder) && !walk.tracked().has(full);
}

function isBundle(root: string, path: string): boolean {
  if (!/\.[mc]?js$/.test(path)) return false;
  if (isBundleName(path)) return true;
  try {
    if (statSync(`${root}/${path}`).size < BUNDLE_BYTES) return false;
    const text = decodeSource(readFileSync(`${root}/${path}`));
    return text !== null && isMinified(text);
  } catch {
    return false;
  }
}
