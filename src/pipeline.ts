/** The whole story on one screen: discover → scan → facts → model, and what each command makes of it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { BaselineEntry } from './check/baseline-entry.ts';
import type { FixPlan } from './check/fix/fix-plan.ts';
import type { FixScope } from './check/fix/plan-fixes.ts';
import type { ComparedBase } from './check/since/find-base.ts';
import type { Guarded, GuardedTree } from './check/read-guarded.ts';
import type { CheckReport, FoundViolation } from './check/violation.ts';

import { analyzeForPlanning } from '../analyzers/analyze-project.ts';
import { preparePlanning } from '../analyzers/boundaries/prepare-planning.ts';
import type { Planning } from '../analyzers/boundaries/prepare-planning.ts';
import { discoverProject } from '../analyzers/discover/discover-project.ts';
import { readHistory } from '../analyzers/history/read-history.ts';
import { analyzeProject, ProjectError } from '../analyzers/index.ts';
import type { CodeAnalysis } from '../analyzers/model/build-analysis.ts';
import type { Analysis, Finding, Progress, TextStore } from '../analyzers/index.ts';
import { createDiskStore } from './cache/disk-store.ts';
import { CONFIG_FILE, readConfig } from './config/read-config.ts';
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
  readonly code: CodeAnalysis;
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
    return { planning: preparePlanning(code, past), code, sources, gaps: findGaps(code) };
  });
}

export interface CheckRequest {
  /** Absolute path of the project. */
  readonly root: string;
  readonly build: string;
  readonly cacheFor: number | null;
  readonly config: ConfigChoice;
  /** Only what the head adds to its merge base with this ref; null to judge the whole. */
  readonly since: string | null;
  /** As in `2026-12-31`: allowances end. */
  readonly today: string;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Holds the code to its saasctl.json: what is new, what is known, what could not be seen.
 * @throws UserError as `analyze`, when there is no configuration, or when git cannot tell the base
 */
export async function check(request: CheckRequest): Promise<CheckReport> {
  return explained(async () => (await judgeTree(request)).report);
}

async function judgeTree(
  request: CheckRequest,
): Promise<{ readonly report: CheckReport; readonly head: Guarded }> {
  const { since, today } = request;
  const { runCheck } = await import('./check/run-check.ts');
  // A ref that does not exist is said before seconds of reading.
  const compared = since === null ? null : await findBase(request.root, since);
  const { head, entries, tree } = await guard(request);
  const base = compared && (await compared.read(tree, entries));
  return { report: runCheck({ head, entries, base, today }), head };
}

export interface FixRequest extends CheckRequest {
  readonly scope: FixScope;
}

/**
 * What of the violations can be mended by changing imports alone; nothing is written.
 * @throws UserError as `check`
 */
export async function planFixes(
  request: FixRequest,
): Promise<{ readonly report: CheckReport; readonly plan: FixPlan }> {
  const [{ takeStock }, { planFixes: plan }] = await Promise.all([
    import('./check/fix/take-stock.ts'),
    import('./check/fix/plan-fixes.ts'),
  ]);
  return explained(async () => {
    const parsed = await readConfig(request.root, request.config);
    if (parsed === null) throw noConfig(request.root);
    const stock = takeStock(join(request.root, parsed.config.root ?? '.'));
    const { report, head } = await judgeTree(request);
    return { report, plan: plan({ head, report, scope: request.scope, ...stock }) };
  });
}

export interface CheckSession {
  /** @param changed files of the project that changed since the last call */
  readonly check: (changed: readonly string[]) => Promise<CheckReport>;
}

/** The same check again and again, paying only for what has changed. */
export async function openCheck({ today, ...request }: WatchRequest): Promise<CheckSession> {
  const [{ openGuard }, { runCheck }] = await Promise.all([
    import('./check/watch/open-guard.ts'),
    import('./check/run-check.ts'),
  ]);
  const guardAgain = openGuard(request.onProgress);
  return {
    check: (changed) =>
      explained(async () => {
        const { parsed, root, entries } = await readRules(request);
        const inner = parsed.config.root;
        const head = guardAgain({ root, parsed, changed: changedCode(changed, inner ?? '.') });
        return runCheck({ head, entries, base: null, today });
      }),
  };
}

/** Of the code, relative to its root: the configuration and the debts are read each time. */
function changedCode(changed: readonly string[], root: string): readonly string[] {
  const prefix = root === '.' ? '' : `${root.replace(/^\.\/|\/$/g, '')}/`;
  return changed.flatMap((path) => {
    const isOurs = path.startsWith('.saasctl/') || path.endsWith('saasctl.json');
    return isOurs || !path.startsWith(prefix) ? [] : path.slice(prefix.length);
  });
}

export type WatchRequest = Omit<CheckRequest, 'since' | 'build' | 'cacheFor'>;

async function findBase(folder: string, ref: string): Promise<ComparedBase> {
  const { findBase: find } = await import('./check/since/find-base.ts');
  return find(folder, ref);
}

export type GuardRequest = Omit<CheckRequest, 'since' | 'today'>;

/**
 * What is wrong in the working tree, whatever was accepted, and what may hide more of it.
 * @throws UserError as `check`
 */
export async function findToday(request: GuardRequest): Promise<FoundToday> {
  const [{ findViolations }, { findCheckGaps }] = await Promise.all([
    import('./check/find-violations.ts'),
    import('./check/find-check-gaps.ts'),
  ]);
  return explained(async () => {
    const { head, entries } = await guard(request);
    const found = findViolations({ ...head, accepted: entries });
    const paths = new Set(head.code.files.map((file) => file.path));
    return { found, entries, gaps: findCheckGaps(head), paths };
  });
}

export interface FoundToday {
  readonly found: readonly FoundViolation[];
  readonly entries: readonly BaselineEntry[];
  readonly gaps: readonly string[];
  /** Every file of the project. */
  readonly paths: ReadonlySet<string>;
}

async function guard(request: GuardRequest): Promise<{
  readonly head: Guarded;
  readonly entries: readonly BaselineEntry[];
  readonly tree: GuardedTree;
}> {
  const { build, onProgress } = request;
  const { readGuarded } = await import('./check/read-guarded.ts');
  const { parsed, root, entries } = await readRules(request);
  const cache = openCache(root, request);
  const tree = { root, parsed, version: build, cache, isOther: false, onProgress };
  return { head: readGuarded(tree), entries, tree };
}

/** What the code is held to, and the debts that are accepted. */
async function readRules({ root: folder, config: choice }: Pick<GuardRequest, 'root' | 'config'>) {
  const [{ readBaseline }, { homeOf }] = await Promise.all([
    import('./check/baseline/read-baseline.ts'),
    import('./check/baseline/baseline-files.ts'),
  ]);
  const parsed = await readConfig(folder, choice);
  if (parsed === null) throw noConfig(folder);
  const entries = readBaseline(homeOf(folder, choice)) ?? [];
  return { parsed, entries, root: join(folder, parsed.config.root ?? '.') };
}

function noConfig(folder: string): UserError {
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above))
    if (existsSync(join(above, CONFIG_FILE)))
      return new UserError(
        'config-above',
        `There is no ${CONFIG_FILE} here, but there is one in ${above}`,
        'Run it there, or name that folder: saasctl check --folder <dir>.',
      );
  return new UserError(
    'config-missing',
    [
      'There is no saasctl.json here, so there is nothing to hold the code to. To begin:',
      '  saasctl check --init   writes a small one that passes today; debts go to .saasctl/baseline',
      '  saasctl init           writes the suggested boundaries, edited by you',
    ].join('\n'),
    'Or name one: saasctl check --config <file>.',
  );
}

function openCache(
  root: string,
  { build, cacheFor }: Pick<PlanRequest, 'build' | 'cacheFor'>,
): TextStore | null {
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
    findings.filter((one) => codes.includes(one.code) && one.severity !== 'info').length;
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
