import { findRepositoryPrefix } from '../check/find-repository-prefix.ts';
import { describeFixes, renderDiffs } from '../check/fix/describe-fixes.ts';
import { writeFixes } from '../check/fix/write-fixes.ts';
import type { CheckReport } from '../check/violation.ts';
import { planFixes } from '../pipeline.ts';
import type { CheckRequest } from '../pipeline.ts';
import type { CheckFlags } from './check.ts';
import type { CommandContext } from './context.ts';

export interface CheckFix {
  /** What was wrong before. */
  readonly before: CheckReport;
  /** Whether there is nothing to check again. */
  readonly isIdle: boolean;
  /** Says what has become of it; null when nothing was written. */
  readonly tell: (after: CheckReport | null) => void;
}

/**
 * Mends what is mechanical, or prints it as a diff.
 * @param files only these; null for all
 * @throws UserError when a file changed meanwhile or cannot be written; then all are as they were
 */
export async function runCheckFix(
  request: CheckRequest,
  files: readonly string[] | null,
  flags: Pick<CheckFlags, 'all' | 'dryRun'>,
  { processId, ui, print }: Pick<CommandContext, 'processId' | 'ui' | 'print'>,
): Promise<CheckFix> {
  const scope = { known: flags.all === true, files: files && new Set(files) };
  const { plan, report } = await planFixes({ ...request, scope });
  ui.finish();
  const isDry = flags.dryRun === true;
  if (isDry) print(renderDiffs(plan, findRepositoryPrefix(plan.root)));
  else writeFixes(plan, processId);
  return {
    before: report,
    isIdle: isDry || plan.files.length === 0,
    tell: (after) => ui.note(describeFixes(plan, report, after)),
  };
}
