/** ALTER TABLE. */
import { readDdlName } from './ddl-changes.ts';
import type { DdlChange, DdlName } from './ddl-changes.ts';
import { readTableItem, skipItem } from './read-create.ts';
import { isPunct, isWord, peek, skipWords } from './scan-state.ts';
import type { StatementScan } from './scan-state.ts';

export function readAlter(scan: StatementScan): readonly DdlChange[] {
  scan.at += 1;
  skipWords(scan, 'foreign', 'ignore');
  if (!isWord(peek(scan), 'table')) return [];
  scan.at += 1;
  skipWords(scan, 'if', 'exists', 'only');
  const table = readDdlName(scan);
  if (!table) return [];
  if (isPunct(peek(scan), '*')) scan.at += 1;
  const changes: DdlChange[] = [];
  while (peek(scan)) {
    changes.push(...readAction(scan, table));
    skipItem(scan);
    scan.at += 1;
  }
  return changes;
}

function readAction(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  if (isWord(peek(scan), 'add')) return readAdd(scan, table);
  if (isWord(peek(scan), 'drop')) return readDropColumn(scan, table);
  if (isWord(peek(scan), 'rename')) return readRenaming(scan, table);
  if (isWord(peek(scan), 'change')) return readChange(scan, table);
  return [];
}

function readAdd(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  scan.at += 1;
  skipWords(scan, 'column', 'if', 'not', 'exists');
  if (!isPunct(peek(scan), '(')) return readTableItem(scan, table);
  scan.at += 1;
  const changes: DdlChange[] = [];
  while (peek(scan) && !isPunct(peek(scan), ')')) {
    changes.push(...readTableItem(scan, table));
    skipItem(scan);
    if (isPunct(peek(scan), ',')) scan.at += 1;
  }
  scan.at += 1;
  return changes;
}

const NOT_COLUMNS = [
  'constraint',
  'index',
  'key',
  'primary',
  'foreign',
  'partition',
  'default',
  'not',
  'check',
];

function readDropColumn(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  scan.at += 1;
  if (isWord(peek(scan), ...NOT_COLUMNS)) return [];
  skipWords(scan, 'column', 'if', 'exists');
  const column = peek(scan);
  return column && (column.kind === 'word' || column.kind === 'quoted')
    ? [{ kind: 'drop-column', table, column: column.raw }]
    : [];
}

function readRenaming(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  scan.at += 1;
  if (isWord(peek(scan), 'to', 'as')) {
    scan.at += 1;
    const to = readDdlName(scan);
    return to ? [{ kind: 'rename-table', table, to: to.name }] : [];
  }
  if (isWord(peek(scan), 'constraint', 'index', 'key')) return [];
  skipWords(scan, 'column');
  const column = peek(scan)?.raw;
  const to = isWord(peek(scan, 1), 'to') ? peek(scan, 2)?.raw : undefined;
  return column && to ? [{ kind: 'rename-column', table, column, to }] : [];
}

/** `CHANGE [COLUMN] old new type` of MySQL. */
function readChange(scan: StatementScan, table: DdlName): readonly DdlChange[] {
  scan.at += 1;
  skipWords(scan, 'column');
  const column = peek(scan)?.raw;
  const to = peek(scan, 1)?.raw;
  return column && to && column !== to ? [{ kind: 'rename-column', table, column, to }] : [];
}
