/** Files that belong to one boundary by majority only: which of their members belong elsewhere. */
import type { SplitFact } from '../../contract.ts';
import { compareText } from '../../discover/posix-path.ts';
import { KERNEL } from '../suggestion.ts';
import { isBoundary } from './places.ts';
import { SPLIT_MEMBERS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';

export function findSplits(scene: Scene): readonly SplitFact[] {
  const places = placeParts(scene);
  return places
    .flatMap((parts, file) => splitOf(scene, file, parts) ?? [])
    .sort((a, b) => compareText(a.path, b.path));
}

/** Per file: boundary of each of its parts that evidently belongs to one. */
function placeParts(scene: Scene): readonly ReadonlyMap<number, number>[] {
  const { parts, files } = scene.index.evidence;
  const placed: Map<number, number>[] = files.map(() => new Map());
  parts.forEach(({ file, kind }, id) => {
    if (kind === 'module' || kind === 'type') return;
    const place = ownerOfData(scene, id) ?? onlyUser(scene, id);
    if (place !== null) placed[file]?.set(id, place);
  });
  return placed;
}

/** The owner of all tables that a part touches; of what it writes, when that is one boundary's. */
function ownerOfData({ index, owners }: Scene, part: number): number | null {
  const { accesses } = index.evidence;
  const written = new Set<number>();
  const touched = new Set<number>();
  for (const at of index.accessesIn.get(part) ?? []) {
    const access = accesses[at];
    const owner = access === undefined ? null : (owners[access.table] ?? null);
    if (access === undefined || owner === null) continue;
    touched.add(owner);
    if (access.write) written.add(owner);
  }
  const [only, ...more] = written.size > 0 ? written : touched;
  return only !== undefined && more.length === 0 ? only : null;
}

/** The only boundary whose files use a part that touches no table, when that is not its own. */
function onlyUser({ index, place, effects }: Scene, part: number): number | null {
  const { parts } = index.evidence;
  const file = parts[part]?.file ?? -1;
  const home = place(file);
  // Shared code is shared on purpose, whoever happens to use it today.
  if (!isBoundary(home) || (index.accessesIn.get(part) ?? []).length > 0) return null;
  if (index.members.has(part) || effects.of(part) === 0) return null;
  const users = new Set<number>();
  for (let at = index.userStarts[part] ?? 0; at < (index.userStarts[part + 1] ?? 0); at += 1) {
    const user = parts[index.users[at] ?? -1];
    if (user !== undefined && user.file !== file) users.add(place(user.file));
    else if (user !== undefined) return null;
  }
  const [only, ...more] = users;
  return only !== undefined && isBoundary(only) && more.length === 0 ? only : null;
}

function splitOf(
  scene: Scene,
  file: number,
  placed: ReadonlyMap<number, number>,
): SplitFact | null {
  const home = scene.place(file);
  if (!isBoundary(home) && home !== KERNEL) return null;
  const members = new Map<number, number[]>();
  for (const [part, place] of placed) members.set(place, [...(members.get(place) ?? []), part]);
  const elsewhere = [...members].filter(([place]) => place !== home);
  const leaving = elsewhere.reduce((sum, [, list]) => sum + list.length, 0);
  if (leaving < SPLIT_MEMBERS || members.size < 2) return null;
  const { parts } = scene.index.evidence;
  const nameOf = (part: number): string => parts[part]?.name ?? '';
  const stays = (members.get(home) ?? []).length;
  return {
    path: scene.pathOf(file),
    parts: [...members]
      .map(([place, list]) => ({
        boundary: scene.name(place),
        symbols: list.map(nameOf).sort(compareText),
      }))
      .sort((a, b) => compareText(a.boundary, b.boundary)),
    why: `${leaving} of ${leaving + stays} members work for ${elsewhere.length === 1 ? 'another boundary' : `${elsewhere.length} other boundaries`}, by the tables they touch or by who calls them.`,
  };
}
