import { existsSync, readFileSync, readdirSync, type Dirent } from 'node:fs';

import type { Finding } from '../contract.ts';
import { findLinkTargets, type FolderLink } from './find-links.ts';
import { extendIgnoreRules, isIgnored, type IgnoreFile, type IgnoreRules } from './ignore-rules.ts';
import { baseName, compareText, folderOf, relativePath } from './posix-path.ts';
import { readTrackedPaths } from './read-git-index.ts';
import { unreadable } from './read-source.ts';
import { isHidden, isOut, recordFile, type Exclusion, type Walk } from './record-file.ts';

/** What lies below a root; paths are root-relative, POSIX, sorted. */
export interface FoundFiles {
  readonly sources: readonly string[];
  /** package.json files. */
  readonly manifests: readonly string[];
  /** tsconfig*.json and jsconfig.json files. */
  readonly tsconfigs: readonly string[];
  /** Every other file that is not ignored: schemas, SQL, JSON, YAML … */
  readonly others: readonly string[];
  readonly links: readonly FolderLink[];
  readonly excluded: readonly Exclusion[];
  /** The .gitignore files that apply, also those above the root. */
  readonly ignores: readonly IgnoreFile[];
  /** Root as seen from the repository, with a trailing slash unless empty. */
  readonly prefix: string;
  readonly findings: readonly Finding[];
}

interface Visit {
  readonly folder: string;
  readonly rules: IgnoreRules;
}

/** Walks the tree below an absolute, existing root folder. */
export function findFiles(root: string): FoundFiles {
  const repository = findRepositoryRoot(root) ?? root;
  const inRepository = relativePath(repository, root);
  const walk: Walk = {
    root,
    prefix: inRepository === '' ? '' : `${inRepository}/`,
    tracked: once(() => readTrackedPaths(repository)),
    ignores: [],
    sources: [],
    manifests: [],
    tsconfigs: [],
    others: [],
    links: [],
    excluded: [],
    findings: [],
  };
  walkFolder(walk, '', readOuterRules(walk, repository, inRepository));
  const links = findLinkTargets(walk, (folder) => walkFolder(walk, folder, []));
  return {
    sources: walk.sources.sort(compareText),
    manifests: walk.manifests.sort(compareText),
    tsconfigs: walk.tsconfigs.sort(compareText),
    others: walk.others.sort(compareText),
    links,
    excluded: walk.excluded.sort((a, b) => compareText(a.path, b.path)),
    ignores: walk.ignores,
    prefix: walk.prefix,
    findings: walk.findings,
  };
}

/** The nearest folder upward that holds `.git`, null when there is none. */
export function findRepositoryRoot(root: string): string | null {
  for (let folder = root; ; folder = folderOf(folder)) {
    if (existsSync(`${folder}/.git`)) return folder;
    if (folder === '' || /^[A-Za-z]:$/.test(folder)) return null;
  }
}

function readOuterRules(walk: Walk, repository: string, inRepository: string): IgnoreRules {
  let rules = withIgnoreFile(walk, [], '', `${repository}/.git/info/exclude`);
  if (inRepository === '') return rules;
  let folder = '';
  for (const segment of inRepository.split('/')) {
    rules = withIgnoreFile(walk, rules, folder, `${repository}/${folder}/.gitignore`);
    folder = folder === '' ? segment : `${folder}/${segment}`;
    if (!isIgnored(rules, folder, true)) continue;
    // Whoever names an ignored folder as the project wants to see it.
    rules = [];
    walk.ignores.length = 0;
  }
  return rules;
}

function withIgnoreFile(walk: Walk, rules: IgnoreRules, folder: string, file: string): IgnoreRules {
  if (!existsSync(file)) return rules;
  try {
    const text = readFileSync(file, 'utf8');
    walk.ignores.push({ folder, text });
    return extendIgnoreRules(rules, folder, text);
  } catch (error) {
    walk.findings.push(unreadable(relativePath(walk.root, file), error));
    return rules;
  }
}

function once<T>(read: () => T): () => T {
  let value: { readonly is: T } | null = null;
  return () => (value ??= { is: read() }).is;
}

function walkFolder(walk: Walk, start: string, outer: IgnoreRules): void {
  const open: Visit[] = [{ folder: start, rules: outer }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { folder } = visit;
    let entries: Dirent[];
    try {
      entries = readdirSync(folder === '' ? walk.root : `${walk.root}/${folder}`, {
        withFileTypes: true,
      });
    } catch (error) {
      walk.findings.push(unreadable(folder, error));
      continue;
    }
    const rules = entries.some((entry) => entry.name === '.gitignore')
      ? withIgnoreFile(
          walk,
          visit.rules,
          repositoryFolder(walk, folder),
          `${walk.root}/${folder}/.gitignore`,
        )
      : visit.rules;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) {
        if (!isHidden(entry.name))
          walk.links.push({ path, ignored: isOut(walk, rules, path, false) });
      } else if (entry.isDirectory()) {
        if (enterFolder(walk, path, rules)) open.push({ folder: path, rules });
      } else if (entry.isFile()) {
        recordFile(walk, path, rules);
      }
    }
  }
}

function enterFolder(walk: Walk, path: string, rules: IgnoreRules): boolean {
  if (isHidden(baseName(path))) return false;
  if (!isOut(walk, rules, path, true)) return true;
  walk.excluded.push({ path: `${path}/`, reason: 'ignored' });
  return false;
}

function repositoryFolder(walk: Walk, folder: string): string {
  return folder === '' ? walk.prefix.slice(0, -1) : walk.prefix + folder;
}
