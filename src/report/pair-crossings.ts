/** Crossings by who touches whom, the costliest pair first. */
import type { Analysis, CrossingFact } from '../../analyzers/index.ts';
import { REMEDIES } from './count-remedies.ts';

export interface CrossingPair {
  readonly from: string;
  readonly to: string;
  readonly crossings: readonly CrossingFact[];
  /** Of all remedies together, relative to moving one file. */
  readonly cost: number;
  /** The one that costs most; of equals the one that decides most. */
  readonly costliest: CrossingFact;
}

export function pairCrossings({ crossings }: Pick<Analysis, 'crossings'>): readonly CrossingPair[] {
  const pairs = new Map<string, CrossingFact[]>();
  for (const one of crossings) {
    const key = `${one.from}\0${one.to}`;
    const list = pairs.get(key);
    if (list) list.push(one);
    else pairs.set(key, [one]);
  }
  return [...pairs.values()]
    .flatMap((list): readonly CrossingPair[] => {
      const costliest = [...list].sort(byCost)[0];
      if (costliest === undefined) return [];
      const { from, to } = costliest;
      const cost = list.reduce((sum, one) => sum + one.cost, 0);
      return [{ from, to, crossings: list, cost, costliest }];
    })
    .sort((a, b) => b.cost - a.cost || compare(a.from, b.from) || compare(a.to, b.to));
}

const byCost = (a: CrossingFact, b: CrossingFact): number =>
  b.cost - a.cost || REMEDIES.indexOf(a.remedy) - REMEDIES.indexOf(b.remedy);

/** Code units, the same everywhere. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
