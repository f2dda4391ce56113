/** Which boundary owns each table of a plan: the only one that may write it. */
import { compareText } from '../../discover/posix-path.ts';
import type { EvidenceIndex } from './evidence-index.ts';
import { isBoundary, placeOf } from './places.ts';
import { STAYS } from '../suggestion.ts';
import type { JudgedPlan } from './places.ts';

/**
 * Whoever a person said; else the only writing boundary; of several the one that declares the table, else the one with most of
 * the writing places. Of a table that no boundary writes: the one that declares it, else the only
 * reader, else nobody (null). What the code that stays declares or alone writes is the monolith's,
 * which is nobody among the boundaries.
 */
export function ownTables(index: EvidenceIndex, plan: JudgedPlan): readonly (number | null)[] {
  const { accesses, tables } = index.evidence;
  return tables.map(({ file }, table) => {
    const pinned = plan.pinned?.get(table);
    if (pinned !== undefined) return pinned;
    const writes = new Map<number, number>();
    let stays = false;
    const reads = new Map<number, number>();
    for (const at of index.accessesOf[table] ?? []) {
      const access = accesses[at];
      if (access === undefined) continue;
      const place = placeOf(plan, access.file);
      if (isBoundary(place)) count(access.write ? writes : reads, place);
      else if (place === STAYS && access.write) stays = true;
    }
    const declared = file < 0 ? -1 : placeOf(plan, file);
    const home = isBoundary(declared) ? declared : null;
    if (stays && (declared === STAYS || writes.size === 0)) return null;
    if (writes.size > 0) return home !== null && writes.has(home) ? home : most(writes, plan);
    if (home !== null) return home;
    return reads.size === 1 ? most(reads, plan) : null;
  });
}

function count(places: Map<number, number>, place: number): void {
  places.set(place, (places.get(place) ?? 0) + 1);
}

/** The most frequent place; of equals the first by id, so that the order of files does not matter. */
function most(places: ReadonlyMap<number, number>, { ids }: JudgedPlan): number | null {
  const [best] = [...places].sort(
    ([a, first], [b, second]) => second - first || compareText(ids[a] ?? '', ids[b] ?? ''),
  );
  return best?.[0] ?? null;
}
