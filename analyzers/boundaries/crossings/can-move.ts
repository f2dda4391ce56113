/** Whether code can go to another place and leave nothing behind that it needs. */
import { KERNEL } from '../suggestion.ts';
import type { Scene } from './scene.ts';
import { placeOf } from './places.ts';

/**
 * A part with its members can move when all it mentions is in the kernel, in itself, or where it
 * goes, and it touches no table of anybody else.
 */
export function canMove({ index, plan, owners }: Scene, part: number, to: number): boolean {
  const { parts, accesses, tables } = index.evidence;
  const moved = new Set([part, ...(index.members.get(part) ?? [])]);
  for (const id of moved) {
    for (const used of parts[id]?.uses ?? []) {
      if (moved.has(used)) continue;
      const place = placeOf(plan, parts[used]?.file ?? -1);
      if (place !== KERNEL && place !== to) return false;
    }
    for (const at of index.accessesIn.get(id) ?? []) {
      const table = accesses[at]?.table ?? -1;
      if (tables[table] !== undefined && owners[table] !== to) return false;
    }
  }
  const table = index.tableOfPart.get(part);
  return table === undefined || owners[table] === to;
}

/** Whether code around a part needs it: parts of its own file that are not its members. */
export function isUsedAtHome({ index }: Scene, part: number): boolean {
  const { parts } = index.evidence;
  const own = new Set([part, ...(index.members.get(part) ?? [])]);
  const file = parts[part]?.file;
  for (const id of own) {
    for (let at = index.userStarts[id] ?? 0; at < (index.userStarts[id + 1] ?? 0); at += 1) {
      const user = index.users[at] ?? -1;
      if (!own.has(user) && parts[user]?.file === file) return true;
    }
  }
  return false;
}

/** Whether nothing but the framework runs a part: a handler, a listener, a job. */
export function isEntry({ index, plan }: Scene, part: number, home: number): boolean {
  const { parts } = index.evidence;
  for (let at = index.userStarts[part] ?? 0; at < (index.userStarts[part + 1] ?? 0); at += 1) {
    const user = parts[index.users[at] ?? -1];
    if (user !== undefined && placeOf(plan, user.file) === home) return false;
  }
  return true;
}
