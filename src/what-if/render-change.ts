/** A change as lines of a terminal: one row per matter, `before → after` only where it differs. */
import { REMEDIES, VERDICTS } from './describe-change.ts';
import type { Change, PlanChange } from './describe-change.ts';

/** Steps of the roadmap that are named. */
const STEPS = 3;

export function renderChange(change: PlanChange): string {
  const { figures, remedies, verdicts, roadmap, split } = change;
  const rows: readonly (readonly [string, string])[] = [
    [
      'boundaries',
      `${arrow(figures.boundaries)} (${arrow(figures.filesInBoundaries)} files; kernel ${arrow(figures.kernelFiles)})`,
    ],
    [
      'cycles',
      `${arrow(figures.cyclicBefore)} boundaries in cycles; ${arrow(figures.cyclicAfter)} with the remedies`,
    ],
    [
      'shared tables',
      `${arrow(figures.sharedTablesBefore)}; ${arrow(figures.sharedTablesAfter)} with the remedies`,
    ],
    [
      'transactions',
      `${arrow(figures.crossingTransactions)} cross; joins ${arrow(figures.crossingJoins)}, relations ${arrow(figures.crossingRelations)}`,
    ],
    ['crossings', REMEDIES.map((one) => `${one} ${arrow(remedies[one])}`).join(' · ')],
    ['verdicts', VERDICTS.map((one) => `${one} ${arrow(verdicts[one])}`).join(' · ')],
    ['roadmap', roadmapText(roadmap)],
    ['split', arrow(split)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `${label.padEnd(width)}  ${text}`).join('\n');
}

const arrow = ({ before, after }: Change<number | string>): string =>
  before === after ? String(after) : `${before} → ${after}`;

function roadmapText({ before, after }: Change<readonly string[]>): string {
  const [was, is] = [firstSteps(before), firstSteps(after)];
  if (was !== is) return `${was} → ${is}`;
  // Beyond the first steps only whether something moved is of interest.
  const moved = after.filter((id, at) => before[at] !== id).length;
  if (moved === 0) return is;
  return `${is} (${moved} later ${moved === 1 ? 'step differs' : 'steps differ'})`;
}

function firstSteps(ids: readonly string[]): string {
  if (ids.length === 0) return 'nothing to extract';
  const more = ids.length > STEPS ? ` and ${ids.length - STEPS} more` : '';
  return `${ids.slice(0, STEPS).join(', ')}${more}`;
}
