/** Graph, facts and model of a project: what the code alone says, kept in the text store. */
import { describeCode, factSources, sourceTest } from './analyze-scans.ts';
import type { Linked } from './analyze-scans.ts';
import { buildOutline } from './boundaries/outline.ts';
import type { CodeOutline } from './boundaries/outline.ts';
import type { TextStore } from './cache.ts';
import { parsed, readScanCache, writeScanCache } from './cache.ts';
import type { ProjectFiles } from './discover/discover-project.ts';
import { collectFacts } from './facts/collect-facts.ts';
import type { RawFacts } from './facts/raw-facts.ts';
import { buildGraph } from './graph/build-graph.ts';
import { toLinker } from './graph/to-linker.ts';
import { hashInput, NO_INPUT } from './hash-input.ts';
import type { InputHash } from './hash-input.ts';
import type { CodeAnalysis } from './model/build-analysis.ts';
import { buildProgram } from './program/program.ts';
import { scanFiles } from './scan/scan-files.ts';

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
  const facts = readFacts(project, linked, report);
  report({ stage: 'model', done: 0, total: linked.scanned.files.length });
  const analysis = describeCode(project, linked, facts);
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

type ScanHashes = InputHash['hashes'];

function readFacts(project: ProjectFiles, { scanned, graph }: Linked, report: Report): RawFacts {
  const program = buildProgram(scanned.files, toLinker(graph));
  report({ stage: 'facts', done: 0, total: scanned.files.length });
  return collectFacts(factSources(project, graph, program));
}
