/** Which findings a reader should look at first. */
import type { Analysis, Finding } from '../../analyzers/index.ts';

/** What a knot of this kind costs a split, before its size; kinds that are not listed are no knots. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'crossing-transaction': 250,
  'shared-table': 90,
  'cycle-module': 80,
  'cycle-load': 60,
  'crossing-join': 40,
  'crossing-relation': 30,
  'god-file': 20,
};

/** At most this many of one kind among the worst, so that one habit does not hide the others. */
const MOST_OF_A_KIND = 2;

export function rankKnots(
  { findings }: Pick<Analysis, 'findings'>,
  most: number,
): readonly Finding[] {
  const scored = findings
    .filter((finding) => finding.code in WEIGHTS)
    .map((finding) => ({
      finding,
      score: (WEIGHTS[finding.code] ?? 0) * (1 + Math.log2(1 + finding.related.length)),
    }))
    .sort((a, b) => b.score - a.score || (a.finding.id < b.finding.id ? -1 : 1));
  const taken = new Map<string, number>();
  const worst: Finding[] = [];
  for (const { finding } of scored) {
    const count = taken.get(finding.code) ?? 0;
    if (count >= MOST_OF_A_KIND || worst.length >= most) continue;
    taken.set(finding.code, count + 1);
    worst.push(finding);
  }
  return worst;
}
