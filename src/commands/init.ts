import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Granularity } from '../../analyzers/contract.ts';
import { openDoors } from '../check/start/open-doors.ts';
import { CONFIG_FILE } from '../config/read-config.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { preparePlan } from '../pipeline.ts';
import type { PreparedPlan } from '../pipeline.ts';
import type { Dialog } from '../ui/dialog.ts';
import { buildConfig, renderConfig } from '../what-if/build-config.ts';
import { describeChange } from '../what-if/describe-change.ts';
import { parseEdit } from '../what-if/edit.ts';
import type { Edit, EditKind } from '../what-if/edit.ts';
import { buildGround } from '../what-if/plan-state.ts';
import { renderChange } from '../what-if/render-change.ts';
import { editSession, editsOf, lastStage, startSession } from '../what-if/session.ts';
import type { Session } from '../what-if/session.ts';
import { writeReport } from '../write-report.ts';
import type { CommandContext } from './context.ts';
import { chooseGranularity, converse } from './init/converse.ts';
import { renderRepeat } from './init/render-repeat.ts';

export interface InitFlags {
  readonly yes?: boolean;
  readonly granularity?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly cache: boolean;
  readonly history: boolean;
}

/** An edit as it was typed: kind and value of a flag. */
export type TypedEdit = readonly [EditKind, string];

/** @param typed in the order of the command line */
export async function runInit(
  folder: string,
  flags: InitFlags,
  typed: readonly TypedEdit[],
  context: CommandContext,
): Promise<Outcome> {
  const { cwd, build, processId, ui } = context;
  const granularity = readGranularity(flags.granularity);
  const edits = typed.map(([kind, text]) => parseEdit(kind, text));
  const root = resolve(cwd, folder === '' ? '.' : folder);
  checkTarget(join(root, CONFIG_FILE), flags);
  const dialog = await openConversation(flags, context);
  const prepared = await preparePlan({
    root,
    build,
    cacheFor: flags.cache ? processId : null,
    history: flags.history,
    onProgress: ui.progress,
  });
  ui.finish();
  const session = await editPlan(prepared, granularity, edits, dialog);
  if (session === null) {
    dialog?.end('Nothing was written.');
    return 'cancelled';
  }
  deliver(session, prepared, join(root, CONFIG_FILE), flags, context);
  dialog?.end('Done.');
  // Not in the frame of the conversation: it is to be copied.
  if (dialog !== null) ui.note(`Repeat it with:\n  ${renderRepeat(session, folder, flags)}`);
  for (const gap of prepared.gaps) ui.warn(`saasctl: the analysis is incomplete: ${gap}`);
  return prepared.gaps.length > 0 ? 'incomplete' : 'clean';
}

/** @returns null when the person went away without writing */
async function editPlan(
  { planning }: PreparedPlan,
  granularity: Granularity | null,
  edits: readonly Edit[],
  dialog: Dialog | null,
): Promise<Session | null> {
  const ground = buildGround(planning);
  const open = (chosen: Granularity): Session =>
    editSession(startSession(ground, chosen, planning.evaluate), edits);
  if (dialog === null) return open(granularity ?? planning.suggestion.chosen);
  dialog.begin(`saasctl init: from ${ground.files.length} source files to boundaries`);
  const chosen = granularity ?? (await chooseGranularity(dialog, ground, planning.evaluate));
  return chosen === null ? null : converse(dialog, open(chosen));
}

function deliver(
  session: Session,
  { sources, code }: PreparedPlan,
  path: string,
  { dryRun }: InitFlags,
  { ui, print }: CommandContext,
): void {
  const { state, evaluated } = lastStage(session);
  const planned = buildConfig(session.ground, state, evaluated, sources);
  const text = renderConfig(openDoors(planned, code, renderConfig));
  const [start] = session.stages;
  const change = renderChange(describeChange(start.evaluated, evaluated));
  if (editsOf(session).length > 0) ui.note(`${change}\n`);
  const { split, why } = evaluated.verdict;
  if (split !== 'yes') ui.note(`saasctl: verdict ${split}: ${why[0] ?? ''}`);
  if (dryRun === true) print(text);
  else {
    writeReport(path, text);
    ui.note(`saasctl: wrote ${state.ids.length} boundaries to ${path}`);
  }
}

const GRANULARITIES: readonly Granularity[] = ['coarse', 'medium', 'fine'];

/** @returns null when it is left to the conversation or to the suggestion */
function readGranularity(typed: string | undefined): Granularity | null {
  if (typed === undefined) return null;
  const found = GRANULARITIES.find((one) => one === typed);
  if (found) return found;
  throw new UserError(
    'granularity-unknown',
    `There is no granularity "${typed}"`,
    `Choose one of ${GRANULARITIES.join(', ')}.`,
  );
}

/** @throws UserError before minutes of reading when the result could not be written */
function checkTarget(path: string, { force, dryRun }: InitFlags): void {
  if (force === true || dryRun === true || !existsSync(path)) return;
  throw new UserError(
    'config-exists',
    `There is a configuration already: ${path}`,
    'Use --force to write it anew, or --dry-run to see what would be written.',
  );
}

async function openConversation(
  { yes }: InitFlags,
  { openDialog }: CommandContext,
): Promise<Dialog | null> {
  if (yes === true) return null;
  if (openDialog !== null) return openDialog();
  throw new UserError(
    'init-no-terminal',
    'saasctl init is a conversation and this is no terminal',
    'Use --yes to take the suggested plan, with edits such as --merge a+b=c.',
  );
}
