/**
 * Everything the suggester may look at, in numbers instead of paths: files and tables are indices.
 * A path is one field among others, so that an evaluation can hide it and nothing else changes.
 */
import type { EventKind, RelationKind } from '../contract.ts';
import type { EvidenceCall, EvidencePart } from './evidence-parts.ts';

export interface EvidenceFile {
  readonly path: string;
  readonly lines: number;
  /** Module-level names, the exported ones first. */
  readonly names: readonly string[];
  readonly exported: number;
  readonly members: readonly string[];
  /** Identifiers that it shares with a few other files. */
  readonly vocabulary: readonly string[];
  /** Declared module (folder of a NestJS module, workspace, feature folder); null when hidden or none. */
  readonly module: string | null;
  /** Only wires others together: a NestJS module class, the entry file. */
  readonly wiring: boolean;
  /** Commits that touched it, 0 without history. */
  readonly commits: number;
}

/** `from` uses `symbols` of `to`. */
export interface EvidenceUse {
  readonly from: number;
  readonly to: number;
  readonly symbols: readonly string[];
  /** Those of the symbols that are used in type positions only, erased or not. */
  readonly types: readonly string[];
  /** Every symbol is used only as a type. */
  readonly typeOnly: boolean;
  /** A constructor (or property) of `from` is given an instance of what `to` declares. */
  readonly injected: boolean;
  /** Injected classes and tokens, as `from` writes them. */
  readonly tokens: readonly string[];
  readonly line: number;
  readonly column: number;
}

export interface EvidenceTable {
  readonly name: string;
  /** File that declares it; -1 when known from SQL or migrations alone. */
  readonly file: number;
  /** Class, model or constant that stands for it. */
  readonly entity: string | null;
}

export interface EvidenceAccess {
  readonly file: number;
  readonly table: number;
  readonly write: boolean;
  readonly line: number;
  readonly column: number;
  readonly symbol: string;
  readonly evidence: string;
  readonly certain: boolean;
}

export interface EvidencePlace {
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly evidence: string;
  readonly certain: boolean;
}

export interface EvidenceRelation extends EvidencePlace {
  /** Where it is declared; `file` is -1 when that is no source (a schema or a migration). */
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly kind: RelationKind;
  readonly onDelete: string | null;
}

export interface EvidenceTables extends EvidencePlace {
  readonly tables: readonly number[];
}

export interface EvidenceRoute {
  readonly file: number;
  readonly method: string;
  readonly path: string;
  readonly line: number;
}

export interface EvidenceEvent {
  readonly name: string;
  readonly kind: EventKind;
  readonly emitters: readonly EvidencePlace[];
  readonly consumers: readonly EvidencePlace[];
}

export interface EvidenceCoChange {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
}

export interface BoundaryEvidence {
  readonly files: readonly EvidenceFile[];
  /** One per pair of files, sorted by from, to. */
  readonly uses: readonly EvidenceUse[];
  readonly tables: readonly EvidenceTable[];
  readonly accesses: readonly EvidenceAccess[];
  readonly relations: readonly EvidenceRelation[];
  readonly joins: readonly EvidenceTables[];
  readonly transactions: readonly EvidenceTables[];
  readonly routes: readonly EvidenceRoute[];
  readonly events: readonly EvidenceEvent[];
  /** Calls to the world outside. */
  readonly outbound: readonly EvidencePlace[];
  /** Declarations and members, sorted by file, line. */
  readonly parts: readonly EvidencePart[];
  readonly calls: readonly EvidenceCall[];
  readonly coChanges: readonly EvidenceCoChange[];
}
