import { joinPath } from '../discover/posix-path.ts';
import type { PackageFact } from '../discover/read-workspace.ts';
import { findExportTargets, type Conditions } from './package-targets.ts';

/**
 * Paths that may hold the entry of a package of the project, best first: what its package.json
 * says, then where source usually lies. They may name build output.
 */
export function findPackageSource(
  target: PackageFact,
  subpath: string,
  conditions: Conditions,
): readonly string[] {
  const exported = findExportTargets(target.exports, subpath, conditions);
  const fields = subpath === '.' ? [target.source, target.types, target.main, target.module] : [];
  const named = fields.flatMap((field) => field ?? []);
  const usual =
    subpath === '.' ? ['src/index', 'index', 'src/main', 'lib/index'] : [subpath, `src/${subpath}`];
  return [...exported, ...named, ...usual].map((path) => joinPath(target.path, path));
}
