import { adjustedRandIndex } from './metrics/adjusted-rand-index.ts';
import { architectureSimilarity } from './metrics/architecture-similarity.ts';
import { clusterModularity } from './metrics/cluster-factors.ts';
import { clusterCoverage } from './metrics/cluster-coverage.ts';
import type { ClusterCoverage } from './metrics/cluster-coverage.ts';
import type { Dependency, PartialPartition } from './metrics/dependencies.ts';
import { extremeDistribution } from './metrics/extreme-distribution.ts';
import { interCallPercentage } from './metrics/inter-call-percentage.ts';
import { interfaceNumber } from './metrics/interface-number.ts';
import { mojoFm } from './metrics/mojo-fm.ts';
import { newmanModularity } from './metrics/newman-modularity.ts';
import { structuralModularity } from './metrics/structural-modularity.ts';
import { unitF1 } from './metrics/unit-f1.ts';
import { vMeasure } from './metrics/v-measure.ts';

/** Agreement with the authors and intrinsic values of one partition. */
export interface PartitionScore {
  /** Clusters among the scored files. */
  readonly clusters: number;
  readonly mojoFm: number;
  readonly ari: number;
  readonly unitF1: number;
  readonly a2a: number;
  readonly v: number;
  readonly c2c33: ClusterCoverage;
  readonly c2c50: ClusterCoverage;
  readonly sm: number;
  readonly icp: number;
  readonly ifn: number;
  readonly ned: number;
  readonly cMod: number;
  readonly q: number;
}

export interface ScoredFiles {
  /** Authors' module per file; null for files that are not scored. */
  readonly truth: PartialPartition;
  /** Value dependencies: what is erased when compiling is no call. */
  readonly dependencies: readonly Dependency[];
}

/**
 * Scores a partition of all files on the scored ones. Only unit-F1 sees the rest: there a cluster is
 * as large as it is. Intrinsic values are of the graph among the scored files, so that they stand
 * beside the authors' own.
 */
export function scorePartition(
  partition: PartialPartition,
  { truth, dependencies }: ScoredFiles,
): PartitionScore {
  const scored = truth.flatMap((label, file) => (label === null ? [] : [file]));
  const theirs = scored.map((file) => truth[file] ?? '');
  const ours = scored.map((file) => partition[file] ?? `unplaced ${file}`);
  const within = partition.map((label, file) => (truth[file] === null ? null : label));
  return {
    clusters: new Set(ours).size,
    mojoFm: mojoFm(ours, theirs),
    ari: adjustedRandIndex(ours, theirs),
    unitF1: unitF1(partition, truth),
    a2a: architectureSimilarity(ours, theirs),
    v: vMeasure(ours, theirs).v,
    c2c33: clusterCoverage(ours, theirs, 0.33),
    c2c50: clusterCoverage(ours, theirs, 0.5),
    sm: structuralModularity(within, dependencies),
    icp: interCallPercentage(within, dependencies),
    ifn: interfaceNumber(within, dependencies),
    ned: extremeDistribution(within),
    cMod: clusterModularity(within, dependencies),
    q: newmanModularity(within, dependencies),
  };
}

/** Means of each value over several scores. */
export function meanScore(scores: readonly PartitionScore[]): PartitionScore {
  const mean = (value: (score: PartitionScore) => number): number =>
    scores.reduce((sum, score) => sum + value(score), 0) / scores.length;
  const both = (value: (score: PartitionScore) => ClusterCoverage): ClusterCoverage => ({
    found: mean((score) => value(score).found),
    authoritative: mean((score) => value(score).authoritative),
  });
  return {
    clusters: mean((score) => score.clusters),
    mojoFm: mean((score) => score.mojoFm),
    ari: mean((score) => score.ari),
    unitF1: mean((score) => score.unitF1),
    a2a: mean((score) => score.a2a),
    v: mean((score) => score.v),
    c2c33: both((score) => score.c2c33),
    c2c50: both((score) => score.c2c50),
    sm: mean((score) => score.sm),
    icp: mean((score) => score.icp),
    ifn: mean((score) => score.ifn),
    ned: mean((score) => score.ned),
    cMod: mean((score) => score.cMod),
    q: mean((score) => score.q),
  };
}
