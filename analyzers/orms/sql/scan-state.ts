/** Where the scanner of one statement stands, and the small steps it is made of. */
import type { AccessMode } from '../../contract.ts';
import type { SqlTable } from './parse-sql.ts';
import type { SqlToken } from './sql-tokens.ts';

export interface StatementScan {
  readonly tokens: readonly SqlToken[];
  at: number;
  tables: SqlTable[];
  readonly unknown: number[];
}

/** What a place in the statement can see. */
export interface Scope {
  /** Names of common table expressions, lower case. */
  readonly ctes: ReadonlySet<string>;
  /** Whether FROM names tables here; not in `extract(x FROM y)`. */
  readonly from: boolean;
}

/** A name in a table position. `table` is null for a CTE, a function or a subselect. */
export interface TableRef {
  readonly alias: string | null;
  readonly name: string | null;
  readonly table: SqlTable | null;
}

export function openStatement(tokens: readonly SqlToken[]): StatementScan {
  return { tokens, at: 0, tables: [], unknown: [] };
}

export function peek(scan: StatementScan, ahead = 0): SqlToken | undefined {
  return scan.tokens[scan.at + ahead];
}

export function isPunct(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'punct' && token.text === text;
}

export function isWord(token: SqlToken | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'word' && texts.includes(token.text);
}

/** Steps over the words when they come next, in any order. */
export function skipWords(scan: StatementScan, ...texts: readonly string[]): void {
  while (isWord(peek(scan), ...texts)) scan.at += 1;
}

/** Steps over a parenthesised list without looking at it. */
export function skipParens(scan: StatementScan): void {
  let depth = 0;
  for (; scan.at < scan.tokens.length; scan.at += 1) {
    if (isPunct(peek(scan), '(')) depth += 1;
    else if (isPunct(peek(scan), ')')) depth -= 1;
    if (depth === 0) {
      scan.at += 1;
      return;
    }
  }
}

/** Words that end a table reference and are never an alias or an unquoted table name. */
const RESERVED = new Set([
  'where',
  'group',
  'order',
  'having',
  'limit',
  'offset',
  'fetch',
  'union',
  'except',
  'intersect',
  'minus',
  'for',
  'join',
  'inner',
  'left',
  'right',
  'full',
  'cross',
  'natural',
  'outer',
  'straight_join',
  'on',
  'using',
  'set',
  'values',
  'returning',
  'window',
  'select',
  'from',
  'with',
  'when',
  'then',
  'else',
  'end',
  'case',
  'lateral',
  'tablesample',
  'partition',
  'force',
  'use',
  'ignore',
  'and',
  'or',
  'as',
  'into',
  'default',
  'do',
  'not',
  'exists',
  'in',
  'is',
  'by',
  'insert',
  'delete',
  'qualify',
  'null',
  'like',
  'between',
  'overriding',
  'output',
  'if',
  'only',
  'stdin',
  'stdout',
  'all',
  'distinct',
  'asc',
  'desc',
  'true',
  'false',
  'matched',
]);

export const isReserved = (token: SqlToken): boolean =>
  token.kind === 'word' && RESERVED.has(token.text);

export interface TableName {
  readonly schema: string | null;
  readonly name: string | null;
  readonly quoted: boolean;
  readonly offset: number;
}

/** `name`, `schema.name`, `db.schema.name`; `name` is null when it is (partly) a hole. */
export function readName(scan: StatementScan): TableName | null {
  const first = peek(scan);
  if (!first || !isNamePart(first) || isReserved(first)) return null;
  const parts: SqlToken[] = [first];
  scan.at += 1;
  while (isPunct(peek(scan), '.')) {
    const next = peek(scan, 1);
    if (!next || !isNamePart(next)) break;
    parts.push(next);
    scan.at += 2;
  }
  const last = parts.at(-1) as SqlToken;
  const schema = parts.at(-2);
  return {
    schema: schema && !hasHole(schema) ? schema.raw : null,
    name: hasHole(last) ? null : last.raw,
    quoted: last.kind === 'quoted',
    offset: last.at,
  };
}

const isNamePart = (token: SqlToken): boolean =>
  token.kind === 'word' || token.kind === 'quoted' || token.kind === 'hole';
const hasHole = (token: SqlToken): boolean => token.kind === 'hole' || token.raw.includes('{}');

const SYSTEM_SCHEMAS = new Set([
  'pg_catalog',
  'information_schema',
  'pg_toast',
  'performance_schema',
  'mysql',
  'sys',
]);
const SYSTEM_TABLES = /^(?:pg_\w+|sqlite_\w+|dual|all_tables|user_tables)$/i;

/** Notes a table, unless it is a CTE or belongs to the database itself. */
export function addTable(
  scan: StatementScan,
  scope: Scope,
  name: TableName,
  mode: AccessMode,
  clause: string,
): SqlTable | null {
  if (name.name === null) {
    scan.unknown.push(name.offset);
    return null;
  }
  if (!name.schema && scope.ctes.has(name.name.toLowerCase())) return null;
  if (SYSTEM_TABLES.test(name.name) || SYSTEM_SCHEMAS.has(name.schema?.toLowerCase() ?? ''))
    return null;
  const { schema, quoted, offset } = name;
  const table: SqlTable = { schema, name: name.name, quoted, mode, offset, clause };
  scan.tables.push(table);
  return table;
}

/** Corrects what was noted before the rest of the statement was known. */
export function changeMode(table: SqlTable, mode: AccessMode): void {
  (table as { mode: AccessMode }).mode = mode;
}

/** `WITH [RECURSIVE] name [(…)] AS [[NOT] MATERIALIZED] (`, not `WITH ORDINALITY`. */
export function isCteList(scan: StatementScan): boolean {
  let ahead = isWord(peek(scan, 1), 'recursive') ? 2 : 1;
  const name = peek(scan, ahead);
  if (name?.kind !== 'word' && name?.kind !== 'quoted' && name?.kind !== 'hole') return false;
  ahead += 1;
  if (isPunct(peek(scan, ahead), '(')) {
    while (peek(scan, ahead) && !isPunct(peek(scan, ahead), ')')) ahead += 1;
    ahead += 1;
  }
  if (!isWord(peek(scan, ahead), 'as')) return false;
  ahead += 1;
  while (isWord(peek(scan, ahead), 'not', 'materialized')) ahead += 1;
  return isPunct(peek(scan, ahead), '(');
}
