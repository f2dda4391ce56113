import { joinPath, leavesRoot } from '../discover/posix-path.ts';
import { classifyPackage, isBuiltin, packageNameOf } from './classify-package.ts';
import {
  findAliasTargets,
  findGuesses,
  findMappedPaths,
  type MappedPaths,
} from './find-candidates.ts';
import { findPackageSource } from './find-package-source.ts';
import { findMapTargets } from './package-targets.ts';
import type { Lookup, Request, Resolution } from './resolution.ts';
import { fileAt, probeProject, probeSources, resolvePaths } from './resolve-paths.ts';

const UNRESOLVED: Resolution = { kind: 'unresolved', path: null };
const NOT_MAPPED: MappedPaths = { paths: [], explicit: false };

/**
 * Resolves a specifier that is no path, in TypeScript's order: `paths` or `baseUrl`, `#imports`,
 * packages of the project, Node's own modules, packages. What is left over is guessed last.
 */
export function resolveNamed(lookup: Lookup, request: Request): Resolution {
  const { specifier, config } = request;
  const mapped = config === null ? NOT_MAPPED : findMappedPaths(lookup.root, config, specifier);
  const direct = resolvePaths(lookup, request, mapped.paths);
  if (direct !== null && direct.kind !== 'excluded') return direct;
  if (specifier.startsWith('#')) return resolveHash(lookup, request);
  const linked = resolveLink(lookup, request);
  if (linked !== null) return linked;
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier.replace(/^node:/, '') };
  const aliased = resolvePaths(lookup, request, findAliasTargets(request.owner, specifier));
  if (aliased !== null) return aliased;
  const external = classifyPackage(lookup.store, specifier, request.from);
  if (external !== null && (external.declared || external.installed)) return external;
  return direct ?? resolveLeftover(lookup, request, mapped) ?? external ?? UNRESOLVED;
}

/** No file and no package anyone knows: an alias to the outside, a guess, or a broken alias. */
function resolveLeftover(lookup: Lookup, request: Request, mapped: MappedPaths): Resolution | null {
  const promised = mapped.explicit ? mapped.paths : [];
  const outside = promised.find(leavesRoot);
  if (outside !== undefined) {
    const name = lookup.store.nameOfOutside(outside) ?? packageNameOf(request.specifier);
    return lookup.store.external(name, request.from);
  }
  const guessed = guess(lookup, request);
  if (guessed !== null) return guessed;
  const [broken] = promised;
  return broken === undefined ? null : { kind: 'unresolved', path: broken };
}

/** `#name`, from the `imports` of the package around the importing file. */
function resolveHash(lookup: Lookup, request: Request): Resolution {
  const { owner, conditions, specifier } = request;
  if (owner === null) return UNRESOLVED;
  for (const target of findMapTargets(owner.imports, specifier, conditions)) {
    const resolution =
      target.startsWith('./') || target.startsWith('#')
        ? resolvePaths(lookup, request, [joinPath(owner.path, target)])
        : resolveNamed(lookup, { ...request, specifier: target });
    if (resolution !== null && resolution.kind !== 'unresolved') return resolution;
  }
  return UNRESOLVED;
}

/** A package of the project itself, by its source. */
function resolveLink(lookup: Lookup, request: Request): Resolution | null {
  const { specifier, owner, from } = request;
  const name = packageNameOf(specifier);
  const own = owner?.name === name ? owner.path : null;
  const folder = lookup.links[name] ?? own ?? lookup.store.linkOf(name, from);
  const target = folder === null ? null : lookup.packageAt(folder);
  if (target === null) return null;
  const style = { ...request.style, exact: false };
  const subpath = `.${specifier.slice(name.length)}`;
  for (const path of findPackageSource(target, subpath, request.conditions)) {
    const file = probeProject(lookup, [path], style) ?? probeSources(lookup, [path], style);
    if (file !== null) return fileAt(lookup, file);
  }
  return null;
}

/**
 * Specifiers that only a bundler, `NODE_PATH` or a test runner explains. One that begins with a
 * folder of the project yet leads to no file is a broken path, not a package.
 */
function guess(lookup: Lookup, request: Request): Resolution | null {
  const guesses = findGuesses(request.owner, request.specifier);
  const file = probeProject(lookup, guesses.paths, { ...request.style, exact: false });
  if (file !== null) return fileAt(lookup, file, true);
  const folder = guesses.folders.findIndex(lookup.index.hasFolder);
  return folder < 0 ? null : { kind: 'unresolved', path: guesses.paths[folder] ?? null };
}
