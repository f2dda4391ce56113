/** 0 to 1: what may go wrong when a boundary is taken out. Absolute, so that an edit shows what it did. */
import { groupTouches } from './gather-touches.ts';
import type { Touch, Touches } from './gather-touches.ts';
import type { BoundaryMeasure } from './measure-boundaries.ts';
import { RISK } from './thresholds.ts';
import type { RiskName } from './thresholds.ts';

export interface RiskFactor {
  readonly name: RiskName;
  /** Number of places, or a share. */
  readonly count: number;
  /** 0 to 1. */
  readonly amount: number;
}

export interface Risk {
  readonly score: number;
  /** The heaviest first. */
  readonly factors: readonly RiskFactor[];
}

/** Risk once some boundaries are gone: calling these is no call back to the monolith. */
export type RiskAfter = (gone: ReadonlySet<number>) => Risk;

/** Counts once what does not depend on who is gone. */
export function prepareRisk(measure: BoundaryMeasure, touches: Touches): RiskAfter {
  const asked = groupTouches(touches.reverse).map(([{ other }]) => other);
  const rest = targetsOf(measure.usesRest);
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const counts = {
    transactions: touches.transactions.length,
    writes: touches.writes.length,
    joins: groupTouches(touches.joins).length,
    clients: groupTouches(touches.clients).length,
    foreignKeys: neighbours(touches.foreignKeys),
    reads: groupTouches(touches.reads).length,
    untested: share(measure.untested, measure.lines),
    doubt: 1 - measure.confidence,
    unread: share(measure.unresolved, measure.unresolved + measure.accesses),
  };
  return (gone) => {
    const reverse = asked.filter((other) => !gone.has(other)).length + rest;
    return weighCounts({ ...counts, reverse });
  };
}

function weighCounts(counts: Readonly<Record<RiskName, number>>): Risk {
  const factors = (Object.keys(RISK) as RiskName[]).map((name): RiskFactor => {
    const { half } = RISK[name];
    const count = counts[name];
    return { name, count, amount: half === 0 ? count : count / (count + half) };
  });
  const weigh = ({ name, amount }: RiskFactor): number => RISK[name].weight * amount;
  // Each factor spoils the extraction on its own, so the chances of going well are multiplied.
  const score = 1 - factors.reduce((well, factor) => well * (1 - weigh(factor)), 1);
  return { score, factors: factors.sort((a, b) => weigh(b) - weigh(a)) };
}

/** Files used: an endpoint each, however many use them. */
function targetsOf(uses: BoundaryMeasure['usesRest']): number {
  return new Set(uses.map(({ to }) => to)).size;
}

/** Keys to the same neighbour are replaced by the same copy and the same delete rule. */
function neighbours(touches: readonly Touch[]): number {
  return new Set(touches.map(({ other }) => other)).size;
}
