/** Schema changes made of TypeORM's objects: `createTable(new Table({…}))`, `addColumn('t', new TableColumn({…}))`. */
import type { Expr, ObjectExpr } from '../../scan/ir.ts';
import { lineAt, textOf, textsOf } from './migration-step.ts';
import type { MigrationStep } from './migration-step.ts';

/** @returns whether the call was one of TypeORM's objects */
export function readTableObjects(step: MigrationStep): boolean {
  const [first, second] = step.call.args;
  const table = optionsOf(step, first, 'Table');
  if (table) {
    const name = textOf(step, propOf(table, 'name'));
    if (name !== null) readTable(step, name, table, propOf(table, 'name') ?? first);
    return true;
  }
  const name = textOf(step, first);
  if (name === null) return false;
  const made = elementsOf(step, second);
  const columns = made.flatMap((one) => optionsOf(step, one, 'TableColumn') ?? []);
  const keys = made.flatMap((one) => optionsOf(step, one, 'TableForeignKey') ?? []);
  const indexes = [...INDEXES].flatMap((kind) =>
    made.flatMap((one) => optionsOf(step, one, kind) ?? []),
  );
  // `dropForeignKey('t', key)` and its like take such objects as well.
  if (/^(?:create|add)/.test(step.site.name)) {
    for (const column of columns) readColumn(step, name, column);
    for (const key of keys) readKey(step, name, key);
    for (const index of indexes) readIndex(step, name, index);
  } else if (step.site.name === 'dropColumn' || step.site.name === 'dropColumns') {
    for (const column of columns) dropColumn(step, name, column);
  }
  return columns.length + keys.length + indexes.length > 0;
}

const INDEXES = ['TableIndex', 'TableUnique'] as const;

function readTable(
  step: MigrationStep,
  name: string,
  table: ObjectExpr,
  at: Expr | undefined,
): void {
  const { journal, file, site, call } = step;
  if (site.name === 'dropTable') return journal.dropTable(name);
  if (site.name !== 'createTable') return;
  journal.createTable(name, { file, at: at?.at ?? call.at }, `createTable('${name}')`);
  const parts = (key: string): readonly ObjectExpr[] =>
    elementsOf(step, propOf(table, key)).flatMap(
      (one) => objectOf(step, one) ?? optionsOf(step, one, null) ?? [],
    );
  for (const column of parts('columns')) readColumn(step, name, column);
  for (const key of parts('foreignKeys')) readKey(step, name, key);
  for (const index of [...parts('indices'), ...parts('uniques')]) readIndex(step, name, index);
}

function readColumn(step: MigrationStep, table: string, column: ObjectExpr): void {
  const name = textOf(step, propOf(column, 'name'));
  if (name === null) return;
  const { at } = column;
  const place = { file: step.file, at };
  const type = textOf(step, propOf(column, 'type'));
  step.journal.addColumn(table, { name, type, line: lineAt(at) }, place);
  if (['isPrimary', 'isUnique'].some((key) => isTrue(propOf(column, key))))
    step.journal.addIndex(table, [name], place);
}

function dropColumn(step: MigrationStep, table: string, column: ObjectExpr): void {
  const name = textOf(step, propOf(column, 'name'));
  if (name !== null) step.journal.dropColumn(table, name);
}

function readKey(step: MigrationStep, table: string, key: ObjectExpr): void {
  const to = textOf(step, propOf(key, 'referencedTableName'));
  const columns = textsOf(step, propOf(key, 'columnNames'));
  if (to === null || columns.length === 0) return;
  const onDelete = textOf(step, propOf(key, 'onDelete'))?.toUpperCase() ?? null;
  const place = { file: step.file, at: key.at };
  step.journal.addKey(table, { columns, to, onDelete, place, evidence: `foreign key to ${to}` });
}

function readIndex(step: MigrationStep, table: string, index: ObjectExpr): void {
  const columns = textsOf(step, propOf(index, 'columnNames'));
  if (columns.length > 0) step.journal.addIndex(table, columns, { file: step.file, at: index.at });
}

/** What `new Table({…})` is given, also through a variable; any such class for null. */
function optionsOf(
  step: MigrationStep,
  expr: Expr | undefined,
  kind: string | null,
): ObjectExpr | null {
  if (!expr) return null;
  if (expr.k === 'name') {
    const definition = step.file.definitions.get(expr.decl);
    return definition && !definition.each ? optionsOf(step, definition.v, kind) : null;
  }
  if (expr.k === 'cast') return optionsOf(step, expr.v, kind);
  if (expr.k !== 'call' || !expr.isNew) return null;
  const { fn } = expr;
  const name = fn.k === 'name' || fn.k === 'mem' ? fn.name : '';
  const isWanted = kind === null ? name.startsWith('Table') : name === kind;
  return isWanted ? objectOf(step, expr.args[0]) : null;
}

function elementsOf(step: MigrationStep, expr: Expr | undefined): readonly Expr[] {
  if (!expr) return [];
  if (expr.k === 'arr') return expr.items.map((item) => (item.k === 'spread' ? item.v : item));
  const definition = expr.k === 'name' ? step.file.definitions.get(expr.decl) : undefined;
  return definition?.v.k === 'arr' ? elementsOf(step, definition.v) : [expr];
}

function objectOf(step: MigrationStep, expr: Expr | undefined): ObjectExpr | null {
  if (!expr) return null;
  const value = step.evaluator.value(expr, step.env);
  return value.v === 'object' ? value.expr : null;
}

const propOf = (object: ObjectExpr, name: string): Expr | undefined =>
  object.props.find((prop) => prop.name === name)?.v;

const isTrue = (expr: Expr | undefined): boolean => expr?.k === 'lit' && expr.v === true;
