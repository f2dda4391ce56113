/** Schema changes outside of migrations: `db.schema.createTable(…)` at start-up, `db.exec('CREATE TABLE …')`. */
import type { AdapterContext } from '../../adapter.ts';
import { compareText } from '../../program/callees.ts';
import { findInFiles } from '../../program/find-in-files.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import type { Expr } from '../../scan/ir.ts';
import { isMigrationFile, isUndoing } from './migrations.ts';

/** Calls that take SQL text. */
export const RAW_CALLS: ReadonlySet<string> = new Set([
  'raw',
  'runSql',
  'query',
  'sql',
  'unsafe',
  'addSql',
  'executeSql',
  'runSqlAsync',
  'exec',
  'execute',
  'run',
  'prepare',
]);

const BUILDERS: ReadonlySet<string> = new Set([
  'createTable',
  'createTableIfNotExists',
  'alterTable',
  'createIndex',
]);
const DDL = /^\s*(?:create|alter)\s+(?:table|unique\s+index|index)\b/i;
const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|e2e|spec)\//;

/** In the order of files and lines. */
export function findSchemaCalls(context: AdapterContext): readonly CallSite[] {
  return findInFiles(context.evaluator, 'schema calls', (file) =>
    context.isSource(file.path) && !TEST_FOLDER.test(file.path) ? schemaCallsIn(file) : [],
  ).toSorted((a, b) => compareText(a.file.path, b.file.path) || a.expr.at - b.expr.at);
}

function schemaCallsIn(file: ProjectFile): readonly CallSite[] {
  const built = file.calls.filter((site) => BUILDERS.has(site.name) && isOnSchema(site));
  const raw = file.calls.filter((site) => RAW_CALLS.has(site.name) && isDdl(site));
  if ((built.length === 0 && raw.length === 0) || isMigrationFile(file)) return [];
  return [...built, ...raw].filter((site) => !isUndoing(site));
}

/** `knex.schema.createTable(…)`, `db.schema.withSchema('x').createTable(…)`. */
function isOnSchema({ expr }: CallSite): boolean {
  let current: Expr = expr.fn;
  for (;;) {
    if (current.k === 'call') current = current.fn;
    else if (current.k === 'await') current = current.v;
    else if (current.k !== 'mem') return current.k === 'name' && current.name === 'schema';
    else if (current.name === 'schema') return true;
    else current = current.obj;
  }
}

function isDdl({ expr, file }: CallSite): boolean {
  const [first] = expr.args;
  if (!first) return false;
  const text = first.k === 'name' ? file.definitions.get(first.decl)?.v : first;
  const start = text?.k === 'str' ? text.v : text?.k === 'tpl' ? text.parts[0] : undefined;
  return start !== undefined && DDL.test(start);
}
