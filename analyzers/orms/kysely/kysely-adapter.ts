/** kysely: typed builders, `sql` templates, transactions; tables from the database interface and migrations. */
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import { builderChain, chainMethods } from '../sql/builder-chain.ts';
import type { BuilderChain } from '../sql/builder-chain.ts';
import { cteNames } from '../sql/cte-names.ts';
import { methodOf, pathTo } from '../sql/expr-path.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { isMigrationFile } from '../sql/migrations.ts';
import { joinedTables, queryTables } from '../sql/query-tables.ts';
import { physicalName, reportSql } from '../sql/report-sql.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import { tableArgument } from '../sql/table-argument.ts';
import type { NamedTable, TableArgument } from '../sql/table-argument.ts';
import {
  CREATE,
  CREATORS,
  KYSELY,
  KYSELY_PACKAGES,
  kyselyCall,
  kyselyCallback,
  kyselyMember,
  kyselyType,
} from './kysely-values.ts';
import { declareDatabases } from './read-database.ts';

const JOINS = new Set([
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
  'crossJoinLateral',
  'crossApply',
  'outerApply',
  'from',
  'using',
]);

export const kyselyAdapter: Adapter = {
  id: KYSELY,
  title: 'kysely',
  kind: 'orm',
  packages: KYSELY_PACKAGES,
  servedBy: [
    '@mikro-orm/sql',
    '@mikro-orm/postgresql',
    '@mikro-orm/mysql',
    '@mikro-orm/mariadb',
    '@mikro-orm/sqlite',
    '@mikro-orm/mssql',
  ],
  calls: [...CREATE, ...JOINS, 'transaction', 'startTransaction', 'raw'].sort(),
  wants: (site) => site.tagged,
  type: kyselyType,
  call: kyselyCall,
  member: kyselyMember,
  callback: kyselyCallback,
  prepare: declareDatabases,
  onlyReports: true,
  visitCall,
};

function visitCall(visit: Visit): void {
  if (isMigrationFile(visit.site.file)) return undefined;
  const { name, tagged } = visit.site;
  if (tagged) return visitTemplate(visit);
  if (name === 'raw') return visitRaw(visit);
  if (name === 'transaction' || name === 'startTransaction') return visitTransaction(visit);
  return isBinding(visit) ? bindTable(visit) : undefined;
}

/** Types of kysely among the receiver's, or the one a destructured method comes from. */
function receiverTypes(visit: Visit): readonly string[] {
  const { fn } = visit.call;
  const faces = libraryFaces(visit.evaluator, visit.receiver(), KYSELY_PACKAGES).filter(
    (face) => face.role === 'instance',
  );
  if (fn.k === 'mem') return faces.map((face) => face.type);
  return faces.map((face) => face.type.slice(0, Math.max(0, face.type.lastIndexOf('.'))));
}

function isBinding(visit: Visit): boolean {
  const { name } = visit.site;
  const types = receiverTypes(visit);
  return types.some((type) =>
    CREATE.has(name) ? CREATORS.has(type) : type === 'Builder' && JOINS.has(name),
  );
}

function bindTable(visit: Visit): void {
  const { name } = visit.site;
  const own = tableArgument(visit.evaluator, visit.call.args[0], visit.env);
  const { tables, unknown } = own;
  if (unknown) visit.unresolved('table', `The table in ${name}(…) is not known here.`);
  const ctes = cteNames(visit);
  const mode = CREATE.has(name) && name !== 'selectFrom' ? 'write' : 'read';
  const real = tables.filter((table) => table.schema !== null || !ctes.has(table.name));
  for (const table of real) {
    visit.facts.access({
      table: tableName(visit, table),
      mode,
      at: table.at,
      via: `kysely ${name}`,
      evidence: `.${name}('${table.name}')`,
    });
  }
  if (CREATE.has(name)) reportJoin(visit, own, ctes);
}

/** Subqueries are made by an expression builder, have an alias, or are handed to a builder. */
function isNested(visit: Visit, chain: BuilderChain): boolean {
  if (receiverTypes(visit).includes('ExpressionBuilder') || chainMethods(chain).has('as'))
    return true;
  const callee = chain.argumentOf?.fn;
  return (
    callee?.k === 'mem' &&
    libraryFaces(
      visit.evaluator,
      visit.evaluator.value(callee.obj, visit.env),
      KYSELY_PACKAGES,
    ).some((face) => face.role === 'instance')
  );
}

function reportJoin(visit: Visit, own: TableArgument, ctes: ReadonlySet<string>): void {
  const chain = builderChain(visit, visit.site);
  if (isNested(visit, chain)) return;
  const insert = /^(?:insertInto|replaceInto)$/.test(visit.site.name);
  const bound = (inner: Visit): readonly NamedTable[] =>
    isBinding(inner) ? tableArgument(inner.evaluator, inner.call.args[0], inner.env).tables : [];
  const base = insert ? { ...own, tables: [] } : own;
  const others = queryTables(visit, chain, bound);
  const tables = joinedTables(base, others, ctes, (table) => tableName(visit, table));
  // Of a query over subqueries alone, the first table in it.
  const { call } = visit;
  const inner = others.find((table) => table.at >= call.at && table.at <= call.end);
  const at = (own.tables[0] ?? inner ?? call.args[0])?.at;
  if (tables && at !== undefined)
    visit.facts.join({ tables, at, evidence: `kysely query over ${tables.join(', ')}` });
}

/** `db.transaction().setIsolationLevel(…).execute(async (trx) => …)`; `startTransaction()` leaves the end open. */
function visitTransaction(visit: Visit): void {
  if (!receiverTypes(visit).some((type) => type === 'Kysely' || type === 'Transaction')) return;
  if (visit.site.name === 'startTransaction')
    return reportTransaction(visit, 'function', 'startTransaction()');
  const execute = pathTo(visit.site.root, visit.call)
    .filter((one): one is CallExpr => one.k === 'call' && methodOf(one) === 'execute')
    .at(-1);
  const body = execute?.args[0];
  if (body) reportTransaction(visit, body, 'transaction().execute(…)');
}

function visitTemplate(visit: Visit): void {
  const [template] = visit.call.args;
  if (!template || !isSql(visit, visit.call.fn)) return;
  reportSql(visit, template, 'kysely sql', {
    tagged: true,
    ctes: cteNames(visit),
    hole: (hole, env) => holeText(visit, hole, env),
  });
}

function visitRaw(visit: Visit): void {
  const { fn, args } = visit.call;
  if (fn.k === 'mem' && args[0] && isSql(visit, fn.obj))
    reportSql(visit, args[0], 'kysely sql', { quiet: true });
}

function isSql(visit: Visit, expr: Expr): boolean {
  return alternatives(visit.evaluator.value(expr, visit.env)).some(
    (one) =>
      one.v === 'library' &&
      KYSELY_PACKAGES.includes(one.pkg) &&
      one.role === 'export' &&
      one.type === 'sql',
  );
}

/** `sql.table('orders')`, `sql.id('public', 'orders')`, `sql.raw(name)`, `sql.ref('orders.id')`. */
function holeText(visit: Visit, hole: Expr, env: Env): string | undefined {
  if (hole.k !== 'call' || hole.fn.k !== 'mem' || !isSql({ ...visit, env }, hole.fn.obj))
    return undefined;
  const texts = hole.args.map((arg) => visit.evaluator.text(arg, env));
  const known = texts.map((text) => (text?.exact ? text.text : '{}'));
  switch (hole.fn.name) {
    case 'table':
      return (known[0] ?? '{}').split('.').map(quoted).join('.');
    case 'id':
      return known.map(quoted).join('.');
    case 'raw':
      return known[0] ?? '{}';
    default:
      return undefined;
  }
}

const quoted = (name: string): string => (name === '{}' ? name : `"${name}"`);

/** With the camel case plugin `userAccount` is `user_account` in the database. */
function tableName(visit: Visit, { schema, name }: NamedTable): string {
  const written = physicalName({ schema, name, quoted: true }, visit.tables);
  // An ORM that hands out its kysely may name tables by their entities.
  const entity = visit.tables.ofName(written) ? undefined : visit.tables.ofEntityName(name);
  if (entity) return entity.name;
  return usesCamelCase(visit) ? snakeCase(written) : written;
}

const snakeCase = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const usesCamelCase = ({ program }: Pick<AdapterContext, 'program'>): boolean =>
  (program.callsByName.get('CamelCasePlugin') ?? []).some((site) => site.expr.isNew === true);
