/** What counts as "the authors took a unit out" in one repository: folders and dates, no list of files. */
import { readFileSync } from 'node:fs';

import { isDeclarationName, isTestPath } from '../../../analyzers/discover/classify-files.ts';
import { compileGlob } from '../../../analyzers/discover/match-glob.ts';

export interface ReplayRule {
  /** `owner/name` of the public repository, and the newest commit looked at. */
  readonly repository: string;
  readonly head: string;
  /** Folder of the monolith that is analyzed, `.` for the whole repository. */
  readonly root: string;
  /** Patterns of `git sparse-checkout`: what a snapshot needs on disk. */
  readonly checkout: readonly string[];
  /** Where a file lies before it is taken out; never in `to`. */
  readonly from: readonly string[];
  /** Where it lies after; the `*` is the unit's folder. */
  readonly to: string;
  /**
   * Where files lie on which the authors have not said a word: what is left of the layers. Files
   * there that no unit ever took are neither right nor wrong in a boundary.
   */
  readonly undecided: readonly string[];
  /** First and last day of the moves, `YYYY-MM-DD`. */
  readonly since: string;
  readonly until: string;
  /** Share of equal lines, in percent, from which a moved file is the same file. */
  readonly similarity: number;
}

/** A rule with its globs compiled. */
export interface Mover {
  readonly isUndecided: (path: string) => boolean;
  readonly isFrom: (path: string) => boolean;
  /** Unit in whose folder a path lies; null outside of all. */
  readonly unitOf: (path: string) => string | null;
}

/** @throws Error when a field is missing or `to` does not name the unit */
export function readRule(file: string): ReplayRule {
  const rule = JSON.parse(readFileSync(file, 'utf8')) as ReplayRule;
  const texts = [rule.repository, rule.head, rule.root, rule.to, rule.since, rule.until];
  if (!texts.every((one) => typeof one === 'string' && one !== ''))
    throw new Error(`${file}: repository, head, root, to, since and until are needed`);
  if (![rule.from, rule.checkout, rule.undecided].every((one) => Array.isArray(one)))
    throw new Error(`${file}: "from", "checkout" and "undecided" are lists`);
  if (!(rule.similarity >= 50 && rule.similarity <= 100))
    throw new Error(`${file}: "similarity" is a percentage from 50 on`);
  createMover(rule);
  return rule;
}

export function createMover({
  from,
  to,
  undecided = [],
}: Pick<ReplayRule, 'from' | 'to'> & Partial<Pick<ReplayRule, 'undecided'>>): Mover {
  const [globs, open] = [from.map(compileGlob), undecided.map(compileGlob)];
  const at = to.indexOf('*');
  if (at < 0 || to.includes('*', at + 1) || !to.endsWith('/*'))
    throw new Error(`"${to}" has to end in the one "/*" that names the unit`);
  const home = to.slice(0, at);
  const unitOf = (path: string): string | null => {
    const [unit = '', ...rest] = path.startsWith(home) ? path.slice(home.length).split('/') : [];
    return rest.length === 0 ? null : unit;
  };
  return {
    unitOf,
    isUndecided: (path) => unitOf(path) === null && open.some((glob) => glob.test(path)),
    isFrom: (path) => unitOf(path) === null && globs.some((glob) => glob.test(path)),
  };
}

/** A file that counts: TypeScript that is compiled and runs in production. */
export function isProductionSource(path: string): boolean {
  return path.endsWith('.ts') && !isDeclarationName(path) && !isTestPath(path, new Set());
}

/** Folders that git has to look at: the globs up to their first wildcard. */
export function findScope({ from, to }: Pick<ReplayRule, 'from' | 'to'>): readonly string[] {
  const folders = [...from, to].map((glob) => {
    const parts = glob.split('/');
    const wild = parts.findIndex((part) => /[*?{]/.test(part));
    return parts.slice(0, wild < 0 ? parts.length : wild).join('/') || '.';
  });
  return [...new Set(folders)].sort();
}
