import { leavesRoot } from '../discover/posix-path.ts';
import { packageNameOf } from './classify-package.ts';
import { findModuleFile, type Probe, type ProbeStyle } from './find-module-file.ts';
import { findSourceCandidates } from './find-source-of-output.ts';
import type { Lookup, Request, Resolution } from './resolution.ts';

/**
 * What lies at one of the paths a specifier stands for: a project file, the source of a build
 * output, a file that is left out or outside the root, an asset. Null when there is nothing.
 */
export function resolvePaths(
  lookup: Lookup,
  request: Request,
  paths: readonly string[],
): Resolution | null {
  if (paths.length === 0) return null;
  const { style } = request;
  const file = probeProject(lookup, paths, style);
  if (file !== null) return fileAt(lookup, file);
  const bare = paths.map(withoutQuery);
  const isLoose = style.exact || bare.some((path, index) => path !== paths[index]);
  const loose = isLoose ? probeProject(lookup, bare, { ...style, exact: false }) : null;
  if (loose !== null) return fileAt(lookup, loose, true);
  const source = probeSources(lookup, paths, style);
  if (source !== null) return fileAt(lookup, source);
  return resolveOnDisk(lookup, request, paths);
}

/** The project file at one of the paths, in TypeScript's order. */
export function probeProject(
  lookup: Lookup,
  paths: readonly string[],
  style: ProbeStyle,
): string | null {
  return probe({ test: lookup.index.has, packageAt: lookup.packageAt }, paths, style);
}

/** The project file that is compiled to one of the paths. */
export function probeSources(
  lookup: Lookup,
  paths: readonly string[],
  style: ProbeStyle,
): string | null {
  for (const path of paths) {
    const home = lookup.packageOf(path)?.path ?? '';
    const candidates = findSourceCandidates(lookup.root, lookup.configs, path, home);
    const file = probeProject(lookup, candidates, { ...style, exact: false });
    if (file !== null) return file;
  }
  return null;
}

/** The resolution for a project file, by its real path. */
export function fileAt(lookup: Lookup, path: string, guessed = false): Resolution {
  const file = lookup.index.find(path) ?? path;
  return guessed ? { kind: 'file', path: file, guessed } : { kind: 'file', path: file };
}

function resolveOnDisk(
  lookup: Lookup,
  request: Request,
  paths: readonly string[],
): Resolution | null {
  const inPackage = /(?:^|\/)node_modules\/(.+)$/.exec(paths[0] ?? '')?.[1];
  if (inPackage !== undefined && request.specifier.startsWith('.')) {
    return lookup.store.external(packageNameOf(inPackage), request.from);
  }
  const ignored = paths.find((path) => isIgnoredSource(lookup, path));
  if (ignored !== undefined) return { kind: 'excluded', path: ignored };
  const onDisk: Probe = { test: lookup.onDisk, packageAt: lookup.packageAt };
  const file = probe(onDisk, paths, { ...request.style, exact: false });
  if (file !== null && leavesRoot(file)) {
    const name = lookup.store.nameOfOutside(file) ?? packageNameOf(request.specifier);
    return lookup.store.external(name, request.from);
  }
  if (file !== null) return { kind: 'excluded', path: file };
  const asset = paths
    .map(withoutQuery)
    .find((path) => /\.[^/.]+$/.test(path) && lookup.onDisk(path));
  return asset === undefined ? null : { kind: 'asset', path: asset };
}

/** Bundlers take instructions after the path: `./worker?worker`. */
function withoutQuery(path: string): string {
  return path.replace(/\?.*$/, '');
}

/** Decided by name, not by what is there: the result is the same before and after a generator ran. */
function isIgnoredSource(lookup: Lookup, asked: string): boolean {
  if (leavesRoot(asked)) return false;
  // An alias may lead to a folder: `"@acme/db": ["../db/"]`.
  const path = asked.replace(/\/+$/, '');
  return [path, `${path}.ts`, `${path}/index.ts`].some(lookup.isIgnored);
}

function probe(where: Probe, paths: readonly string[], style: ProbeStyle): string | null {
  for (const kind of style.passes) {
    for (const path of paths) {
      const file = findModuleFile(where, path, kind, style);
      if (file !== null) return file;
    }
  }
  return null;
}
