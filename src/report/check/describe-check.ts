/** How a check ended, in sentences that all formats for people share. */
import type { CheckReport, CheckSummary, Violation } from '../../check/violation.ts';
import { plural } from '../summarize.ts';
import { folderArgument } from '../text-style.ts';
import type { CheckOptions } from './check-options.ts';
import { oneLine } from './printable.ts';

type Judged = Pick<CheckOptions, 'folder' | 'strictBaseline'>;

/** Whether nothing failed, and everything was looked at. */
export const isClean = (report: CheckReport, options: Judged): boolean =>
  report.summary.errors === 0 &&
  report.gaps.length === 0 &&
  describeStale(report, options) === null;

/** Why the baseline itself fails the check, where it may. */
export function describeStale({ summary }: CheckReport, options: Judged): string | null {
  const { fixed } = summary;
  if (fixed === 0 || options.strictBaseline !== true) return null;
  const verb = fixed === 1 ? 'is' : 'are';
  return `${plural(fixed, 'entry', 'entries')} of the baseline ${verb} no longer needed: ${shrinkCommand(options.folder)}`;
}

/** `2 new errors, 1 warning` */
export function describeNew({ summary: { errors, warnings }, gaps }: CheckReport): string {
  const found =
    errors === 0 && warnings === 0
      ? 'no new violations'
      : errors === 0
        ? `no new errors, ${plural(warnings, 'new warning')}`
        : [
            plural(errors, 'new error'),
            ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
          ].join(', ');
  return gaps.length > 0 ? `incomplete: ${found} in what could be read` : found;
}

/** What was accepted before: `214 known debts · 3 allowed · 3 fixed (saasctl baseline shrink)`. */
export function describeAccepted({ summary }: CheckReport, folder: string): readonly string[] {
  const { known, allowed, fixed, baseline } = summary;
  return [
    ...(known > 0 || baseline > 0 ? [plural(known, 'known debt')] : []),
    ...(allowed > 0 ? [`${allowed.toLocaleString('en-US')} allowed`] : []),
    ...(fixed > 0 ? [`${fixed.toLocaleString('en-US')} fixed (${shrinkCommand(folder)})`] : []),
  ];
}

export const shrinkCommand = (folder: string): string =>
  `saasctl baseline shrink${folderArgument(folder)}`;

export const allCommand = (folder: string): string =>
  `saasctl check${folderArgument(folder)} --all`;

export const explainCommand = (id: string, folder: string): string =>
  `saasctl explain ${id}${folderArgument(folder)}`;

/** Nobody should take "nothing found" for "looked at nothing". */
export const describeExtent = ({ files, boundaries, imports, accesses }: CheckSummary): string =>
  [
    plural(files, 'file'),
    plural(boundaries, 'boundary', 'boundaries'),
    plural(imports, 'import'),
    plural(accesses, 'data access', 'data accesses'),
  ].join(', ');

const COMMIT = 7;

export const shortCommit = (commit: string): string => commit.slice(0, COMMIT);

/** `2 new, 1 gone` */
export const describeChange = (gone: number, { errors, warnings }: CheckSummary): string =>
  `${(errors + warnings).toLocaleString('en-US')} new, ${gone.toLocaleString('en-US')} gone`;

/** `orders → billing`, or the one place that it is about. */
export const describePlaces = ({ from, to }: Pick<Violation, 'from' | 'to'>): string =>
  oneLine(from === to ? from : `${from} → ${to}`);

export const SEVERITY_WORDS = { error: 'error', warn: 'warning' } as const;

/** Reason, owner and last day of what is allowed. */
export function describeAllowance({ allowance }: Violation): string | null {
  if (allowance === null) return null;
  const { reason, owner, until } = allowance;
  return oneLine(`${reason} (${owner}${until === null ? '' : `, until ${until}`})`);
}

/** With the full stop that messages do not have. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
