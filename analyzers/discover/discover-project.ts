import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';

import type { Finding } from '../contract.ts';
import { compareFindings } from '../findings.ts';
import { findFeatureFoldersNamedTest, isDeclarationName, isTestPath } from './classify-files.ts';
import { findFiles, findRepositoryRoot } from './find-files.ts';
import type { FolderLink } from './find-links.ts';
import { findOutputFolders } from './find-tsconfig.ts';
import type { IgnoreFile } from './ignore-rules.ts';
import { baseName, folderOf, isWithin, relativePath, toPosix } from './posix-path.ts';
import { ProjectError } from './project-error.ts';
import { parseJsonText } from '../scan/parse-json.ts';
import { asObject } from './read-json.ts';
import { readTsconfigs, type Tsconfig } from './read-tsconfigs.ts';
import { readWorkspace, type Workspace } from './read-workspace.ts';
import type { Exclusion } from './record-file.ts';

/** A source file of the project. */
export interface ProjectFile {
  readonly path: string;
  readonly test: boolean;
  /** Hand-written `.d.ts`: a target of imports without code of its own. */
  readonly declaration: boolean;
}

/** Everything discovery knows before a file is parsed. */
export interface ProjectFiles {
  /** Absolute, POSIX, symbolic links resolved. */
  readonly root: string;
  /** Sorted by path. */
  readonly files: readonly ProjectFile[];
  /** Files that are no source: schemas, SQL, JSON, YAML … (not the ignored ones). */
  readonly others: readonly string[];
  readonly links: readonly FolderLink[];
  readonly excluded: readonly Exclusion[];
  /** .gitignore files that apply, by folder of the repository; the root is at `prefix` in it. */
  readonly ignores: readonly IgnoreFile[];
  readonly prefix: string;
  readonly tsconfigs: ReadonlyMap<string, Tsconfig>;
  readonly workspace: Workspace;
  readonly findings: readonly Finding[];
}

const OUTPUT_NAMES = new Set(['dist', 'build', 'out', 'coverage']);

/**
 * Finds the source files, packages and compiler configurations below an absolute folder.
 * Throws `ProjectError` when the folder is missing, no folder, or holds no source.
 */
export function discoverProject(folder: string): ProjectFiles {
  const root = checkRoot(folder);
  const found = findFiles(root);
  const workspace = readWorkspace(root, found.manifests, findAbove(root, ['package.json']));
  const packageFolders = Object.fromEntries(
    workspace.packages.flatMap(({ name, path }) =>
      name === null ? [] : [[name, path === '' ? root : `${root}/${path}`]],
    ),
  );
  const above = findAbove(root, ['tsconfig.json', 'jsconfig.json']);
  const set = readTsconfigs(root, [...found.tsconfigs, ...above], packageFolders);
  const outputs = findOutputs(found, findOutputFolders(root, set));
  const isOutput = (path: string): boolean => outputs.some((output) => isWithin(path, output));
  const sources = found.sources.filter((path) => !isOutput(path));
  if (sources.length === 0) {
    throw new ProjectError(
      'project-empty',
      `No TypeScript or JavaScript files in ${folder}`,
      'Name the folder that holds the source, or check what .gitignore leaves out.',
    );
  }
  const features = findFeatureFoldersNamedTest(sources);
  const excluded = [
    ...outputs.map((path): Exclusion => ({ path: `${path}/`, reason: 'output' })),
    ...found.excluded,
  ];
  return {
    root,
    files: sources.map((path) => ({
      path,
      test: isTestPath(path, features),
      declaration: isDeclarationName(path),
    })),
    others: found.others.filter((path) => !isOutput(path)),
    links: found.links,
    excluded: excluded.sort((a, b) => (a.path < b.path ? -1 : 1)),
    ignores: found.ignores,
    prefix: found.prefix,
    tsconfigs: set.configs,
    workspace,
    findings: [...found.findings, ...workspace.findings, ...set.findings].sort(compareFindings),
  };
}

function checkRoot(folder: string): string {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new ProjectError('project-not-found', `There is no folder ${folder}`, 'Check the path.');
  }
  if (!stats.isDirectory()) {
    throw new ProjectError(
      'project-not-a-folder',
      `${folder} is a file, not a folder`,
      'Name the folder that holds the project.',
    );
  }
  return toPosix(realpathSync(folder));
}

/** Files of the given names between the root and the top of its repository, root-relative. */
function findAbove(root: string, names: readonly string[]): readonly string[] {
  const repository = findRepositoryRoot(root) ?? findMonorepoRoot(root);
  if (repository === null || repository === root) return [];
  const found: string[] = [];
  for (let folder = folderOf(root); isWithin(folder, repository); folder = folderOf(folder)) {
    for (const name of names) {
      if (existsSync(`${folder}/${name}`)) found.push(relativePath(root, `${folder}/${name}`));
    }
    if (folder === repository) break;
  }
  return found;
}

/** The nearest folder above that declares workspaces, for a checkout without git. */
function findMonorepoRoot(root: string): string | null {
  for (let folder = folderOf(root); folder !== ''; folder = folderOf(folder)) {
    const marks = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json'];
    if (marks.some((mark) => existsSync(`${folder}/${mark}`))) return folder;
    if (declaresWorkspaces(`${folder}/package.json`)) return folder;
  }
  return null;
}

function declaresWorkspaces(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  return asObject(parseJsonText(readFileSync(manifest, 'utf8')).value)['workspaces'] !== undefined;
}

/**
 * Build output that .gitignore does not mention: where a configuration compiles to, and folders
 * with the usual names beside a package.json or tsconfig, unless they hold hand-written TypeScript.
 */
function findOutputs(
  found: {
    readonly sources: readonly string[];
    readonly manifests: readonly string[];
    readonly tsconfigs: readonly string[];
  },
  configured: readonly string[],
): readonly string[] {
  const homes = new Set(['', ...[...found.manifests, ...found.tsconfigs].map(folderOf)]);
  const candidates = new Set(configured);
  for (const path of found.sources) {
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      if (OUTPUT_NAMES.has(baseName(folder)) && homes.has(folderOf(folder))) candidates.add(folder);
    }
  }
  const written = found.sources.filter(
    (path) => /\.[mc]?tsx?$/.test(path) && !isDeclarationName(path),
  );
  const outputs = [...candidates].filter(
    (folder) => !written.some((path) => isWithin(path, folder)),
  );
  return outputs.filter((folder) => found.sources.some((path) => isWithin(path, folder))).sort();
}
