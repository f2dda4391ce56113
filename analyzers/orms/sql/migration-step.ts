/** One call of a migration, and how its arguments are read. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import type { Env } from '../../program/values.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { CallExpr, Expr, Pos } from '../../scan/ir.ts';
import type { JournalPlace, SchemaJournal } from './schema-journal.ts';

/** One migration being read. */
export interface MigrationStep {
  readonly journal: SchemaJournal;
  readonly evaluator: Evaluator;
  readonly file: ProjectFile;
  readonly env: Env;
  readonly site: CallSite;
  readonly call: CallExpr;
}

/** A literal text, without quotes of its own. */
export function textOf(step: MigrationStep, expr: Expr | undefined): string | null {
  const text = step.evaluator.text(expr, step.env);
  return text?.exact ? text.text.replace(/^(?:"?public"?\.)?["`]?([^"`]*)["`]?$/, '$1') : null;
}

/** A text or a list of texts. */
export function textsOf(step: MigrationStep, expr: Expr | undefined): readonly string[] {
  if (!expr) return [];
  const value = step.evaluator.value(expr, step.env);
  if (value.v === 'string') return value.exact ? [value.text] : [];
  if (value.v !== 'array') return [];
  return (value.items ?? []).flatMap((item) =>
    item.v === 'string' && item.exact ? [item.text] : [],
  );
}

export function placeAt(step: MigrationStep, expr: Expr | undefined): JournalPlace {
  return { file: step.file, at: expr?.at ?? step.call.at };
}

export const lineAt = (at: Pos): number => unpackPosition(at).line;

/** Calls made on the result of a call, in order: `.addColumn(…).execute()`. */
export function callsBehind(step: MigrationStep): readonly CallExpr[] {
  return step.file.calls
    .map((site) => site.expr)
    .filter((call) => call !== step.call && isBuiltOn(call, step.call))
    .sort((a, b) => a.at - b.at);
}

export function isBuiltOn(call: CallExpr, base: CallExpr): boolean {
  let current: Expr = call;
  while (current.k === 'call' && current.fn.k === 'mem') {
    current = current.fn.obj;
    if (current === base) return true;
  }
  return false;
}
