/** What drizzle's functions and methods give. */
import { returnOf } from '../../program/type-value.ts';
import type { LibraryCall } from '../../program/library.ts';
import { alternatives, stringValue, UNKNOWN } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import type { CallExpr } from '../../scan/ir.ts';
import { CONTINUING, QUERIES, READING, SELECTS, SET_OPERATORS, WRITING } from './drizzle-names.ts';
import {
  column,
  exportCall,
  firstOf,
  handedTables,
  madeTable,
  ownName,
} from './drizzle-exports.ts';
import {
  drizzleType,
  drizzleValue,
  isDrizzle,
  NEW_COLUMN,
  stateOf,
  tablesOf,
} from './drizzle-state.ts';
import type {
  BuilderState,
  ColumnState,
  ConstraintState,
  DrizzleType,
  TableState,
} from './drizzle-state.ts';

type Handler = (call: LibraryCall) => Value | undefined;

const HANDLERS: Readonly<Partial<Record<DrizzleType, Handler>>> = {
  TableCreator: (call) => (call.method === '' ? madeTable(call, nameBy(call)) : undefined),
  Schema: (call) => schemaCall(call),
  View: ({ receiver }) =>
    drizzleValue('Table', { name: stateOf<TableState>(receiver).name ?? null, made: null }),
  ColumnFactory: (call) =>
    call.method === ''
      ? column(call, stateOf<ColumnState>(call.receiver).type ?? null)
      : call.receiver,
  ColumnTypes: (call) => column(call, call.method),
  Column: (call) => columnCall(call),
  Constraint: (call) => constraintCall(call),
  Table: ({ method, receiver }) =>
    method === 'enableRLS' || method === 'as' ? receiver : undefined,
  Database: (call) => databaseCall(call),
  Transaction: (call) => databaseCall(call),
  Cte: (call) =>
    call.method === 'as' ? drizzleValue('Subquery', { tables: handedTables(call) }) : undefined,
  Builder: (call) => builderCall(call),
  Sql: ({ method, receiver }) => (method === '' ? undefined : receiver),
};

export function drizzleCall(call: LibraryCall): Value | undefined {
  const { receiver } = call;
  return receiver.role === 'export'
    ? exportCall(call)
    : HANDLERS[receiver.type as DrizzleType]?.(call);
}

/** Name made by the function given to `pgTableCreator`. */
function nameBy(call: LibraryCall): string | null {
  const own = ownName(call);
  const creator = stateOf<{ name: Value }>(call.receiver).name;
  if (own === null || creator?.v !== 'function') return own;
  const at = call.call.at;
  const made: CallExpr = {
    k: 'call',
    fn: { k: 'fn', fn: creator.fn.index, at },
    args: [{ k: 'str', v: own, at }],
    at,
    start: at,
    end: at,
  };
  const text = alternatives(call.evaluator.call(made, creator.env)).find(
    (one) => one.v === 'string',
  );
  return text?.v === 'string' && text.exact ? text.text : own;
}

function schemaCall(call: LibraryCall): Value | undefined {
  const { method, receiver } = call;
  const schema = stateOf<{ name: string | null }>(receiver).name;
  const own = ownName(call);
  const name = own && schema && schema !== 'public' ? `${schema}.${own}` : own;
  if (method === 'table') return madeTable(call, name);
  if (method === 'view' || method === 'materializedView')
    return drizzleValue('View', { name, made: null });
  return method === 'enum'
    ? drizzleValue('ColumnFactory', { ...NEW_COLUMN, type: own })
    : undefined;
}

function columnCall({ receiver, method, call, env }: LibraryCall): LibraryValue {
  const state: ColumnState = { ...NEW_COLUMN, ...stateOf<ColumnState>(receiver) };
  if (method === 'unique') return drizzleValue('Column', { ...state, unique: true });
  if (method === 'primaryKey') return drizzleValue('Column', { ...state, primary: true });
  if (method === 'references')
    return drizzleValue('Column', { ...state, references: [...state.references, { call, env }] });
  return receiver;
}

function constraintCall({ receiver, method, call, env, evaluator }: LibraryCall): LibraryValue {
  const state = receiver.state as unknown as ConstraintState;
  if (method === 'on' || method === 'onOnly')
    return drizzleValue('Constraint', { ...state, made: { call, env } });
  // `index('x').using('btree', t.a)` of PostgreSQL takes the columns behind the method.
  if (method === 'using' && call.args.length > 1) {
    return drizzleValue('Constraint', {
      ...state,
      made: { call: { ...call, args: call.args.slice(1) }, env },
    });
  }
  // Unique among some rows only.
  if (method === 'where') return drizzleValue('Constraint', { ...state, kind: 'index' });
  if (method === 'onDelete')
    return drizzleValue('Constraint', {
      ...state,
      onDelete: evaluator.text(call.args[0], env)?.text ?? null,
    });
  return receiver;
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

function builderCall(call: LibraryCall): Value | undefined {
  const { receiver, method, evaluator, env } = call;
  const state: BuilderState = { op: 'unknown', tables: [], ...stateOf<BuilderState>(receiver) };
  if (method === 'as') return drizzleValue('Subquery', { tables: state.tables });
  if (READING.has(method)) {
    const { names } = tablesOf(evaluator.value(firstOf(call), env));
    return drizzleValue('Builder', { ...state, tables: [...state.tables, ...names] });
  }
  if (SET_OPERATORS.has(method) || method === 'select') {
    return drizzleValue('Builder', { ...state, tables: [...state.tables, ...handedTables(call)] });
  }
  // Anything else is done with the rows.
  return CONTINUING.has(method) ? receiver : UNKNOWN;
}

export function drizzleMember(
  value: LibraryValue,
  name: string,
  evaluator: LibraryCall['evaluator'],
): Value | undefined {
  if (value.role === 'export') return undefined;
  switch (value.type as DrizzleType) {
    case 'Table':
      return tableMember(value, name);
    case 'Database':
    case 'Transaction':
      return name === 'query'
        ? drizzleValue('Query', { schema: stateOf<{ schema: Value }>(value).schema ?? null })
        : undefined;
    case 'Query':
      return model(value, name, evaluator);
    case 'Schema':
      return name === 'schemaName'
        ? stringValue(stateOf<{ name: string }>(value).name ?? '{}')
        : undefined;
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
  return drizzleValue('Column', {
    ...NEW_COLUMN,
    table: stateOf<TableState>(value).name ?? null,
    key: name,
  });
}

/** `db.query.trips`: the table under that key of the schema the database was made with. */
function model(
  value: LibraryValue,
  key: string,
  evaluator: LibraryCall['evaluator'],
): LibraryValue {
  const table = schemaTable(
    evaluator,
    stateOf<{ schema: Value | null }>(value).schema ?? null,
    key,
  );
  return drizzleValue('Model', { key, table });
}

export function schemaTable(
  evaluator: LibraryCall['evaluator'],
  schema: Value | null,
  key: string,
): string | null {
  if (!schema) return null;
  if (isDrizzle(schema, 'Relations')) {
    const { made } = stateOf<TableState>(schema);
    const tables = made?.call.args[0];
    return made && tables ? schemaTable(evaluator, evaluator.value(tables, made.env), key) : null;
  }
  return tablesOf(evaluator.member(schema, key)).names[0] ?? null;
}

export function drizzleCallback(
  call: LibraryCall,
  argument: number,
  param: number,
): Value | undefined {
  const { receiver, method } = call;
  if (
    receiver.role === 'instance' &&
    (receiver.type === 'Database' || receiver.type === 'Transaction') &&
    method === 'transaction'
  ) {
    return param === 0 ? drizzleValue('Transaction', receiver.state) : undefined;
  }
  if (method === 'as' && (receiver.type === 'Cte' || receiver.type === 'View'))
    return drizzleValue('Database');
  if (receiver.type === 'Builder' && (SET_OPERATORS.has(method) || method === 'select'))
    return drizzleValue('Database');
  if (QUERIES.has(method) || param !== 0) return undefined;
  const made = drizzleCall(call);
  if (!made || !isDrizzle(made, 'Table')) return undefined;
  return argument === 1 ? drizzleValue('ColumnTypes') : argument === 2 ? made : undefined;
}

/** `Parameters<Parameters<Db['transaction']>[0]>[0]`. */
export function drizzleSignature(type: LibraryValue, param: number): Value | undefined {
  if (param !== 0) return undefined;
  if (/(?:Database|Transaction)\.transaction$/.test(type.type))
    return drizzleValue('TransactionWork', type.state);
  return isDrizzle(type, 'TransactionWork') ? drizzleValue('Transaction', type.state) : undefined;
}

export const drizzleTypeOf = (name: string, args: readonly Value[]): Value | undefined =>
  drizzleType(name, args);
