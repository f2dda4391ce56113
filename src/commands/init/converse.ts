/** The conversation: an edit, what it did, the next one, until the plan is written or left. */
import type { Granularity } from '../../../analyzers/contract.ts';
import { UserError } from '../../errors.ts';
import type { Choice, Dialog } from '../../ui/dialog.ts';
import { describeBoundary, renderBoundary } from '../../what-if/describe-boundary.ts';
import { describeChange } from '../../what-if/describe-change.ts';
import { editWords } from '../../what-if/edit.ts';
import type { Edit, EditKind } from '../../what-if/edit.ts';
import type { Ground } from '../../what-if/plan-state.ts';
import { renderChange } from '../../what-if/render-change.ts';
import { editSession, lastStage, startSession, undoStep } from '../../what-if/session.ts';
import type { Session, Stage } from '../../what-if/session.ts';
import { askBoundary, askEdit } from './ask-edit.ts';

/** @returns null when the person went away */
export async function chooseGranularity(
  dialog: Dialog,
  ground: Ground,
  evaluate: Session['evaluate'],
): Promise<Granularity | null> {
  const choices = ground.plans.map(({ granularity }) => {
    const { health, boundaries } = lastStage(startSession(ground, granularity, evaluate)).evaluated;
    const ready = boundaries.filter((one) => one.verdict === 'extract').length;
    return {
      value: granularity,
      label: granularity,
      hint: `${health.boundaries} boundaries, ${ready} can be extracted, ${health.crossingImports} imports cross`,
    };
  });
  // The suggested one is where the cursor is.
  const ordered = [...choices].sort(
    (a, b) => Number(b.value === SUGGESTED) - Number(a.value === SUGGESTED),
  );
  return (await dialog.choose('How fine shall the plan be?', ordered)) as Granularity | null;
}

const SUGGESTED: Granularity = 'medium';

type Action = EditKind | 'look' | 'undo' | 'write' | 'quit';

const ACTIONS: readonly (Choice & { readonly value: Action })[] = [
  { value: 'look', label: 'Look at a boundary', hint: 'what crosses its border' },
  { value: 'rename', label: 'Rename a boundary' },
  { value: 'merge', label: 'Merge boundaries' },
  { value: 'split', label: 'Split a boundary' },
  { value: 'move', label: 'Move files' },
  { value: 'pin', label: 'Pin a table', hint: 'say who owns it' },
  { value: 'undo', label: 'Undo the last step' },
  { value: 'write', label: 'Write saasctl.json' },
  { value: 'quit', label: 'Quit without writing' },
];

/** @returns null when nothing shall be written */
export async function converse(dialog: Dialog, start: Session): Promise<Session | null> {
  let session = start;
  showChange(dialog, 'The plan', lastStage(session), lastStage(session));
  for (;;) {
    const action = (await dialog.choose('What next?', ACTIONS)) as Action | null;
    if (action === null || action === 'quit') return null;
    if (action === 'write') return session;
    session = await takeStep(dialog, session, action);
  }
}

async function takeStep(dialog: Dialog, session: Session, action: Action): Promise<Session> {
  switch (action) {
    case 'look':
      await look(dialog, session);
      return session;
    case 'undo':
      return undo(dialog, session);
    case 'write':
    case 'quit':
      return session;
    default:
      return edit(dialog, session, action);
  }
}

async function look(dialog: Dialog, session: Session): Promise<void> {
  const { state, evaluated } = lastStage(session);
  const id = await askBoundary(dialog, state, 'Which boundary?');
  const view = id === null ? null : describeBoundary(evaluated, id);
  if (view !== null) dialog.show(view.boundary.id, renderBoundary(view));
}

function undo(dialog: Dialog, session: Session): Session {
  const before = undoStep(session);
  if (before === null) {
    dialog.fail('There is nothing to undo.');
    return session;
  }
  const undone = lastStage(session);
  showChange(dialog, `Undone: ${titleOf(undone.edits)}`, undone, lastStage(before));
  return before;
}

async function edit(dialog: Dialog, session: Session, kind: EditKind): Promise<Session> {
  const before = lastStage(session);
  const edits = await askEdit(dialog, session.ground, before.state, kind);
  if (edits === null || edits.length === 0) return session;
  try {
    const next = editSession(session, edits);
    showChange(dialog, titleOf(edits), before, lastStage(next));
    return next;
  } catch (error) {
    // What cannot be done is said, and the plan is as it was.
    if (!(error instanceof UserError)) throw error;
    dialog.fail(`${error.message}\n${error.hint}`);
    return session;
  }
}

function showChange(dialog: Dialog, title: string, before: Stage, after: Stage): void {
  dialog.show(title, renderChange(describeChange(before.evaluated, after.evaluated)));
}

function titleOf([first, ...others]: readonly Edit[]): string {
  if (first === undefined) return 'The plan';
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `${editWords(first).join(' ').replace(/^--/, '')}${more}`;
}
