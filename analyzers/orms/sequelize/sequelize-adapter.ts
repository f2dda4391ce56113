/** Sequelize 4 to 7 and sequelize-typescript: models, associations, queries, SQL, transactions, migrations. */
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import { propOf } from '../literals/bound-expr.ts';
import { isMigrationFile } from '../sql/migrations.ts';
import { reportSql } from '../sql/report-sql.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import { isOurs, PACKAGES, RECORD_METHODS, STATIC_METHODS } from './library-types.ts';
import { indexMixins, mixinsNamed } from './mixins.ts';
import { openRegistry } from './model-registry.ts';
import { readAssociations } from './read-associations.ts';
import { readMigrations } from './read-migrations.ts';
import { readModels } from './read-models.ts';
import { receiverOf } from './receivers.ts';
import { call, callback, injected, member, parameter, type } from './sequelize-values.ts';
import { DOLLAR_METHODS, visitDollar, visitMixin, visitModel } from './visit-model.ts';

const CALLS = new Set([
  ...STATIC_METHODS.keys(),
  ...RECORD_METHODS.keys(),
  ...DOLLAR_METHODS,
  'query',
  'transaction',
  'startUnmanagedTransaction',
  'literal',
]);

export const sequelizeAdapter: Adapter = {
  id: 'sequelize',
  title: 'Sequelize',
  kind: 'orm',
  packages: PACKAGES,
  calls: [...CALLS],
  wants: (site: CallSite) => mixinsNamed(site.file, site.name).length > 0,
  call,
  member,
  callback,
  injected,
  parameter,
  type,
  prepare,
  onlyReports: true,
  visitCall,
};

function prepare(context: AdapterContext): void {
  const registry = openRegistry(context.evaluator);
  readModels(context, registry);
  readAssociations(context, registry);
  indexMixins(context.program, registry);
  readMigrations(context);
}

function visitCall(visit: Visit): void {
  const { name } = visit.site;
  if (name === 'literal') return visitLiteral(visit);
  if (isMigrationFile(visit.site.file)) return;
  const receiver = receiverOf(visit);
  if (receiver?.kind === 'connection') visitConnection(visit, receiver.inferred);
  else if (!CALLS.has(name)) visitMixin(visit, receiver);
  else if (receiver && DOLLAR_METHODS.includes(name)) visitDollar(visit, receiver);
  else if (receiver?.kind === 'model' || receiver?.kind === 'record') visitModel(visit, receiver);
}

function visitConnection(visit: Visit, inferred: boolean): void {
  const { call: expr, site } = visit;
  const [first] = expr.args;
  if (site.name === 'transaction' || site.name === 'startUnmanagedTransaction') {
    const body = expr.args.findLast((arg) => isWork(visit, arg));
    reportTransaction(visit, body ?? 'function', body ? 'transaction(…)' : `${site.name}()`);
  } else if (site.name === 'query' && first) {
    const bound = { expr: first, env: visit.env };
    const text = propOf(visit.evaluator, bound, 'query') ?? bound;
    reportSql(visit, text.expr, 'sequelize query', { env: text.env, inferred });
  }
}

/** A callback, or something that may hand one in; options are objects. */
function isWork(visit: Visit, arg: Visit['call']['args'][number]): boolean {
  if (arg.k === 'fn') return true;
  const value = visit.evaluator.value(arg, visit.env);
  if (alternatives(value).some((one) => one.v === 'function' || one.v === 'signature')) return true;
  return (
    arg.k === 'name' &&
    arg.decl >= 0 &&
    visit.site.file.parameters.has(arg.decl) &&
    /^(?:fn|cb|callback|work|autoCallback|func|body)$/i.test(arg.name)
  );
}

/** `sequelize.literal('(SELECT COUNT(*) FROM …)')`: a sub-select inside of a query. */
function visitLiteral(visit: Visit): void {
  const [text] = visit.call.args;
  const { fn } = visit.call;
  const owner = fn.k === 'mem' ? fn.obj : fn;
  const isLibrary = alternatives(visit.evaluator.value(owner, visit.env)).some(
    (one) => one.v === 'library' && isOurs(one.pkg),
  );
  const isNamed =
    fn.k === 'mem' &&
    (fn.obj.k === 'name' || fn.obj.k === 'mem') &&
    /^sequelize$/i.test(fn.obj.name);
  if (!text || !(isLibrary || isNamed)) return;
  if (!/\bselect\b/i.test(visit.text(0) ?? '')) return;
  reportSql(visit, text, 'sequelize literal', { quiet: true, inferred: !isLibrary });
}
