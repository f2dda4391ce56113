import type { BoundaryEvidence } from '../../analyzers/boundaries/evidence.ts';
import { suggestBoundaries } from '../../analyzers/boundaries/suggest-boundaries.ts';
import { KERNEL, STAYS } from '../../analyzers/boundaries/suggestion.ts';
import type { Assignment, Suggestion } from '../../analyzers/boundaries/suggestion.ts';
import { naiveLouvain } from './baselines/naive-louvain.ts';
import { seededRandom, shuffle } from './baselines/seeded-random.ts';
import type { HiddenCase } from './hide-evidence.ts';
import { rightlyPlaced } from './metrics/calibration.ts';
import type { PartialPartition } from './metrics/dependencies.ts';
import { detectionScore } from './metrics/detection.ts';
import type { Detection } from './metrics/detection.ts';
import { clusterSizes } from './metrics/partition.ts';
import { meanScore, scorePartition } from './score-partition.ts';
import type { PartitionScore, ScoredFiles } from './score-partition.ts';

/** Modules with fewer files are not scored: no clustering can tell them from chance. */
const SCORED_SIZE = 3;
/** Random partitions are averaged over this many. */
const RANDOM_RUNS = 10;

export interface CaseReport {
  readonly files: number;
  readonly scoredFiles: number;
  readonly scoredModules: number;
  /** By who made the partition: ours, ours at each granularity, baselines, authors. */
  readonly rows: Readonly<Record<string, PartitionScore>>;
  /** Our kernel against the authors' shared folders, among labelled and shared files. */
  readonly kernel: Detection & { readonly found: number; readonly shared: number };
  /** Confidence stated for each scored file, and whether it is placed right. */
  readonly placements: readonly { readonly stated: number; readonly right: boolean }[];
  readonly signals: Readonly<Record<string, number>>;
  readonly suggestMilliseconds: number;
}

/** Runs the suggester on a hidden case and scores it beside the baselines. */
export function evaluateCase(
  { evidence, labels, shared }: HiddenCase,
  suggest: (evidence: BoundaryEvidence) => Suggestion = suggestBoundaries,
): CaseReport {
  const truth = onlyLarge(labels);
  if (truth.every((label) => label === null))
    throw new RangeError(`no labelled module has ${SCORED_SIZE} files or more: nothing to score`);
  const begin = performance.now();
  const suggestion = suggest(evidence);
  const suggestMilliseconds = performance.now() - begin;
  const scored: ScoredFiles = {
    truth,
    dependencies: evidence.uses
      .filter((use) => !use.typeOnly)
      .map(({ from, to }) => ({ from, to })),
  };
  const chosen = assignmentOf(suggestion, suggestion.chosen);
  const score = (partition: PartialPartition): PartitionScore => scorePartition(partition, scored);
  const all = evidence.files.map((_, file) => file);
  const rows = {
    ours: score(toLabels(chosen)),
    ...Object.fromEntries(
      suggestion.plans.map((plan) => [
        `ours ${plan.granularity}`,
        score(toLabels(plan.assignment)),
      ]),
    ),
    'naive Louvain': score(naiveLouvain(all.length, evidence.uses.map(unweighted)).labels),
    'random, same sizes': meanScore(
      Array.from({ length: RANDOM_RUNS }, (_, run) => score(shuffleLabels(scored.truth, run + 1))),
    ),
    'all in one': score(all.map(() => 0)),
    singletons: score(all),
    authors: score(scored.truth),
  };
  return {
    files: all.length,
    scoredFiles: scored.truth.filter((label) => label !== null).length,
    scoredModules: new Set(scored.truth.filter((label) => label !== null)).size,
    rows,
    kernel: scoreKernel(chosen, labels, shared),
    placements: judgePlacements(suggestion, toLabels(chosen), scored.truth),
    signals: suggestion.signals,
    suggestMilliseconds,
  };
}

/** Kernel and what stays are one more cluster each: a feature put there is a feature not found. */
function toLabels(assignment: Assignment): PartialPartition {
  return assignment.map((place) =>
    place === KERNEL ? 'kernel' : place === STAYS ? 'stays' : place,
  );
}

function assignmentOf(suggestion: Suggestion, granularity: string): Assignment {
  const plan = suggestion.plans.find((one) => one.granularity === granularity);
  if (plan === undefined) throw new RangeError(`no ${granularity} plan was suggested`);
  return plan.assignment;
}

function onlyLarge(labels: PartialPartition): PartialPartition {
  const sizes = clusterSizes(labels.filter((label) => label !== null));
  return labels.map((label) =>
    label !== null && (sizes.get(label) ?? 0) >= SCORED_SIZE ? label : null,
  );
}

function shuffleLabels(truth: PartialPartition, seed: number): PartialPartition {
  const labels = shuffle(
    truth.filter((label) => label !== null),
    seededRandom(seed),
  );
  let next = 0;
  return truth.map((label) => (label === null ? null : (labels[next++] ?? null)));
}

function unweighted({ from, to }: { readonly from: number; readonly to: number }): {
  readonly from: number;
  readonly to: number;
} {
  return { from, to };
}

function scoreKernel(
  assignment: Assignment,
  labels: PartialPartition,
  shared: readonly boolean[],
): CaseReport['kernel'] {
  const judged = shared.flatMap((one, file) => (one || labels[file] !== null ? [file] : []));
  const found = judged.map((file) => assignment[file] === KERNEL);
  const truth = judged.map((file) => shared[file] === true);
  return {
    ...detectionScore(found, truth),
    found: found.filter(Boolean).length,
    shared: truth.filter(Boolean).length,
  };
}

function judgePlacements(
  suggestion: Suggestion,
  partition: PartialPartition,
  truth: PartialPartition,
): CaseReport['placements'] {
  const scored = truth.flatMap((label, file) => (label === null ? [] : [file]));
  const right = rightlyPlaced(
    scored.map((file) => partition[file] ?? ''),
    scored.map((file) => truth[file] ?? ''),
  );
  return scored.map((file, at) => ({
    stated: suggestion.confidence[file] ?? 0,
    right: right[at] === true,
  }));
}
