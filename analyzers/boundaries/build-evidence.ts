/** Facts, outline and history → the evidence the suggester looks at. */
import type {
  AccessFact,
  Analysis,
  Certainty,
  CoChange,
  HistoryFacts,
  InjectionFact,
  NestModuleFact,
} from '../contract.ts';
import { distinctRelations } from '../model/distinct-relations.ts';
import { linkParts } from './evidence-parts.ts';
import type {
  BoundaryEvidence,
  EvidenceAccess,
  EvidenceCoChange,
  EvidenceFile,
  EvidencePlace,
  EvidenceTables,
  EvidenceUse,
} from './evidence.ts';
import type { CodeOutline, FileOutline } from './outline.ts';

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
    relations: distinctRelations(analysis.relations, analysis.tables).flatMap((one) => {
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
