import { resolve } from 'node:path';

import { allow } from '../check/baseline/allow.ts';
import type { BaselineEntry } from '../check/baseline-entry.ts';
import { applyBaseline } from '../check/baseline/apply-baseline.ts';
import { BASELINE_FOLDER, homeOf } from '../check/baseline/baseline-files.ts';
import { isCalendarDay } from '../check/baseline/calendar-day.ts';
import { createBaseline } from '../check/baseline/create-baseline.ts';
import { describeChange } from '../check/baseline/describe-change.ts';
import { findViolation } from '../check/baseline/find-violation.ts';
import { joinEntries } from '../check/baseline/join-entries.ts';
import { readBaseline } from '../check/baseline/read-baseline.ts';
import { renderBaseline } from '../check/baseline/render-baseline.ts';
import { shrinkBaseline } from '../check/baseline/shrink-baseline.ts';
import type { Allowance, FoundViolation } from '../check/violation.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import type { FoundToday, GuardRequest } from '../pipeline.ts';
import { plural } from '../report/summarize.ts';
import { chooseConfig } from './choose-config.ts';
import type { CommandContext } from './context.ts';

export interface BaselineFlags {
  /** Another configuration: its baseline lies beside it. */
  readonly config?: string;
  readonly cache: boolean;
  readonly dryRun?: boolean;
}

export interface AllowAction {
  readonly kind: 'allow';
  /** Id of a violation of today, or its beginning. */
  readonly id: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly until?: string;
}

export type BaselineAction =
  | { readonly kind: 'create'; readonly force?: boolean }
  | { readonly kind: 'shrink' }
  | AllowAction;

/** What `cli.ts` knows and the command does not look for itself. */
export interface Today {
  readonly findToday: (request: GuardRequest) => Promise<FoundToday>;
  /** As in `2026-12-31`. */
  readonly date: string;
}

/** Changes what is accepted; never what cannot be seen in full. */
export async function runBaseline(
  action: BaselineAction,
  folder: string,
  flags: BaselineFlags,
  context: CommandContext,
  today: Today,
): Promise<Outcome> {
  const { cwd, build, processId, ui, print } = context;
  const root = resolve(cwd, folder === '' ? '.' : folder);
  const config = chooseConfig(flags.config, cwd);
  const home = homeOf(root, config);
  const planned = planChange(action, readBaseline(home), today.date);
  const state = await today.findToday({
    root,
    build,
    config,
    cacheFor: flags.cache ? processId : null,
    onProgress: ui.progress,
  });
  ui.finish();
  if (state.gaps.length > 0) {
    for (const gap of state.gaps) ui.warn(`saasctl: the check is incomplete: ${gap}`);
    ui.warn('saasctl: the baseline was left as it is: what was not read is not fixed.');
    return 'incomplete';
  }
  const before = joinEntries(state.entries);
  const { entries, note } = planned(before, state);
  if (flags.dryRun !== true) applyBaseline(home, renderBaseline(entries));
  print([...note, ...describeChange(before, entries), ''].join('\n'));
  ui.note(
    flags.dryRun === true
      ? 'saasctl: nothing was written (--dry-run)'
      : `saasctl: wrote ${plural(entries.length, 'debt')} to ${BASELINE_FOLDER}`,
  );
  return 'clean';
}

interface BaselineChange {
  readonly entries: readonly BaselineEntry[];
  /** What is told before the figures. */
  readonly note: readonly string[];
}

type PlannedChange = (before: readonly BaselineEntry[], today: FoundToday) => BaselineChange;

/** @throws UserError before seconds of reading when it could not be done */
function planChange(
  action: BaselineAction,
  stored: readonly BaselineEntry[] | null,
  date: string,
): PlannedChange {
  switch (action.kind) {
    case 'create':
      if (stored !== null && action.force !== true) throw existing(stored);
      return (before, { found, paths }) => ({
        entries: createBaseline(found, before, paths),
        note: [],
      });
    case 'shrink':
      if (stored === null) throw missing();
      return (before, { found, paths }) => ({
        entries: shrinkBaseline(before, found, paths),
        note: [],
      });
    case 'allow': {
      const allowance = readAllowance(action, date);
      return (before, { found }) => allowOne(before, findViolation(action.id, found), allowance);
    }
  }
}

function existing(stored: readonly BaselineEntry[]): UserError {
  return new UserError(
    'baseline-exists',
    `There is a baseline already: ${BASELINE_FOLDER} holds ${plural(stored.length, 'debt')}`,
    'Use "saasctl baseline shrink" to take out what is fixed, "saasctl baseline allow <id>" to accept one more, or --force to accept everything of today.',
  );
}

function missing(): UserError {
  return new UserError(
    'baseline-missing',
    `There is no baseline to shrink: no folder ${BASELINE_FOLDER} beside saasctl.json`,
    'Use "saasctl baseline create" to accept what is there today.',
  );
}

function allowOne(
  before: readonly BaselineEntry[],
  chosen: FoundViolation,
  allowance: Allowance,
): BaselineChange {
  const { id, rule, from, to, symbol } = chosen;
  const until = allowance.until === null ? '' : ` until ${allowance.until}`;
  return {
    entries: allow(before, chosen, allowance),
    note: [`allowed${until}: ${id}  ${rule}  ${from} → ${to}  ${symbol}`],
  };
}

/** @throws UserError when it does not say why and who, or ends before it begins */
function readAllowance({ reason, owner, until }: AllowAction, date: string): Allowance {
  const given = (flag: string, text: string | undefined): string => {
    if (text !== undefined && text.trim() !== '') return text.trim();
    throw new UserError(
      'allowance-incomplete',
      `What is allowed needs ${flag === 'reason' ? 'a reason' : 'somebody who answers for it'}`,
      `Give --${flag} <${flag === 'reason' ? 'text' : 'who'}>.`,
    );
  };
  if (until !== undefined && !isCalendarDay(until))
    throw new UserError(
      'until-invalid',
      `"${until}" is no day of the calendar`,
      'Give --until as in 2026-12-31, or leave it out for no end.',
    );
  if (until !== undefined && until < date)
    throw new UserError(
      'until-past',
      `An allowance until ${until} has ended already: today is ${date}`,
      'Give --until a day that is today or later, or leave it out for no end.',
    );
  return { reason: given('reason', reason), owner: given('owner', owner), until: until ?? null };
}
