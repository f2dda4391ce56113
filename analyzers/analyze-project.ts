/**
 * The left half of saasctl: reads a project and says what is there. Reads files, git and (through a
 * process) dependency-cruiser; writes nothing but through the text store it is given.
 */
import type { Adapter } from './adapter.ts';
import { ADAPTERS } from './adapters.ts';
import { buildOutline } from './boundaries/outline.ts';
import { planBoundaries } from './boundaries/plan-boundaries.ts';
import type { ConfiguredPlan, PlannedBoundaries } from './boundaries/plan-boundaries.ts';
import type { TextStore } from './cache.ts';
import { hashText, parsed, readScanCache, SCAN_FORMAT, writeScanCache } from './cache.ts';
import type {
  Analysis,
  ExternalImport,
  Finding,
  HistoryFacts,
  ProjectInfo,
  SecondOpinion,
} from './contract.ts';
import { discoverProject } from './discover/discover-project.ts';
import type { ProjectFiles } from './discover/discover-project.ts';
import { findAllDependencies, findDependenciesOf } from './discover/read-workspace.ts';
import { readSource } from './discover/read-source.ts';
import { collectFacts } from './facts/collect-facts.ts';
import type { RawFacts } from './facts/raw-facts.ts';
import { findUnsupported } from './facts/find-unsupported.ts';
import { buildGraph } from './graph/build-graph.ts';
import { listBarrels } from './graph/list-barrels.ts';
import { toLinker } from './graph/to-linker.ts';
import { readHistory } from './history/read-history.ts';
import { buildAnalysis, completeAnalysis } from './model/build-analysis.ts';
import type { CodeAnalysis } from './model/build-analysis.ts';
import { buildProgram } from './program/program.ts';
import { scanFiles } from './scan/scan-files.ts';
import type { ScanResult } from './scan/scan-files.ts';
import { compareEdges } from './second-opinion/compare-edges.ts';
import { startSecondOpinion } from './second-opinion/start-second-opinion.ts';

/** `done` of `total` files in a stage, for a progress line. */
export interface Progress {
  readonly stage:
    | 'discover'
    | 'scan'
    | 'link'
    | 'facts'
    | 'model'
    | 'history'
    | 'second-opinion'
    | 'boundaries';
  readonly done: number;
  readonly total: number;
}

export interface AnalyzeOptions {
  /** Absolute path of the folder to analyze. */
  readonly root: string;
  /** Version of the tool: a cache of another version is not used. */
  readonly version: string;
  readonly cache?: TextStore | null;
  /** Git churn and co-change; on by default. */
  readonly history?: boolean;
  /** dependency-cruiser beside our own scan; on by default. */
  readonly secondOpinion?: boolean;
  /** The user's own boundaries for the files found, judged instead of the suggested ones. */
  readonly planOf?: (files: ProjectFiles['files']) => ConfiguredPlan | null;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Analyzes the project below `root`.
 * @throws ProjectError when the folder is missing, unreadable or holds no source
 */
export async function analyzeProject(options: AnalyzeOptions): Promise<Analysis> {
  const report = options.onProgress ?? ((): void => undefined);
  report({ stage: 'discover', done: 0, total: 1 });
  const project = discoverProject(options.root);
  const plan = options.planOf?.(project.files) ?? null;
  // Both run in processes of their own while this one scans.
  const opinion = options.secondOpinion === false ? null : startSecondOpinion(project);
  const history =
    options.history === false
      ? null
      : readHistory({ root: project.root, isSource: sourceTest(project) });
  const { code, key } = readCode(project, options, report);
  if (history) report({ stage: 'history', done: 0, total: 1 });
  const past = history ? await history : NO_HISTORY;
  // Boundaries do not ask the second opinion: they are looked for while it is still at work.
  report({ stage: 'boundaries', done: 0, total: 1 });
  const planned = keepPlan(options.cache ?? null, [key, past, plan], () =>
    planBoundaries(code, past, plan),
  );
  if (opinion) report({ stage: 'second-opinion', done: 0, total: 1 });
  const second = opinion
    ? await compareEdges(project, code, opinion)
    : { opinion: NO_OPINION, findings: [] };
  return completeAnalysis({ code, planned, history: past, ...second });
}

const NO_HISTORY: HistoryFacts = {
  state: 'off',
  commits: 0,
  bulkCommits: 0,
  files: [],
  coChanges: [],
};
const NO_OPINION: SecondOpinion = {
  state: 'off',
  tool: 'dependency-cruiser',
  edges: 0,
  missing: 0,
  extra: 0,
  message: null,
};

function sourceTest(project: ProjectFiles): (path: string) => boolean {
  const sources = new Set(project.files.filter((file) => !file.test).map((file) => file.path));
  return (path) => sources.has(path);
}

/** Graph, facts and model: all that `check` needs. Served whole from the cache when nothing changed. */
export function analyzeCode(
  project: ProjectFiles,
  options: Pick<AnalyzeOptions, 'cache' | 'version'>,
  report: (progress: Progress) => void,
): CodeAnalysis {
  return readCode(project, options, report).code;
}

/** The code analysis and the hash of all it was made from, empty without a cache. */
function readCode(
  project: ProjectFiles,
  options: Pick<AnalyzeOptions, 'cache' | 'version'>,
  report: (progress: Progress) => void,
): { readonly code: CodeAnalysis; readonly key: string } {
  const store = options.cache ?? null;
  const { key, hashes } = store ? hashInput(project, options.version) : NO_INPUT;
  const known = parsed<{ key: string; analysis: CodeAnalysis }>(store?.read(ANALYSIS));
  if (store && known?.key === key) return { code: known.analysis, key };
  const cache = readScanCache(store);
  const scanned = scanFiles({
    root: project.root,
    paths: project.files.map((file) => file.path),
    cache,
    hashes,
    progress: (done, total) => report({ stage: 'scan', done, total }),
  });
  const analysis = analyzeScans(project, scanned, report);
  if (store) {
    writeScanCache(store, scanned.scans, cache);
    store.write(ANALYSIS, JSON.stringify({ key, analysis }));
  }
  return { code: analysis, key };
}

const ANALYSIS = 'analysis.json';
const BOUNDARIES = 'boundaries.json';

/** Boundaries of the same code, history and plan are the same. */
function keepPlan(
  store: TextStore | null,
  madeFrom: readonly unknown[],
  plan: () => PlannedBoundaries,
): PlannedBoundaries {
  if (store === null) return plan();
  const key = hashText(JSON.stringify(madeFrom));
  const known = parsed<{ key: string; planned: PlannedBoundaries }>(store.read(BOUNDARIES));
  if (known?.key === key) return known.planned;
  const planned = plan();
  store.write(BOUNDARIES, JSON.stringify({ key, planned }));
  return planned;
}

interface InputHash {
  /** Hash of everything the code analysis depends on: every source, schema and configuration file. */
  readonly key: string;
  /** Hashes of the sources that make part of it. */
  readonly hashes: ReadonlyMap<string, string>;
}

const NO_INPUT: InputHash = { key: '', hashes: new Map() };

function hashInput(project: ProjectFiles, version: string): InputHash {
  const hashes = new Map(project.files.map(({ path }) => [path, contentHash(project.root, path)]));
  const parts = [
    version,
    String(SCAN_FORMAT),
    JSON.stringify([...project.tsconfigs]),
    JSON.stringify(project.workspace.packages),
  ];
  for (const { path, test } of project.files)
    parts.push(path, test ? 't' : 's', hashes.get(path) ?? '');
  for (const path of project.others) {
    parts.push(path, READ_OTHERS.test(path) ? contentHash(project.root, path) : '');
  }
  return { key: hashText(parts.join('\n')), hashes };
}

/** Files that are no source but are read for facts: schemas and migrations. */
const READ_OTHERS = /\.(?:prisma|sql)$/;

function contentHash(root: string, path: string): string {
  const source = readSource(root, path);
  return source.text === undefined ? 'unreadable' : hashText(source.text);
}

function analyzeScans(
  project: ProjectFiles,
  scanned: ScanResult,
  report: (progress: Progress) => void,
): CodeAnalysis {
  const total = scanned.files.length;
  report({ stage: 'link', done: 0, total });
  const graph = buildGraph(project, scanned.files);
  const program = buildProgram(scanned.files, toLinker(graph));
  const isSource = sourceTest(project);
  const dependencies = findAllDependencies(project.workspace);
  report({ stage: 'facts', done: 0, total });
  const imported = new Set([...dependencies, ...graph.externals.map((one) => one.package)]);
  const adapters = ADAPTERS.filter(
    (adapter) =>
      adapter.always === true ||
      [...adapter.packages, ...(adapter.servedBy ?? [])].some((name) => imported.has(name)),
  );
  const facts = collectFacts({
    program,
    adapters,
    isSource,
    readText: (path) => readSource(project.root, path).text,
    findByExtension: (extension) => project.others.filter((path) => path.endsWith(`.${extension}`)),
    dependenciesOf: (path) => new Set(findDependenciesOf(project.workspace, path)),
  });
  report({ stage: 'model', done: 0, total });
  const findings: readonly Finding[] = [
    ...project.findings,
    ...scanned.findings,
    ...graph.findings,
    ...findUnsupported(project, graph.externals),
  ];
  return buildAnalysis({
    outline: buildOutline(scanned.files, graph, isSource),
    barrels: listBarrels(scanned.files, graph, isSource),
    project: projectInfo(project, scanned, librariesInUse(graph.externals, facts, isSource)),
    files: scanned.files,
    isTest: (path) => !isSource(path),
    workspaces: project.workspace.packages
      .filter((one) => one.workspace && one.path !== '')
      .map((one) => one.path),
    imports: graph.imports,
    externals: graph.externals,
    facts,
    findings,
  });
}

/** Adapter ids by kind: what non-test code imports by value, or what facts came from. */
function librariesInUse(
  externals: readonly ExternalImport[],
  facts: RawFacts,
  isSource: (path: string) => boolean,
): (kind: Adapter['kind']) => readonly string[] {
  const imported = new Set(
    externals.filter((one) => one.kind !== 'type' && isSource(one.path)).map((one) => one.package),
  );
  const sources = new Set([
    ...facts.accesses.map((one) => one.via.split(' ')[0]),
    ...facts.tables.map((one) => one.orm),
  ]);
  return (kind) =>
    ADAPTERS.filter(
      (one) =>
        one.kind === kind &&
        (sources.has(one.id) || one.packages.some((name) => imported.has(name))),
    )
      .map((one) => one.id)
      .sort();
}

function projectInfo(
  project: ProjectFiles,
  scanned: ScanResult,
  ids: (kind: Adapter['kind']) => readonly string[],
): ProjectInfo {
  const tests = project.files.filter((file) => file.test).length;
  const root = project.workspace.packages.find((one) => one.path === '');
  return {
    root: '.',
    name: root?.name ?? null,
    frameworks: ids('framework'),
    orms: ids('orm'),
    libraries: ids('library'),
    tsconfigs: [...project.tsconfigs.keys()].sort(),
    workspaces: project.workspace.packages
      .filter((one) => one.workspace)
      .map((one) => one.path || '.')
      .sort(),
    files: scanned.files.length,
    lines: scanned.files.reduce((sum, file) => sum + file.lines, 0),
    testFiles: tests,
  };
}
