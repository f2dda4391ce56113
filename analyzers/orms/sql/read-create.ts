/** CREATE TABLE and CREATE INDEX, and the column and constraint clauses that ALTER TABLE shares. */
import { readDdlName } from './ddl-changes.ts';
import type { DdlChange, DdlName } from './ddl-changes.ts';
import { isPunct, isWord, peek, skipParens, skipWords } from './scan-state.ts';
import type { StatementScan } from './scan-state.ts';
import type { SqlToken } from './sql-tokens.ts';

export function readCreateTable(scan: StatementScan): readonly DdlChange[] {
  scan.at += 1;
  skipWords(scan, 'if', 'not', 'exists');
  const table = readDdlName(scan);
  // A partition is a part of a table that is declared already.
  if (!table || isWord(peek(scan), 'partition')) return [];
  const changes: DdlChange[] = [{ kind: 'create-table', table }];
  if (!isPunct(peek(scan), '(') || isWord(peek(scan, 1), 'select', 'with')) return changes;
  scan.at += 1;
  while (peek(scan) && !isPunct(peek(scan), ')')) {
    changes.push(...readTableItem(scan, table));
    skipItem(scan);
    if (isPunct(peek(scan), ',')) scan.at += 1;
  }
  return changes;
}

/** Steps to the comma or parenthesis that ends the current item. */
export function skipItem(scan: StatementScan): void {
  while (peek(scan) && !isPunct(peek(scan), ',') && !isPunct(peek(scan), ')')) {
    if (isPunct(peek(scan), '(')) skipParens(scan);
    else scan.at += 1;
  }
}

/** A constraint or a column, as in CREATE TABLE and after ADD. */
export function readTableItem(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  if (isWord(peek(scan), 'constraint')) {
    scan.at += 1;
    if (!isConstraint(scan)) scan.at += 1;
  }
  if (isWord(peek(scan), 'foreign')) return readForeignKey(scan, table);
  if (
    isWord(peek(scan), 'unique', 'primary', 'key', 'index', 'fulltext', 'spatial') &&
    isConstraint(scan)
  ) {
    return readKey(scan, table);
  }
  if (isWord(peek(scan), 'check', 'exclude', 'like', 'period') && isConstraint(scan)) return [];
  return readColumn(scan, table);
}

/** Whether the words begin a constraint; `key text` or `index int` are columns. */
function isConstraint(scan: StatementScan): boolean {
  const next = peek(scan, 1);
  if (isWord(peek(scan), 'foreign', 'primary')) return isWord(next, 'key');
  if (isWord(peek(scan), 'like')) return true;
  if (isWord(peek(scan), 'unique')) return true;
  if (isPunct(next, '('))
    return isWord(peek(scan), 'key', 'index', 'check', 'exclude', 'period', 'fulltext');
  return (
    isWord(peek(scan), 'key', 'index', 'fulltext', 'spatial', 'exclude') &&
    (isPunct(peek(scan, 2), '(')
      ? next?.kind === 'quoted' || /_|idx|key/.test(next?.text ?? '')
      : isWord(next, 'key', 'index', 'using'))
  );
}

function readForeignKey(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  scan.at += 2;
  if (!isPunct(peek(scan), '(')) scan.at += 1;
  const columns = readColumnList(scan);
  while (peek(scan) && !isWord(peek(scan), 'references') && !isPunct(peek(scan), ',')) scan.at += 1;
  return readReferences(scan, table, columns);
}

/** From `REFERENCES` on. */
function readReferences(
  scan: StatementScan,
  table: DdlName,
  columns: readonly string[],
): readonly DdlChange[] {
  if (!isWord(peek(scan), 'references')) return [];
  scan.at += 1;
  const to = readDdlName(scan);
  if (!to) return [];
  if (isPunct(peek(scan), '(')) skipParens(scan);
  return [{ kind: 'add-key', table, columns, to, onDelete: readOnDelete(scan) }];
}

function readOnDelete(scan: StatementScan): string | null {
  for (let ahead = 0; ; ahead += 1) {
    const token = peek(scan, ahead);
    if (!token || isPunct(token, ',') || isPunct(token, ')')) return null;
    if (!isWord(token, 'on') || !isWord(peek(scan, ahead + 1), 'delete')) continue;
    const first = peek(scan, ahead + 2);
    const second = isWord(first, 'set', 'no') ? peek(scan, ahead + 3) : undefined;
    return (
      [first, second].flatMap((word) => (word ? [word.raw.toUpperCase()] : [])).join(' ') || null
    );
  }
}

function readKey(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  while (
    peek(scan) &&
    !isPunct(peek(scan), '(') &&
    !isPunct(peek(scan), ',') &&
    !isPunct(peek(scan), ')')
  )
    scan.at += 1;
  const columns = readColumnList(scan);
  return columns.length > 0 ? [{ kind: 'add-index', table, columns }] : [];
}

/** `(a, lower(b), c DESC)`: the plain columns. */
function readColumnList(scan: StatementScan): readonly string[] {
  if (!isPunct(peek(scan), '(')) return [];
  scan.at += 1;
  const columns: string[] = [];
  while (peek(scan) && !isPunct(peek(scan), ')')) {
    const token = peek(scan);
    const plain =
      token && (token.kind === 'quoted' || token.kind === 'word') && !isPunct(peek(scan, 1), '(');
    if (plain) columns.push(token.raw);
    // MySQL prefix lengths: `name(10)`.
    else if (
      token?.kind === 'quoted' ||
      (token?.kind === 'word' && peek(scan, 2)?.kind === 'number')
    )
      columns.push(token.raw);
    skipItem(scan);
    if (isPunct(peek(scan), ',')) scan.at += 1;
  }
  scan.at += 1;
  return columns;
}

const TYPE_ENDS: ReadonlySet<string> = new Set([
  'not',
  'null',
  'default',
  'primary',
  'unique',
  'references',
  'check',
  'constraint',
  'generated',
  'collate',
  'comment',
  'auto_increment',
  'autoincrement',
  'on',
  'as',
  'key',
  'after',
  'first',
  'identity',
  'charset',
]);

function readColumn(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  const name = peek(scan);
  if (!name || (name.kind !== 'word' && name.kind !== 'quoted')) return [];
  scan.at += 1;
  const column = { name: name.raw, type: readType(scan), offset: name.at };
  const changes: DdlChange[] = [{ kind: 'add-column', table, column }];
  while (peek(scan) && !isPunct(peek(scan), ',') && !isPunct(peek(scan), ')')) {
    if (isWord(peek(scan), 'references')) changes.push(...readReferences(scan, table, [name.raw]));
    else if (isWord(peek(scan), 'unique', 'primary')) {
      changes.push({ kind: 'add-index', table, columns: [name.raw] });
      scan.at += 1;
    } else if (isPunct(peek(scan), '(')) skipParens(scan);
    else scan.at += 1;
  }
  return changes;
}

const endsType = ({ kind, text }: SqlToken): boolean => kind === 'word' && TYPE_ENDS.has(text);

function readType(scan: StatementScan): string | null {
  let type = '';
  for (let token = peek(scan); token && !endsType(token); token = peek(scan)) {
    if (isPunct(token, ',') || isPunct(token, ')')) break;
    if (isPunct(token, '(')) {
      const start = scan.at;
      skipParens(scan);
      type += scan.tokens
        .slice(start, scan.at)
        .map((one) => one.raw)
        .join('');
      continue;
    }
    type += (type && token.kind === 'word' && !type.endsWith('.') ? ' ' : '') + token.raw;
    scan.at += 1;
  }
  return type || null;
}

/** `INDEX [CONCURRENTLY] [IF NOT EXISTS] [name] ON table [USING m] (…)`. */
export function readIndex(scan: StatementScan): readonly DdlChange[] {
  while (peek(scan) && !isWord(peek(scan), 'on')) scan.at += 1;
  scan.at += 1;
  skipWords(scan, 'only');
  const table = readDdlName(scan);
  if (!table) return [];
  if (isWord(peek(scan), 'using')) scan.at += 2;
  const columns = readColumnList(scan);
  return columns.length > 0 ? [{ kind: 'add-index', table, columns }] : [];
}
