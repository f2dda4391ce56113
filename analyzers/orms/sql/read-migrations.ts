/** Schema changes written in code: knex, kysely, TypeORM, MikroORM, db-migrate, node-pg-migrate, raw SQL in any of them. */
import { findInFiles } from '../../program/find-in-files.ts';
import type { AdapterContext } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import { compareText } from '../../program/callees.ts';
import { unpackPosition } from '../../scan/ir.ts';
import { applyDdl } from './apply-ddl.ts';
import { bottomOf } from './expr-path.ts';
import { findSchemaCalls, RAW_CALLS } from './find-schema-calls.ts';
import { placeAt, textOf, textsOf } from './migration-step.ts';
import type { MigrationStep } from './migration-step.ts';
import { isInSqlFiles, isMigrationFile, isUndoing } from './migrations.ts';
import { readColumnOptions } from './read-column-options.ts';
import { readSchemaChain } from './read-schema-chain.ts';
import { readTableObjects } from './read-table-objects.ts';
import { readTableCallback } from './read-table-callback.ts';
import { declareJournal, openJournal } from './schema-journal.ts';
import type { JournalPlace, SchemaJournal } from './schema-journal.ts';
import { sqlTexts } from './sql-text.ts';
import { placeInText } from './text-places.ts';

const done = new WeakSet<object>();

/** Declares what the project's migrations in code leave behind, once per analysis. */
export function declareMigrations(context: AdapterContext, orm: string): void {
  if (done.has(context.program)) return;
  done.add(context.program);
  const journal = openJournal();
  // Tables that the application makes itself are there before migrations change them.
  for (const site of findSchemaCalls(context)) readSite(context, journal, site);
  const files = findInFiles(context.evaluator, 'migrations', (file) =>
    isMigrationFile(file) ? [file] : [],
  );
  for (const file of files.toSorted((a, b) => compareText(a.path, b.path))) {
    for (const site of file.calls) if (!isUndoing(site)) readSite(context, journal, site);
  }
  declareJournal(context, journal, orm, (table, key) => isInSqlFiles(context, table, key));
}

function readSite({ evaluator }: AdapterContext, journal: SchemaJournal, written: CallSite): void {
  const site = boundCall(written);
  const env = evaluator.siteEnv(site);
  readCall({ journal, evaluator, file: site.file, env, site, call: site.expr });
}

/** `db.createTable.bind(db, 'orders', {…})` in a series is the call that is made later. */
function boundCall(site: CallSite): CallSite {
  const { expr } = site;
  if (site.name !== 'bind' || expr.fn.k !== 'mem' || expr.fn.obj.k !== 'mem') return site;
  return {
    ...site,
    name: expr.fn.obj.name,
    expr: { ...expr, fn: expr.fn.obj, args: expr.args.slice(1) },
  };
}

function readCall(step: MigrationStep): void {
  const { call, site } = step;
  const { name } = site;
  if (RAW_CALLS.has(name)) return readRaw(step);
  if (call.fn.k !== 'mem') return undefined;
  if (readTableObjects(step)) return undefined;
  const table = textOf(step, call.args[0]);
  if (table === null) return undefined;
  switch (name) {
    case 'createTable':
    case 'createTableIfNotExists':
    case 'createTableLike':
      step.journal.createTable(table, placeAt(step, call.args[0]), `${name}('${table}')`);
      return readTable(step, table);
    case 'alterTable':
    case 'table':
      return readTable(step, table);
    case 'dropTable':
    case 'dropTableIfExists':
      return step.journal.dropTable(table);
    case 'renameTable': {
      const to = textOf(step, call.args[1]);
      return to === null ? undefined : step.journal.renameTable(table, to);
    }
    case 'createIndex':
      return readIndex(step, table);
    default:
      // `.addColumn(…)` in a chain is read with the call that the chain begins with.
      return call.fn.obj.k === 'call' ? undefined : readColumnOptions(step, table);
  }
}

/** The second argument, or the chain behind the call, says what is in the table. */
function readTable(step: MigrationStep, table: string): void {
  const second = step.call.args.find((arg) => arg.k === 'fn');
  if (second) readTableCallback(step, table, second);
  else if (step.call.args.length > 1) readColumnOptions(step, table);
  else readSchemaChain(step, table);
}

/** kysely: `createIndex('i').on('orders').columns(['a', 'b'])`; node-pg-migrate: `createIndex('orders', ['a'])`. */
function readIndex(step: MigrationStep, first: string): void {
  const columns = textsOf(step, step.call.args[1]);
  if (columns.length > 0) step.journal.addIndex(first, columns, placeAt(step, step.call.args[0]));
  else readSchemaChain(step, first);
}

function readRaw(step: MigrationStep): void {
  const { call, evaluator, env, journal, file } = step;
  const [text] = call.args;
  if (!text) return;
  const bottom = bottomOf(call.fn);
  if (bottom.k === 'call') return;
  for (const sql of sqlTexts(evaluator, text, env, { tagged: step.site.tagged })) {
    const place = (offset: number): JournalPlace => {
      const found = placeInText(sql, offset);
      return found?.file === file ? { file, at: found.at } : { file, at: call.at };
    };
    const line = (offset: number): number => {
      const found = place(offset);
      return 'at' in found ? unpackPosition(found.at).line : found.line;
    };
    applyDdl(journal, sql.text, { place, line });
  }
}
