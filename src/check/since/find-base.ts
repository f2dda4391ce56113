/** The tree that the head is compared with, and what is wrong there. */
import { join } from 'node:path';

import { hashText, parsed as parseJson } from '../../../analyzers/cache.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import { findViolations } from '../find-violations.ts';
import { readGuarded } from '../read-guarded.ts';
import type { GuardedTree } from '../read-guarded.ts';
import type { CheckedBase } from '../run-check.ts';
import type { FoundViolation } from '../violation.ts';
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
      const key = hashText(JSON.stringify([version, tree, parsed.config, entries]));
      const known = parseJson<{ key: string; found: readonly FoundViolation[] }>(
        cache?.read(STORED),
      );
      if (known?.key === key) return { ref, commit, found: known.found };
      const found = await withTree(folder, commit, async (root) => {
        const base = { ...head, root: join(root, inner), isOther: true };
        return findViolations({ ...readGuarded(base), accepted: entries });
      });
      cache?.write(STORED, JSON.stringify({ key, found }));
      return { ref, commit, found };
    },
  };
}
