/** Columns as objects: db-migrate and node-pg-migrate. */
import type { Expr, ObjectExpr } from '../../scan/ir.ts';
import { lineAt, placeAt, textOf, textsOf } from './migration-step.ts';
import type { MigrationStep } from './migration-step.ts';

/** `createTable('t', {…})`, `addColumns('t', {…})`, `addColumn('t', 'c', {…})`, `addForeignKey(…)` and their reverse. */
export function readColumnOptions(step: MigrationStep, table: string): void {
  const { call, site, journal } = step;
  const [, second, third] = call.args;
  switch (site.name) {
    case 'createTable':
    case 'createTableIfNotExists':
    case 'addColumns':
      return readColumns(step, table, objectOf(step, second));
    case 'addColumn': {
      const name = textOf(step, second);
      if (name === null) readColumns(step, table, objectOf(step, second));
      else if (third) readColumn(step, table, name, third, second ?? third);
      return;
    }
    case 'removeColumn':
    case 'dropColumn':
    case 'dropColumns':
      for (const name of textsOf(step, second)) journal.dropColumn(table, name);
      return;
    case 'renameColumn': {
      const [from, to] = [textOf(step, second), textOf(step, third)];
      if (from !== null && to !== null) journal.renameColumn(table, from, to);
      return;
    }
    case 'addIndex':
      return readIndex(step, table);
    case 'addForeignKey':
      return readForeignKey(step, table);
    case 'addConstraint':
    case 'createConstraint':
      return readConstraint(step, table, objectOf(step, third));
    default:
      return undefined;
  }
}

/** `addIndex('t', 'name', ['a'])` or `addIndex('t', ['a'])`. */
function readIndex(step: MigrationStep, table: string): void {
  const [first, second, third] = step.call.args;
  const columns = textsOf(step, textsOf(step, third).length > 0 ? third : second);
  if (columns.length > 0) step.journal.addIndex(table, columns, placeAt(step, first));
}

/** db-migrate: `addForeignKey('items', 'orders', 'name', { order_id: 'id' }, { onDelete: 'CASCADE' })`. */
function readForeignKey(step: MigrationStep, table: string): void {
  const [, target, , mapping, rules] = step.call.args;
  const to = textOf(step, target);
  const columns = (objectOf(step, mapping)?.props ?? []).flatMap((prop) =>
    prop.name === null ? [] : [prop.name],
  );
  if (to === null || columns.length === 0) return;
  const onDelete = textOf(step, propOf(objectOf(step, rules), 'onDelete'));
  const evidence = `addForeignKey('${table}', '${to}')`;
  step.journal.addKey(table, { columns, to, onDelete, place: placeAt(step, target), evidence });
}

function objectOf(step: MigrationStep, expr: Expr | undefined): ObjectExpr | null {
  if (!expr) return null;
  const value = step.evaluator.value(expr, step.env);
  return value.v === 'object' ? value.expr : null;
}

function propOf(object: ObjectExpr | null, name: string): Expr | undefined {
  return object?.props.find((prop) => prop.name === name)?.v;
}

function readColumns(step: MigrationStep, table: string, object: ObjectExpr | null): void {
  const columns = objectOf(step, propOf(object, 'columns')) ?? object;
  for (const prop of columns?.props ?? []) {
    if (prop.name !== null) readColumn(step, table, prop.name, prop.v, prop);
  }
}

function readColumn(
  step: MigrationStep,
  table: string,
  name: string,
  definition: Expr,
  at: { readonly at: number },
): void {
  const { journal, file } = step;
  const options = objectOf(step, definition);
  const place = { file, at: at.at };
  const type = options ? textOf(step, propOf(options, 'type')) : textOf(step, definition);
  journal.addColumn(table, { name, type, line: lineAt(at.at) }, place);
  if (['unique', 'primaryKey'].some((key) => isTrue(propOf(options, key))))
    journal.addIndex(table, [name], place);
  const key = objectOf(step, propOf(options, 'foreignKey'));
  const target = textOf(step, propOf(options, 'references')) ?? textOf(step, propOf(key, 'table'));
  if (target === null) return;
  const onDelete =
    textOf(step, propOf(options, 'onDelete')) ??
    textOf(step, propOf(objectOf(step, propOf(key, 'rules')), 'onDelete'));
  journal.addKey(table, {
    columns: [name],
    to: referencedTable(target),
    onDelete: onDelete?.toUpperCase() ?? null,
    place,
    evidence: `${name} references ${target}`,
  });
}

const isTrue = (expr: Expr | undefined): boolean => expr?.k === 'lit' && expr.v === true;

/** `users`, `"users"`, `users(id)`. */
const referencedTable = (target: string): string =>
  target.replace(/\s*\(.*$/, '').replace(/["`]/g, '');

function readConstraint(step: MigrationStep, table: string, options: ObjectExpr | null): void {
  const place = placeAt(step, step.call.args[0]);
  const keys = propOf(options, 'foreignKeys');
  const unique = textsOf(step, propOf(options, 'unique') ?? propOf(options, 'primaryKey'));
  if (unique.length > 0) step.journal.addIndex(table, unique, place);
  for (const item of keys?.k === 'arr' ? keys.items : keys ? [keys] : []) {
    const key = objectOf(step, item);
    const target = textOf(step, propOf(key, 'references'));
    if (target === null) continue;
    step.journal.addKey(table, {
      columns: textsOf(step, propOf(key, 'columns')),
      to: referencedTable(target),
      onDelete: textOf(step, propOf(key, 'onDelete'))?.toUpperCase() ?? null,
      place,
      evidence: `references ${target}`,
    });
  }
}
