/** SQL handed as text to a client: node-postgres, mysql2, postgres, slonik, pg-promise, SQLite. */
import type { Adapter, Visit } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { looksLikeSql } from '../sql/parse-sql.ts';
import { reportSql } from '../sql/report-sql.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import { sqlTexts } from '../sql/sql-text.ts';
import { clientCall, clientCallback } from './client-values.ts';
import { clientOf, isSlonik, SQL_CLIENTS, SQL_PACKAGES } from './sql-clients.ts';

export const plainSqlAdapter: Adapter = {
  id: 'sql',
  title: 'SQL',
  kind: 'orm',
  packages: SQL_PACKAGES,
  calls: [
    ...new Set(
      SQL_CLIENTS.flatMap((client) => [...client.query, ...client.transaction, ...client.begin]),
    ),
  ].sort(),
  wants: (site) => site.tagged,
  call: clientCall,
  callback: (call, _argument, param) => clientCallback(call, param),
  onlyReports: true,
  visitCall,
};

function visitCall(visit: Visit): void {
  if (visit.site.tagged) return visitTag(visit);
  const receivers = receiversOf(visit);
  const seen = new Set<string>();
  for (const receiver of receivers) {
    if (seen.has(receiver.pkg)) continue;
    seen.add(receiver.pkg);
    visitMethod(visit, receiver);
  }
  if (receivers.length === 0) visitUnknown(visit);
  return undefined;
}

/** The client called: the receiver's, or the one a method was taken from (`const { query } = pool`). */
function receiversOf(visit: Visit): readonly LibraryValue[] {
  const faces = libraryFaces(visit.evaluator, visit.receiver(), SQL_PACKAGES);
  if (visit.call.fn.k === 'mem')
    return faces.filter((face) => face.role === 'instance' || face.type === 'sql');
  return faces.filter((face) => face.type.endsWith(`.${visit.site.name}`));
}

function visitMethod(visit: Visit, { pkg }: LibraryValue): void {
  const client = clientOf(pkg);
  const { name } = visit.site;
  if (!client) return;
  if (client.begin.includes(name)) reportTransaction(visit, 'function', `${name}()`);
  else if (client.transaction.includes(name)) {
    const body = callbackOf(visit);
    if (body) reportTransaction(visit, body, `${name}(…)`);
  } else if (client.query.includes(name)) reportText(visit, pkg);
}

/** The last argument that may be a function: names and options come before it. */
function callbackOf(visit: Visit): Expr | undefined {
  const { args } = visit.call;
  return args.find((arg) => arg.k === 'fn') ?? args.at(-1);
}

function reportText(visit: Visit, pkg: string): void {
  const [first] = visit.call.args;
  if (!first) return;
  const text = textOfArgument(visit, first);
  if (text === null) return;
  reportSql(visit, text.expr, pkg, {
    env: text.env,
    hole: (hole, env) => identifierText(visit, hole, env),
    onControl: (kind) => {
      if (kind === 'begin') reportTransaction(visit, 'function', `${visit.site.name}('BEGIN')`);
    },
  });
}

/** The text itself, or `text`/`sql` of a query object; null for a statement made by a tag, which is reported there. */
function textOfArgument(
  visit: Visit,
  first: Expr,
): { readonly expr: Expr; readonly env: Env } | null {
  const value = visit.evaluator.value(first, visit.env);
  for (const one of alternatives(value)) {
    if (one.v === 'library') return null;
    const prop =
      one.v === 'object'
        ? one.expr.props.find(
            (each) => /^(?:text|sql|name)$/.test(each.name ?? '') && each.name !== 'name',
          )
        : undefined;
    if (one.v === 'object' && prop) return { expr: prop.v, env: one.env };
  }
  return { expr: first, env: visit.env };
}

function visitTag(visit: Visit): void {
  const [template] = visit.call.args;
  if (!template) return;
  const tag = alternatives(visit.evaluator.value(visit.call.fn, visit.env)).find((one) =>
    isTag(one),
  );
  if (tag?.v !== 'library') return;
  reportSql(visit, template, tag.pkg, {
    tagged: true,
    hole: (hole, env) => identifierText(visit, hole, env),
  });
}

function isTag(value: Value): boolean {
  if (value.v !== 'library' || !clientOf(value.pkg)?.tags) return false;
  if (isSlonik(value.pkg))
    return (
      value.type === 'Tag' ||
      value.type === 'sql' ||
      /^(?:sql|Tag|SqlTag)\.(?:unsafe|fragment)$/.test(value.type)
    );
  return value.type.endsWith('Sql') || value.type === 'sql';
}

/** `sql.identifier(['public', 'orders'])`, `sql('orders')`, `sql.id('orders')`, also kept under a name. */
function identifierText({ evaluator }: Visit, hole: Expr, env: Env): string | undefined {
  if (hole.k !== 'call' && hole.k !== 'name' && hole.k !== 'mem') return undefined;
  const value = evaluator.value(hole, env);
  if (value.v === 'library' && value.type === 'Identifier') {
    const name = value.state?.['name'];
    return typeof name === 'string' ? quoted(name.split('.')) : undefined;
  }
  if (hole.k !== 'call' || hole.fn.k !== 'mem' || hole.fn.name !== 'identifier') return undefined;
  const names = hole.args[0] ? evaluator.value(hole.args[0], env) : undefined;
  const parts = names?.v === 'array' ? (names.items ?? []) : [];
  return parts.length > 0
    ? parts
        .map((part) => (part.v === 'string' && part.exact ? quoted([part.text]) : '{}'))
        .join('.')
    : undefined;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join('.');

const LOOSE = new Set(['query', 'execute']);

/**
 * A receiver known by an interface of the project alone (`interface Db { query(text: string, …) }`):
 * text that can be nothing but SQL is taken for what it is.
 */
function visitUnknown(visit: Visit): void {
  const [first] = visit.call.args;
  if (
    !first ||
    !LOOSE.has(visit.site.name) ||
    visit.call.fn.k !== 'mem' ||
    !isAnonymous(visit.receiver())
  )
    return;
  const texts = sqlTexts(visit.evaluator, first, visit.env);
  const known = texts.length > 0 && texts.every((one) => looksLikeSql(one.text));
  if (known && hasClient(visit.site, visit))
    reportSql(visit, first, 'sql', { inferred: true, quiet: true });
}

function isAnonymous(value: Value): boolean {
  return alternatives(value).every(
    (one) =>
      one.v === 'unknown' || one.v === 'interface' || one.v === 'shape' || one.v === 'signature',
  );
}

function hasClient(site: CallSite, visit: Visit): boolean {
  const dependencies = visit.dependenciesOf(site.file.path);
  return SQL_PACKAGES.some((name) => dependencies.has(name));
}
