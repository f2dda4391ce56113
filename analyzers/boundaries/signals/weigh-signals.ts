/**
 * How much each signal counts. No fixed mix wins on all projects (history lifts one, names another),
 * so a prior is corrected by how well a signal agrees with the others on this project: agreement
 * follows quality without knowing the truth (SARIF, FSE 2023; measured again in docs/evidence).
 */
import { findCommunities } from '../cluster/find-communities.ts';
import { buildWeightedGraph } from '../cluster/weighted-graph.ts';
import { compareLabels } from '../cluster/compare-labels.ts';
import { weightOf } from './signal.ts';
import type { Signal, SignalName } from './signal.ts';

/** Share of the structure's whole weight that a signal has when it agrees as well as the structure does. */
const PRIORS: Readonly<Record<SignalName, number>> = {
  structure: 1,
  vocabulary: 0.5,
  data: 0.1,
  history: 0.1,
  subjects: 2,
  modules: 2,
};
/** Agreement counts by its square, within these bounds. */
const LEAST = 0.1;
const MOST = 1.5;
/** Fewer files in common tell nothing about agreement. */
const FEWEST_SHARED = 6;

export interface WeighedSignal {
  readonly signal: Signal;
  /** Factor on each of its edges. */
  readonly factor: number;
  /** Its share of the structure's weight, for the report. */
  readonly share: number;
}

/** @param resolution at which the signals are compared */
export function weighSignals(
  signals: readonly Signal[],
  files: number,
  resolution: number,
): readonly WeighedSignal[] {
  const agreement = measureAgreements(signals, files, resolution);
  const structure = signals.find((one) => one.name === 'structure') ?? signals[0];
  const base = agreement.get('structure') ?? 0;
  const total = structure ? weightOf(structure) : 1;
  return signals.map((signal) => {
    const relative = base > 0 ? (agreement.get(signal.name) ?? 0) / base : 1;
    const quality = signal === structure ? 1 : Math.min(MOST, Math.max(LEAST, relative)) ** 2;
    const share = PRIORS[signal.name] * quality;
    return { signal, share, factor: (share * total) / weightOf(signal) };
  });
}

function measureAgreements(
  signals: readonly Signal[],
  files: number,
  resolution: number,
): ReadonlyMap<SignalName, number> {
  const views = signals.map(({ nodes, edges }) => {
    const covered = new Uint8Array(files);
    for (const ends of [edges.from, edges.to])
      for (const end of ends) if (end < files) covered[end] = 1;
    return { covered, labels: findCommunities(buildWeightedGraph(nodes, edges), resolution) };
  });
  return new Map(
    signals.map(({ name }, index) => {
      let sum = 0;
      let weight = 0;
      views.forEach((other, at) => {
        const own = views[index];
        if (at === index || own === undefined) return;
        const shared = [...own.covered.keys()].filter(
          (file) => own.covered[file] === 1 && other.covered[file] === 1,
        );
        if (shared.length < FEWEST_SHARED) return;
        sum += compareLabels(own.labels, other.labels, shared) * shared.length;
        weight += shared.length;
      });
      return [name, weight === 0 ? 0 : sum / weight];
    }),
  );
}
