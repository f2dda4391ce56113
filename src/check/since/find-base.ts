/** The tree that the head is compared with, and what is wrong there. */
import { join } from 'node:path';

import { hashText, parsed as parseJson } from '../../../analyzers/cache.ts';
import { ProjectError } from '../../../analyzers/index.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import { findViolations } from '../find-violations.ts';
import { readGuarded } from '../read-guarded.ts';
import type { GuardedTree } from '../read-guarded.ts';
import type { CheckedBase } from '../run-check.ts';
import type { FoundViolation } from '../violation.ts';
import { borrowScans } from './borrow-scans.ts';
import { findMergeBase } from './find-merge-base.ts';
import { treeHash } from './tree-hash.ts';
import { withTree } from './with-tree.ts';

export interface ComparedBase {
  readonly read: (head: GuardedTree, entries: readonly BaselineEntry[]) => Promise<CheckedBase>;
}

const STORED = 'base.json';

/** @throws UserError when git cannot tell the merge base */
export async function findBase(folder: string, ref: string): Promise<ComparedBase> {
  const { commit, prefix } = await findMergeBase(folder, ref);
  return {
    read: async (head, entries) => {
      const { parsed, version, cache } = head;
      const inner = parsed.config.root ?? '.';
      // The base is judged by the rules of the head: what a change of rules brings is no debt of the code.
      const tree = await treeHash(folder, commit, prefix);
      const judge = async (root: string): Promise<readonly FoundViolation[]> => {
        const lent = cache && borrowScans(cache);
        const base = { ...head, root: join(root, inner), cache: lent, isOther: true };
        return findInBase(base, entries);
      };
      const key = hashText(JSON.stringify([version, tree, parsed.config, entries]));
      const known = parseJson<{ key: string; found: readonly FoundViolation[] }>(
        cache?.read(STORED),
      );
      if (known?.key === key) return { ref, commit, found: known.found };
      // Without a folder there, all of it is new.
      const found = tree === null ? [] : await withTree(folder, commit, judge);
      cache?.write(STORED, JSON.stringify({ key, found }));
      return { ref, commit, found };
    },
  };
}

/** Code that did not exist yet had nothing wrong with it. */
const NOT_YET = new Set(['project-not-found', 'project-empty']);

function findInBase(
  base: GuardedTree,
  entries: readonly BaselineEntry[],
): readonly FoundViolation[] {
  try {
    return findViolations({ ...readGuarded(base), accepted: entries });
  } catch (error) {
    if (error instanceof ProjectError && NOT_YET.has(error.code)) return [];
    throw error;
  }
}
