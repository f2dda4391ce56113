/**
 * Everything the suggester may look at, in numbers instead of paths: files and tables are indices.
 * A path is one field among others, so that an evaluation can hide it and nothing else changes.
 */
import type {
  AccessFact,
  Analysis,
  Certainty,
  CoChange,
  EventKind,
  HistoryFacts,
  InjectionFact,
  NestModuleFact,
  RelationKind,
} from '../contract.ts';
import { linkParts } from './evidence-parts.ts';
import type { EvidenceCall, EvidencePart } from './evidence-parts.ts';
import type { CodeOutline, FileOutline } from './outline.ts';

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
  /** True when the module was declared by the framework or the workspace, not guessed from a folder. */
  readonly declared: boolean;
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

/** What evidence is made of. */
export type EvidenceSource = Pick<
  Analysis,
  | 'files'
  | 'modules'
  | 'tables'
  | 'accesses'
  | 'relations'
  | 'joins'
  | 'transactions'
  | 'routes'
  | 'events'
  | 'injections'
  | 'nestModules'
  | 'outbound'
>;

/** Numbers files and tables and ties every fact to them; facts outside of the sources are left out. */
export function buildEvidence(
  analysis: EvidenceSource,
  outline: CodeOutline,
  history: HistoryFacts | null,
): BoundaryEvidence {
  const files = buildFiles(analysis, outline, history);
  const fileOf = new Map(files.map((file, index) => [file.path, index]));
  const tables = analysis.tables.map(({ name, path, entity }) => ({
    name,
    file: entity === null ? -1 : (fileOf.get(path) ?? -1),
    entity,
  }));
  const tableOf = new Map(tables.map((table, index) => [table.name, index]));
  const place = (one: Placed): readonly EvidencePlace[] => {
    const file = fileOf.get(one.path);
    if (file === undefined) return [];
    const { line, column, evidence, certainty } = one;
    return [{ file, line, column, evidence, certain: certainty === 'certain' }];
  };
  const tablesOf = (names: readonly string[]): readonly number[] =>
    names.flatMap((name) => tableOf.get(name) ?? []);
  const group = (one: Placed & { readonly tables: readonly string[] }): readonly EvidenceTables[] =>
    place(one).map((at) => ({ ...at, tables: tablesOf(one.tables) }));
  return {
    files,
    uses: buildUses(outline, analysis.injections, fileOf),
    tables,
    accesses: analysis.accesses.flatMap((one) => buildAccess(one, fileOf, tableOf)),
    relations: analysis.relations.flatMap((one) => {
      const [from, to] = [tableOf.get(one.from), tableOf.get(one.to)];
      if (from === undefined || to === undefined || from === to) return [];
      const { path, line, column, evidence, kind, onDelete } = one;
      const certain = one.certainty === 'certain';
      const at = { file: fileOf.get(path) ?? -1, path, line, column, evidence, certain };
      return [{ ...at, from, to, kind, onDelete }];
    }),
    joins: analysis.joins.flatMap(group),
    transactions: analysis.transactions.flatMap(group),
    routes: analysis.routes.flatMap(({ file: path, method, path: url, line }) => {
      const file = fileOf.get(path);
      return file === undefined ? [] : [{ file, method, path: url, line }];
    }),
    events: analysis.events.map(({ name, kind, emitters, consumers }) => ({
      name,
      kind,
      emitters: emitters.flatMap(place),
      consumers: consumers.flatMap(place),
    })),
    outbound: analysis.outbound.flatMap(place),
    ...linkParts(outline.parts, fileOf),
    coChanges: (history?.coChanges ?? []).flatMap((one) => buildCoChange(one, fileOf)),
  };
}

interface Placed {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly evidence: string;
  readonly certainty: Certainty;
}

type Numbers = ReadonlyMap<string, number>;

function buildFiles(
  { files, modules, nestModules }: EvidenceSource,
  outline: CodeOutline,
  history: HistoryFacts | null,
): readonly EvidenceFile[] {
  const outlines = new Map(outline.files.map((file) => [file.path, file]));
  const origins = new Map(modules.map((module) => [module.id, module.origin]));
  const commits = new Map((history?.files ?? []).map((file) => [file.path, file.commits]));
  const wiring = new Set(nestModules.map((fact: NestModuleFact) => fact.path));
  return files
    .filter((file) => file.role === 'server')
    .map(({ path, lines, module }) => {
      const origin = module === null ? undefined : origins.get(module);
      return {
        path,
        lines,
        ...buildNames(outlines.get(path)),
        module: origin === 'root' ? null : module,
        declared: origin === 'nest-module' || origin === 'workspace',
        wiring: wiring.has(path),
        commits: commits.get(path) ?? 0,
      };
    });
}

function buildNames(
  outline: FileOutline | undefined,
): Pick<EvidenceFile, 'names' | 'exported' | 'members' | 'vocabulary'> {
  const symbols = outline?.symbols ?? [];
  const exported = symbols.filter((one) => one.exported);
  return {
    names: [...exported, ...symbols.filter((one) => !one.exported)].map((one) => one.name),
    exported: exported.length,
    members: outline?.members ?? [],
    vocabulary: outline?.vocabulary ?? [],
  };
}

function buildUses(
  outline: CodeOutline,
  injections: readonly InjectionFact[],
  fileOf: Numbers,
): readonly EvidenceUse[] {
  const rows = new Map<string, { -readonly [K in keyof EvidenceUse]: EvidenceUse[K] }>();
  const rowOf = (fromPath: string, toPath: string, line: number, column: number) => {
    const [from, to] = [fileOf.get(fromPath), fileOf.get(toPath)];
    if (from === undefined || to === undefined || from === to) return null;
    const key = `${from} ${to}`;
    const row = rows.get(key) ?? {
      from,
      to,
      symbols: [],
      types: [],
      typeOnly: true,
      injected: false,
      tokens: [],
      line,
      column,
    };
    rows.set(key, row);
    return row;
  };
  for (const { from, to, name, kind, line, column } of outline.uses) {
    const row = rowOf(from, to, line, column);
    if (row === null) continue;
    if (!row.symbols.includes(name)) row.symbols = [...row.symbols, name];
    if (kind === 'value') row.typeOnly = false;
  }
  for (const { path, to, token, line, column } of injections) {
    const row = to === null ? null : rowOf(path, to, line, column);
    if (row === null) continue;
    row.injected = true;
    if (!row.tokens.includes(token)) row.tokens = [...row.tokens, token];
    row.typeOnly = false;
    if (row.symbols.length === 0) row.symbols = [token];
  }
  for (const { path, types } of outline.parts) {
    for (const { to, name } of types) {
      const row = rows.get(`${fileOf.get(path)} ${fileOf.get(to)}`);
      if (row?.symbols.includes(name)) row.types = [...row.types, name];
    }
  }
  return [...rows.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

function buildAccess(
  access: AccessFact,
  fileOf: Numbers,
  tableOf: Numbers,
): readonly EvidenceAccess[] {
  const [file, table] = [fileOf.get(access.path), tableOf.get(access.table)];
  if (file === undefined || table === undefined) return [];
  const { mode, line, column, symbol, evidence, certainty } = access;
  const certain = certainty === 'certain';
  return [{ file, table, write: mode === 'write', line, column, symbol, evidence, certain }];
}

function buildCoChange({ a, b, strength }: CoChange, fileOf: Numbers): readonly EvidenceCoChange[] {
  const [first, second] = [fileOf.get(a), fileOf.get(b)];
  return first === undefined || second === undefined ? [] : [{ a: first, b: second, strength }];
}
