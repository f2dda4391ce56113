/** Who touches which table, and what stands for it in the code. */
import type { EvidencePart } from '../evidence-parts.ts';
import type { BoundaryEvidence } from '../evidence.ts';

/** Functions that read and write a table. */
export interface Traffic {
  readonly readers: number;
  readonly writers: number;
}

/** A transaction and the code behind it. */
export interface IndexedTransaction {
  /** Of its tables those that are written, and those of which it is not seen what happens to them. */
  readonly writes: readonly number[];
  /** Parts that run in it or in the function around it. */
  readonly reached: readonly number[];
}

/** Accesses by table, as indices. */
export function listPerTable({
  tables,
  accesses,
}: BoundaryEvidence): readonly (readonly number[])[] {
  const lists: number[][] = tables.map(() => []);
  accesses.forEach(({ table }, index) => lists[table]?.push(index));
  return lists;
}

export function countTraffic({ accesses }: BoundaryEvidence, list: readonly number[]): Traffic {
  const readers = new Set<string>();
  const writers = new Set<string>();
  for (const at of list) {
    const access = accesses[at];
    if (access) (access.write ? writers : readers).add(`${access.file} ${access.symbol}`);
  }
  return { readers: readers.size, writers: writers.size };
}

/** The class or constant that stands for a table. */
export function tablesOfParts(
  { tables }: BoundaryEvidence,
  partNamed: (file: number, name: string) => number,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  tables.forEach(({ file, entity }, table) => {
    const part = entity === null ? -1 : partNamed(file, entity);
    if (part >= 0) found.set(part, table);
  });
  return found;
}

/** The only table for which a class without work of its own is made. */
export function handledTable(
  part: EvidencePart | undefined,
  members: readonly number[],
  tableOfPart: ReadonlyMap<number, number>,
  ownEffects: Uint8Array,
): number | null {
  if (part?.kind !== 'class' || members.some((member) => ownEffects[member] !== 0)) return null;
  const [only, ...more] = new Set(part.uses.flatMap((used) => tableOfPart.get(used) ?? []));
  return only !== undefined && more.length === 0 ? only : null;
}

/** @param start part in which the transaction begins; -1 when it is not known */
export function indexTransaction(
  { parts, accesses }: BoundaryEvidence,
  accessesIn: ReadonlyMap<number, readonly number[]>,
  start: number,
  tables: readonly number[],
): IndexedTransaction {
  const read = new Set<number>();
  const written = new Set<number>();
  const reached = new Set(start < 0 ? [] : [start]);
  for (const id of reached) {
    for (const index of accessesIn.get(id) ?? []) {
      const access = accesses[index];
      if (access) (access.write ? written : read).add(access.table);
    }
    for (const next of parts[id]?.uses ?? []) reached.add(next);
  }
  return {
    writes: tables.filter((table) => written.has(table) || !read.has(table)),
    reached: [...reached],
  };
}
