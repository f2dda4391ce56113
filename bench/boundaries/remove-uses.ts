import type { BoundaryEvidence } from '../../analyzers/boundaries/evidence.ts';
import { shuffle } from './baselines/seeded-random.ts';

/**
 * The evidence without a random share of the dependencies between files; what else is known of such
 * a dependency (calls, mentions of its declarations) goes with it.
 */
export function removeUses(
  evidence: BoundaryEvidence,
  share: number,
  random: () => number,
): BoundaryEvidence {
  const { uses, parts, calls } = evidence;
  const order = shuffle([...uses.keys()], random);
  const gone = new Set(order.slice(0, Math.round(uses.length * share)));
  const lost = new Set(
    uses.flatMap(({ from, to }, index) => (gone.has(index) ? [`${from} ${to}`] : [])),
  );
  const isLost = (from: number, to: number): boolean =>
    lost.has(`${parts[from]?.file} ${parts[to]?.file}`);
  return {
    ...evidence,
    uses: uses.filter((_, index) => !gone.has(index)),
    parts: parts.map((part, index) => ({
      ...part,
      uses: part.uses.filter((use) => !isLost(index, use)),
    })),
    calls: calls.filter((call) => !isLost(call.from, call.to)),
  };
}
