import { readFileSync } from 'node:fs';

import type { Finding } from '../contract.ts';
import { createFinding } from '../findings.ts';
import { compileGlob } from './match-glob.ts';
import { baseName, compareText, folderOf, foldersUpward, joinPath, toPosix } from './posix-path.ts';
import { parseJsonText } from '../scan/parse-json.ts';
import type { Json, JsonObject } from '../scan/parse-json.ts';
import { asObject, asString, asStrings } from './read-json.ts';
import { unreadable } from './read-source.ts';
import { readPnpmPackages } from './read-pnpm-workspace.ts';

/** One package.json. */
export interface PackageFact {
  /** Folder, '' for the root of the project. */
  readonly path: string;
  readonly name: string | null;
  /** Member of a workspace that is declared within the project. */
  readonly workspace: boolean;
  /** Names and ranges of all kinds of dependencies (development ones too), sorted. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Of these, the ones needed in production. */
  readonly production: readonly string[];
  /** `module` when its plain `.js` and `.ts` files are ES modules. */
  readonly type: 'module' | 'commonjs';
  readonly main: string | null;
  readonly types: string | null;
  /** `module` and `source`: entries for bundlers. */
  readonly module: string | null;
  readonly source: string | null;
  readonly exports: Json | undefined;
  readonly imports: JsonObject;
  /** `_moduleAliases` of the module-alias package. */
  readonly aliases: Readonly<Record<string, string>>;
}

export interface Workspace {
  /** Sorted by folder. */
  readonly packages: readonly PackageFact[];
  /** Folders of packages that other packages reach by name, keyed by that name. */
  readonly links: Readonly<Record<string, string>>;
  /** Names of dependencies that package.json files above the root declare. */
  readonly outer: readonly string[];
  readonly findings: readonly Finding[];
}

const LOCAL_PROTOCOL = /^(?:file|link|portal):(.+)$/;

/**
 * Reads the package.json files found below an absolute root; the paths are root-relative.
 * `above` are those of the monorepo around the root: their dependencies may be used as well.
 */
export function readWorkspace(
  root: string,
  manifests: readonly string[],
  above: readonly string[] = [],
): Workspace {
  const findings: Finding[] = [];
  const outer = above.flatMap((path) => {
    const manifest = readManifest(root, path, findings);
    return manifest === null ? [] : Object.keys(toPackage('', manifest, false).dependencies);
  });
  const read = manifests.flatMap((path) => {
    const manifest = readManifest(root, path, findings);
    return manifest === null ? [] : [{ folder: folderOf(path), manifest }];
  });
  const members = findMembers(root, read, findings);
  const packages = read
    .map(({ folder, manifest }) => toPackage(folder, manifest, members.has(folder)))
    .sort((a, b) => compareText(a.path, b.path));
  return {
    packages,
    links: findLinks(packages),
    outer: uniqueSorted(outer),
    findings,
  };
}

/** Finds the nearest package upward of a file; null when no package.json lies above it. */
export function createPackageLookup(workspace: Workspace): (path: string) => PackageFact | null {
  const known = new Map<string, PackageFact | null>(
    workspace.packages.map((each) => [each.path, each]),
  );
  const lookup = (folder: string): PackageFact | null => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const nearest = folder === '' ? null : lookup(folderOf(folder));
    known.set(folder, nearest);
    return nearest;
  };
  return (path) => lookup(folderOf(path));
}

/** Dependencies a file may use: those of its package and of the packages around it. */
export function findDependenciesOf(workspace: Workspace, path: string): readonly string[] {
  const folders = new Set(foldersUpward(folderOf(path)));
  const around = workspace.packages.filter((candidate) => folders.has(candidate.path));
  const names = around.flatMap((candidate) => Object.keys(candidate.dependencies));
  return uniqueSorted([...names, ...workspace.outer]);
}

/** Names of all dependencies of all packages. */
export function findAllDependencies(workspace: Workspace): readonly string[] {
  return uniqueSorted(workspace.packages.flatMap((each) => Object.keys(each.dependencies)));
}

function uniqueSorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareText);
}

function readManifest(root: string, path: string, findings: Finding[]): JsonObject | null {
  let text: string;
  try {
    text = readFileSync(`${root}/${path}`, 'utf8');
  } catch (error) {
    findings.push(unreadable(path, error));
    return null;
  }
  const { value, problems } = parseJsonText(text);
  for (const { message, line, column } of problems) {
    findings.push(
      createFinding({
        code: 'config-syntax',
        severity: 'error',
        path,
        line,
        column,
        subject: path,
        message: `${path} cannot be read: ${message}`,
      }),
    );
  }
  return value === undefined ? null : asObject(value);
}

function toPackage(path: string, manifest: JsonObject, workspace: boolean): PackageFact {
  const production = ['dependencies', 'peerDependencies', 'optionalDependencies'];
  const runtime = production.flatMap((kind) => Object.entries(asObject(manifest[kind])));
  const all = [...Object.entries(asObject(manifest['devDependencies'])), ...runtime]
    .map(([name, range]): [string, string] => [name, asString(range) ?? '*'])
    .sort(([a], [b]) => compareText(a, b));
  const aliases = Object.entries(asObject(manifest['_moduleAliases'])).flatMap(
    ([name, target]): [string, string][] => (typeof target === 'string' ? [[name, target]] : []),
  );
  return {
    path,
    name: asString(manifest['name']),
    workspace,
    dependencies: Object.fromEntries(all),
    production: uniqueSorted(runtime.map(([name]) => name)),
    type: manifest['type'] === 'module' ? 'module' : 'commonjs',
    main: asString(manifest['main']),
    types: asString(manifest['types']) ?? asString(manifest['typings']),
    module: asString(manifest['module']),
    source: asString(manifest['source']),
    exports: manifest['exports'],
    imports: asObject(manifest['imports']),
    aliases: Object.fromEntries(aliases),
  };
}

interface ReadManifest {
  readonly folder: string;
  readonly manifest: JsonObject;
}

/** Folders of the packages that a workspace declaration within the project names. */
function findMembers(
  root: string,
  read: readonly ReadManifest[],
  findings: Finding[],
): ReadonlySet<string> {
  const members = new Set<string>();
  for (const { folder, manifest } of read) {
    const globs = readWorkspaceGlobs(root, folder, manifest, findings);
    const wanted = globs.filter((glob) => !glob.startsWith('!'));
    const included = wanted.map((glob) => compileGlob(joinPath(folder, glob)));
    const excluded = globs
      .filter((glob) => glob.startsWith('!'))
      .map((glob) => compileGlob(joinPath(folder, glob.slice(1))));
    for (const other of read) {
      const path = other.folder;
      if (excluded.some((glob) => glob.test(path))) continue;
      if (included.some((glob) => glob.test(path))) members.add(path);
    }
  }
  return members;
}

function readWorkspaceGlobs(
  root: string,
  folder: string,
  manifest: JsonObject,
  findings: Finding[],
): readonly string[] {
  const declared = manifest['workspaces'];
  const npm = Array.isArray(declared) ? declared : asObject(declared)['packages'];
  const at = folder === '' ? root : `${root}/${folder}`;
  const lerna = readIfPresent(`${at}/lerna.json`);
  const lernaGlobs = lerna === null ? [] : asObject(parseJsonText(lerna).value)['packages'];
  const pnpm = readIfPresent(`${at}/pnpm-workspace.yaml`);
  const pnpmGlobs = pnpm === null ? [] : readPnpmPackages(pnpm);
  const path = joinPath(folder, pnpmGlobs === null ? 'pnpm-workspace.yaml' : 'package.json');
  if (pnpmGlobs === null || (declared !== undefined && !Array.isArray(npm) && npm !== undefined)) {
    findings.push(
      createFinding({
        code: 'workspace-unknown',
        severity: 'warning',
        path,
        subject: path,
        message: `The list of workspaces in ${baseName(path)} is not understood`,
      }),
    );
  }
  return [...asStrings(npm), ...asStrings(lernaGlobs), ...(pnpmGlobs ?? [])].map(toPosix);
}

/** Names that lead to a package of the project: workspace members and local protocols. */
function findLinks(packages: readonly PackageFact[]): Readonly<Record<string, string>> {
  const folders = new Set(packages.map((each) => each.path));
  const links: [string, string][] = [];
  for (const each of packages) {
    if (each.workspace && each.name !== null) links.push([each.name, each.path]);
    for (const [name, range] of Object.entries(each.dependencies)) {
      const local = LOCAL_PROTOCOL.exec(range)?.[1];
      const target = local === undefined ? null : joinPath(each.path, local);
      if (target !== null && folders.has(target)) links.push([name, target]);
      if (!range.startsWith('workspace:')) continue;
      const named = packages.find((other) => other.name === name);
      if (named !== undefined) links.push([name, named.path]);
    }
  }
  return Object.fromEntries(links.sort(([a], [b]) => compareText(a, b)));
}

function readIfPresent(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
