/** Where boundaries touch through tables: access, joins, foreign keys, transactions. */
import { compareText } from '../../discover/posix-path.ts';
import type { EvidencePlace, EvidenceTables } from '../evidence.ts';
import { STAYS } from '../suggestion.ts';
import { isTouch } from './find-code-touches.ts';
import type { Scene } from './scene.ts';
import { makeTouch } from './touch.ts';
import type { Touch } from './touch.ts';

export function findDataTouches(scene: Scene): readonly Touch[] {
  const { joins } = scene.index.evidence;
  return [
    ...findAccesses(scene),
    ...joins.flatMap((join) => touchesOfJoin(scene, join)),
    ...findRelations(scene),
  ];
}

/** Owners of tables, sorted by id. */
export function sortedOwners(scene: Scene, tables: readonly number[]): readonly number[] {
  const owners = new Set(tables.flatMap((table) => scene.owners[table] ?? []));
  return [...owners].sort((a, b) => compareText(scene.name(a), scene.name(b)));
}

function findAccesses(scene: Scene): readonly Touch[] {
  const { accesses, tables } = scene.index.evidence;
  return accesses.flatMap((access): readonly Touch[] => {
    const { table, write } = access;
    const to = scene.owners[table] ?? STAYS;
    const from = scene.place(access.file);
    if (!isTouch(from, to)) return [];
    const kind = write ? 'write' : 'read';
    const subject = scene.tableName(table);
    const target = tables[table]?.file ?? -1;
    return [makeTouch({ kind, from, to, at: access, subject, target }, { tables: [table] })];
  });
}

function touchesOfJoin(scene: Scene, join: EvidenceTables): readonly Touch[] {
  const from = scene.place(join.file);
  if (sortedOwners(scene, join.tables).length < 2) return [];
  return touchOwners(scene, join, join.tables, 'join', from);
}

/** One touch per foreign owner. */
export function touchOwners(
  scene: Scene,
  at: EvidencePlace,
  all: readonly number[],
  kind: 'join' | 'transaction',
  from: number,
): readonly Touch[] {
  return sortedOwners(scene, all).flatMap((to): readonly Touch[] => {
    if (!isTouch(from, to)) return [];
    const tables = [...new Set(all)]
      .filter((table) => scene.owners[table] === to)
      .sort((a, b) => compareText(scene.tableName(a), scene.tableName(b)));
    const subject = tables.map(scene.tableName).join(', ');
    const target = scene.index.evidence.tables[tables[0] ?? -1]?.file ?? -1;
    return [makeTouch({ kind, from, to, at, subject, target }, { tables })];
  });
}

function findRelations(scene: Scene): readonly Touch[] {
  const { relations, tables } = scene.index.evidence;
  return relations.flatMap((relation): readonly Touch[] => {
    const [from, to] = [scene.owners[relation.from], scene.owners[relation.to]];
    if (from === null || to === null || from === undefined || to === undefined) return [];
    // The many side holds the key; what the one side declares is the same key seen from behind.
    if (from === to || relation.kind === 'one-to-many') return [];
    const { onDelete, to: table } = relation;
    const subject = scene.tableName(table);
    const target = tables[table]?.file ?? -1;
    const ends = { kind: 'foreign-key', from, to, at: relation, subject, target } as const;
    return [makeTouch(ends, { tables: [table], onDelete })];
  });
}
