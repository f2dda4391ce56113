/** Facts + graph → the analysis as users get it: modules, owners, crossings of today, cycles, hubs. */
import type {
  AccessFact,
  Analysis,
  EventEnd,
  EventFact,
  FileFact,
  Finding,
  HistoryFacts,
  ImportFact,
  ExternalImport,
  JoinFact,
  ProjectInfo,
  SecondOpinion,
  TableFact,
  TransactionFact,
} from '../contract.ts';
import type { FactsInPlaces, PlannedBoundaries } from '../boundaries/plan-boundaries.ts';
import type { Barrel } from '../graph/list-barrels.ts';
import type { RawEventEnd, RawFacts } from '../facts/raw-facts.ts';
import { compareFindings } from '../findings.ts';
import type { FileIr } from '../scan/ir.ts';
import { assignModules } from './assign-modules.ts';
import type { ModulePlace } from './assign-modules.ts';
import { findCompositionRoots } from './find-composition-roots.ts';
import { findCycles } from './find-cycles.ts';
import { findFrontEnd } from './find-front-end.ts';
import { findHubs } from './find-hubs.ts';
import { findKnots } from './find-knots.ts';
import { measureModules } from './measure-modules.ts';
import { ownTables } from './own-tables.ts';

export interface AnalysisInput {
  readonly project: ProjectInfo;
  readonly files: readonly FileIr[];
  readonly isTest: (path: string) => boolean;
  readonly workspaces: readonly string[];
  readonly imports: readonly ImportFact[];
  readonly externals: readonly ExternalImport[];
  readonly facts: RawFacts;
  readonly findings: readonly Finding[];
  readonly barrels: readonly Barrel[];
}

/** What the code alone says: everything but git history, the second opinion, and what is concluded from all three. */
export interface CodeAnalysis extends Omit<
  Analysis,
  'history' | 'secondOpinion' | Exclude<keyof PlannedBoundaries, keyof FactsInPlaces>
> {
  readonly barrels: readonly Barrel[];
  readonly wiring: Wiring;
}

/** Files whose imports tie no two parts to each other: as services each would have its own. */
export interface Wiring {
  /** Where the application is put together. */
  readonly roots: readonly string[];
  /** What fills tables before it runs. */
  readonly seeds: readonly string[];
  readonly configs: readonly string[];
}

export function buildAnalysis(input: AnalysisInput): CodeAnalysis {
  const placed = placeFiles(input);
  const analysis = { ...carryOver(input), ...describeParts(input, placed), findings: [] };
  const findings = [...input.findings, ...input.facts.findings, ...findKnots(analysis)].sort(
    compareFindings,
  );
  return { ...analysis, findings };
}

/** What is reported as it was found. */
function carryOver({ project, barrels, imports, externals, facts }: AnalysisInput) {
  const { relations, nestModules, providers, injections, config } = facts;
  return {
    schemaVersion: 1 as const,
    project,
    barrels,
    imports,
    externals,
    relations,
    nestModules,
    providers,
    injections,
    config,
  };
}

interface PlacedFiles {
  /** Files of the server that are no tests. */
  readonly sources: readonly FileIr[];
  readonly frontEnd: ReadonlySet<string>;
  readonly places: ReadonlyMap<string, ModulePlace>;
}

function placeFiles({
  files,
  isTest,
  imports,
  externals,
  facts,
  workspaces,
}: AnalysisInput): PlacedFiles {
  const code = files.filter((file) => !isTest(file.path));
  const paths = code.map((file) => file.path);
  const frontEnd = findFrontEnd({ paths, imports, externals, facts });
  const sources = code.filter((file) => !frontEnd.has(file.path));
  const places = assignModules({
    paths: sources.map((file) => file.path),
    nestModules: facts.nestModules,
    workspaces,
  });
  return { sources, frontEnd, places };
}

/** Everything that belongs to a module, or is about modules. */
function describeParts(input: AnalysisInput, { sources, frontEnd, places }: PlacedFiles) {
  const { facts, imports, externals } = input;
  const moduleOf = (path: string): string | null => places.get(path)?.id ?? null;
  const withModule = <T extends { readonly path: string }>(fact: T) => ({
    ...fact,
    module: moduleOf(fact.path),
  });
  const accesses = facts.accesses.map(
    ({ fn: _fn, inherited: _inherited, ...access }): AccessFact => ({
      ...withModule(access),
      boundary: null,
    }),
  );
  const tables = ownTables(facts.tables, accesses, places);
  const ownerOf = new Map(tables.map((table) => [table.name, table.module]));
  const files = fileFacts(input, places, frontEnd);
  const tablesOf = tablesByOwner(tables);
  const roots = findCompositionRoots({ files: sources, imports, places, facts });
  return {
    files,
    modules: measureModules({ files, places, imports, externals, tablesOf }),
    hubs: findHubs(sources, imports, places),
    tables,
    accesses,
    joins: facts.joins.map((join) => crossingJoin(join, ownerOf)),
    transactions: facts.transactions.map((one) => crossingTransaction(one, ownerOf)),
    routes: facts.routes.map((one) => ({ ...one, module: moduleOf(one.file), boundary: null })),
    events: groupEvents(facts.events, moduleOf),
    jobs: facts.jobs.map(withModule),
    outbound: facts.outbound.map(withModule),
    cycles: findCycles(imports, places, roots),
    wiring: listWiring(places, roots),
  };
}

function listWiring(places: ReadonlyMap<string, ModulePlace>, roots: ReadonlySet<string>): Wiring {
  const having = (support: ModulePlace['support']): readonly string[] =>
    [...places].flatMap(([path, place]) => (place.support === support ? path : [])).sort();
  return { roots: [...roots].sort(), seeds: having('seed'), configs: having('config') };
}

export interface AnalysisParts {
  readonly code: CodeAnalysis;
  readonly planned: PlannedBoundaries;
  readonly history: HistoryFacts;
  readonly opinion: SecondOpinion;
  /** Findings of the second opinion. */
  readonly findings: readonly Finding[];
}

export function completeAnalysis({
  code,
  planned,
  history,
  opinion,
  findings,
}: AnalysisParts): Analysis {
  const { barrels: _barrels, wiring: _wiring, ...facts } = code;
  return {
    ...facts,
    ...planned,
    history,
    secondOpinion: opinion,
    findings: [...code.findings, ...findings].sort(compareFindings),
  };
}

function fileFacts(
  { files, isTest }: AnalysisInput,
  places: ReadonlyMap<string, ModulePlace>,
  frontEnd: ReadonlySet<string>,
): readonly FileFact[] {
  return files.map(({ path, lines }) => ({
    path,
    lines,
    module: places.get(path)?.id ?? null,
    boundary: null,
    confidence: null,
    test: isTest(path),
    role: isTest(path) ? 'test' : frontEnd.has(path) ? 'front-end' : 'server',
  }));
}

function tablesByOwner(tables: readonly TableFact[]): ReadonlyMap<string, readonly string[]> {
  const owned = new Map<string, string[]>();
  for (const { name, module } of tables) {
    if (module !== null) owned.set(module, [...(owned.get(module) ?? []), name]);
  }
  return owned;
}

type Owners = ReadonlyMap<string, string | null>;

function ownersOf(tables: readonly string[], owners: Owners): readonly string[] {
  return [...new Set(tables.flatMap((table) => owners.get(table) ?? []))].sort();
}

function crossingJoin(join: RawFacts['joins'][number], owners: Owners): JoinFact {
  const modules = ownersOf(join.tables, owners);
  return { ...join, modules, crosses: modules.length > 1 };
}

function crossingTransaction(
  one: RawFacts['transactions'][number],
  owners: Owners,
): TransactionFact {
  const modules = ownersOf(one.tables, owners);
  return { ...one, modules, boundaries: [], crosses: modules.length > 1 };
}

function groupEvents(
  ends: readonly RawEventEnd[],
  moduleOf: (path: string) => string | null,
): readonly EventFact[] {
  const groups = new Map<
    string,
    { first: RawEventEnd; emitters: EventEnd[]; consumers: EventEnd[] }
  >();
  for (const end of ends) {
    const key = `${end.kind}\0${end.name}`;
    const group = groups.get(key) ?? { first: end, emitters: [], consumers: [] };
    const { path, line, column, evidence, certainty, symbol } = end;
    const fact: EventEnd = {
      path,
      line,
      column,
      evidence,
      certainty,
      symbol,
      module: moduleOf(path),
    };
    (end.role === 'emit' ? group.emitters : group.consumers).push(fact);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ first, emitters, consumers }) => ({
      name: first.name,
      kind: first.kind,
      bus: first.bus,
      emitters,
      consumers,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.kind < b.kind ? -1 : 1));
}
