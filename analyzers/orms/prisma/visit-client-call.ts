/** What is called on the client itself: raw SQL and transactions. */
import type { Visit } from '../../adapter.ts';
import type { Expr } from '../../scan/ir.ts';
import { isKnown } from '../../program/values.ts';
import { itemsOf } from '../literals/bound-expr.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { parseSql } from '../sql/parse-sql.ts';
import { physicalName, reportSql } from '../sql/report-sql.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import { clientsOf, PACKAGES } from './client-values.ts';
import { operationTables } from './operation-tables.ts';

export const RAW_METHODS = [
  '$queryRaw',
  '$executeRaw',
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  '$queryRawTyped',
  '$queryRawInternal',
  'queryRaw',
  'executeRaw',
];

const CLIENT_NAMES = /(?:^|\.)(?:prisma\w*|db|tx|trx)$/i;

/** Whether the call is on a client; dollar names speak for themselves when the receiver is not known at all. */
function isOnClient(visit: Visit): { readonly inferred: boolean } | null {
  const { fn } = visit.call;
  if (fn.k !== 'mem') return null;
  const receiver = visit.receiver();
  if (clientsOf(libraryFaces(visit.evaluator, receiver, PACKAGES)).length > 0)
    return { inferred: false };
  const named = fn.obj.k === 'mem' || fn.obj.k === 'name' ? fn.obj.name : '';
  const guessed = !isKnown(receiver) && visit.site.name.startsWith('$') && CLIENT_NAMES.test(named);
  return guessed ? { inferred: true } : null;
}

export function visitRaw(visit: Visit): void {
  const on = isOnClient(visit);
  const [text] = visit.call.args;
  if (!on || !text) return;
  if (visit.site.name === '$queryRawTyped') return visitTyped(visit, text);
  reportSql(visit, text, `prisma ${visit.site.name}`, {
    inferred: on.inferred,
    hole: (hole, env) => rawFragment(visit, hole, env),
    ...(visit.site.tagged ? { tagged: true } : {}),
  });
  return undefined;
}

/** `Prisma.raw('"orders"')` is text as it stands. */
function rawFragment(visit: Visit, hole: Expr, env: Visit['env']): string | undefined {
  if (hole.k !== 'call' || hole.fn.k !== 'mem') return undefined;
  if (hole.fn.name !== 'raw') return undefined;
  const text = visit.evaluator.text(hole.args[0], env);
  return text?.exact ? text.text : undefined;
}

/** `$queryRawTyped(getUsers(id))` runs `prisma/sql/getUsers.sql`. */
function visitTyped(visit: Visit, query: Expr): void {
  const name =
    query.k === 'call' && (query.fn.k === 'name' || query.fn.k === 'mem')
      ? query.fn.name
      : undefined;
  const path = visit.findByExtension('sql').find((one) => one.endsWith(`/sql/${name ?? ''}.sql`));
  const text = path === undefined ? undefined : visit.readText(path);
  if (text === undefined) {
    visit.unresolved('sql', 'The file of this typed query is not known here.');
    return;
  }
  for (const statement of parseSql(text)) {
    for (const table of statement.tables) {
      visit.facts.access({
        table: physicalName(table, visit.tables),
        mode: table.mode,
        at: query.at,
        via: 'prisma $queryRawTyped',
        evidence: `${table.clause} ${table.name} in ${path ?? ''}`,
      });
    }
  }
}

export function visitTransaction(visit: Visit): void {
  const [work] = visit.call.args;
  if (!work || !isOnClient(visit)) return;
  const value = visit.evaluator.value(work, visit.env);
  const list = { expr: work, env: visit.env };
  if (value.v === 'function' || itemsOf(visit.evaluator, list) === null) {
    reportTransaction(visit, work, '$transaction(…)');
    return;
  }
  visit.facts.transaction({
    at: visit.call.at,
    body: listBehind(visit, work),
    evidence: '$transaction([…])',
    tables: operationTables(visit, list),
  });
}

/** The expression whose text holds the operations: a variable's initialiser in the same file. */
function listBehind(visit: Visit, expr: Expr): Expr {
  if (expr.k !== 'name') return expr;
  const { file } = visit.site;
  const definition = file.definitions.get(expr.decl);
  return definition && !definition.each && !file.ir.decls[expr.decl]?.path ? definition.v : expr;
}
