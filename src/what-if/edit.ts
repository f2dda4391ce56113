/** The edits of a plan, and how each is written on the command line. */
import { UserError } from '../errors.ts';

export type Edit =
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'merge'; readonly from: readonly string[]; readonly to: string }
  | { readonly kind: 'split'; readonly boundary: string }
  /** `to`: a boundary, a new one, `kernel` or `monolith`. */
  | { readonly kind: 'move'; readonly files: string; readonly to: string }
  | { readonly kind: 'pin'; readonly table: string; readonly to: string };

export type EditKind = Edit['kind'];

const FORMS: Readonly<Record<EditKind, string>> = {
  rename: 'old=new',
  merge: 'one+other=id',
  split: 'id',
  move: 'glob=id',
  pin: 'table=id',
};

/** What follows a flag of the command line, as in `old=new`. */
export const editForm = (kind: EditKind): string => FORMS[kind];

/** @throws UserError when it has not the form of such an edit */
export function parseEdit(kind: EditKind, text: string): Edit {
  if (kind === 'split') return { kind, boundary: filled(kind, text, text) };
  // Ids have no "=", paths may.
  const at = text.lastIndexOf('=');
  const left = filled(kind, text, text.slice(0, Math.max(at, 0)));
  const to = filled(kind, text, text.slice(at + 1));
  switch (kind) {
    case 'rename':
      return { kind, from: left, to };
    case 'merge':
      return { kind, from: left.split('+').map((id) => filled(kind, text, id)), to };
    case 'move':
      return { kind, files: left, to };
    case 'pin':
      return { kind, table: left, to };
  }
}

function filled(kind: EditKind, text: string, part: string): string {
  const trimmed = part.trim();
  if (trimmed !== '') return trimmed;
  throw new UserError(
    'edit-form',
    `--${kind} ${text === '' ? '""' : text} is not understood`,
    `Write --${kind} ${FORMS[kind]}.`,
  );
}

/** The edit as the words of a command line: flag and value. */
export function editWords(edit: Edit): readonly [string, string] {
  const flag = `--${edit.kind}`;
  switch (edit.kind) {
    case 'rename':
      return [flag, `${edit.from}=${edit.to}`];
    case 'merge':
      return [flag, `${edit.from.join('+')}=${edit.to}`];
    case 'split':
      return [flag, edit.boundary];
    case 'move':
      return [flag, `${edit.files}=${edit.to}`];
    case 'pin':
      return [flag, `${edit.table}=${edit.to}`];
  }
}

/** A word that a POSIX shell reads as it is written. */
export const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
