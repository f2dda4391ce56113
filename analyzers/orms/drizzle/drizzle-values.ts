/** What drizzle's functions and methods give. */
import { returnOf } from '../../program/type-value.ts';
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, stringValue, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import {
  COLUMN_TYPES, CONSTRAINTS, isEnumFactory, isSchemaFactory, isTableCreator, isTableFactory, isViewFactory, QUERIES, READING,
  SELECTS, SET_OPERATORS, WRITING,
} from './drizzle-names.ts';
import { drizzleType, drizzleValue, isDrizzle, NEW_COLUMN, stateOf, tablesOf } from './drizzle-state.ts';
import type { BuilderState, ColumnState, ConstraintState, DrizzleType, TableState } from './drizzle-state.ts';

export function drizzleCall(call: LibraryCall): Value | undefined {
  const { receiver, method } = call;
  if (receiver.role === 'export') return exportCall(call);
  switch (receiver.type as DrizzleType) {
    case 'TableCreator':
      return method === '' ? madeTable(call, nameBy(call)) : undefined;
    case 'Schema':
      return schemaCall(call);
    case 'View':
      return drizzleValue('Table', { name: stateOf<TableState>(receiver).name ?? null, made: null });
    case 'ColumnFactory':
      return method === '' ? column(call, stateOf<ColumnState>(receiver).type ?? null) : receiver;
    case 'ColumnTypes':
      return column(call, method);
    case 'Column':
      return columnCall(call);
    case 'Constraint':
      return constraintCall(call);
    case 'Table':
      return method === 'enableRLS' || method === 'as' ? receiver : undefined;
    case 'Database':
    case 'Transaction':
      return databaseCall(call);
    case 'Cte':
      return method === 'as' ? drizzleValue('Subquery', { tables: handedTables(call) }) : undefined;
    case 'Builder':
      return builderCall(call);
    case 'Sql':
      return method === '' ? undefined : receiver;
    default:
      return undefined;
  }
}

function exportCall(call: LibraryCall): Value | undefined {
  const { receiver, method } = call;
  const plain = method === '' || method === 'new';
  const isSpace = receiver.type === '*' || receiver.type === 'default';
  const name = plain || !isSpace ? receiver.type : method;
  if (!plain && !isSpace) {
    if (isTableFactory(name) && method === 'withRLS') return madeTable(call, ownName(call));
    if (name === 'sql') return drizzleValue('Sql');
    return name === 'drizzle' && method === 'mock' ? databaseOf(call) : undefined;
  }
  if (isTableFactory(name)) return madeTable(call, ownName(call));
  if (isTableCreator(name)) return drizzleValue('TableCreator', { name: call.evaluator.value(firstOf(call), call.env) });
  if (isSchemaFactory(name)) return drizzleValue('Schema', { name: ownName(call) });
  if (isViewFactory(name)) return drizzleValue('View', { name: ownName(call), made: null });
  if (isEnumFactory(name)) return drizzleValue('ColumnFactory', { ...NEW_COLUMN, type: ownName(call) });
  if (name === 'customType') return drizzleValue('ColumnFactory', NEW_COLUMN);
  if (name === 'sql') return drizzleValue('Sql');
  if (COLUMN_TYPES.has(name)) return column(call, name);
  if (CONSTRAINTS.has(name)) return drizzleValue('Constraint', { kind: name, made: { call: call.call, env: call.env }, onDelete: null });
  if (SET_OPERATORS.has(name)) return drizzleValue('Builder', { op: 'select', tables: handedTables(call) });
  return otherExport(call, name);
}

function otherExport(call: LibraryCall, name: string): Value | undefined {
  switch (name) {
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
const firstOf = ({ call }: LibraryCall): Expr => call.args[0] ?? NOTHING;

function ownName({ call, env, evaluator }: LibraryCall): string | null {
  const text = evaluator.text(call.args[0], env);
  return text?.exact ? text.text : null;
}

/** Name made by the function given to `pgTableCreator`. */
function nameBy(call: LibraryCall): string | null {
  const own = ownName(call);
  const creator = stateOf<{ name: Value }>(call.receiver).name;
  if (own === null || creator?.v !== 'function') return own;
  const at = call.call.at;
  const made: CallExpr = { k: 'call', fn: { k: 'fn', fn: creator.fn.index, at }, args: [{ k: 'str', v: own, at }], at, start: at, end: at };
  const text = alternatives(call.evaluator.call(made, creator.env)).find((one) => one.v === 'string');
  return text?.v === 'string' && text.exact ? text.text : own;
}

function madeTable({ call, env }: LibraryCall, name: string | null): LibraryValue {
  return drizzleValue('Table', { name, made: { call, env } });
}

function schemaCall(call: LibraryCall): Value | undefined {
  const { method, receiver } = call;
  const schema = stateOf<{ name: string | null }>(receiver).name;
  const own = ownName(call);
  const name = own && schema && schema !== 'public' ? `${schema}.${own}` : own;
  if (method === 'table') return madeTable(call, name);
  if (method === 'view' || method === 'materializedView') return drizzleValue('View', { name, made: null });
  return method === 'enum' ? drizzleValue('ColumnFactory', { ...NEW_COLUMN, type: own }) : undefined;
}

function column(call: LibraryCall, type: string | null): LibraryValue {
  const first = call.evaluator.text(call.call.args[0], call.env);
  return drizzleValue('Column', { ...NEW_COLUMN, type, name: first?.exact ? first.text : null });
}

function columnCall({ receiver, method, call, env }: LibraryCall): LibraryValue {
  const state: ColumnState = { ...NEW_COLUMN, ...stateOf<ColumnState>(receiver) };
  if (method === 'unique') return drizzleValue('Column', { ...state, unique: true });
  if (method === 'primaryKey') return drizzleValue('Column', { ...state, primary: true });
  if (method === 'references') return drizzleValue('Column', { ...state, references: [...state.references, { call, env }] });
  return receiver;
}

function constraintCall({ receiver, method, call, env, evaluator }: LibraryCall): LibraryValue {
  const state = receiver.state as unknown as ConstraintState;
  if (method === 'on' || method === 'onOnly') return drizzleValue('Constraint', { ...state, made: { call, env } });
  // `index('x').using('btree', t.a)` of PostgreSQL takes the columns behind the method.
  if (method === 'using' && call.args.length > 1) {
    return drizzleValue('Constraint', { ...state, made: { call: { ...call, args: call.args.slice(1) }, env } });
  }
  // Unique among some rows only.
  if (method === 'where') return drizzleValue('Constraint', { ...state, kind: 'index' });
  if (method === 'onDelete') return drizzleValue('Constraint', { ...state, onDelete: evaluator.text(call.args[0], env)?.text ?? null });
  return receiver;
}

/** `drizzle(pool, { schema })`, `drizzle({ client, schema })`, `drizzle(url, { relations })`. */
function databaseOf({ call, env, evaluator }: LibraryCall): LibraryValue {
  for (const arg of call.args) {
    const value = evaluator.value(arg, env);
    for (const name of ['relations', 'schema']) {
      const found = value.v === 'object' ? evaluator.member(value, name) : UNKNOWN;
      const schema = alternatives(found).find((one) => one.v === 'namespace' || one.v === 'object' || isDrizzle(one, 'Relations'));
      if (schema) return drizzleValue('Database', { schema });
    }
  }
  return drizzleValue('Database');
}

function databaseCall(call: LibraryCall): Value | undefined {
  const { receiver, method } = call;
  if (SELECTS.has(method)) return drizzleValue('Builder', { op: 'select', tables: [] });
  if (WRITING.has(method)) {
    const { names } = tablesOf(call.evaluator.value(firstOf(call), call.env));
    return drizzleValue('Builder', { op: method, tables: method === 'insert' ? [] : names });
  }
  if (method === 'with' || method === '$primary') return receiver;
  if (method === '$with') return drizzleValue('Cte', { tables: [] });
  if (method === 'transaction') {
    const work = call.call.args[0];
    return work ? returnOf(call.evaluator, call.evaluator.value(work, call.env)) : undefined;
  }
  return UNKNOWN;
}

const ENDS = new Set(['then', 'catch', 'finally', 'execute', 'run', 'all', 'get', 'toSQL', 'iterator', 'getSQL']);

function builderCall(call: LibraryCall): Value | undefined {
  const { receiver, method, evaluator, env } = call;
  if (ENDS.has(method)) return UNKNOWN;
  const state: BuilderState = { op: 'unknown', tables: [], ...stateOf<BuilderState>(receiver) };
  if (method === 'as') return drizzleValue('Subquery', { tables: state.tables });
  if (READING.has(method)) {
    const { names } = tablesOf(evaluator.value(firstOf(call), env));
    return drizzleValue('Builder', { ...state, tables: [...state.tables, ...names] });
  }
  if (SET_OPERATORS.has(method) || method === 'select') {
    return drizzleValue('Builder', { ...state, tables: [...state.tables, ...handedTables(call)] });
  }
  return receiver;
}

/** Tables of the queries handed in, directly or as what a callback returns. */
function handedTables({ call, env, evaluator }: LibraryCall): readonly string[] {
  return call.args.flatMap((arg) => {
    const value = evaluator.value(arg, env);
    return tablesOf(value.v === 'function' ? returnOf(evaluator, value) : value).names;
  });
}

export function drizzleMember(value: LibraryValue, name: string, evaluator: LibraryCall['evaluator']): Value | undefined {
  if (value.role === 'export') return undefined;
  switch (value.type as DrizzleType) {
    case 'Table':
      return tableMember(value, name);
    case 'Database':
    case 'Transaction':
      return name === 'query' ? drizzleValue('Query', { schema: stateOf<{ schema: Value }>(value).schema ?? null }) : undefined;
    case 'Query':
      return model(value, name, evaluator);
    case 'Schema':
      return name === 'schemaName' ? stringValue(stateOf<{ name: string }>(value).name ?? '{}') : undefined;
    case 'Subquery':
    case 'Builder':
    case 'Column':
      return UNKNOWN;
    default:
      return undefined;
  }
}

function tableMember(value: LibraryValue, name: string): Value {
  if (name.startsWith('$') || name === '_') return UNKNOWN;
  return drizzleValue('Column', { ...NEW_COLUMN, table: stateOf<TableState>(value).name ?? null, key: name });
}

/** `db.query.trips`: the table under that key of the schema the database was made with. */
function model(value: LibraryValue, key: string, evaluator: LibraryCall['evaluator']): LibraryValue {
  const table = schemaTable(evaluator, stateOf<{ schema: Value | null }>(value).schema ?? null, key);
  return drizzleValue('Model', { key, table });
}

export function schemaTable(evaluator: LibraryCall['evaluator'], schema: Value | null, key: string): string | null {
  if (!schema) return null;
  if (isDrizzle(schema, 'Relations')) {
    const { made } = stateOf<TableState>(schema);
    const tables = made?.call.args[0];
    return made && tables ? schemaTable(evaluator, evaluator.value(tables, made.env), key) : null;
  }
  return tablesOf(evaluator.member(schema, key)).names[0] ?? null;
}

export function drizzleCallback(call: LibraryCall, argument: number, param: number): Value | undefined {
  const { receiver, method } = call;
  if (receiver.role === 'instance' && (receiver.type === 'Database' || receiver.type === 'Transaction') && method === 'transaction') {
    return param === 0 ? drizzleValue('Transaction', receiver.state) : undefined;
  }
  if (method === 'as' && (receiver.type === 'Cte' || receiver.type === 'View')) return drizzleValue('Database');
  if (receiver.type === 'Builder' && (SET_OPERATORS.has(method) || method === 'select')) return drizzleValue('Database');
  if (QUERIES.has(method) || param !== 0) return undefined;
  const made = drizzleCall(call);
  if (!made || !isDrizzle(made, 'Table')) return undefined;
  return argument === 1 ? drizzleValue('ColumnTypes') : argument === 2 ? made : undefined;
}

/** `Parameters<Parameters<Db['transaction']>[0]>[0]`. */
export function drizzleSignature(type: LibraryValue, param: number): Value | undefined {
  if (param !== 0) return undefined;
  if (/(?:Database|Transaction)\.transaction$/.test(type.type)) return drizzleValue('TransactionWork', type.state);
  return isDrizzle(type, 'TransactionWork') ? drizzleValue('Transaction', type.state) : undefined;
}

export const drizzleTypeOf = (name: string, args: readonly Value[]): Value | undefined => drizzleType(name, args);
