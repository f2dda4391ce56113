/**
 * An analysis kept in memory, for those who ask again after every change of a file (`check --watch`).
 * It watches nothing: whoever holds it says what has changed.
 */
import { adaptersFor, describeCode, factSources } from './analyze-scans.ts';
import type { CachedScan } from './cache.ts';
import { hashText } from './cache.ts';
import { discoverProject } from './discover/discover-project.ts';
import type { ProjectFiles } from './discover/discover-project.ts';
import { readSource } from './discover/read-source.ts';
import type { KeptUnit } from './facts/kept-units.ts';
import { openCollection } from './facts/open-collection.ts';
import type { Collection } from './facts/open-collection.ts';
import type { ImportGraph } from './graph/build-graph.ts';
import { buildGraph } from './graph/build-graph.ts';
import { toLinker } from './graph/to-linker.ts';
import type { CodeAnalysis } from './model/build-analysis.ts';
import { linkFile } from './program/link-file.ts';
import { joinFiles } from './program/program.ts';
import type { ProjectFile } from './program/program.ts';
import { createReading } from './program/reading.ts';
import { scanFiles } from './scan/scan-files.ts';
import type { ScanResult } from './scan/scan-files.ts';

export interface CodeSession {
  /**
   * What the code says now, the same as `analyzeCode` of the same files.
   * @param changed root-relative paths of all that was changed, added or deleted since the last
   *   call; null when that is not known
   */
  readonly analyze: (changed: readonly string[] | null) => SessionAnswer;
}

export interface SessionAnswer {
  readonly project: ProjectFiles;
  readonly code: CodeAnalysis;
  /**
   * `files`: facts of the files that looked at what changed. `facts`: all facts, as when an entity
   * changed. `all`: also the project was read anew, as after a change of its configuration or of
   * the list of its files.
   */
  readonly redone: 'files' | 'facts' | 'all';
  /** Source files whose facts were found anew. */
  readonly files: number;
}

/** What is known of the project as it was at the last call. */
interface State {
  readonly project: ProjectFiles;
  readonly scans: ReadonlyMap<string, CachedScan>;
  readonly scanned: ScanResult;
  readonly graph: ImportGraph;
  readonly collection: Collection;
  readonly units: ReadonlyMap<string, KeptUnit>;
}

/** @param root absolute path of the project */
export function openSession(root: string): CodeSession {
  let state: State | null = null;
  const answer = (next: State, work: SessionAnswer['redone'], isSame: IsSame): SessionAnswer => {
    const { project, scanned, graph, collection, units: before } = next;
    const { facts, units, redone } = collection.collect(before, isSame);
    state = { ...next, units };
    const code = describeCode(project, { scanned, graph }, facts);
    return { project, code, redone: work, files: redone };
  };
  return {
    analyze: (changed) => {
      const before = state;
      // Whatever fails on the way: the next call begins from the start.
      state = null;
      if (!before || !changed || !isOfSources(before, changed)) {
        return answer(start(root, before), 'all', () => false);
      }
      const next = rescan(before, changed);
      const files = changedFiles(before, next, changed);
      const cells = isSameLibraries(before, next)
        ? before.collection.replace(files, toLinker(next.graph))
        : null;
      if (cells) return answer({ ...before, ...next }, 'files', (cell) => !cells.has(cell));
      const { collection } = open(next.project, next.scanned, next.graph);
      return answer({ ...next, collection, units: new Map() }, 'facts', () => false);
    },
  };
}

type IsSame = (cell: string) => boolean;

/** Whether only texts of known source files have changed, or files that nothing is read from. */
function isOfSources({ project }: State, changed: readonly string[]): boolean {
  const sources = new Set(project.files.map((file) => file.path));
  return changed.every(
    (path) => sources.has(path) && readSource(project.root, path).text !== undefined,
  );
}

/** Whether the same adapters look at the code: an import may bring another one in. */
function isSameLibraries(
  before: State,
  { project, graph }: Pick<State, 'project' | 'graph'>,
): boolean {
  const [old, now] = [before.graph, graph].map((one) =>
    adaptersFor(project, one)
      .map(({ id }) => id)
      .join(),
  );
  return old === now;
}

/** The project read from disk; files whose text is as it was are not scanned again. */
function start(root: string, before: State | null): State {
  const project = discoverProject(root);
  const scanned = scan(project, before?.scans ?? new Map(), null);
  const graph = buildGraph(project, scanned.files);
  const { collection } = open(project, scanned, graph);
  return { project, scans: scanned.scans, scanned, graph, collection, units: new Map() };
}

/** @param changed the only files that may have another text, null for any */
function scan(
  project: ProjectFiles,
  known: ReadonlyMap<string, CachedScan>,
  changed: readonly string[] | null,
): ScanResult {
  const paths = project.files.map((file) => file.path);
  const isSuspect = changed ? new Set(changed) : null;
  const hashes = new Map(
    paths.map((path) => [
      path,
      isSuspect?.has(path) === false
        ? (known.get(path)?.hash ?? '')
        : hashText(readSource(project.root, path).text ?? ''),
    ]),
  );
  return scanFiles({ root: project.root, paths, cache: known, hashes, progress: () => undefined });
}

function rescan(before: State, changed: readonly string[]): Omit<State, 'collection' | 'units'> {
  const { project } = before;
  const scanned = scan(project, before.scans, changed);
  const graph = buildGraph(project, scanned.files);
  return { project, scans: scanned.scans, scanned, graph };
}

/** The files that are to be linked anew, because of their text or of where their imports lead. */
function changedFiles(
  before: State,
  { scans }: Pick<State, 'scans'>,
  changed: readonly string[],
): readonly ProjectFile[] {
  const { reading } = before.collection.evaluator;
  return changed.flatMap((path) => {
    const scan = scans.get(path);
    return scan && scan !== before.scans.get(path) ? [linkFile(scan.ir, reading)] : [];
  });
}

function open(
  project: ProjectFiles,
  { files }: Pick<ScanResult, 'files'>,
  graph: ImportGraph,
): { readonly collection: Collection } {
  const reading = createReading(true);
  const list = files.map((ir) => linkFile(ir, reading));
  const program = joinFiles(list, toLinker(graph), reading);
  return { collection: openCollection(factSources(project, graph, program)) };
}
