/** Text of `.saasctl/baseline/<from>.jsonl` → accepted debts, or an error that names line and column. */
import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';

import { UserError } from '../../errors.ts';
import type { BaselineEntry } from '../baseline-entry.ts';
import { isBaselineFile, placeOf } from './baseline-files.ts';
import { checkFields, isPlace } from './entry-fields.ts';
import type { FieldProblem } from './entry-fields.ts';
import { joinEntries } from './join-entries.ts';
import { renderEntry } from './render-baseline.ts';

/** More than a screen of problems helps nobody. */
const SHOWN = 12;
const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)/;

interface LineProblem {
  readonly column: number;
  readonly message: string;
}

type Line =
  | { readonly kind: 'entry'; readonly entry: BaselineEntry }
  | { readonly kind: 'wrong'; readonly problems: readonly LineProblem[] };

/**
 * @param name the file as the user knows it, for messages; its last part says whose debts these are
 * @returns one entry per debt, sorted, in whatever order and however often they were written
 * @throws UserError when a line is not understood: a debt that is skipped would come back as a new one,
 * or hide one
 */
export function parseBaseline(name: string, written: string): readonly BaselineEntry[] {
  const from = checkName(name);
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written;
  const entries: BaselineEntry[] = [];
  const problems: string[] = [];
  let conflict = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readWritten(line, from) ?? examineLine(line, from);
    if (read.kind === 'entry') entries.push(read.entry);
    else problems.push(...read.problems.map((one) => placed(`${name}:${index + 1}`, one)));
    conflict ||= CONFLICT.test(line);
  }
  if (problems.length > 0) throw invalid(name, problems, conflict);
  return joinEntries(entries);
}

const placed = (line: string, { column, message }: LineProblem): string =>
  `  ${line}:${column}  ${message}`;

function checkName(name: string): string {
  const from = placeOf(name);
  if (isBaselineFile(name) && isPlace(from)) return from;
  throw new UserError(
    'baseline-invalid',
    `${name}:1:1  no boundary can be called "${from}"`,
    'A file of the baseline is called after a boundary, "kernel" or "monolith": rename it, or delete it if it is a copy.',
  );
}

function invalid(name: string, problems: readonly string[], conflict: boolean): UserError {
  const more = problems.length > SHOWN ? [`  and ${problems.length - SHOWN} more`] : [];
  return new UserError(
    'baseline-invalid',
    [`${name} cannot be used`, ...problems.slice(0, SHOWN), ...more].join('\n'),
    conflict
      ? 'Keep the entries of both sides and delete the lines with the markers; an entry that is there twice does no harm.'
      : 'Mend the lines, or take the file as it was from git; "saasctl baseline" writes it for you.',
  );
}

/** Who does it says how many do. */
function withPlaces(value: Readonly<Record<string, unknown>>): BaselineEntry {
  const entry = value as unknown as BaselineEntry;
  return { ...entry, places: entry.places ?? entry.in?.length ?? 1 };
}

/** @returns null for what is not exactly as we write it: that needs a closer look */
function readWritten(line: string, from: string): Line | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isObject(value) || checkFields(value, from).length > 0) return null;
  const entry = withPlaces(value);
  // JSON.parse keeps the last of two equal keys; only what reads back the same had none.
  return renderEntry(entry) === line.trimEnd() ? { kind: 'entry', entry } : null;
}

function examineLine(line: string, from: string): Line {
  const wrong = (problems: readonly LineProblem[]): Line => ({ kind: 'wrong', problems });
  if (CONFLICT.test(line)) return wrong([{ column: 1, message: 'a merge conflict was left here' }]);
  const errors: ParseError[] = [];
  const tree = parseTree(line, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (tree === undefined || error !== undefined)
    return wrong([
      { column: (error?.offset ?? 0) + 1, message: `not valid JSON: ${reasonOf(error)}` },
    ]);
  const value: unknown = JSON.parse(line);
  if (!isObject(value))
    return wrong([{ column: tree.offset + 1, message: 'must be an object, {…}' }]);
  const fields = checkFields(value, from).map(({ key, at, message }) => ({
    column: columnOf(tree, key, at),
    message: `${key}: ${message}`,
  }));
  const problems = [...fields, ...findDuplicates(tree)].sort((a, b) => a.column - b.column);
  if (problems.length > 0) return wrong(problems);
  return { kind: 'entry', entry: withPlaces(value) };
}

function reasonOf(error: ParseError | undefined): string {
  const code = error ? printParseErrorCode(error.error) : 'ValueExpected';
  return code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

function columnOf(tree: Node, key: string, at: FieldProblem['at']): number {
  const value = at === 'missing' ? undefined : findNodeAtLocation(tree, [key]);
  const node = at === 'key' ? value?.parent?.children?.[0] : value;
  return (node ?? tree).offset + 1;
}

function findDuplicates(tree: Node): readonly LineProblem[] {
  const seen = new Set<string>();
  return (tree.children ?? []).flatMap(({ offset, children }) => {
    const key = String(children?.[0]?.value);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ column: offset + 1, message: `${key}: is there twice` }];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
