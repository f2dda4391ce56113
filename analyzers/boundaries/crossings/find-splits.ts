/** Files that belong to one boundary by majority only: which of their members belong elsewhere. */
import type { SplitFact } from '../../contract.ts';
import { compareText } from '../../discover/posix-path.ts';
import { KERNEL } from '../suggestion.ts';
import { canMove, isUsedAtHome } from './can-move.ts';
import { isBoundary } from './places.ts';
import { SPLIT_MEMBERS } from './remedy-costs.ts';
import type { Scene } from './scene.ts';

export function findSplits(scene: Scene): readonly SplitFact[] {
  const { parts, files } = scene.index.evidence;
  const members: number[][] = files.map(() => []);
  parts.forEach(({ file, kind, name }, id) => {
    // Fields and constructors go with the class.
    const inner = name.endsWith('.constructor') || (kind === 'value' && name.includes('.'));
    const apart = kind !== 'module' && kind !== 'type' && !scene.index.members.has(id);
    if (apart && !inner) members[file]?.push(id);
  });
  return members
    .flatMap((list, file) => splitOf(scene, file, list) ?? [])
    .sort((a, b) => compareText(a.path, b.path));
}

function splitOf(scene: Scene, file: number, members: readonly number[]): SplitFact | null {
  const home = scene.place(file);
  if (!isBoundary(home) && home !== KERNEL) return null;
  const placed = new Map<number, number[]>();
  for (const part of members) {
    const place = writtenOwner(scene, part) ?? onlyUser(scene, part, home) ?? home;
    placed.set(place, [...(placed.get(place) ?? []), part]);
  }
  const staying = placed.get(home)?.length ?? 0;
  const leaving = members.length - staying;
  // When nothing stays, the file as a whole is in the wrong place.
  if (leaving < SPLIT_MEMBERS || placed.size < 2) return null;
  const elsewhere = [...placed.keys()].filter((place) => place !== home).map(scene.name);
  const { parts } = scene.index.evidence;
  return {
    path: scene.pathOf(file),
    parts: [...placed]
      .map(([place, list]) => ({
        boundary: scene.name(place),
        symbols: list.map((part) => parts[part]?.name ?? '').sort(compareText),
      }))
      .sort((a, b) => compareText(a.boundary, b.boundary)),
    why: `${leaving} of ${members.length} members write only what ${elsewhere.sort(compareText).join(', ')} owns, or serve nobody else.`,
  };
}

/**
 * Whoever owns all that a member writes should have it, the code of its own place that it runs
 * included; what it only reads says nothing.
 */
function writtenOwner({ index, owners, place }: Scene, part: number): number | null {
  const { accesses, parts } = index.evidence;
  const home = place(parts[part]?.file ?? -1);
  const written = new Set<number>();
  const reached = new Set([part]);
  for (const id of reached) {
    for (const at of index.accessesIn.get(id) ?? []) {
      const access = accesses[at];
      const owner = access?.write ? (owners[access.table] ?? null) : null;
      if (owner !== null) written.add(owner);
    }
    // Its own writes decide whether it is worth looking further.
    if (written.size === 0 || written.has(home)) break;
    for (const used of parts[id]?.uses ?? []) {
      if (place(parts[used]?.file ?? -1) === home) reached.add(used);
    }
  }
  const [only, ...more] = written;
  return only !== undefined && more.length === 0 ? only : null;
}

/** The only boundary that uses a member which needs nothing of its own; shared code is shared on purpose. */
function onlyUser(scene: Scene, part: number, home: number): number | null {
  const { parts } = scene.index.evidence;
  const { file, name } = parts[part] ?? { file: -1, name: '' };
  if (!isBoundary(home) || name.includes('.')) return null;
  const [only, ...more] = scene.usersOf(file, name);
  if (only === undefined || more.length > 0 || only === home || !isBoundary(only)) return null;
  return !isUsedAtHome(scene, part) && canMove(scene, part, only) ? only : null;
}
