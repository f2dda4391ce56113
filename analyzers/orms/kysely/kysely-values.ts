/** What kysely's functions give: databases, transactions, builders, expression builders. */
import type { LibraryCall } from '../../program/library.ts';
import { libraryInstance } from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';

export const KYSELY = 'kysely';
export const KYSELY_PACKAGES: readonly string[] = [KYSELY, 'nestjs-kysely', 'kysely-ctl'];

export type KyselyType =
  | 'Kysely'
  | 'Transaction'
  | 'QueryCreator'
  | 'ExpressionBuilder'
  | 'Builder'
  | 'TransactionBuilder'
  | 'ControlledTransactionBuilder'
  | 'ConnectionBuilder'
  | 'Fragment';

/** Everything that `selectFrom` may be called on. */
export const CREATORS: ReadonlySet<string> = new Set([
  'Kysely',
  'Transaction',
  'QueryCreator',
  'ExpressionBuilder',
]);

export const CREATE = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'replaceInto',
  'mergeInto',
]);

const valueOf = (type: KyselyType, args: readonly Value[] = []): LibraryValue =>
  libraryInstance(KYSELY, type, args);

const TYPES: readonly (readonly [RegExp, KyselyType])[] = [
  [/(?:^|\.)Kysely$/, 'Kysely'],
  [/(?:^|\.)(?:Transaction|ControlledTransaction)$/, 'Transaction'],
  [/(?:^|\.)(?:QueryCreator|QueryCreatorWithCommonTableExpression)$/, 'QueryCreator'],
  [/(?:^|\.)ExpressionBuilder$/, 'ExpressionBuilder'],
  [/(?:^|\.)(?:Select|Insert|Update|Delete|Merge)QueryBuilder$/, 'Builder'],
];

export function kyselyType(name: string, args: readonly Value[]): Value | undefined {
  const found = TYPES.find(([pattern]) => pattern.test(name));
  return found ? valueOf(found[1], args) : undefined;
}

/** Methods that run the query or leave the builder. */
const ENDS = /^(?:execute\w*|stream|explain|compile|toOperationNode|castTo|then|catch|finally)$/;

export function kyselyCall(call: LibraryCall): Value | undefined {
  const { receiver, method } = call;
  const { type, args } = receiver;
  if (receiver.role === 'export') return exportCall(call);
  // `({ selectFrom }) => selectFrom('x')`: a method taken from an expression builder.
  if (method === '' && CREATE.has(type.slice(type.lastIndexOf('.') + 1))) return valueOf('Builder');
  switch (type as KyselyType) {
    case 'Kysely':
    case 'Transaction':
    case 'QueryCreator':
    case 'ExpressionBuilder':
      return creatorCall(receiver, method);
    case 'Builder':
      return ENDS.test(method) ? undefined : valueOf('Builder');
    case 'TransactionBuilder':
    case 'ConnectionBuilder':
      return method === 'execute' ? undefined : receiver;
    case 'ControlledTransactionBuilder':
      return method === 'execute' ? valueOf('Transaction', args) : receiver;
    default:
      return undefined;
  }
}

function exportCall({ receiver, method, call, env, evaluator }: LibraryCall): Value | undefined {
  const name = method === '' || method === 'new' ? receiver.type : method;
  if (name === 'Kysely' && method === 'new') {
    return valueOf(
      'Kysely',
      (call.types ?? []).map((type) => evaluator.type(type, env)),
    );
  }
  if (name === 'expressionBuilder') return valueOf('ExpressionBuilder');
  return name === 'sql' || name.startsWith('sql.') ? valueOf('Fragment') : undefined;
}

function creatorCall(receiver: LibraryValue, method: string): Value | undefined {
  const { args } = receiver;
  if (CREATE.has(method)) return valueOf('Builder');
  switch (method) {
    case 'transaction':
      return valueOf('TransactionBuilder', args);
    case 'startTransaction':
      return valueOf('ControlledTransactionBuilder', args);
    case 'connection':
      return valueOf('ConnectionBuilder', args);
    case 'with':
    case 'withRecursive':
      return valueOf('QueryCreator', args);
    case 'withSchema':
    case 'withPlugin':
    case 'withoutPlugins':
    case 'withTables':
    case 'savepoint':
      return receiver;
    default:
      return undefined;
  }
}

/** `({ eb, exists }) => exists(eb.selectFrom('x'))`: the expression builder holds itself. */
export function kyselyMember(value: LibraryValue, name: string): Value | undefined {
  return name === 'eb' && value.role === 'instance' && value.type === 'ExpressionBuilder'
    ? value
    : undefined;
}

export function kyselyCallback(
  call: LibraryCall,
  argument: number,
  param: number,
): Value | undefined {
  const { receiver, method } = call;
  if (param !== 0 || receiver.role === 'export') return undefined;
  if (method === 'execute') {
    if (receiver.type === 'TransactionBuilder') return valueOf('Transaction', receiver.args);
    return receiver.type === 'ConnectionBuilder' ? valueOf('Kysely', receiver.args) : undefined;
  }
  if (method === 'with' || method === 'withRecursive')
    return argument === 1 ? valueOf('QueryCreator') : undefined;
  if (
    receiver.type === 'Builder' ||
    receiver.type === 'ExpressionBuilder' ||
    CREATORS.has(receiver.type)
  ) {
    return method === '$if' || method === '$call'
      ? valueOf('Builder')
      : builderCallback(method, argument);
  }
  return undefined;
}

/** `where((eb) => …)`, `leftJoin((eb) => …, (join) => …)`; conflict, case and order callbacks hold no tables. */
function builderCallback(method: string, argument: number): Value | undefined {
  if (/^(?:onConflict|orderBy|groupBy|over|using\w*|when\w*|then\w*)$/.test(method))
    return undefined;
  if (/join/i.test(method) && argument > 0) return undefined;
  return valueOf('ExpressionBuilder');
}
