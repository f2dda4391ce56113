/**
 * The left half of saasctl: reads a project and says what is there. Reads files, git and (through a
 * process) dependency-cruiser; writes nothing but through the text store it is given.
 */
import { readCode } from './analyze-code.ts';
import { sourceTest } from './analyze-scans.ts';
import type { Progress } from './analyze-code.ts';
import { planBoundaries } from './boundaries/plan-boundaries.ts';
import type { ConfiguredPlan, PlannedBoundaries } from './boundaries/plan-boundaries.ts';
import type { TextStore } from './cache.ts';
import { hashText, parsed } from './cache.ts';
import type { Analysis, HistoryFacts, SecondOpinion } from './contract.ts';
import { discoverProject } from './discover/discover-project.ts';
import type { ProjectFiles } from './discover/discover-project.ts';
import { readHistory } from './history/read-history.ts';
import { completeAnalysis } from './model/build-analysis.ts';
import { compareEdges } from './second-opinion/compare-edges.ts';
import { startSecondOpinion } from './second-opinion/start-second-opinion.ts';

export { analyzeCode, analyzeForPlanning } from './analyze-code.ts';
export type { Progress } from './analyze-code.ts';

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
  const { code, key, outline } = readCode(project, options, report);
  if (history) report({ stage: 'history', done: 0, total: 1 });
  const past = history ? await history : NO_HISTORY;
  // Boundaries do not ask the second opinion: they are looked for while it is still at work.
  report({ stage: 'boundaries', done: 0, total: 1 });
  const planned = keepPlan(options.cache ?? null, [key, past, plan], () =>
    planBoundaries({ ...code, outline: outline() }, past, plan),
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
