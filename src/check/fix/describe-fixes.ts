/** What was mended, and what was not, in words. */
import { plural } from '../../report/summarize.ts';
import type { CheckReport } from '../violation.ts';
import { renderDiff } from './render-diff.ts';
import type { FixPlan, Refusal, Repair } from './fix-plan.ts';

/** @param prefix from the root of the repository to the folder, so that the diff can be applied there */
export const renderDiffs = ({ files }: FixPlan, prefix: string): string =>
  files
    .map(({ path, before, after }) =>
      renderDiff(prefix === '' ? path : `${prefix}/${path}`, before, after),
    )
    .join('');

/** @param after the report of the run behind the fix; null when nothing was written */
export function describeFixes(
  plan: FixPlan,
  before: Pick<CheckReport, 'violations'>,
  after: Pick<CheckReport, 'violations'> | null,
): string {
  const repairs = plan.files.flatMap((one) => one.repairs);
  const touched = new Set(repairs.map((one) => one.id));
  // In fewer places than were accepted, what was new is known.
  const left = new Map(after?.violations.map((one) => [one.id, one.baseline]));
  const gone = before.violations.filter(
    ({ id, baseline }) => touched.has(id) && left.get(id) !== baseline,
  );
  const files = plural(plan.files.length, 'file');
  const head =
    plan.files.length === 0
      ? 'saasctl: nothing here can be fixed by changing imports alone'
      : after === null
        ? `saasctl: ${plural(touched.size, 'violation')} would be fixed in ${files}`
        : `saasctl: fixed ${plural(gone.length, 'violation')} in ${files}`;
  const refused = plan.refused.map(tellRefusal);
  const tail =
    refused.length > 0 ? ['saasctl: not fixed, for a person to decide:', ...refused] : [];
  return [head, ...repairs.map(tellRepair), ...tail].join('\n');
}

const placeOf = ({ path, line, column, rule, symbol }: Repair | Refusal): string =>
  `  ${path}:${line}:${column}  ${rule}  ${symbol}`;

const tellRepair = (one: Repair): string => `${placeOf(one)} ${one.change}`;
const tellRefusal = (one: Refusal): string => `${placeOf(one)}: ${one.reason}`;
