/** What knex's functions give: instances, transactions, builders. */
import type { LibraryCall } from '../../program/library.ts';
import { arrayOf, libraryInstance } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';

export const KNEX = 'knex';

export const knexValue = (type: KnexType): LibraryValue => libraryInstance(KNEX, type);

export type KnexType =
  | 'Knex'
  | 'Transaction'
  | 'TransactionProvider'
  | 'Builder'
  | 'Raw'
  | 'Schema'
  | 'TableBuilder';

/** Methods of a builder (or promise) that do not give the builder back. */
const ENDS = new Set([
  'then',
  'catch',
  'finally',
  'toSQL',
  'toString',
  'toQuery',
  'stream',
  'pipe',
  'on',
  'once',
  'asCallback',
  'map',
  'filter',
  'forEach',
  'reduce',
  'find',
  'some',
  'every',
  'flatMap',
  'slice',
  'sort',
  'includes',
  'push',
  'at',
]);

const TYPES: readonly (readonly [RegExp, KnexType])[] = [
  [/(?:^|\.)(?:Knex|default|\*)$/, 'Knex'],
  [/(?:^|\.)Transaction$/, 'Transaction'],
  [/(?:^|\.)TransactionProvider$/, 'TransactionProvider'],
  [/(?:^|\.)(?:Raw|RawBuilder)$/, 'Raw'],
  [/(?:^|\.)SchemaBuilder$/, 'Schema'],
  [/(?:^|\.)(?:CreateTableBuilder|AlterTableBuilder|TableBuilder)$/, 'TableBuilder'],
  [
    /(?:^|\.)(?:QueryBuilder|QueryInterface|ChainableInterface|BatchInsertBuilder|JoinClause|WhereInterface)$/,
    'Builder',
  ],
];

/** A type of the package: `Knex`, `Knex.Transaction`, `Knex.QueryBuilder`. */
export function knexType(name: string): Value | undefined {
  const found = TYPES.find(([pattern]) => pattern.test(name));
  return found ? knexValue(found[1]) : undefined;
}

export function knexCall({ receiver, method }: LibraryCall): Value | undefined {
  if (receiver.role === 'export') return exportCall(receiver, method);
  switch (receiver.type as KnexType) {
    case 'Knex':
    case 'Transaction':
      return instanceCall(receiver, method);
    case 'TransactionProvider':
      return knexValue('Transaction');
    case 'Builder':
      return builderCall(method);
    case 'Schema':
      return method === 'raw' ? knexValue('Raw') : receiver;
    case 'Raw':
      return method === 'wrap' || method === 'timeout' || method === 'transacting'
        ? receiver
        : undefined;
    case 'TableBuilder':
      return receiver;
    default:
      return undefined;
  }
}

function exportCall(receiver: LibraryValue, method: string): Value | undefined {
  const made =
    method === '' || method === 'new'
      ? /^(?:default|knex|Knex|\*)$/.test(receiver.type)
      : /^(?:default|knex)$/.test(method);
  return made ? knexValue('Knex') : undefined;
}

function instanceCall(receiver: LibraryValue, method: string): Value | undefined {
  switch (method) {
    case 'transaction':
      return knexValue('Transaction');
    case 'transactionProvider':
      return knexValue('TransactionProvider');
    case 'raw':
      return knexValue('Raw');
    case 'withUserParams':
    case 'initialize':
      return receiver;
    case 'commit':
    case 'rollback':
    case 'destroy':
    case 'ref':
    case 'isCompleted':
    case 'savepoint':
      return undefined;
    default:
      return knexValue('Builder');
  }
}

function builderCall(method: string): Value | undefined {
  if (method === 'columnInfo') return undefined;
  return ENDS.has(method) ? undefined : knexValue('Builder');
}

export function knexMember(value: LibraryValue, name: string): Value | undefined {
  if (value.role === 'export') return undefined;
  if (value.type === 'Knex' || value.type === 'Transaction') {
    if (name === 'schema') return knexValue('Schema');
    if (name === 'fn' || name === 'client' || name === 'userParams' || name === 'migrate')
      return undefined;
  }
  // Rows: `const [row] = await …`, `rows[0]`.
  return value.type === 'Builder' && /^\d+$/.test(name) ? arrayOf({ v: 'unknown' }) : undefined;
}

const BUILT = new Set([
  'then',
  'catch',
  'finally',
  'map',
  'forEach',
  'filter',
  'reduce',
  'on',
  'tap',
]);

export function knexCallback(call: LibraryCall, param: number): Value | undefined {
  const { receiver, method } = call;
  if (param !== 0 || receiver.role === 'export' || BUILT.has(method)) return undefined;
  if (method === 'transaction' || method === 'savepoint') return knexValue('Transaction');
  if (receiver.type === 'Schema') return knexValue('TableBuilder');
  return receiver.type === 'Builder' || receiver.type === 'Knex' || receiver.type === 'Transaction'
    ? knexValue('Builder')
    : undefined;
}
