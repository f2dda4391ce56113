/** knex's table builder: `(table) => { table.uuid('user_id').references('users.id') }`. */
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { bottomOf, methodOf } from './expr-path.ts';
import { isBuiltOn, lineAt, placeAt, textOf, textsOf } from './migration-step.ts';
import type { MigrationStep } from './migration-step.ts';

const NOT_COLUMNS = new Set([
  'unique',
  'index',
  'primary',
  'foreign',
  'dropColumn',
  'dropColumns',
  'renameColumn',
  'timestamps',
  'dropForeign',
  'dropIndex',
  'dropUnique',
  'dropPrimary',
  'dropTimestamps',
  'setNullable',
  'dropNullable',
  'comment',
  'engine',
  'charset',
  'collate',
  'inherits',
  'queryContext',
  'check',
  'dropChecks',
  'checkPositive',
  'checkIn',
]);

export function readTableCallback(step: MigrationStep, table: string, callback: Expr): void {
  const fn = callback.k === 'fn' ? step.file.functions[callback.fn] : undefined;
  if (!fn) return;
  const builder = fn.ir.params[0]?.decl ?? -1;
  const all = step.file.calls.map((site) => site.expr);
  const first = all.filter(
    (call) => call.fn.k === 'mem' && isBuilder(call.fn.obj, builder, fn.index, step),
  );
  for (const call of first.sort((a, b) => a.at - b.at)) {
    const behind = all
      .filter((one) => one !== call && isBuiltOn(one, call))
      .sort((a, b) => a.at - b.at);
    readColumn(step, table, call, behind);
  }
}

function isBuilder(expr: Expr, builder: number, fn: number, step: MigrationStep): boolean {
  if (expr.k === 'name') return expr.decl === builder;
  const place = bottomOf(expr);
  if (expr.k !== 'this' || place.k !== 'this') return false;
  const ir = step.file.functions[fn]?.ir;
  return ir?.kind === 'function' && expr.at >= ir.at && expr.at <= ir.end;
}

function readColumn(
  step: MigrationStep,
  table: string,
  call: CallExpr,
  behind: readonly CallExpr[],
): void {
  const { journal } = step;
  const method = methodOf(call);
  const columns = textsOf(step, call.args[0]);
  const place = placeAt(step, call.args[0] ?? call);
  const line = lineAt(call.at);
  switch (method) {
    case 'unique':
    case 'index':
    case 'primary':
      if (columns.length > 0) journal.addIndex(table, columns, place);
      return;
    case 'foreign':
      return readKey(step, table, columns, behind);
    case 'dropColumn':
    case 'dropColumns':
      for (const arg of call.args)
        for (const name of textsOf(step, arg)) journal.dropColumn(table, name);
      return;
    case 'renameColumn': {
      const to = textOf(step, call.args[1]);
      if (columns[0] !== undefined && to !== null) journal.renameColumn(table, columns[0], to);
      return;
    }
    case 'timestamps':
      for (const name of ['created_at', 'updated_at'])
        journal.addColumn(table, { name, type: 'timestamp', line }, place);
      return;
    default:
      if (!NOT_COLUMNS.has(method)) addColumn(step, table, call, behind);
  }
}

/** `table.uuid('user_id')`; `table.increments()` is `id`. */
function addColumn(
  step: MigrationStep,
  table: string,
  call: CallExpr,
  behind: readonly CallExpr[],
): void {
  const method = methodOf(call);
  const name =
    textsOf(step, call.args[0])[0] ?? (/^(?:bigI|i)ncrements$/.test(method) ? 'id' : undefined);
  if (name === undefined) return;
  const place = placeAt(step, call.args[0] ?? call);
  const type = method === 'specificType' ? textOf(step, call.args[1]) : method;
  step.journal.addColumn(table, { name, type, line: lineAt(call.at) }, place);
  if (behind.some((one) => /^(?:unique|index|primary)$/.test(methodOf(one))))
    step.journal.addIndex(table, [name], place);
  readKey(step, table, [name], behind);
}

/** `.references('id').inTable('users').onDelete('CASCADE')`, `.references('users.id')`. */
function readKey(
  step: MigrationStep,
  table: string,
  columns: readonly string[],
  behind: readonly CallExpr[],
): void {
  const named = (name: string): CallExpr | undefined =>
    behind.find((call) => methodOf(call) === name);
  const references = named('references');
  const inTable = named('inTable');
  if (!references) return;
  const target = textsOf(step, references.args[0])[0] ?? '';
  const to = inTable
    ? textOf(step, inTable.args[0])
    : target.includes('.')
      ? target.slice(0, target.lastIndexOf('.'))
      : null;
  if (!to) return;
  const onDelete = textOf(step, named('onDelete')?.args[0])?.toUpperCase() ?? null;
  step.journal.addKey(table, {
    columns,
    to,
    onDelete,
    place: placeAt(step, references.args[0] ?? references),
    evidence: `.references('${target}')${inTable ? `.inTable('${to}')` : ''}`,
  });
}
