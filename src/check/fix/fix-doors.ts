/** Lets private names come from the public file that exports them. */
import type { Resolver } from '../../../analyzers/graph/resolve-import.ts';
import type { Ground } from '../ground.ts';
import { findSpecifier } from './find-specifier.ts';
import { BY_HAND } from './fix-types.ts';
import type { Marked } from './fix-types.ts';
import { buildLoadGraph } from './load-graph.ts';
import type { LoadGraph } from './load-graph.ts';
import type { WantedDoor } from './list-wanted.ts';
import { moveNames } from './move-names.ts';
import type { MoveRequest } from './move-names.ts';
import type { Desk } from './open-desk.ts';
import { passesValues } from './passes-values.ts';

export interface DoorWork {
  readonly desk: Desk;
  readonly ground: Ground;
  readonly resolver: Resolver;
  readonly root: string;
  readonly marked: Marked;
}

export function fixDoors(work: DoorWork, doors: readonly WantedDoor[]): void {
  const { ground, marked } = work;
  const graph = buildLoadGraph(ground.code.imports);
  // What has become a type is no longer private where types are left in peace.
  const leavesTypes = ground.settings['private-api'].types === 'off';
  const open = doors.filter((one) => !(leavesTypes && marked.has(one.crossing)));
  for (const group of groupByMove(open)) moveGroup(work, graph, group);
}

/** Names that go from one file to another in one step. */
function groupByMove(doors: readonly WantedDoor[]): readonly (readonly WantedDoor[])[] {
  const groups = new Map<string, WantedDoor[]>();
  for (const one of doors) {
    const { path, to, kind } = one.fact;
    const key = JSON.stringify([path, to, one.door.path, kind]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function moveGroup(work: DoorWork, graph: LoadGraph, group: readonly WantedDoor[]): void {
  const { desk } = work;
  const open = group.filter((one) => {
    const reason = whyNot(work, graph, one);
    if (reason !== null) desk.refused(one, reason);
    return reason === null;
  });
  const [first] = open;
  if (first === undefined) return;
  const { fact, door } = first;
  const moved = move(work, open);
  if (moved !== null) {
    for (const one of open) desk.refused(one, moved);
    return;
  }
  for (const one of open) {
    const as = one.door.name === one.name || one.name === 'default' ? '' : ` as ${one.door.name}`;
    desk.repaired(one, `comes from ${door.path}${as}`);
    if (isLoading(work, one)) graph.add(fact.from, door.path);
  }
}

const isLoading = ({ marked }: DoorWork, { fact, crossing }: WantedDoor): boolean =>
  !marked.has(crossing) &&
  (fact.kind === 'value' || (fact.kind !== 'type' && fact.load === 'eager'));

/** @returns null when it can be done */
function whyNot(work: DoorWork, graph: LoadGraph, wanted: WantedDoor): string | null {
  const { desk, ground, marked } = work;
  const { fact, door, name, crossing } = wanted;
  if (desk.textOf(fact.path) === null) return desk.whyClosed(fact.path);
  const isType = crossing.isType || marked.has(crossing);
  if (!isType && !passesValues(ground, door, desk.scan))
    return `${door.path} passes it on as a type only`;
  if ((fact.kind === 'dynamic' || fact.kind === 'require') && name === '*')
    return `all of ${fact.to} is loaded, and ${door.path} has only a part of it`;
  if (!isLoading(work, wanted)) return null;
  // Whoever is loaded first in a circle finds the others unfinished, and one use while loading is enough to break it.
  const way = graph.wayBetween(door.path, fact.from);
  return (
    way && `${door.path} loads this file (${tellWay(way)}): importing it here would close a circle`
  );
}

const SHOWN = 4;

function tellWay(way: readonly string[]): string {
  const shown = way.length > SHOWN ? [...way.slice(0, SHOWN - 1), '…', ...way.slice(-1)] : way;
  return shown.join(' → ');
}

/** @returns null when it is done, else why it is not */
function move(work: DoorWork, group: readonly WantedDoor[]): string | null {
  const { desk, ground } = work;
  const [first] = group;
  if (first === undefined) return null;
  const { fact, door } = first;
  const { path, kind } = fact;
  const names = new Map(group.map((one) => [one.name, one.door.name]));
  if (kind === 'dynamic' || kind === 'require') {
    // One expression gives one module: it moves as a whole or not at all.
    const asked = ground.code.imports.filter(
      (one) => one.from === path && one.to === fact.to && one.kind === kind,
    );
    if (asked.some((one) => one.symbols.some((name) => !names.has(name))))
      return `other names of ${fact.to} are taken from the same expression`;
  }
  const request = requestOf(work, group, names);
  const forms: readonly MoveRequest['form'][] =
    kind === 'value' ? ['statement'] : kind === 'type' ? ['statement', 'type'] : [kind];
  let hasMoved = false;
  for (const form of forms) {
    const text = moveNames(path, desk.textOf(path) ?? '', { ...request, form });
    if (text === false) continue;
    desk.put(path, text);
    hasMoved = true;
  }
  if (hasMoved) return null;
  return request.rename(fact.specifiers[0] ?? '', []) === null
    ? `nothing that could be written here leads to ${door.path}`
    : BY_HAND;
}

function requestOf(
  { resolver, root }: DoorWork,
  group: readonly WantedDoor[],
  names: MoveRequest['names'],
): Omit<MoveRequest, 'form'> {
  const [first] = group;
  const { path: from = '', to: target = '', kind } = first?.fact ?? {};
  const wanted = first?.door.path ?? '';
  const mode = kind === 'dynamic' || kind === 'require' ? kind : 'import';
  return {
    specifiers: new Set(group.flatMap((one) => one.fact.specifiers)),
    names,
    rename: (today, others) =>
      findSpecifier(root, resolver, { from, mode, today, target, wanted, others }),
    leadsThere: (specifier) => {
      const found = resolver.resolve(from, specifier, mode);
      return found.kind === 'file' && found.path === wanted;
    },
  };
}
