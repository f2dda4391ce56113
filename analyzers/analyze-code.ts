/** Graph, facts and model of a project: what the code alone says, kept in the text store. */
import type { Adapter } from './adapter.ts';
import { ADAPTERS } from './adapters.ts';
import { buildOutline } from './boundaries/outline.ts';
import type { CodeOutline } from './boundaries/outline.ts';
import type { TextStore } from './cache.ts';
import { parsed, readScanCache, writeScanCache } from './cache.ts';
import type { ExternalImport, Finding, ProjectInfo } from './contract.ts';
import type { ProjectFiles } from './discover/discover-project.ts';
import { readSource } from './discover/read-source.ts';
import { findAllDependencies, findDependenciesOf } from './discover/read-workspace.ts';
import { collectFacts } from './facts/collect-facts.ts';
import { findUnsupported } from './facts/find-unsupported.ts';
import type { RawFacts } from './facts/raw-facts.ts';
import { buildGraph } from './graph/build-graph.ts';
import type { ImportGraph } from './graph/build-graph.ts';
import { listBarrels } from './graph/list-barrels.ts';
import { toLinker } from './graph/to-linker.ts';
import { hashInput, NO_INPUT } from './hash-input.ts';
import { buildAnalysis } from './model/build-analysis.ts';
import type { CodeAnalysis } from './model/build-analysis.ts';
import { buildProgram } from './program/program.ts';
import { scanFiles } from './scan/scan-files.ts';
import type { ScanResult } from './scan/scan-files.ts';

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

export interface CodeOptions {
  /** Version of the tool: a cache of another version is not used. */
  readonly version: string;
  readonly cache?: TextStore | null;
}

type Report = (progress: Progress) => void;

/** Graph, facts and model: all that `check` needs. Served whole from the cache when nothing changed. */
export function analyzeCode(
  project: ProjectFiles,
  options: CodeOptions,
  report: Report,
): CodeAnalysis {
  return readCode(project, options, report).code;
}

/** The same with the outline, which only those need who plan boundaries. */
export function analyzeForPlanning(
  project: ProjectFiles,
  options: CodeOptions,
  report: Report,
): CodeAnalysis & { readonly outline: CodeOutline } {
  const { code, outline } = readCode(project, options, report);
  return { ...code, outline: outline() };
}

export interface ReadCode {
  readonly code: CodeAnalysis;
  /** Hash of all it was made from, empty without a cache. */
  readonly key: string;
  /** Made, or read, when it is asked for. */
  readonly outline: () => CodeOutline;
}

const ANALYSIS = 'analysis.json';
const OUTLINE = 'outline.json';

export function readCode(project: ProjectFiles, options: CodeOptions, report: Report): ReadCode {
  const store = options.cache ?? null;
  const { key, hashes } = store ? hashInput(project, options.version) : NO_INPUT;
  const known = parsed<{ key: string; analysis: CodeAnalysis }>(store?.read(ANALYSIS));
  const scan = (): Linked => linkScans(project, { store, hashes }, report);
  if (store && known?.key === key)
    return { code: known.analysis, key, outline: () => keepOutline(store, key, project, scan) };
  const linked = scan();
  const analysis = analyzeScans(project, linked, report);
  store?.write(ANALYSIS, JSON.stringify({ key, analysis }));
  return { code: analysis, key, outline: () => keepOutline(store, key, project, () => linked) };
}

/** Who plans other boundaries of the same code needs the same outline. */
function keepOutline(
  store: TextStore | null,
  key: string,
  project: ProjectFiles,
  scan: () => Linked,
): CodeOutline {
  const known = parsed<{ key: string; outline: CodeOutline }>(store?.read(OUTLINE));
  if (store && known?.key === key) return known.outline;
  const { scanned, graph } = scan();
  const outline = buildOutline(scanned.files, graph, sourceTest(project));
  store?.write(OUTLINE, JSON.stringify({ key, outline }));
  return outline;
}

interface Linked {
  readonly scanned: ScanResult;
  readonly graph: ImportGraph;
}

function linkScans(
  project: ProjectFiles,
  { store, hashes }: { readonly store: TextStore | null; readonly hashes: ScanHashes },
  report: Report,
): Linked {
  const cache = readScanCache(store);
  const scanned = scanFiles({
    root: project.root,
    paths: project.files.map((file) => file.path),
    cache,
    hashes,
    progress: (done, total) => report({ stage: 'scan', done, total }),
  });
  if (store) writeScanCache(store, scanned.scans, cache);
  report({ stage: 'link', done: 0, total: scanned.files.length });
  return { scanned, graph: buildGraph(project, scanned.files) };
}

type ScanHashes = ReturnType<typeof hashInput>['hashes'];

export function sourceTest(project: ProjectFiles): (path: string) => boolean {
  const sources = new Set(project.files.filter((file) => !file.test).map((file) => file.path));
  return (path) => sources.has(path);
}

function analyzeScans(
  project: ProjectFiles,
  { scanned, graph }: Linked,
  report: Report,
): CodeAnalysis {
  const total = scanned.files.length;
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
