/** SELECT, INSERT, UPDATE, DELETE, MERGE with everything that may be nested in them. */
import type { AccessMode } from '../../contract.ts';
import {
  addTable,
  isPunct,
  isCteList,
  isReserved,
  isWord,
  peek,
  readName,
  skipParens,
  skipWords,
} from './scan-state.ts';
import type { Scope, StatementScan, TableName, TableRef } from './scan-state.ts';
import { isDistinctFrom, readAlias, readInsert } from './scan-heads.ts';
import { noteAssigned, settleTargets } from './scan-targets.ts';
import type { Block } from './scan-targets.ts';
import type { SqlToken } from './sql-tokens.ts';

const QUERY_WORDS = [
  'select',
  'with',
  'insert',
  'update',
  'delete',
  'merge',
  'values',
  'replace',
  'table',
];
const FROM_ENDS = new Set([
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
  'set',
  'values',
  'returning',
  'window',
  'select',
  'when',
  'qualify',
]);

/** Reads up to the closing parenthesis of this level (left in place) or the end. */
export function scanBlock(scan: StatementScan, scope: Scope): void {
  while (peek(scan)?.kind === 'hole') scan.at += 1;
  const block = openBlock(scan, scope);
  readHead(scan, block);
  scanRest(scan, block);
  settleTargets(scan, block);
}

function openBlock(scan: StatementScan, scope: Scope, inFrom = false): Block {
  const ctes = new Set(scope.ctes);
  const block = {
    ctes,
    from: scope.from,
    targets: [],
    refs: [],
    inFrom,
    assigned: new Set<string>(),
  };
  if (isWord(peek(scan), 'with')) readCtes(scan, { ...block, kind: '' });
  const first = peek(scan);
  const known = !inFrom && isWord(first, ...QUERY_WORDS);
  return { ...block, kind: known && first ? first.text : '' };
}

function readHead(scan: StatementScan, block: Block): void {
  switch (block.kind) {
    case 'insert':
    case 'replace':
      return readInsert(scan, block);
    case 'update':
      return readUpdate(scan, block);
    case 'delete':
      return readDelete(scan, block);
    case 'merge':
      scan.at += 1;
      skipWords(scan, 'into', 'only');
      readTarget(scan, block, 'MERGE INTO');
      return undefined;
    case '':
      return undefined;
    default:
      scan.at += 1;
      return undefined;
  }
}

function readUpdate(scan: StatementScan, block: Block): void {
  scan.at += 1;
  skipWords(scan, 'only', 'low_priority', 'ignore');
  if (isWord(peek(scan), 'or')) scan.at += 2;
  readTarget(scan, block, 'UPDATE');
  block.inFrom = true;
}

function readDelete(scan: StatementScan, block: Block): void {
  scan.at += 1;
  skipWords(scan, 'low_priority', 'quick', 'ignore');
  if (isWord(peek(scan), 'from')) {
    scan.at += 1;
    readTarget(scan, block, 'DELETE FROM');
    return;
  }
  // `DELETE a, b FROM orders a JOIN …`: the names are aliases or tables of the FROM clause.
  for (let name = readName(scan); name; name = readName(scan)) {
    if (isPunct(peek(scan), '.') && isPunct(peek(scan, 1), '*')) scan.at += 2;
    block.targets.push({ alias: null, name: name.name, table: null });
    if (!isPunct(peek(scan), ',')) break;
    scan.at += 1;
  }
}

function readTarget(scan: StatementScan, block: Block, clause: string): void {
  const ref = readRef(scan, block, 'write', clause);
  if (ref) block.targets.push(ref);
}

/** Everything behind the head. */
function scanRest(scan: StatementScan, block: Block): void {
  for (let token = peek(scan); token; token = peek(scan)) {
    if (isPunct(token, ')')) return;
    if (isPunct(token, '(')) scanParens(scan, block);
    else if (isPunct(token, ',')) {
      scan.at += 1;
      if (block.inFrom) pushRef(scan, block, 'FROM');
    } else if (token.kind === 'word') readWord(scan, block, token);
    else scan.at += 1;
  }
}

function readWord(scan: StatementScan, block: Block, token: SqlToken): void {
  const previous = scan.tokens[scan.at - 1];
  // `o.from`, `"t".join`: a column.
  if (isPunct(previous, '.')) {
    scan.at += 1;
    return;
  }
  if (token.text === 'with' && isCteList(scan)) return readCtes(scan, block);
  scan.at += 1;
  if (token.text === 'from') {
    if (block.from && !isDistinctFrom(scan)) readFrom(scan, block, 'FROM');
  } else if (token.text === 'join' || token.text === 'straight_join') {
    if (block.from || block.inFrom) readFrom(scan, block, 'JOIN');
  } else if (token.text === 'using' && (block.kind === 'delete' || block.kind === 'merge')) {
    if (!isPunct(peek(scan), '(') || isWord(peek(scan, 1), 'select', 'with', 'values'))
      readFrom(scan, block, 'USING');
  } else if (token.text === 'set') {
    block.inFrom = false;
    if (block.kind === 'update') noteAssigned(scan, block);
  } else if (FROM_ENDS.has(token.text)) block.inFrom = false;
}

function readFrom(scan: StatementScan, block: Block, clause: string): void {
  block.inFrom = true;
  pushRef(scan, block, clause);
}

function pushRef(scan: StatementScan, block: Block, clause: string): void {
  const ref = readRef(scan, block, 'read', clause);
  if (ref) block.refs.push(ref);
}

/** One table, function or subselect with its alias. */
function readRef(
  scan: StatementScan,
  block: Block,
  mode: AccessMode,
  clause: string,
): TableRef | null {
  skipWords(scan, 'only', 'lateral');
  if (isPunct(peek(scan), '(')) {
    scanFromParens(scan, block, clause);
    return { alias: readAlias(scan), name: null, table: null };
  }
  const name = readName(scan);
  if (!name) return null;
  if (isPunct(peek(scan), '(')) {
    scanParens(scan, block);
    return { alias: readAlias(scan), name: null, table: null };
  }
  if (isPunct(peek(scan), '*')) scan.at += 1;
  return refOf(scan, block, name, mode, clause);
}

function refOf(
  scan: StatementScan,
  block: Block,
  name: TableName,
  mode: AccessMode,
  clause: string,
): TableRef {
  const table = addTable(scan, block, name, mode, clause);
  return { name: name.name, table, alias: readAlias(scan) };
}

/** `FROM (SELECT …)` or `FROM (a JOIN b ON …)`. */
function scanFromParens(scan: StatementScan, block: Block, clause: string): void {
  scan.at += 1;
  if (isWord(peek(scan), ...QUERY_WORDS) || peek(scan)?.kind === 'hole') {
    scanBlock(scan, { ctes: block.ctes, from: true });
  } else {
    const inner = openBlock(scan, { ctes: block.ctes, from: true }, true);
    pushRef(scan, inner, clause);
    scanRest(scan, inner);
    block.refs.push(...inner.refs);
  }
  if (isPunct(peek(scan), ')')) scan.at += 1;
}

/** Parentheses anywhere else: a subselect, an expression, arguments. */
function scanParens(scan: StatementScan, block: Block): void {
  const callee = scan.tokens[scan.at - 1];
  const called = callee?.kind === 'quoted' || (callee?.kind === 'word' && !isReserved(callee));
  scan.at += 1;
  const first = peek(scan);
  const query = isWord(first, ...QUERY_WORDS) && !isPunct(peek(scan, 1), '(');
  const select = isWord(first, 'select');
  const from = query || select || (!called && first?.kind === 'hole');
  if (query || select) scanBlock(scan, { ctes: block.ctes, from });
  else scanRest(scan, openBlock(scan, { ctes: block.ctes, from }, false));
  if (isPunct(peek(scan), ')')) scan.at += 1;
}

/** A CTE sees the ones before it, and itself when the list is recursive. */
function readCtes(scan: StatementScan, block: Block): void {
  scan.at += 1;
  const recursive = isWord(peek(scan), 'recursive');
  if (recursive) scan.at += 1;
  for (let more = true; more;) {
    const name = peek(scan);
    if (!name || isPunct(name, '(')) return;
    scan.at += 1;
    if (isPunct(peek(scan), '(')) skipParens(scan);
    skipWords(scan, 'as', 'not', 'materialized');
    if (recursive) block.ctes.add(name.raw.toLowerCase());
    if (!isPunct(peek(scan), '(')) return;
    scan.at += 1;
    scanBlock(scan, { ctes: block.ctes, from: true });
    if (isPunct(peek(scan), ')')) scan.at += 1;
    block.ctes.add(name.raw.toLowerCase());
    more = isPunct(peek(scan), ',');
    if (more) scan.at += 1;
  }
}
