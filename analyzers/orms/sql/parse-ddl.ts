/** CREATE, ALTER and DROP statements: what migrations say about tables, columns, keys and indexes. */
import { readDdlName } from './ddl-changes.ts';
import type { DdlChange } from './ddl-changes.ts';
import { splitStatements } from './parse-sql.ts';
import { readAlter } from './read-alter.ts';
import { readCreateTable, readIndex } from './read-create.ts';
import { isPunct, isWord, openStatement, peek, skipWords } from './scan-state.ts';
import type { StatementScan } from './scan-state.ts';
import { tokenizeSql } from './sql-tokens.ts';
import type { SqlToken } from './sql-tokens.ts';

/** Some word that a change begins with. Most SQL of SQLite migrations copies rows: it is not even split. */
const DDL_WORD = /(?:create|alter|drop|rename|do)(?![\w$\u0080-\uffff])/i;

/** Changes in order of the text; anything but DDL is passed over. */
export function parseDdl(text: string, shift = 0): readonly DdlChange[] {
  if (!DDL_WORD.test(text)) return [];
  return splitStatements(tokenizeSql(text)).flatMap((tokens) => readStatement(tokens, text, shift));
}

function readStatement(
  tokens: readonly SqlToken[],
  text: string,
  shift: number,
): readonly DdlChange[] {
  if (isWord(tokens[0], 'do')) return readBlock(tokens, text, shift);
  const start = tokens.findIndex((token) => isWord(token, 'create', 'alter', 'drop', 'rename'));
  // Inside of DO blocks the statement stands behind BEGIN or IF … THEN.
  if (start < 0 || (start > 0 && !isWord(tokens[start - 1], 'begin', 'then', 'else'))) return [];
  const moved = shift === 0 ? tokens : tokens.map((token) => ({ ...token, at: token.at + shift }));
  const scan = openStatement(start === 0 ? moved : moved.slice(start));
  if (isWord(peek(scan), 'create')) return readCreate(scan);
  if (isWord(peek(scan), 'drop')) return readDrop(scan);
  if (isWord(peek(scan), 'rename')) return readRename(scan);
  return readAlter(scan);
}

/** `DO $$ BEGIN … END $$`: the statements inside. */
function readBlock(tokens: readonly SqlToken[], text: string, shift: number): readonly DdlChange[] {
  return tokens.flatMap((token): readonly DdlChange[] => {
    const tag = token.kind === 'string' ? /^\$\w*\$/.exec(token.text)?.[0] : undefined;
    if (tag === undefined) return [];
    const start = token.at + tag.length;
    return parseDdl(text.slice(start, token.end - tag.length), shift + start);
  });
}

function readCreate(scan: StatementScan): readonly DdlChange[] {
  scan.at += 1;
  skipWords(
    scan,
    'or',
    'replace',
    'global',
    'local',
    'temp',
    'temporary',
    'unlogged',
    'foreign',
    'external',
  );
  if (isWord(peek(scan), 'table')) return readCreateTable(scan);
  skipWords(scan, 'unique', 'fulltext', 'spatial', 'clustered', 'nonclustered');
  return isWord(peek(scan), 'index') ? readIndex(scan) : [];
}

function readDrop(scan: StatementScan): readonly DdlChange[] {
  scan.at += 1;
  if (!isWord(peek(scan), 'table')) return [];
  scan.at += 1;
  skipWords(scan, 'if', 'exists');
  const dropped: DdlChange[] = [];
  for (let table = readDdlName(scan); table; table = readDdlName(scan)) {
    dropped.push({ kind: 'drop-table', table });
    if (!isPunct(peek(scan), ',')) break;
    scan.at += 1;
  }
  return dropped;
}

/** `RENAME TABLE a TO b, c TO d` of MySQL. */
function readRename(scan: StatementScan): readonly DdlChange[] {
  scan.at += 1;
  skipWords(scan, 'table');
  const renamed: DdlChange[] = [];
  for (
    let table = readDdlName(scan);
    table && isWord(peek(scan), 'to');
    table = readDdlName(scan)
  ) {
    scan.at += 1;
    const to = readDdlName(scan);
    if (to) renamed.push({ kind: 'rename-table', table, to: to.name });
    if (!isPunct(peek(scan), ',')) break;
    scan.at += 1;
  }
  return renamed;
}
