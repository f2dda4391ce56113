/** From SQL text in the code to accesses, joins and transactions; used by every library that takes SQL. */
import type { Place, TableRegistry, Visit } from '../../adapter.ts';
import type { Expr, Pos } from '../../scan/ir.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import type { Env, StringValue } from '../../program/values.ts';
import { parseSql } from './parse-sql.ts';
import type { SqlStatement, SqlTable } from './parse-sql.ts';
import { isMigrationFile } from './migrations.ts';
import { sqlTexts } from './sql-text.ts';
import type { HoleText } from './sql-text.ts';
import { placeInText } from './text-places.ts';
import type { SqlText } from './text-places.ts';

export interface ReportSqlOptions {
  /** Holes are bound values, not text; taken from the call site when absent. */
  readonly tagged?: boolean;
  /** Table named by a hole: `sql.identifier(['x'])`, a table object. Quote names that need it. */
  readonly hole?: HoleText;
  /** Environment of the text when it is not the call's. */
  readonly env?: Env;
  /** Silence instead of a finding when no text can be read (the text may not be SQL at all). */
  readonly quiet?: boolean;
  /** Marks every fact as inferred: the receiver is not known to be a database. */
  readonly inferred?: boolean;
  /** Names that are no tables here: common table expressions of a builder around the text. */
  readonly ctes?: ReadonlySet<string>;
  /** Called for BEGIN, COMMIT and ROLLBACK statements. */
  readonly onControl?: (kind: 'begin' | 'commit' | 'rollback') => void;
}

/**
 * Reports the tables of SQL text as accesses and one join per statement that reads several.
 * @param source the text's expression (best: lines inside of it are known), or its value
 * @param via library and call, the statement's verb is added: `pg query` → `pg query INSERT`
 * @returns whether some text could be read
 */
export function reportSql(
  visit: Visit,
  source: Expr | StringValue,
  via: string,
  options: ReportSqlOptions = {},
): boolean {
  if (isMigrationFile(visit.site.file)) return true;
  const texts = textsOf(visit, source, options);
  if (texts.length === 0) {
    if (!options.quiet && !tagged(visit, options))
      visit.unresolved('sql', 'The SQL text is not known here.');
    return false;
  }
  const seen = new Set<string>();
  let unknown: string | undefined;
  for (const sql of texts) {
    for (const statement of parseSql(sql.text)) {
      reportStatement(
        visit,
        sql,
        withoutCtes(statement, options.ctes),
        { via, inferred: options.inferred === true },
        seen,
      );
      if (isControl(statement.kind)) options.onControl?.(statement.kind);
      if (statement.unknown.length > 0) unknown ??= excerpt(sql.text, statement.unknown[0] ?? 0);
    }
  }
  if (unknown !== undefined)
    visit.unresolved('table', `The table in "${unknown}" is not known here.`);
  return true;
}

function withoutCtes(statement: SqlStatement, ctes: ReadonlySet<string> | undefined): SqlStatement {
  if (!ctes || ctes.size === 0) return statement;
  const isTable = (table: SqlTable): boolean => table.schema !== null || !ctes.has(table.name);
  return {
    ...statement,
    tables: statement.tables.filter(isTable),
    together: statement.together.filter(isTable),
  };
}

const tagged = (visit: Visit, options: ReportSqlOptions): boolean =>
  options.tagged ?? visit.site.tagged;

const isControl = (kind: string): kind is 'begin' | 'commit' | 'rollback' =>
  kind === 'begin' || kind === 'commit' || kind === 'rollback';

function textsOf(
  visit: Visit,
  source: Expr | StringValue,
  options: ReportSqlOptions,
): readonly SqlText[] {
  const env = options.env ?? visit.env;
  if ('k' in source) {
    const texts = sqlTexts(visit.evaluator, source, env, {
      tagged: options.tagged ?? (visit.site.tagged && source === visit.call.args[0]),
      ...(options.hole ? { hole: options.hole } : {}),
    });
    // A lone hole says nothing; `raw('?')` says that there is no table.
    return texts.filter((one) => one.text.replaceAll('{}', '').trim() !== '');
  }
  const { origin } = source;
  if (origin && origin.file === visit.site.file) {
    const texts = sqlTexts(
      visit.evaluator,
      origin.expr,
      env,
      options.hole ? { hole: options.hole } : {},
    );
    const same = texts.filter((one) => one.text === source.text);
    if (same.length > 0) return same;
  }
  const piece = {
    text: source.text,
    file: visit.site.file,
    at: visit.call.args[0]?.at ?? visit.call.at,
    flat: true as const,
  };
  return [{ text: source.text, pieces: [piece] }];
}

function reportStatement(
  visit: Visit,
  sql: SqlText,
  statement: SqlStatement,
  how: { readonly via: string; readonly inferred: boolean },
  seen: Set<string>,
): void {
  const place = (offset: number): PlaceInCode => placeOf(visit, sql, offset);
  for (const table of statement.tables) {
    const name = physicalName(table, visit.tables);
    const where = place(table.offset);
    // Seen again for the sake of another table: what is written here is known already.
    if (isKnownHere(visit, `${name} ${table.mode} ${where.at}`)) continue;
    const key = `${name} ${table.mode} ${where.at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    visit.facts.access({
      table: name,
      mode: table.mode,
      ...where,
      via: `${how.via} ${verbOf(table)}`,
      evidence: `${table.clause} ${table.name}`,
      ...(how.inferred ? { certainty: 'inferred' as const } : {}),
    });
  }
  reportJoin(visit, statement, place, seen);
}

/**
 * Text of a third file (constants) counts where it is used. `file` is set for text written out at the
 * place: it keeps its line when the visit is lifted to the caller that wrote it.
 */
function placeOf(visit: Visit, sql: SqlText, offset: number): PlaceInCode {
  const here = visit.site.file;
  const place = placeInText(sql, offset);
  if (place && (place.file === here || isCallers(visit, place))) {
    return place.written ? { at: place.at, file: place.file } : { at: place.at };
  }
  return { at: visit.call.args[0]?.at ?? visit.call.at };
}

const knownHere = new WeakMap<object, Map<CallSite, Set<string>>>();

/** Whether the first look at the call, which knew nothing of callers, told the same. */
function isKnownHere({ evaluator, site, lifted }: Visit, key: string): boolean {
  const { unit } = evaluator.reading;
  const sites = knownHere.get(unit) ?? new Map<CallSite, Set<string>>();
  const known = sites.get(site) ?? new Set();
  if (lifted) return known.has(key);
  knownHere.set(unit, sites.set(site, known.add(key)));
  return false;
}

interface PlaceInCode {
  readonly at: Pos;
  readonly file?: ProjectFile;
}

/** Whether the place stands in code that hands the text in: then a parameter is bound. */
const isCallers = (visit: Visit, place: Place): boolean =>
  [...visit.env.names.values()].some(
    (binding) => 'expr' in binding && binding.env.file === place.file,
  );

function reportJoin(
  visit: Visit,
  statement: SqlStatement,
  place: (offset: number) => PlaceInCode,
  seen: Set<string>,
): void {
  const names = statement.together.map((table) => physicalName(table, visit.tables));
  const tables = [...new Set(names)];
  const first = statement.together[0];
  if (!first || tables.length < 2) return;
  const key = `join ${tables.join(' ')}`;
  if (seen.has(key) || isKnownHere(visit, key)) return;
  seen.add(key);
  visit.facts.join({ tables, ...place(first.offset), evidence: `SQL over ${tables.join(', ')}` });
}

const DEFAULT_SCHEMAS = new Set(['public', 'dbo', 'main']);

/** The registry's spelling when it knows the table; else schema and name, without the default schema. */
export function physicalName(
  table: Pick<SqlTable, 'schema' | 'name' | 'quoted'>,
  tables: TableRegistry,
): string {
  const { schema, name } = table;
  const full = schema && !DEFAULT_SCHEMAS.has(schema.toLowerCase()) ? `${schema}.${name}` : name;
  for (const candidate of [full, name]) {
    const known =
      tables.ofName(candidate) ??
      (table.quoted ? undefined : tables.ofName(candidate.toLowerCase()));
    if (known) return known.name;
  }
  return full;
}

function verbOf(table: SqlTable): string {
  if (table.mode === 'read') return 'SELECT';
  return table.clause.split(' ')[0] === 'FROM' || table.clause === 'JOIN'
    ? 'UPDATE'
    : (table.clause.split(' ')[0] ?? '');
}

function excerpt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  return (
    text
      .slice(Math.max(start, offset - 30), offset + 20)
      .split('\n')[0]
      ?.trim() ?? ''
  );
}
