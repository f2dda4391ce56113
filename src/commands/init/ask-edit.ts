/** The questions that lead to an edit; every answer could have been a flag. */
import { buildGlobs } from '../../config/build-globs.ts';
import { isBoundaryId } from '../../config/config-schema.ts';
import type { Choice, Dialog } from '../../ui/dialog.ts';
import type { Edit, EditKind } from '../../what-if/edit.ts';
import { countFiles, listPlaces } from '../../what-if/plan-state.ts';
import type { Ground, PlanState } from '../../what-if/plan-state.ts';

/** @returns null when the person went back */
export async function askEdit(
  dialog: Dialog,
  ground: Ground,
  state: PlanState,
  kind: EditKind,
): Promise<readonly Edit[] | null> {
  switch (kind) {
    case 'rename':
      return askRename(dialog, state);
    case 'merge':
      return askMerge(dialog, state);
    case 'split':
      return askSplit(dialog, ground, state);
    case 'move':
      return askMove(dialog, ground, state);
    case 'pin':
      return askPin(dialog, ground, state);
  }
}

export async function askBoundary(
  dialog: Dialog,
  state: PlanState,
  question: string,
): Promise<string | null> {
  const choices = boundaryChoices(state);
  if (choices.length > 0) return dialog.search(question, choices);
  dialog.fail('There are no boundaries. Move files to a new one to begin.');
  return null;
}

function boundaryChoices(state: PlanState): readonly Choice[] {
  const sizes = countFiles(state);
  return state.ids.map((id, place) => ({ value: id, label: id, hint: `${sizes[place]} files` }));
}

async function askRename(dialog: Dialog, state: PlanState): Promise<readonly Edit[] | null> {
  const from = await askBoundary(dialog, state, 'Rename which boundary?');
  if (from === null) return null;
  const to = await askNewId(dialog, state, from, [from]);
  return to === null ? null : [{ kind: 'rename', from, to }];
}

async function askMerge(dialog: Dialog, state: PlanState): Promise<readonly Edit[] | null> {
  const from = await dialog.searchMany('Merge which boundaries?', boundaryChoices(state));
  if (from === null || from.length === 0) return null;
  const to = await askNewId(dialog, state, from[0] ?? '', from);
  return to === null ? null : [{ kind: 'merge', from, to }];
}

async function askSplit(
  dialog: Dialog,
  ground: Ground,
  state: PlanState,
): Promise<readonly Edit[] | null> {
  const boundary = await askBoundary(dialog, state, 'Split which boundary?');
  if (boundary === null) return null;
  const how = await dialog.choose('How?', [
    { value: 'plan', label: 'As the finer plan does' },
    { value: 'files', label: 'By choosing the files of a new boundary' },
  ]);
  if (how === null) return null;
  if (how === 'plan') return [{ kind: 'split', boundary }];
  const chosen = await askFiles(dialog, ground, state, boundary);
  const to = chosen === null ? null : await askNewId(dialog, state, '', []);
  return chosen === null || to === null ? null : moves(ground, chosen, to);
}

const TYPED = '?';

async function askMove(
  dialog: Dialog,
  ground: Ground,
  state: PlanState,
): Promise<readonly Edit[] | null> {
  const places = placeChoices(state);
  const from = await dialog.search('Move files from where?', [
    { value: TYPED, label: 'type a path or glob' },
    ...places,
  ]);
  if (from === null) return null;
  const chosen =
    from === TYPED ? await askGlob(dialog) : await askFiles(dialog, ground, state, from);
  if (chosen === null || chosen.length === 0) return null;
  const to = await dialog.search('Where to?', [
    { value: TYPED, label: 'a new boundary' },
    ...places.filter((one) => one.value !== from),
  ]);
  const target = to === TYPED ? await askNewId(dialog, state, '', []) : to;
  if (target === null) return null;
  if (from === TYPED) return [{ kind: 'move', files: chosen[0] ?? '', to: target }];
  return moves(ground, chosen, target);
}

async function askPin(
  dialog: Dialog,
  ground: Ground,
  state: PlanState,
): Promise<readonly Edit[] | null> {
  const tables = ground.tables.map(({ name }) => ({ value: name, label: name }));
  if (tables.length === 0) {
    dialog.fail('No tables were found in this project.');
    return null;
  }
  const table = await dialog.search('Pin which table?', tables);
  if (table === null) return null;
  const to = await askBoundary(dialog, state, `Who owns ${table}?`);
  return to === null ? null : [{ kind: 'pin', table, to }];
}

function placeChoices(state: PlanState): readonly Choice[] {
  return [
    ...boundaryChoices(state),
    { value: 'kernel', label: 'kernel', hint: 'shared infrastructure' },
    { value: 'monolith', label: 'monolith', hint: 'stays where it is' },
  ];
}

async function askGlob(dialog: Dialog): Promise<readonly string[] | null> {
  const typed = await dialog.ask('Which files? (src/orders/** or a path)', '', (answer) =>
    answer.trim() === '' ? 'Type a path or a glob.' : undefined,
  );
  return typed === null ? null : [typed.trim()];
}

async function askFiles(
  dialog: Dialog,
  ground: Ground,
  state: PlanState,
  place: string,
): Promise<readonly string[] | null> {
  const files = listPlaces(ground, state).get(place) ?? [];
  const chosen = await dialog.searchMany(
    `Which files of ${place}?`,
    files.map((path) => ({ value: path, label: path })),
  );
  return chosen === null || chosen.length === 0 ? null : chosen;
}

async function askNewId(
  dialog: Dialog,
  state: PlanState,
  initial: string,
  mayBe: readonly string[],
): Promise<string | null> {
  const answer = await dialog.ask('Its id?', initial, (typed) => {
    const id = typed.trim();
    if (!isBoundaryId(id))
      return 'An id is kebab-case, as in order-items; not kernel, not monolith.';
    if (state.ids.includes(id) && !mayBe.includes(id)) return 'There is a boundary of that name.';
    return undefined;
  });
  return answer === null ? null : answer.trim();
}

/** Chosen files as the fewest entries that stand for nothing else. */
function moves({ files }: Ground, chosen: readonly string[], to: string): readonly Edit[] {
  const own = new Set(chosen);
  const entries = buildGlobs(
    chosen,
    files.filter((path) => !own.has(path)),
  );
  return entries.map((entry) => ({ kind: 'move', files: entry, to }));
}
