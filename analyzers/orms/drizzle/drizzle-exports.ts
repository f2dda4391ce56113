/** What the exports of drizzle-orm give when they are called. */
import type { LibraryCall } from '../../program/library.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import {
  COLUMN_TYPES,
  CONSTRAINTS,
  isEnumFactory,
  isSchemaFactory,
  isTableCreator,
  isTableFactory,
  isViewFactory,
  SET_OPERATORS,
} from './drizzle-names.ts';
import { drizzleValue, isDrizzle, NEW_COLUMN, tablesOf } from './drizzle-state.ts';

export function exportCall(call: LibraryCall): Value | undefined {
  const { receiver, method } = call;
  const plain = method === '' || method === 'new';
  const isSpace = receiver.type === '*' || receiver.type === 'default';
  const name = plain || !isSpace ? receiver.type : method;
  if (!plain && !isSpace) {
    if (isTableFactory(name) && method === 'withRLS') return madeTable(call, ownName(call));
    if (name === 'sql') return drizzleValue('Sql');
    return name === 'drizzle' && method === 'mock' ? databaseOf(call) : undefined;
  }
  return schemaExport(call, name) ?? otherExport(call, name);
}

/** What declares tables and their parts. */
function schemaExport(call: LibraryCall, name: string): Value | undefined {
  if (isTableFactory(name)) return madeTable(call, ownName(call));
  if (isTableCreator(name))
    return drizzleValue('TableCreator', { name: call.evaluator.value(firstOf(call), call.env) });
  if (isSchemaFactory(name)) return drizzleValue('Schema', { name: ownName(call) });
  if (isViewFactory(name)) return drizzleValue('View', { name: ownName(call), made: null });
  if (isEnumFactory(name))
    return drizzleValue('ColumnFactory', { ...NEW_COLUMN, type: ownName(call) });
  if (name === 'customType') return drizzleValue('ColumnFactory', NEW_COLUMN);
  if (COLUMN_TYPES.has(name)) return column(call, name);
  if (CONSTRAINTS.has(name))
    return drizzleValue('Constraint', {
      kind: name,
      made: { call: call.call, env: call.env },
      onDelete: null,
    });
  return undefined;
}

function otherExport(call: LibraryCall, name: string): Value | undefined {
  if (SET_OPERATORS.has(name))
    return drizzleValue('Builder', { op: 'select', tables: handedTables(call) });
  switch (name) {
    case 'sql':
      return drizzleValue('Sql');
    case 'drizzle':
      return databaseOf(call);
    case 'alias':
    case 'aliasedTable':
    case 'withReplicas':
      return call.evaluator.value(firstOf(call), call.env);
    case 'relations':
    case 'defineRelations':
    case 'defineRelationsPart':
      return drizzleValue('Relations', { made: { call: call.call, env: call.env } });
    case 'QueryBuilder':
      return drizzleValue('Database');
    default:
      return undefined;
  }
}

const NOTHING: Expr = { k: 'lit', v: null, at: 0 };
export const firstOf = ({ call }: LibraryCall): Expr => call.args[0] ?? NOTHING;

export function ownName({ call, env, evaluator }: LibraryCall): string | null {
  const text = evaluator.text(call.args[0], env);
  return text?.exact ? text.text : null;
}

export function madeTable({ call, env }: LibraryCall, name: string | null): LibraryValue {
  return drizzleValue('Table', { name, made: { call, env } });
}

export function column(call: LibraryCall, type: string | null): LibraryValue {
  const first = call.evaluator.text(call.call.args[0], call.env);
  return drizzleValue('Column', { ...NEW_COLUMN, type, name: first?.exact ? first.text : null });
}

/** `drizzle(pool, { schema })`, `drizzle({ client, schema })`, `drizzle(url, { relations })`. */
function databaseOf({ call, env, evaluator }: LibraryCall): LibraryValue {
  for (const arg of call.args) {
    const value = evaluator.value(arg, env);
    for (const name of ['relations', 'schema']) {
      const found = value.v === 'object' ? evaluator.member(value, name) : UNKNOWN;
      const schema = alternatives(found).find(
        (one) => one.v === 'namespace' || one.v === 'object' || isDrizzle(one, 'Relations'),
      );
      if (schema) return drizzleValue('Database', { schema });
    }
  }
  return drizzleValue('Database');
}

/** Tables of the queries handed in, directly or as what a callback returns. */
export function handedTables({ call, env, evaluator }: LibraryCall): readonly string[] {
  return call.args.flatMap((arg) => {
    const value = evaluator.value(arg, env);
    return tablesOf(value.v === 'function' ? returnOf(evaluator, value) : value).names;
  });
}
