/** Drizzle: tables and relations, builders, relational queries, `sql` templates, transactions. */
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import { alternatives } from '../../program/values.ts';
import { looksLikeSql } from '../sql/parse-sql.ts';
import { reportSql } from '../sql/report-sql.ts';
import { reportTransaction } from '../sql/report-transaction.ts';
import { declareTable } from './declare-tables.ts';
import { buildModel, rememberModel } from './drizzle-model.ts';
import { DRIZZLE, QUERIES, READING, TEXTS, WRITING } from './drizzle-names.ts';
import { drizzleFaces, isDrizzle } from './drizzle-state.ts';
import {
  drizzleCall,
  drizzleCallback,
  drizzleMember,
  drizzleSignature,
  drizzleTypeOf,
} from './drizzle-values.ts';
import { holeText } from './hole-text.ts';
import { readRelations } from './read-relations.ts';
import { readTables } from './read-tables.ts';
import { visitBuilder } from './visit-builder.ts';
import { visitQuery } from './visit-query.ts';

export const drizzleAdapter: Adapter = {
  id: 'drizzle',
  title: 'Drizzle',
  kind: 'orm',
  packages: [DRIZZLE],
  calls: [
    ...READING,
    ...WRITING,
    ...TEXTS,
    ...QUERIES,
    '$count',
    'refreshMaterializedView',
    'transaction',
    'batch',
    'raw',
  ].sort(),
  wants: (site) => site.tagged,
  call: drizzleCall,
  member: drizzleMember,
  callback: drizzleCallback,
  signature: drizzleSignature,
  type: drizzleTypeOf,
  prepare,
  onlyReports: true,
  visitCall,
};

function prepare(context: AdapterContext): void {
  const tables = readTables(context);
  const model = buildModel(tables);
  rememberModel(context.evaluator, model);
  for (const table of tables) declareTable(context, table);
  readRelations(context, model);
}

function visitCall(visit: Visit): void {
  const { evaluator, site } = visit;
  if (site.tagged) return visitTemplate(visit);
  if (visit.call.fn.k !== 'mem') return;
  if (site.name === 'raw') return visitRaw(visit);
  const receivers = drizzleFaces(evaluator, visit.receiver());
  if (receivers.length === 0 || visitBuilder(visit, receivers)) return;
  const model = receivers.find((one) => one.type === 'Model');
  if (model && QUERIES.has(site.name)) return visitQuery(visit, model);
  if (!receivers.some((one) => one.type === 'Database' || one.type === 'Transaction')) return;
  const [first] = visit.call.args;
  if (!first) return;
  if (site.name === 'transaction') reportTransaction(visit, first, '.transaction(…)');
  // Drivers with `batch` run its statements in one transaction.
  else if (site.name === 'batch')
    visit.facts.transaction({ at: visit.call.at, body: first, evidence: '.batch([…])' });
  else if (TEXTS.has(site.name)) visitText(visit);
}

function visitTemplate(visit: Visit): void {
  const [template] = visit.call.args;
  const isSql = alternatives(visit.evaluator.value(visit.call.fn, visit.env)).some(
    (one) =>
      one.v === 'library' &&
      one.pkg === DRIZZLE &&
      (one.type === 'sql' || one.type.endsWith('.sql')),
  );
  if (!template || !isSql) return;
  reportSql(visit, template, 'drizzle sql', {
    tagged: true,
    hole: (hole, env) => holeText(visit.evaluator, hole, env),
  });
}

/** `sql.raw(text)`: a statement, or a piece of one. */
function visitRaw(visit: Visit): void {
  const [text] = visit.call.args;
  const isSql = alternatives(visit.receiver()).some(
    (one) =>
      one.v === 'library' && one.pkg === DRIZZLE && (one.type === 'sql' || one.type === 'Sql'),
  );
  const known = visit.text(0);
  if (!text || !isSql || (known !== undefined && !looksLikeSql(known))) return;
  reportSql(visit, text, 'drizzle sql.raw', { quiet: true });
}

/** `db.execute('select …')`; templates are read where they are written. */
function visitText(visit: Visit): void {
  const [text] = visit.call.args;
  if (!text || alternatives(visit.argument(0)).some((one) => isDrizzle(one, 'Sql'))) return;
  if (visit.text(0) !== undefined)
    reportSql(visit, text, `drizzle ${visit.site.name}`, { quiet: true });
}
