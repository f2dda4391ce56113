/** Which boundaries have to be one: every crossing between them that is left is a `merge`. */
import type { Analysis } from '../../analyzers/index.ts';
import { compare } from './pair-crossings.ts';

/** Groups of two or more ids, the largest first. */
export function findMerges({
  boundaries,
  crossings,
}: Pick<Analysis, 'boundaries' | 'crossings'>): readonly (readonly string[])[] {
  const groups = new Map(boundaries.map(({ id }) => [id, [id]]));
  for (const { from, to, remedy } of crossings) {
    const [one, other] = [groups.get(from), groups.get(to)];
    if (remedy !== 'merge' || one === undefined || other === undefined || one === other) continue;
    one.push(...other);
    for (const id of other) groups.set(id, one);
  }
  return [...new Set(groups.values())]
    .filter((group) => group.length > 1)
    .map((group) => group.sort(compare))
    .sort((a, b) => b.length - a.length || compare(a[0] ?? '', b[0] ?? ''));
}
