/** What is to be done about crossings, in numbers. */
import type { CrossingFact, Remedy } from '../../analyzers/index.ts';

/** Hardest first: what decides about a cut before what merely has to be done. */
export const REMEDIES: readonly Remedy[] = ['merge', 'api', 'event', 'replicate', 'move', 'kernel'];

export interface RemedyCount {
  readonly remedy: Remedy;
  readonly count: number;
}

type Remedied = Pick<CrossingFact, 'remedy'>;

export function countRemedies(crossings: readonly Remedied[]): readonly RemedyCount[] {
  const counts = new Map<Remedy, number>();
  for (const { remedy } of crossings) counts.set(remedy, (counts.get(remedy) ?? 0) + 1);
  return REMEDIES.flatMap((remedy) => {
    const count = counts.get(remedy);
    return count === undefined ? [] : [{ remedy, count }];
  });
}

/** `9 api, 5 replicate`. */
export const describeRemedies = (crossings: readonly Remedied[]): string =>
  countRemedies(crossings)
    .map(({ remedy, count }) => `${count.toLocaleString('en-US')} ${remedy}`)
    .join(', ');
