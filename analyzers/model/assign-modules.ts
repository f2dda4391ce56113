/**
 * Which module each file belongs to, from what the code says: folders of NestJS modules where there
 * are any, else feature folders below the source root. Layered folders are modules too, as folders;
 * telling domains apart inside of them is the suggester's work.
 */
import type { ModuleFact, NestModuleFact } from '../contract.ts';
import { baseName, folderOf, foldersUpward } from '../discover/posix-path.ts';
import { findSupportFiles } from './find-support-files.ts';
import type { Support } from './find-support-files.ts';

export interface ModulePlace {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly origin: ModuleFact['origin'];
  /** Set when the file serves its module without being part of the business. */
  readonly support?: Support;
}

/** Folders that only hold modules: the module is one level further down. */
const CONTAINERS = new Set([
  'src',
  'source',
  'lib',
  'libs',
  'app',
  'apps',
  'packages',
  'plugins',
  'extensions',
  'features',
  'feature',
  'modules',
  'domains',
  'domain',
  'contexts',
  'bounded-contexts',
  'components',
  'services',
  'server',
  'backend',
  'api',
  'projects',
  'routes',
]);
/** Containers only when they hold several folders: `services/` may be a layer full of files. */
const LAYER_LIKE = new Set([
  'services',
  'components',
  'api',
  'lib',
  'routes',
  'domain',
  'app',
  'server',
]);

export interface ModuleInput {
  /** Source files that are no tests, sorted. */
  readonly paths: readonly string[];
  readonly nestModules: readonly NestModuleFact[];
  /** Folders of workspace packages, without the root. */
  readonly workspaces: readonly string[];
}

/** Module of every path. */
export function assignModules(input: ModuleInput): ReadonlyMap<string, ModulePlace> {
  const nest = nestFolders(input);
  const folders = buildFolderTree(input.paths);
  const workspaces = new Set(input.workspaces);
  const support = findSupportFiles(input);
  const places = new Map<string, ModulePlace>();
  const result = new Map<string, ModulePlace>();
  for (const path of input.paths) {
    const place = nestPlace(path, nest) ?? folderPlace(path, folders, workspaces);
    const known = places.get(place.id) ?? place;
    places.set(place.id, known);
    const role = support.get(path);
    result.set(path, role ? { ...known, support: role } : known);
  }
  return result;
}

/** Folders with a module class of their own, leaving out those that hold nearly everything (the app module). */
function nestFolders({ paths, nestModules }: ModuleInput): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const homes = new Set(nestModules.map((fact) => folderOf(fact.path)));
  const inside = countBelow([...homes]);
  const held = countBelow(paths);
  for (const home of homes) {
    // The folder of the root module holds the others' folders; it is no module of its own.
    if (home === '' || ((inside.get(home) ?? 0) >= 3 && (held.get(home) ?? 0) > paths.length / 2))
      continue;
    folders.set(home, home);
  }
  return outermost(folders);
}

/** How many of the paths are below each folder. */
function countBelow(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    if (path === '') continue;
    for (const folder of foldersUpward(folderOf(path)))
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

/** A module folder inside another module's folder belongs to the outer one, unless that is a container. */
function outermost(folders: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const folder of folders.keys()) {
    const outer = foldersUpward(folderOf(folder)).filter(
      (one) => folders.has(one) && !CONTAINERS.has(baseName(one)),
    );
    result.set(folder, outer.at(-1) ?? folder);
  }
  return result;
}

function nestPlace(path: string, nest: ReadonlyMap<string, string>): ModulePlace | null {
  for (const folder of foldersUpward(folderOf(path))) {
    const home = nest.get(folder);
    if (home !== undefined) return place(home, 'nest-module');
  }
  return null;
}

interface FolderTree {
  /** Sub-folders with source files anywhere below. */
  readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
  /** Source files directly inside. */
  readonly files: ReadonlyMap<string, number>;
}

function buildFolderTree(paths: readonly string[]): FolderTree {
  const folders = new Map<string, Set<string>>();
  const files = new Map<string, number>();
  for (const path of paths) {
    const folder = folderOf(path);
    files.set(folder, (files.get(folder) ?? 0) + 1);
    for (let inner = folder; inner !== ''; inner = folderOf(inner)) {
      const outer = folderOf(inner);
      const known = folders.get(outer);
      if (known) known.add(inner);
      else folders.set(outer, new Set([inner]));
    }
  }
  return { folders, files };
}

function folderPlace(path: string, tree: FolderTree, workspaces: ReadonlySet<string>): ModulePlace {
  const upward = [...foldersUpward(folderOf(path))].filter((folder) => folder !== '').toReversed();
  let module = '';
  for (const folder of upward) {
    module = folder;
    if (!isContainer(folder, tree, workspaces)) return place(folder, 'folder');
  }
  return module === ''
    ? { id: '.', name: '(root)', path: '', origin: 'root' }
    : place(module, workspaces.has(module) ? 'workspace' : 'folder');
}

function isContainer(folder: string, tree: FolderTree, workspaces: ReadonlySet<string>): boolean {
  const inner = tree.folders.get(folder)?.size ?? 0;
  if (inner === 0) return false;
  const own = tree.files.get(folder) ?? 0;
  const name = baseName(folder);
  // A workspace package is split further only when it is the whole product.
  if (workspaces.has(folder)) return workspaces.size === 1 || inner > 12;
  if (LAYER_LIKE.has(name) && folderOf(folder) !== '') return inner >= 3 && inner >= own;
  return CONTAINERS.has(name) || (own === 0 && inner === 1);
}

function place(path: string, origin: ModuleFact['origin']): ModulePlace {
  return { id: path, name: baseName(path), path, origin };
}
