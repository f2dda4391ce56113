/** Files that hold much of the monolith together: barrels, hubs and god files. */
import type { HubFact, ImportFact } from '../contract.ts';
import type { FileIr } from '../scan/ir.ts';
import type { ModulePlace } from './assign-modules.ts';
import { isBarrel } from './is-barrel.ts';

/** A hub is imported from at least this many modules … */
const HUB_MODULES = 4;
/** … and by at least this share of all files (and never fewer than ten). */
const HUB_SHARE = 0.05;
/** A god file is this long and is used or made of this many parts. */
const GOD_LINES = 500;
const GOD_EXPORTS = 25;

export function findHubs(
  files: readonly FileIr[],
  imports: readonly ImportFact[],
  places: ReadonlyMap<string, ModulePlace>,
): readonly HubFact[] {
  const importers = new Map<string, Set<string>>();
  const imported = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    // Test files use everything and move with what they test.
    if (!places.has(from)) continue;
    importers.set(to, (importers.get(to) ?? new Set()).add(from));
    imported.set(from, (imported.get(from) ?? new Set()).add(to));
  }
  const placed = files.filter((file) => places.has(file.path));
  const threshold = Math.max(10, placed.length * HUB_SHARE);
  return placed
    .flatMap((file): readonly HubFact[] => {
      const users = importers.get(file.path) ?? new Set<string>();
      const modules = new Set([...users].flatMap((user) => places.get(user)?.id ?? []));
      const kind = kindOf(file, users.size, modules.size, threshold);
      if (!kind) return [];
      const exports = new Set(file.exports.map((one) => one.name)).size;
      const { path, lines } = file;
      return [
        {
          path,
          lines,
          importers: users.size,
          modules: modules.size,
          imports: imported.get(path)?.size ?? 0,
          exports,
          kind,
        },
      ];
    })
    .sort(
      (a, b) => b.modules - a.modules || b.importers - a.importers || (a.path < b.path ? -1 : 1),
    );
}

function kindOf(
  file: FileIr,
  importers: number,
  modules: number,
  threshold: number,
): HubFact['kind'] | null {
  const isHub = importers >= threshold && modules >= HUB_MODULES;
  if (isBarrel(file)) return isHub ? 'barrel' : null;
  const parts = Math.max(file.exports.length, file.functions.length);
  if (file.lines >= GOD_LINES && modules >= HUB_MODULES && parts >= GOD_EXPORTS) return 'god-file';
  return isHub ? 'hub' : null;
}
