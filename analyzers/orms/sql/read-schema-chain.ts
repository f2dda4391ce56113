/** kysely's schema builder: `createTable('orders').addColumn('id', 'uuid', (col) => …).execute()`. */
import { forEachExpr } from '../../scan/walk.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { methodOf } from './expr-path.ts';
import { callsBehind, lineAt, placeAt, textOf, textsOf } from './migration-step.ts';
import type { MigrationStep } from './migration-step.ts';

/** @param first argument of `createTable`, `alterTable` or `createIndex` */
export function readSchemaChain(step: MigrationStep, first: string): void {
  const behind = callsBehind(step);
  if (step.site.name === 'createIndex') return readIndexChain(step, behind);
  for (const call of behind) readLink(step, first, call);
  return undefined;
}

function readLink(step: MigrationStep, table: string, call: CallExpr): void {
  const { journal } = step;
  const [first, second, third] = call.args;
  const name = textOf(step, first);
  if (name === null) return;
  const place = placeAt(step, first);
  switch (methodOf(call)) {
    case 'addColumn':
      journal.addColumn(
        table,
        { name, type: textOf(step, second), line: lineAt(first?.at ?? call.at) },
        place,
      );
      readColumnCallback(step, table, name, third);
      return;
    case 'dropColumn':
      return journal.dropColumn(table, name);
    case 'renameColumn': {
      const to = textOf(step, second);
      return to === null ? undefined : journal.renameColumn(table, name, to);
    }
    case 'renameTo':
      return journal.renameTable(table, name);
    case 'addUniqueConstraint':
    case 'addPrimaryKeyConstraint':
    case 'addIndex':
      return journal.addIndex(table, textsOf(step, second), place);
    case 'addForeignKeyConstraint': {
      const to = textOf(step, third);
      const evidence = `addForeignKeyConstraint('${name}')`;
      if (to !== null)
        journal.addKey(table, {
          columns: textsOf(step, second),
          to,
          onDelete: onDeleteIn(step, call),
          place,
          evidence,
        });
      return;
    }
    default:
  }
}

/** `(col) => col.references('users.id').onDelete('cascade').unique()`. */
function readColumnCallback(
  step: MigrationStep,
  table: string,
  column: string,
  callback: Expr | undefined,
): void {
  const calls = callsIn(step, callback);
  const references = calls.find((call) => methodOf(call) === 'references');
  const target = textOf(step, references?.args[0]);
  if (calls.some((call) => methodOf(call) === 'unique' || methodOf(call) === 'primaryKey')) {
    step.journal.addIndex(table, [column], placeAt(step, callback));
  }
  if (!references || !target?.includes('.')) return;
  const onDelete =
    textOf(step, calls.find((call) => methodOf(call) === 'onDelete')?.args[0])?.toUpperCase() ??
    null;
  step.journal.addKey(table, {
    columns: [column],
    to: target.slice(0, target.lastIndexOf('.')),
    onDelete,
    place: placeAt(step, references.args[0]),
    evidence: `.references('${target}')`,
  });
}

function onDeleteIn(step: MigrationStep, call: CallExpr): string | null {
  const found = [...call.args, ...callsBehind({ ...step, call }).slice(0, 1)].flatMap((arg) =>
    callsIn(step, arg),
  );
  return (
    textOf(step, found.find((one) => methodOf(one) === 'onDelete')?.args[0])?.toUpperCase() ?? null
  );
}

function callsIn(step: MigrationStep, expr: Expr | undefined): readonly CallExpr[] {
  const calls: CallExpr[] = [];
  const roots =
    expr?.k === 'fn' ? (step.file.functions[expr.fn]?.ir.body ?? []) : expr ? [expr] : [];
  for (const root of roots) {
    forEachExpr(root, (one) => {
      if (one.k === 'call') calls.push(one);
    });
  }
  return calls;
}

function readIndexChain(step: MigrationStep, behind: readonly CallExpr[]): void {
  const table = textOf(step, behind.find((call) => methodOf(call) === 'on')?.args[0]);
  const columns = behind
    .filter((call) => /^columns?$/.test(methodOf(call)))
    .flatMap((call) => textsOf(step, call.args[0]));
  if (table !== null && columns.length > 0)
    step.journal.addIndex(table, columns, placeAt(step, step.call.args[0]));
}
