/** Look-up tables over the evidence: built once, they serve every judgement of an edited plan. */
import type { EvidenceCall } from '../evidence-parts.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import { groupBy, pushTo } from './group-by.ts';
import { firstParts, gatherMembers, innermostPart, reverseUses } from './index-parts.ts';
import type { PartUsers } from './index-parts.ts';
import {
  countTraffic,
  handledTable,
  indexTransaction,
  listPerTable,
  tablesOfParts,
} from './index-tables.ts';
import type { IndexedTransaction, Traffic } from './index-tables.ts';

/** What running a part does, as a bit set. */
export const READS = 1;
export const WRITES = 2;
export const TELLS = 4;
export const REACHES_OUT = 8;

export interface EvidenceIndex extends PartUsers {
  readonly evidence: BoundaryEvidence;
  /** What each part does itself, without what it calls. */
  readonly ownEffects: Uint8Array;
  /** The same per file, for files without parts. */
  readonly fileEffects: Uint8Array;
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
  /** Uses by using file, as indices of the evidence. */
  readonly usesFrom: ReadonlyMap<number, readonly number[]>;
  /** Files that serve requests. */
  readonly serving: ReadonlySet<number>;
  /** Files that use anything of a file. */
  readonly importersOf: readonly (readonly number[])[];
  readonly transactions: readonly IndexedTransaction[];
}

export const symbolKey = (file: number, name: string): string => `${file} ${name}`;

export function indexEvidence(evidence: BoundaryEvidence): EvidenceIndex {
  const { parts } = evidence;
  const starts = firstParts(evidence);
  const named = new Map(parts.map((part, id) => [symbolKey(part.file, part.name), id]));
  const partNamed = (file: number, name: string): number => named.get(symbolKey(file, name)) ?? -1;
  const partAt = (file: number, line: number): number => innermostPart(parts, starts, file, line);
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
    usesFrom: groupBy(evidence.uses, (use) => use.from),
    serving: new Set(evidence.routes.map((route) => route.file)),
    importersOf: listImporters(evidence),
    transactions: evidence.transactions.map((one) =>
      indexTransaction(evidence, accessesIn, partAt(one.file, one.line), one.tables),
    ),
  };
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
