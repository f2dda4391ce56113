import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { builtinModules } from 'node:module';

import { folderOf, joinPath, leavesRoot, relativePath, toPosix } from '../discover/posix-path.ts';
import { asObject, asString } from '../discover/read-json.ts';
import { parseJsonText } from '../scan/parse-json.ts';
import {
  createPackageLookup,
  findDependenciesOf,
  type Workspace,
} from '../discover/read-workspace.ts';
import type { ExternalPackage } from './resolution.ts';

const BUILTINS = new Set(builtinModules);
const PACKAGE_NAME = /^(?:@[a-z0-9~._-]+\/)?[a-z0-9~_-][a-z0-9~._-]*$/i;

/** What is known about packages outside the project. */
export interface PackageStore {
  /** The resolution for an import of a package by a file. */
  readonly external: (name: string, from: string) => ExternalPackage;
  /** Project folder a node_modules entry links to, null for a real package. */
  readonly linkOf: (name: string, from: string) => string | null;
  /** Name of the package around a path outside the root, null if it has none. */
  readonly nameOfOutside: (path: string) => string | null;
}

/** Whether Node itself provides the module. */
export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || BUILTINS.has(specifier);
}

/** `@scope/name` or `name` of a specifier that may go deeper. */
export function packageNameOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** The external package behind a specifier; null when it cannot be the name of one. */
export function classifyPackage(
  store: PackageStore,
  specifier: string,
  from: string,
): ExternalPackage | null {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(specifier)?.[1];
  if (scheme !== undefined) {
    return { kind: 'external', package: `${scheme}:`, declared: true, installed: true };
  }
  const name = packageNameOf(specifier);
  const valid = PACKAGE_NAME.test(name) && !/^[~_.-]/.test(name);
  return valid ? store.external(name, from) : null;
}

/** Looks packages up in package.json files and node_modules folders, each of them once. */
export function createPackageStore(root: string, workspace: Workspace): PackageStore {
  const packageOf = createPackageLookup(workspace);
  const declared = new Map<string, ReadonlySet<string>>();
  const installed = new Map<string, string | null>();
  const declaredFor = (from: string): ReadonlySet<string> => {
    const owner = packageOf(from);
    const key = owner?.path ?? '';
    const known = declared.get(key);
    if (known !== undefined) return known;
    const names = new Set(findDependenciesOf(workspace, joinPath(key, 'package.json')));
    declared.set(key, names);
    return names;
  };
  const findInstalled = (name: string, from: string): string | null => {
    const start = packageOf(from)?.path ?? folderOf(from);
    const key = `${start}\0${name}`;
    const known = installed.get(key);
    if (known !== undefined) return known;
    const place = findModuleFolder(start === '' ? root : `${root}/${start}`, name);
    installed.set(key, place);
    return place;
  };
  return {
    external: (name, from) => ({
      kind: 'external',
      package: name,
      declared: [name, typesPackageOf(name)].some((each) => declaredFor(from).has(each)),
      installed: [name, typesPackageOf(name)].some((each) => findInstalled(each, from) !== null),
    }),
    linkOf: (name, from) => {
      const place = findInstalled(name, from);
      return place === null ? null : readLink(root, place);
    },
    nameOfOutside: (path) => findNameAbove(joinPath(root, path)),
  };
}

/** The package on DefinitelyTyped that holds the types of another. */
function typesPackageOf(name: string): string {
  return `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`;
}

function findModuleFolder(start: string, name: string): string | null {
  for (let folder = start; ; folder = folderOf(folder)) {
    const place = `${folder}/node_modules/${name}`;
    if (existsSync(place)) return place;
    if (folder === '' || folder === folderOf(folder)) return null;
  }
}

function readLink(root: string, place: string): string | null {
  if (!lstatSync(place).isSymbolicLink()) return null;
  const target = relativePath(root, toPosix(realpathSync(place)));
  return leavesRoot(target) || target.split('/').includes('node_modules') ? null : target;
}

function findNameAbove(file: string): string | null {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    if (!existsSync(`${folder}/package.json`)) continue;
    return asString(
      asObject(parseJsonText(readFileSync(`${folder}/package.json`, 'utf8')).value)['name'],
    );
  }
  return null;
}
