/** From scans and their graph to what the code alone says. */
import type { Adapter } from './adapter.ts';
import { ADAPTERS } from './adapters.ts';
import type { ExternalImport, Finding, ProjectInfo } from './contract.ts';
import type { ProjectFiles } from './discover/discover-project.ts';
import { readSource } from './discover/read-source.ts';
import { findAllDependencies, findDependenciesOf } from './discover/read-workspace.ts';
import type { CollectOptions } from './facts/collect-facts.ts';
import { findUnsupported } from './facts/find-unsupported.ts';
import type { RawFacts } from './facts/raw-facts.ts';
import type { ImportGraph } from './graph/build-graph.ts';
import { listBarrels } from './graph/list-barrels.ts';
import { buildAnalysis } from './model/build-analysis.ts';
import type { CodeAnalysis } from './model/build-analysis.ts';
import type { Program } from './program/program.ts';
import type { ScanResult } from './scan/scan-files.ts';

/** Scanned files and where their imports lead. */
export interface Linked {
  readonly scanned: Pick<ScanResult, 'files' | 'findings'>;
  readonly graph: ImportGraph;
}

export function sourceTest(project: ProjectFiles): (path: string) => boolean {
  const sources = new Set(project.files.filter((file) => !file.test).map((file) => file.path));
  return (path) => sources.has(path);
}

/** Adapters of what is imported or depended on. */
export function adaptersFor(project: ProjectFiles, graph: ImportGraph): readonly Adapter[] {
  const dependencies = findAllDependencies(project.workspace);
  const imported = new Set([...dependencies, ...graph.externals.map((one) => one.package)]);
  return ADAPTERS.filter(
    (adapter) =>
      adapter.always === true ||
      [...adapter.packages, ...(adapter.servedBy ?? [])].some((name) => imported.has(name)),
  );
}

/** What facts are collected from. */
export function factSources(
  project: ProjectFiles,
  graph: ImportGraph,
  program: Program,
): CollectOptions {
  return {
    program,
    adapters: adaptersFor(project, graph),
    isSource: sourceTest(project),
    readText: (path) => readSource(project.root, path).text,
    findByExtension: (extension) => project.others.filter((path) => path.endsWith(`.${extension}`)),
    dependenciesOf: (path) => new Set(findDependenciesOf(project.workspace, path)),
  };
}

export function describeCode(
  project: ProjectFiles,
  { scanned, graph }: Linked,
  facts: RawFacts,
): CodeAnalysis {
  const isSource = sourceTest(project);
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
  scanned: Linked['scanned'],
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
