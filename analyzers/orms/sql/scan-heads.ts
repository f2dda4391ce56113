/** Parts of statements that hold no other statement. */
import {
  addTable,
  isPunct,
  isReserved,
  isWord,
  peek,
  readName,
  skipParens,
  skipWords,
} from './scan-state.ts';
import type { StatementScan } from './scan-state.ts';
import type { Block } from './scan-targets.ts';

const INSERT_WORDS = [
  'into',
  'ignore',
  'low_priority',
  'high_priority',
  'delayed',
  'or',
  'replace',
  'abort',
  'fail',
  'rollback',
  'overwrite',
];

export function readInsert(scan: StatementScan, block: Block): void {
  const verb = block.kind === 'replace' ? 'REPLACE' : 'INSERT';
  scan.at += 1;
  // `replace(a, b, c)` and `insert(…)` are functions.
  if (isPunct(peek(scan), '(')) return;
  skipWords(scan, ...INSERT_WORDS);
  if (isPunct(peek(scan), '[')) return;
  const name = readName(scan);
  if (!name) return;
  addTable(scan, block, name, 'write', `${verb} INTO`);
  // The column list may hold anything but tables.
  if (isPunct(peek(scan), '(') && !isWord(peek(scan, 1), 'select', 'with')) skipParens(scan);
}

export function isDistinctFrom(scan: StatementScan): boolean {
  return (
    isWord(scan.tokens[scan.at - 2], 'distinct') && isWord(scan.tokens[scan.at - 3], 'is', 'not')
  );
}

/** `[AS] name [(columns)]`, lower case. */
export function readAlias(scan: StatementScan): string | null {
  if (isWord(peek(scan), 'as')) scan.at += 1;
  const token = peek(scan);
  if (!token || (token.kind !== 'word' && token.kind !== 'quoted') || isReserved(token))
    return null;
  scan.at += 1;
  // `AS t(a, b)`: names of columns.
  if (isPunct(peek(scan), '(')) skipParens(scan);
  return token.raw.toLowerCase();
}
