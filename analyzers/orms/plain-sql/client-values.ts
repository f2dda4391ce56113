/** Values of SQL clients: pools, connections, tags, and the texts their helpers make. */
import type { LibraryCall } from '../../program/library.ts';
import { libraryInstance, stringValue } from '../../program/values.ts';
import type { LibraryValue, StringValue, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { clientOf, isSlonik } from './sql-clients.ts';

const FACTORIES: Readonly<Record<string, string>> = {
  createPool: 'Connection',
  createConnection: 'Connection',
  createPoolCluster: 'Connection',
  createSqlTag: 'Tag',
  createPostgresQueryable: 'Connection',
  createClient: 'Connection',
  open: 'Connection',
  neon: 'Sql',
};

/** `call` of the plain SQL adapter. */
export function clientCall(call: LibraryCall): Value | undefined {
  const { receiver, method } = call;
  if (isSlonik(receiver.pkg) && method === 'identifier') return tagCall(call);
  if (receiver.role === 'export') return exportCall(call);
  if (receiver.type === 'Main' && method === '') return libraryInstance(receiver.pkg, 'Connection');
  const helper = helperText(call);
  if (helper) return helper;
  const client = clientOf(receiver.pkg);
  if (!client) return undefined;
  if (receiver.type.startsWith('Tag') || (isSlonik(receiver.pkg) && receiver.type === 'SqlTag'))
    return tagCall(call);
  if (method === '' && receiver.type.endsWith('Sql')) return sqlHelper(call);
  return client.connect.includes(method) ? connection(receiver) : undefined;
}

/** Value of a callback's parameter: the connection a library hands in. */
export function clientCallback(call: LibraryCall, param: number): Value | undefined {
  const client = clientOf(call.receiver.pkg);
  if (!client?.connect.includes(call.method)) return undefined;
  // `connect((error, client, done) => …)` is the old style of node-postgres and mysql.
  const isOld = call.receiver.pkg === 'pg' || call.receiver.pkg.includes('mysql');
  const callback = isOld && call.method !== 'transact' ? 1 : 0;
  return param === callback ? connection(call.receiver) : undefined;
}

const connection = (receiver: LibraryValue): LibraryValue =>
  libraryInstance(receiver.pkg, receiver.type.endsWith('Sql') ? 'Sql' : 'Connection');

function exportCall({ receiver, method }: LibraryCall): Value | undefined {
  const { pkg, type } = receiver;
  const whole = type === '*' || type === 'default';
  if (whole && method === '' && pkg === 'postgres') return libraryInstance(pkg, 'Sql');
  if (whole && method === '' && pkg === 'pg-promise') return libraryInstance(pkg, 'Main');
  if (isSlonik(pkg) && (type === 'sql' || type.startsWith('sql.'))) {
    return libraryInstance(pkg, 'Tag');
  }
  if (method === 'new') return libraryInstance(pkg, whole ? 'Connection' : type);
  if (method === 'verbose' || method === 'native') return receiver;
  const made = FACTORIES[method === '' ? type : method];
  return made ? libraryInstance(pkg, made) : undefined;
}

/** `sql.type(schema)`, `sql.unsafe`: tags that make statements; `sql.identifier(['public', 'orders'])` is a name. */
function tagCall({ receiver, method, call, env, evaluator }: LibraryCall): Value {
  if (method !== 'identifier') return libraryInstance(receiver.pkg, 'Tag');
  const names = call.args[0] ? evaluator.value(call.args[0], env) : undefined;
  const parts = names?.v === 'array' ? (names.items ?? []) : [];
  const texts = parts.flatMap((part) => (part.v === 'string' && part.exact ? [part.text] : []));
  const isWhole = texts.length > 0 && texts.length === parts.length;
  return libraryInstance(receiver.pkg, 'Identifier', [], {
    name: isWhole ? texts.join('.') : null,
  });
}

/** `sql('orders')`: an identifier. */
function sqlHelper({ receiver, call, env, evaluator }: LibraryCall): Value | undefined {
  const name = evaluator.text(call.args[0], env);
  const isTemplate = call.args[0]?.k === 'tpl' || call.args[0]?.at === undefined;
  if (!name || isTemplate) return libraryInstance(receiver.pkg, 'Fragment');
  return libraryInstance(receiver.pkg, 'Identifier', [], { name: name.exact ? name.text : null });
}

/** Texts of pg-promise's `helpers.insert(data, columns, table)` and `helpers.update`. */
function helperText({
  receiver,
  method,
  call,
  env,
  evaluator,
}: LibraryCall): StringValue | LibraryValue | undefined {
  if (
    receiver.pkg !== 'pg-promise' ||
    (!receiver.type.endsWith('helpers') && !receiver.type.endsWith('ColumnSet'))
  )
    return undefined;
  const table = tableOption(call.args[method === 'new' ? 1 : 2], env, evaluator);
  if (method === 'new' || method === 'ColumnSet')
    return libraryInstance(receiver.pkg, 'Columns', [], { table });
  const columns = call.args[1] ? evaluator.value(call.args[1], env) : undefined;
  const named =
    columns?.v === 'library' && typeof columns.state?.['table'] === 'string'
      ? columns.state['table']
      : null;
  const name = table ?? named ?? '{}';
  if (method === 'insert') return stringValue(`INSERT INTO ${name} ({}) VALUES ({})`, false);
  return method === 'update' ? stringValue(`UPDATE ${name} SET {}`, false) : undefined;
}

function tableOption(
  expr: Expr | undefined,
  env: LibraryCall['env'],
  evaluator: LibraryCall['evaluator'],
): string | null {
  if (!expr) return null;
  const value = evaluator.value(expr, env);
  const table = value.v === 'object' ? evaluator.member(value, 'table') : value;
  const text = table.v === 'object' ? evaluator.member(table, 'table') : table;
  return text.v === 'string' && text.exact ? `"${text.text}"` : null;
}
