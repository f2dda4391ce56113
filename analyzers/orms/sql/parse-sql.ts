/**
 * Finds the tables in SQL text. Not a grammar: a scanner that knows where PostgreSQL and MySQL name
 * tables and where they do not, tolerant of holes and of fragments. It never fails.
 */
import type { AccessMode } from '../../contract.ts';
import { scanStatement } from './scan-statement.ts';
import { tokenizeSql } from './sql-tokens.ts';
import type { SqlToken } from './sql-tokens.ts';

export interface SqlTable {
  /** Schema as written, null when there is none or it is a hole. */
  readonly schema: string | null;
  readonly name: string;
  readonly quoted: boolean;
  readonly mode: AccessMode;
  /** Offset of the table's name in the text. */
  readonly offset: number;
  /** Words before it: `FROM`, `JOIN`, `INSERT INTO`. */
  readonly clause: string;
}

export type SqlKind =
  | 'select'
  | 'insert'
  | 'update'
  | 'delete'
  | 'merge'
  | 'truncate'
  | 'copy'
  | 'ddl'
  | 'begin'
  | 'commit'
  | 'rollback'
  | 'fragment'
  | 'other';

export interface SqlStatement {
  readonly kind: SqlKind;
  readonly offset: number;
  readonly tables: readonly SqlTable[];
  /** Tables the statement reads together (targets of UPDATE, DELETE and MERGE included), each once. */
  readonly together: readonly SqlTable[];
  /** Offsets of holes that stand where a table is named. */
  readonly unknown: readonly number[];
}

/** Statements of a text, in order; empty for an empty text. */
export function parseSql(text: string): readonly SqlStatement[] {
  return splitStatements(tokenizeSql(text)).map(scanStatement);
}

/** Tokens between semicolons. */
export function splitStatements(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const statements: (readonly SqlToken[])[] = [];
  let start = 0;
  for (let at = 0; at <= tokens.length; at += 1) {
    const token = tokens[at];
    if (token && (token.kind !== 'punct' || token.text !== ';')) continue;
    // Most texts are one statement: it is not copied.
    if (at > start) statements.push(start === 0 && !token ? tokens : tokens.slice(start, at));
    start = at + 1;
  }
  return statements;
}

const SHAPES: readonly RegExp[] = [
  /^select\b[\s\S]*?\bfrom\s+["`[\w{]/i,
  /^select\s+[\w"`.]+\s*\(/i,
  /^insert\s+(?:ignore\s+|or\s+\w+\s+)?into\s+["`\w.{}[\]]+\s*(?:\(|values\b|select\b|default\b|set\b|as\b)/i,
  /^replace\s+into\s+["`\w.{}]+\s*(?:\(|values\b|select\b|set\b)/i,
  /^update\s+(?:only\s+)?["`\w.{}[\]]+(?:\s+(?:as\s+)?\w+)?\s+set\s+["`\w.{}[\]]+\s*=/i,
  /^delete\s+from\s+["`\w.{}[\]]+\s*(?:$|;|where\b|using\b|returning\b|as\b|\w+\s+where\b)/i,
  /^with\s+(?:recursive\s+)?["`\w]+\s*(?:\([^)]*\)\s*)?as\s+(?:(?:not\s+)?materialized\s+)?\(/i,
  /^merge\s+into\s+["`\w.{}]+\s+(?:as\s+)?(?:\w+\s+)?using\b/i,
  /^truncate\s+(?:table\s+)?["`\w.{}]+\s*(?:$|;|,|cascade\b|restart\b)/i,
  /^(?:create|alter|drop)\s+(?:unique\s+)?(?:table|index|view|type|schema|sequence|function|trigger|extension)\s/i,
];
const SHOUTED = /^(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|WITH|MERGE|TRUNCATE|CREATE|ALTER|DROP)\b/;
const SQL_SIGNS = /[*=;(?]|\$\d|\{\}|\w\.\w/;

/** Strict: English such as "Select one item from the list" is not SQL. */
export function looksLikeSql(text: string): boolean {
  const start = text.replace(/^(?:\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()+/, '');
  if (!SHAPES.some((shape) => shape.test(start))) return false;
  return SHOUTED.test(start) || SQL_SIGNS.test(start);
}
