/** Look-up tables over the evidence: built once, they serve every judgement of an edited plan. */
import type { EvidenceCall, EvidencePart } from '../evidence-parts.ts';
import type { BoundaryEvidence } from '../evidence.ts';

/** What running a part does, as a bit set. */
export const READS = 1;
export const WRITES = 2;
export const TELLS = 4;
export const REACHES_OUT = 8;

export interface EvidenceIndex {
  readonly evidence: BoundaryEvidence;
  /** What each part does itself, without what it calls. */
  readonly ownEffects: Uint8Array;
  /** The same per file, for files without parts. */
  readonly fileEffects: Uint8Array;
  /** Parts that use a part: those of `p` are `users[starts[p]…starts[p + 1]]`. */
  readonly userStarts: Int32Array;
  readonly users: Int32Array;
  /** Members of a class or a constant object. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  /** Part that declares a name; -1 when it is not known. */
  readonly partNamed: (file: number, name: string) => number;
  /** Innermost part at a line; -1 when the file has none. */
  readonly partAt: (file: number, line: number) => number;
  /** Accesses by table, as indices. */
  readonly accessesOf: readonly (readonly number[])[];
  /** Who reads and writes each table, wherever it is. */
  readonly traffic: readonly Traffic[];
  /** Accesses by the part that holds them. */
  readonly accessesIn: ReadonlyMap<number, readonly number[]>;
  /** Calls by calling file, as indices of the evidence. */
  readonly callsFrom: ReadonlyMap<number, readonly number[]>;
  readonly tableOfPart: ReadonlyMap<number, number>;
  /** Repositories and their like: the only table for which a class without work of its own is made. */
  readonly tableHandled: (part: number) => number | null;
  /** Files that use a file's symbol: `file name` → files. */
  readonly usersOf: ReadonlyMap<string, readonly number[]>;
  /** Files that use anything of a file. */
  readonly importersOf: readonly (readonly number[])[];
  readonly transactions: readonly IndexedTransaction[];
}

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

export const symbolKey = (file: number, name: string): string => `${file} ${name}`;

export function indexEvidence(evidence: BoundaryEvidence): EvidenceIndex {
  const { parts } = evidence;
  const starts = firstParts(evidence);
  const named = new Map(parts.map((part, id) => [symbolKey(part.file, part.name), id]));
  const partNamed = (file: number, name: string): number => named.get(symbolKey(file, name)) ?? -1;
  const partAt = (file: number, line: number): number => innermost(parts, starts, file, line);
  const accessesIn = groupBy(evidence.accesses, ({ file, line }) => partAt(file, line));
  const { ownEffects, fileEffects } = gatherEffects(evidence, partAt);
  const accessesOf = listPerTable(evidence);
  const members = gatherMembers(parts, partNamed);
  const tableOfPart = tablesOfParts(evidence, partNamed);
  return {
    evidence,
    ownEffects,
    fileEffects,
    ...reverseUses(parts),
    members,
    partNamed,
    partAt,
    accessesOf,
    traffic: accessesOf.map((list) => countTraffic(evidence, list)),
    accessesIn,
    callsFrom: groupBy(evidence.calls, (call: EvidenceCall) => parts[call.from]?.file ?? -1),
    tableOfPart,
    tableHandled: (part) =>
      handledTable(parts[part], members.get(part) ?? [], tableOfPart, ownEffects),
    usersOf: gatherUsers(evidence),
    importersOf: listImporters(evidence),
    transactions: evidence.transactions.map((one) =>
      indexTransaction(evidence, accessesIn, partAt(one.file, one.line), one.tables),
    ),
  };
}

function firstParts({ files, parts }: BoundaryEvidence): Int32Array {
  const starts = new Int32Array(files.length + 1);
  for (const { file } of parts) starts[file + 1] = (starts[file + 1] ?? 0) + 1;
  for (let file = 0; file < files.length; file += 1)
    starts[file + 1] = (starts[file + 1] ?? 0) + (starts[file] ?? 0);
  return starts;
}

function innermost(
  parts: readonly EvidencePart[],
  starts: Int32Array,
  file: number,
  line: number,
): number {
  let found = -1;
  for (let id = starts[file] ?? 0; id < (starts[file + 1] ?? 0); id += 1) {
    const part = parts[id];
    if (part === undefined || part.line > line) break;
    if (part.end >= line) found = id;
  }
  return found;
}

function gatherEffects(
  evidence: BoundaryEvidence,
  partAt: EvidenceIndex['partAt'],
): Pick<EvidenceIndex, 'ownEffects' | 'fileEffects'> {
  const ownEffects = new Uint8Array(evidence.parts.length);
  const fileEffects = new Uint8Array(evidence.files.length);
  const add = ({ file, line }: { file: number; line: number }, effect: number): void => {
    fileEffects[file] = (fileEffects[file] ?? 0) | effect;
    const part = partAt(file, line);
    if (part >= 0) ownEffects[part] = (ownEffects[part] ?? 0) | effect;
  };
  for (const access of evidence.accesses) add(access, access.write ? WRITES : READS);
  for (const { emitters } of evidence.events) for (const emitter of emitters) add(emitter, TELLS);
  for (const place of evidence.outbound) add(place, REACHES_OUT);
  return { ownEffects, fileEffects };
}

function reverseUses(parts: readonly EvidencePart[]): Pick<EvidenceIndex, 'userStarts' | 'users'> {
  const userStarts = new Int32Array(parts.length + 1);
  for (const { uses } of parts)
    for (const used of uses) userStarts[used + 1] = (userStarts[used + 1] ?? 0) + 1;
  for (let id = 0; id < parts.length; id += 1)
    userStarts[id + 1] = (userStarts[id + 1] ?? 0) + (userStarts[id] ?? 0);
  const next = userStarts.slice();
  const users = new Int32Array(userStarts[parts.length] ?? 0);
  parts.forEach(({ uses }, id) => {
    for (const used of uses) {
      const slot = next[used] ?? 0;
      users[slot] = id;
      next[used] = slot + 1;
    }
  });
  return { userStarts, users };
}

function gatherMembers(
  parts: readonly EvidencePart[],
  partNamed: EvidenceIndex['partNamed'],
): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  parts.forEach(({ file, name }, id) => {
    const dot = name.indexOf('.');
    if (dot > 0) pushTo(members, partNamed(file, name.slice(0, dot)), id);
  });
  return members;
}

function listPerTable({ tables, accesses }: BoundaryEvidence): readonly (readonly number[])[] {
  const lists: number[][] = tables.map(() => []);
  accesses.forEach(({ table }, index) => lists[table]?.push(index));
  return lists;
}

function countTraffic({ accesses }: BoundaryEvidence, list: readonly number[]): Traffic {
  const readers = new Set<string>();
  const writers = new Set<string>();
  for (const at of list) {
    const access = accesses[at];
    if (access) (access.write ? writers : readers).add(`${access.file} ${access.symbol}`);
  }
  return { readers: readers.size, writers: writers.size };
}

/** The class or constant that stands for a table. */
function tablesOfParts(
  { tables }: BoundaryEvidence,
  partNamed: EvidenceIndex['partNamed'],
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  tables.forEach(({ file, entity }, table) => {
    const part = entity === null ? -1 : partNamed(file, entity);
    if (part >= 0) found.set(part, table);
  });
  return found;
}

function handledTable(
  part: EvidencePart | undefined,
  members: readonly number[],
  tableOfPart: ReadonlyMap<number, number>,
  ownEffects: Uint8Array,
): number | null {
  if (part?.kind !== 'class' || members.some((member) => ownEffects[member] !== 0)) return null;
  const [only, ...more] = new Set(part.uses.flatMap((used) => tableOfPart.get(used) ?? []));
  return only !== undefined && more.length === 0 ? only : null;
}

function gatherUsers({ uses }: BoundaryEvidence): ReadonlyMap<string, readonly number[]> {
  const users = new Map<string, number[]>();
  for (const { from, to, symbols } of uses)
    for (const symbol of symbols) pushTo(users, symbolKey(to, symbol), from);
  return users;
}

function listImporters({ files, uses }: BoundaryEvidence): readonly (readonly number[])[] {
  const lists: number[][] = files.map(() => []);
  for (const { from, to } of uses) lists[to]?.push(from);
  return lists;
}

function indexTransaction(
  { parts, accesses }: BoundaryEvidence,
  accessesIn: EvidenceIndex['accessesIn'],
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

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => number,
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  items.forEach((item, index) => pushTo(groups, keyOf(item), index));
  return groups;
}

function pushTo<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
