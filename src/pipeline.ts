/** The whole story on one screen: discover → scan → facts → model, and what each command makes of it. */
import { join } from 'node:path';

import { analyzeForPlanning } from '../analyzers/analyze-project.ts';
import { preparePlanning } from '../analyzers/boundaries/prepare-planning.ts';
import type { Planning } from '../analyzers/boundaries/prepare-planning.ts';
import { discoverProject } from '../analyzers/discover/discover-project.ts';
import { readHistory } from '../analyzers/history/read-history.ts';
import { analyzeProject, ProjectError } from '../analyzers/index.ts';
import type { Analysis, Finding, Progress, TextStore } from '../analyzers/index.ts';
import { createDiskStore } from './cache/disk-store.ts';
import { readConfig } from './config/read-config.ts';
import type { ConfigChoice } from './config/read-config.ts';
import { UserError } from './errors.ts';

export interface AnalyzeRequest {
  /** Absolute path of the project. */
  readonly root: string;
  /** Version and build of saasctl: caches of any other are not believed. */
  readonly build: string;
  /** Null for no cache; else the id of this process, which names temporary files. */
  readonly cacheFor: number | null;
  readonly history: boolean;
  readonly secondOpinion: boolean;
  /** Whose boundaries are judged; those of the folder's own saasctl.json by default. */
  readonly config?: ConfigChoice;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Reads a project and says what is there; with a saasctl.json, what its boundaries are worth.
 * @throws UserError when the folder is missing, unreadable or holds no source, or the configuration is wrong
 */
export async function analyze(request: AnalyzeRequest): Promise<Analysis> {
  const {
    build,
    config: choice = { kind: 'folder' },
    history,
    secondOpinion,
    onProgress,
  } = request;
  const parsed = await readConfig(request.root, choice);
  const inner = parsed?.config.root ?? '.';
  const root = join(request.root, inner);
  return explained(async () => {
    const cache = openCache(root, request);
    const options = { root, version: build, cache, history, secondOpinion, onProgress };
    if (parsed === null) return analyzeProject(options);
    const { checkTables, resolveConfig } = await import('./config/resolve-config.ts');
    const analysis = await analyzeProject({
      ...options,
      planOf: (files) => resolveConfig(parsed, files),
    });
    const tables = analysis.tables.map((table) => table.name);
    checkTables(parsed, tables);
    return { ...analysis, project: { ...analysis.project, root: inner } };
  });
}

export type PlanRequest = Omit<AnalyzeRequest, 'secondOpinion' | 'config'>;

/** A project ready to be asked "what if". */
export interface PreparedPlan {
  readonly planning: Planning;
  /** Every source file, also those that no plan places. */
  readonly sources: readonly string[];
  readonly gaps: readonly string[];
}

/**
 * Reads a project up to the point where any plan of it can be judged at once.
 * @throws UserError as `analyze`
 */
export async function preparePlan(request: PlanRequest): Promise<PreparedPlan> {
  const { root, build, onProgress } = request;
  return explained(async () => {
    onProgress({ stage: 'discover', done: 0, total: 1 });
    const project = discoverProject(root);
    const sources = project.files.filter((file) => !file.test).map((file) => file.path);
    const known = new Set(sources);
    const isSource = (path: string): boolean => known.has(path);
    const history = request.history ? readHistory({ root: project.root, isSource }) : null;
    const options = { version: build, cache: openCache(root, request) };
    const code = analyzeForPlanning(project, options, onProgress);
    if (history) onProgress({ stage: 'history', done: 0, total: 1 });
    const past = await history;
    onProgress({ stage: 'boundaries', done: 0, total: 1 });
    return { planning: preparePlanning(code, past), sources, gaps: findGaps(code) };
  });
}

function openCache(root: string, { build, cacheFor }: PlanRequest): TextStore | null {
  if (cacheFor === null) return null;
  return createDiskStore(join(root, '.saasctl', 'cache'), `saasctl ${build}`, cacheFor);
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProjectError) throw new UserError(error.code, error.message, error.hint);
    throw error;
  }
}

/** More than this share of files or relative imports lost means that the picture is not to be trusted. */
const TOLERATED_LOSS = 0.05;

/** Why the analysis must not be taken for the whole truth; empty when it may. */
export function findGaps({
  project,
  findings,
  imports,
}: Pick<Analysis, 'project' | 'findings' | 'imports'>): readonly string[] {
  const count = (codes: readonly string[]): number =>
    findings.filter((one) => codes.includes(one.code)).length;
  const lost = count(['file-unreadable', 'file-not-utf8', 'file-syntax']);
  const dangling = findings.filter(isDanglingRelative).length;
  const gaps: string[] = [];
  if (lost > project.files * TOLERATED_LOSS)
    gaps.push(`${lost} of ${project.files} files could not be read in full`);
  if (dangling > Math.max(1, imports.length * TOLERATED_LOSS))
    gaps.push(`${dangling} relative imports lead nowhere`);
  return gaps;
}

function isDanglingRelative(finding: Finding): boolean {
  return finding.code === 'unresolved-import' && finding.severity === 'error';
}
