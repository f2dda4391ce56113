/** knex: builders, raw SQL, transactions; tables from migrations. */
import type { Adapter, Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import type { CallSite } from '../../program/program.ts';
import { stringValue } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { cteNames } from '../sql/cte-names.ts';
import { bottomOf, methodOf } from '../sql/expr-path.ts';
import { joinedTables, queryTables } from '../sql/query-tables.ts';
import { isMigrationFile } from '../sql/migrations.ts';
import { physicalName, reportSql } from '../sql/report-sql.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import { builderChain, chainMethods, isAlsoRead } from '../sql/builder-chain.ts';
import type { BuilderChain } from '../sql/builder-chain.ts';
import { KNEX, knexCall, knexCallback, knexMember, knexType } from './knex-values.ts';
import { isBuilderCallback, isInstance, mayNameTable, onBuilder } from './knex-receivers.ts';
import { tableArgument } from '../sql/table-argument.ts';
import type { NamedTable, TableArgument } from '../sql/table-argument.ts';

const JOINS = [
  'join',
  'innerJoin',
  'leftJoin',
  'leftOuterJoin',
  'rightJoin',
  'rightOuterJoin',
  'outerJoin',
  'fullOuterJoin',
  'crossJoin',
];
const BINDINGS = ['from', 'into', 'table'];
const RAWS = [
  'raw',
  'whereRaw',
  'orWhereRaw',
  'andWhereRaw',
  'joinRaw',
  'fromRaw',
  'havingRaw',
  'orHavingRaw',
  'orderByRaw',
  'groupByRaw',
];
const METHODS = new Set([
  ...JOINS,
  ...BINDINGS,
  ...RAWS,
  'using',
  'batchInsert',
  'transaction',
  'transactionProvider',
]);
const WRITES = new Set([
  'insert',
  'update',
  'del',
  'delete',
  'truncate',
  'increment',
  'decrement',
  'upsert',
  'batchInsert',
]);
const INSERTS = new Set(['insert', 'batchInsert', 'upsert']);

export const knexAdapter: Adapter = {
  id: KNEX,
  title: 'knex',
  kind: 'orm',
  packages: [KNEX],
  servedBy: [
    '@mikro-orm/knex',
    '@mikro-orm/postgresql',
    '@mikro-orm/mysql',
    '@mikro-orm/mariadb',
    '@mikro-orm/sqlite',
    '@mikro-orm/better-sqlite',
    '@mikro-orm/mssql',
  ],
  calls: [...METHODS].sort(),
  wants: (site) => !site.tagged && mayNameTable(site.expr),
  type: knexType,
  call: knexCall,
  member: knexMember,
  callback: (call, _argument, param) => knexCallback(call, param),
  onlyReports: true,
  visitCall,
};

function visitCall(visit: Visit): void {
  if (isMigrationFile(visit.site.file)) return;
  const { fn } = visit.call;
  if (METHODS.has(visit.site.name) && fn.k === 'mem' && onBuilder(visit, fn.obj))
    visitMethod(visit);
  else if (isInstance(visit, fn)) bindTable(visit, 'base');
}

function visitMethod(visit: Visit): void {
  const { name } = visit.site;
  if (name === 'transaction' || name === 'transactionProvider') return visitTransaction(visit);
  if (RAWS.includes(name)) return visitRaw(visit);
  if (name === 'batchInsert') return bindTable(visit, 'write');
  return bindTable(visit, JOINS.includes(name) || name === 'using' ? 'join' : 'base');
}

function visitTransaction(visit: Visit): void {
  const body = visit.call.args.find(
    (arg) =>
      arg.k === 'fn' ||
      visit.evaluator.value(arg, visit.env).v === 'function' ||
      isParameter(arg, visit.site),
  );
  reportTransaction(visit, body ?? 'function', `${visit.site.name}(${body ? '…' : ''})`);
}

const isParameter = (arg: Expr, site: CallSite): boolean =>
  arg.k === 'name' && site.file.parameters.has(arg.decl);

/** Raw SQL; `??` stands for the names in the bindings. */
function visitRaw(visit: Visit): void {
  const [text, bindings] = visit.call.args;
  if (!text) return;
  const known = visit.text(0);
  const names = bindings ? visit.argument(1) : undefined;
  if (known?.includes('??') && names?.v === 'array') {
    let next = 0;
    const filled = known.replace(/\?\??/g, (mark) => {
      const value = names.items?.[next];
      next += 1;
      return mark === '??' && value?.v === 'string' && value.exact ? value.text : mark;
    });
    reportSql(visit, stringValue(filled), `knex ${visit.site.name}`, { ctes: cteNames(visit) });
    return;
  }
  reportSql(visit, text, `knex ${visit.site.name}`, {
    quiet: visit.site.name !== 'raw',
    ctes: cteNames(visit),
  });
}

function bindTable(visit: Visit, role: 'base' | 'join' | 'write'): void {
  const [first] = visit.call.args;
  const own = tableArgument(visit.evaluator, first, visit.env);
  const { tables, unknown } = own;
  if (unknown) visit.unresolved('table', `The table in ${callText(visit.call)} is not known here.`);
  if (tables.length === 0) return;
  const chain = builderChain(visit, visit.site);
  const ctes = cteNames(visit);
  const mode: AccessMode =
    role === 'write' || (role === 'base' && isWritten(chain)) ? 'write' : 'read';
  const verb = verbOf(chain, mode, role === 'join' ? visit.site.name : null);
  const alsoRead =
    role === 'base' && mode === 'write' && isAlsoRead(chain, (one) => WRITES.has(one));
  for (const table of tables) {
    if (ctes.has(table.name)) continue;
    const name = tableName(visit, table);
    const fact = { table: name, at: table.at, evidence: callText(visit.call, table.name) };
    visit.facts.access({ ...fact, mode, via: `knex ${verb}` });
    if (alsoRead) visit.facts.access({ ...fact, mode: 'read', via: 'knex select' });
  }
  if (role === 'base' && !isNested(visit, chain)) reportJoin(visit, chain, own, mode, ctes);
}

const isWritten = (chain: BuilderChain): boolean =>
  [...chainMethods(chain)].some((name) => WRITES.has(name));

function verbOf(chain: BuilderChain, mode: AccessMode, join: string | null): string {
  if (join) return join;
  if (mode === 'read') return 'select';
  const verb = [...chainMethods(chain)].find((name) => WRITES.has(name)) ?? 'batchInsert';
  return verb === 'del' ? 'delete' : verb;
}

function callText(call: CallExpr, name = '…'): string {
  const method = methodOf(call);
  return method && (JOINS.includes(method) || BINDINGS.includes(method) || method === 'using')
    ? `.${method}('${name}')`
    : `${calleeText(call.fn)}('${name}')`;
}

function calleeText(fn: Expr): string {
  if (fn.k === 'name') return fn.name;
  if (fn.k === 'mem') return `${fn.obj.k === 'this' ? 'this.' : ''}${fn.name}`;
  return 'knex';
}

const tableName = (visit: Visit, { schema, name }: NamedTable): string =>
  physicalName({ schema, name, quoted: true }, visit.tables);

/** A subquery: handed to a builder, or written in a callback of one. */
function isNested(visit: Visit, chain: BuilderChain): boolean {
  const callee = chain.argumentOf?.fn;
  if (callee?.k === 'mem' && onBuilder(visit, callee.obj)) return true;
  return bottomOf(visit.call).k === 'this' && isBuilderCallback(visit);
}

function reportJoin(
  visit: Visit,
  chain: BuilderChain,
  own: TableArgument,
  mode: AccessMode,
  ctes: ReadonlySet<string>,
): void {
  const insert = mode === 'write' && [...chainMethods(chain)].some((name) => INSERTS.has(name));
  const base = insert ? { ...own, tables: [] } : own;
  const tables = joinedTables(base, queryTables(visit, chain, boundTables), ctes, (table) =>
    tableName(visit, table),
  );
  const at = own.tables[0]?.at;
  if (tables && at !== undefined)
    visit.facts.join({ tables, at, evidence: `knex query over ${tables.join(', ')}` });
}

/** Tables of a join or of a subquery; the query's own base is the visited call. */
function boundTables(visit: Visit): readonly NamedTable[] {
  const { fn, args } = visit.call;
  const named =
    fn.k === 'mem' &&
    (BINDINGS.includes(fn.name) || JOINS.includes(fn.name) || fn.name === 'using') &&
    onBuilder(visit, fn.obj);
  const binds = named || (mayNameTable(visit.call) && isInstance(visit, fn));
  return binds ? tableArgument(visit.evaluator, args[0], visit.env).tables : [];
}
