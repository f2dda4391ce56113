import { posix } from 'node:path';

import { isWithin, joinPath, relativePath } from '../discover/posix-path.ts';
import type { Tsconfig } from '../discover/read-tsconfigs.ts';
import type { PackageFact } from '../discover/read-workspace.ts';

/** Paths a bare specifier stands for; `explicit` when `paths` names it, not just `baseUrl`. */
export interface MappedPaths {
  readonly paths: readonly string[];
  readonly explicit: boolean;
}

/** Applies `paths` (exact first, then the longest prefix) or else `baseUrl`. */
export function findMappedPaths(root: string, config: Tsconfig, specifier: string): MappedPaths {
  const { paths, baseUrl } = config.options;
  const exact = paths.find((mapping) => mapping.pattern === specifier);
  const mapping = exact ?? findLongestPattern(paths, specifier);
  if (mapping !== undefined) {
    const star = mapping.pattern.indexOf('*');
    const tail = mapping.pattern.length - star - 1;
    const text = star < 0 ? '' : specifier.slice(star, specifier.length - tail);
    // TypeScript leaves the star in place when it stands for nothing, and so finds nothing.
    const fill = (target: string): string =>
      text === '' ? target : target.replace('*', () => text);
    const targets = mapping.targets.map((target) => posix.normalize(fill(target)));
    return { paths: targets.map((target) => relativePath(root, target)), explicit: star !== 0 };
  }
  if (baseUrl === null) return { paths: [], explicit: false };
  const path = posix.normalize(`${baseUrl}/${specifier}`);
  return { paths: [relativePath(root, path)], explicit: false };
}

function findLongestPattern(
  paths: Tsconfig['options']['paths'],
  specifier: string,
): Tsconfig['options']['paths'][number] | undefined {
  let best: (typeof paths)[number] | undefined;
  let length = -1;
  for (const mapping of paths) {
    const star = mapping.pattern.indexOf('*');
    if (star <= length || star < 0) continue;
    const tail = mapping.pattern.slice(star + 1);
    if (specifier.length < mapping.pattern.length - 1) continue;
    if (!specifier.startsWith(mapping.pattern.slice(0, star)) || !specifier.endsWith(tail))
      continue;
    best = mapping;
    length = star;
  }
  return best;
}

/** Places a relative path may have in the other `rootDirs`, the longest matching root first. */
export function findRootDirPaths(
  root: string,
  config: Tsconfig | null,
  path: string,
): readonly string[] {
  const folders = (config?.options.rootDirs ?? []).map((folder) => relativePath(root, folder));
  const home = folders
    .filter((folder) => isWithin(path, folder) && path !== folder)
    .sort((a, b) => b.length - a.length)[0];
  if (home === undefined) return [];
  const rest = home === '' ? path : path.slice(home.length + 1);
  const others = folders.filter((folder) => folder !== home);
  return [path, ...others.map((folder) => [folder, rest].filter((part) => part !== '').join('/'))];
}

/** Targets of the module-alias package for a specifier. */
export function findAliasTargets(owner: PackageFact | null, specifier: string): readonly string[] {
  if (owner === null) return [];
  return Object.entries(owner.aliases)
    .filter(([alias]) => specifier === alias || specifier.startsWith(`${alias}/`))
    .sort(([a], [b]) => b.length - a.length)
    .map(([alias, target]) => joinPath(owner.path, target + specifier.slice(alias.length)));
}

/**
 * Where a specifier that no configuration explains may lead: `NODE_PATH` style (`src/x`), and the
 * `@/` and `~/` of bundlers. `folders` are those its first segment may name.
 */
export function findGuesses(
  owner: PackageFact | null,
  specifier: string,
): { readonly paths: readonly string[]; readonly folders: readonly string[] } {
  const home = owner?.path ?? '';
  const rest = specifier.replace(/^[@~]\//, '');
  if (rest === specifier && !specifier.includes('/')) return { paths: [], folders: [] };
  const source = joinPath(home, 'src');
  const bases = rest === specifier ? [home, source, ''] : [source, home, ''];
  const segment = rest.split('/')[0] ?? rest;
  return {
    paths: bases.map((base) => joinPath(base, rest)),
    folders: bases.map((base) => joinPath(base, segment)),
  };
}
