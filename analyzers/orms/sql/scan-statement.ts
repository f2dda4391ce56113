/** One statement, from its tokens to the tables it names. */
import type { SqlKind, SqlStatement, SqlTable } from './parse-sql.ts';
import { isWord, openStatement } from './scan-state.ts';
import type { StatementScan } from './scan-state.ts';
import { scanBlock } from './scan-query.ts';
import { scanCopy, scanTruncate } from './scan-commands.ts';
import type { SqlToken } from './sql-tokens.ts';

const KINDS: Readonly<Record<string, SqlKind>> = {
  select: 'select',
  table: 'select',
  values: 'select',
  insert: 'insert',
  replace: 'insert',
  upsert: 'insert',
  update: 'update',
  delete: 'delete',
  merge: 'merge',
  truncate: 'truncate',
  copy: 'copy',
  create: 'ddl',
  alter: 'ddl',
  drop: 'ddl',
  comment: 'ddl',
  grant: 'ddl',
  revoke: 'ddl',
  reindex: 'ddl',
  refresh: 'ddl',
  rename: 'ddl',
  analyze: 'ddl',
  vacuum: 'ddl',
  cluster: 'ddl',
  begin: 'begin',
  start: 'begin',
  commit: 'commit',
  end: 'commit',
  rollback: 'rollback',
  abort: 'rollback',
  set: 'other',
  show: 'other',
  use: 'other',
  call: 'other',
  exec: 'other',
  execute: 'other',
  do: 'other',
  lock: 'other',
  listen: 'other',
  notify: 'other',
  unlisten: 'other',
  savepoint: 'other',
  release: 'other',
  discard: 'other',
  deallocate: 'other',
  prepare: 'other',
  fetch: 'other',
  close: 'other',
  pragma: 'other',
  describe: 'other',
  desc: 'other',
  attach: 'other',
  detach: 'other',
  import: 'other',
  load: 'other',
};
/** First words of fragments in which a FROM or JOIN names a table. */
const CLAUSES = new Set([
  'from',
  'join',
  'left',
  'right',
  'inner',
  'full',
  'cross',
  'natural',
  'outer',
  'where',
  'and',
  'or',
  'on',
  'union',
  'except',
  'intersect',
  'using',
  'order',
  'group',
  'having',
  'limit',
  'returning',
  'distinct',
  'exists',
  'not',
  'lateral',
  'straight_join',
]);
const QUERIES = new Set<SqlKind>(['select', 'insert', 'update', 'delete', 'merge', 'fragment']);
const PREFIXES = new Set(['explain', 'analyze', 'verbose', 'describe']);

export function scanStatement(tokens: readonly SqlToken[]): SqlStatement {
  const scan = openStatement(skipPrefix(tokens));
  const kind = kindOf(scan);
  if (kind === 'truncate') scanTruncate(scan);
  else if (kind === 'copy') scanCopy(scan);
  else if (QUERIES.has(kind)) {
    scanBlock(scan, { ctes: new Set(), from: kind !== 'fragment' || startsWithClause(scan) });
  }
  return {
    kind,
    offset: tokens[0]?.at ?? 0,
    tables: unique(scan.tables),
    together: together(scan.tables),
    unknown: scan.unknown,
  };
}

/** `EXPLAIN (ANALYZE) SELECT …`, `DECLARE c CURSOR FOR SELECT …`, a hole or paren in front. */
function skipPrefix(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const first = tokens[0];
  if (first?.text === 'declare') {
    const body = tokens.findIndex((token) => token.text === 'for');
    return body > 0 ? tokens.slice(body + 1) : tokens;
  }
  if (first?.text !== 'explain') return tokens;
  const start = tokens.findIndex(
    (token, at) =>
      (at > 0 && KINDS[token.text] !== undefined && !PREFIXES.has(token.text)) ||
      token.text === 'with',
  );
  return start > 0 ? tokens.slice(start) : tokens;
}

function kindOf(scan: StatementScan): SqlKind {
  const start = scan.tokens.findIndex((token) => token.kind !== 'hole' && token.text !== '(');
  const first = scan.tokens[start];
  if (!first || first.kind !== 'word') return 'fragment';
  if (first.text === 'with') return mainVerb(scan.tokens, start);
  const kind = KINDS[first.text];
  const next = scan.tokens[start + 1];
  if (!kind || first.text === 'set') return 'fragment';
  if (first.text === 'start' && !isWord(next, 'transaction')) return 'fragment';
  if (first.text === 'end' && next && !isWord(next, 'transaction', 'work')) return 'fragment';
  // `SET x = …` after a hole, or `values (…)` in a fragment, is no statement of its own.
  return start > 0 && kind === 'other' ? 'fragment' : kind;
}

/** Verb after the CTE list: the first one outside of parentheses. */
function mainVerb(tokens: readonly SqlToken[], start: number): SqlKind {
  let depth = 0;
  for (const token of tokens.slice(start + 1)) {
    if (token.text === '(' && token.kind === 'punct') depth += 1;
    else if (token.text === ')' && token.kind === 'punct') depth -= 1;
    else if (
      depth === 0 &&
      token.kind === 'word' &&
      /^(?:select|insert|update|delete|merge|replace)$/.test(token.text)
    ) {
      return KINDS[token.text] ?? 'select';
    }
  }
  return 'select';
}

function startsWithClause(scan: StatementScan): boolean {
  const first = scan.tokens.find(
    (token) => token.kind !== 'hole' && token.text !== '(' && token.text !== ',',
  );
  return first?.kind === 'word' && CLAUSES.has(first.text);
}

function unique(tables: readonly SqlTable[]): readonly SqlTable[] {
  const key = (table: SqlTable): string =>
    `${table.schema}.${table.name} ${table.mode} ${table.offset}`;
  return [...new Map(tables.map((table) => [key(table), table])).values()].sort(
    (a, b) => a.offset - b.offset,
  );
}

function together(tables: readonly SqlTable[]): readonly SqlTable[] {
  const read = tables.filter(
    (table) => table.mode === 'read' || !/^(?:INSERT|REPLACE|TRUNCATE|COPY)/.test(table.clause),
  );
  const byName = new Map<string, SqlTable>();
  for (const table of [...read].sort((a, b) => a.offset - b.offset)) {
    const key = `${table.schema ?? ''}.${table.name}`;
    if (!byName.has(key)) byName.set(key, table);
  }
  return [...byName.values()];
}
