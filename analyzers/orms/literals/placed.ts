/** Where facts of a query's options belong: at the names in the visited file, else where the options are handed in. */
import type { Visit } from '../../adapter.ts';
import type { Pos } from '../../scan/ir.ts';
import type { ProjectFile } from '../../program/program.ts';

export interface Spot {
  readonly at: Pos;
  readonly file: ProjectFile;
}

/** The spot itself in the visited file, or in the caller's when the visit was lifted there; else `fallback`. */
export function spotOf(visit: Visit, spot: Spot, fallback: Spot): Spot {
  if (spot.file === visit.site.file) return spot;
  const lifted = visit.env !== visit.evaluator.siteEnv(visit.site);
  const handed =
    lifted &&
    [...visit.env.names.values()].some((one) => 'expr' in one && one.env.file === spot.file);
  return handed ? spot : fallback;
}
