/** How a plan divides the writing: what its boundaries write that others own. */
import { STAYS } from '../suggestion.ts';
import type { RankInput } from './rank-input.ts';

export interface Sharing {
  /** Write places in a boundary's or the kernel's files whose table is owned elsewhere, and their share. */
  readonly foreign: number;
  readonly share: number;
  /** Table that most boundaries write; -1 without any. */
  readonly table: number;
  readonly writers: number;
  /** Boundaries that write anything. */
  readonly writing: number;
}

export function measureSharing({ evidence, assignment, judged }: RankInput): Sharing {
  const writers = evidence.tables.map(() => new Set<number>());
  const writing = new Set<number>();
  let places = 0;
  let foreign = 0;
  for (const { file, table, write } of evidence.accesses) {
    const place = assignment[file] ?? STAYS;
    if (!write || place === STAYS) continue;
    places++;
    if (judged.owners[table] !== place) foreign++;
    if (place < 0) continue;
    writers[table]?.add(place);
    writing.add(place);
  }
  const most = writers.reduce((max, one) => Math.max(max, one.size), 0);
  return {
    foreign,
    share: places === 0 ? 0 : foreign / places,
    table: most === 0 ? -1 : writers.findIndex((one) => one.size === most),
    writers: most,
    writing: writing.size,
  };
}
