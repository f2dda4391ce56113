import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';

import { folderOf } from './posix-path.ts';
import { parseJsonText } from '../scan/parse-json.ts';
import { asObject, asString } from './read-json.ts';

/** Absolute folders of packages known by name, so that a shared configuration needs no install. */
export type PackageFolders = Readonly<Record<string, string>>;

/** The file an `extends` entry leads to from a folder, null when there is none. */
export function findExtendedConfig(
  name: string,
  folder: string,
  packages: PackageFolders,
): string | null {
  if (/^\.{1,2}(?:\/|$)/.test(name) || posix.isAbsolute(name) || /^[A-Za-z]:/.test(name)) {
    return findConfigFile(posix.isAbsolute(name) ? name : posix.join(folder, name));
  }
  const [, packageName = name, rest = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(name) ?? [];
  for (let current = folder; ; current = folderOf(current)) {
    const found = findInPackage(`${current}/node_modules/${packageName}`, rest);
    if (found !== null) return found;
    if (current === '' || current === folderOf(current)) break;
  }
  const local = packages[packageName];
  return local === undefined ? null : findInPackage(local, rest);
}

function findInPackage(folder: string, rest: string): string | null {
  if (!existsSync(folder)) return null;
  if (rest !== '') return findConfigFile(`${folder}/${rest}`) ?? findExported(folder, rest);
  const named = asString(readManifest(folder)['tsconfig']);
  return (
    (named === null ? null : findConfigFile(posix.join(folder, named))) ??
    findConfigFile(`${folder}/tsconfig.json`)
  );
}

function findExported(folder: string, rest: string): string | null {
  const exported = asObject(readManifest(folder)['exports']);
  const target = exported[`./${rest}`] ?? exported[`./${rest}.json`];
  return typeof target === 'string' ? findConfigFile(posix.join(folder, target)) : null;
}

function findConfigFile(path: string): string | null {
  const candidates = [path, `${path}.json`, `${path}/tsconfig.json`];
  return candidates.find((candidate) => isFile(candidate)) ?? null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function readManifest(folder: string): ReturnType<typeof asObject> {
  try {
    return asObject(parseJsonText(readFileSync(`${folder}/package.json`, 'utf8')).value);
  } catch {
    return {};
  }
}
