/** SELECT, INSERT, UPDATE, DELETE, MERGE with everything that may be nested in them. */
import type { AccessMode } from '../../contract.ts';
import {
  addTable,
  changeMode,
  isPunct,
  isReserved,
  isWord,
  peek,
  readName,
  skipParens,
  skipWords,
} from './scan-state.ts';
import type { Scope, StatementScan, TableName, TableRef } from './scan-state.ts';
import type { SqlToken } from './sql-tokens.ts';

/** One query: what stands between two parentheses, or the whole statement. */
interface Block {
  readonly kind: string;
  readonly ctes: Set<string>;
  readonly from: boolean;
  /** Tables that the head names as written to: UPDATE's, DELETE's. */
  readonly targets: TableRef[];
  readonly refs: TableRef[];
  /** Inside a FROM clause, where a comma leads to another table. */
  inFrom: boolean;
  /** Aliases assigned to in SET, for updates of several tables. */
  readonly assigned: Set<string>;
}

const QUERY_WORDS = ['select', 'with', 'insert', 'update', 'delete', 'merge', 'values', 'replace', 'table'];
const FROM_ENDS = new Set([
  'where', 'group', 'order', 'having', 'limit', 'offset', 'fetch', 'union', 'except', 'intersect', 'minus',
  'for', 'set', 'values', 'returning', 'window', 'select', 'when', 'qualify',
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
  const block = { ctes, from: scope.from, targets: [], refs: [], inFrom, assigned: new Set<string>() };
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

const INSERT_WORDS = ['into', 'ignore', 'low_priority', 'high_priority', 'delayed', 'or', 'replace', 'abort', 'fail', 'rollback', 'overwrite'];

function readInsert(scan: StatementScan, block: Block): void {
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
    if (!isPunct(peek(scan), '(') || isWord(peek(scan, 1), 'select', 'with', 'values')) readFrom(scan, block, 'USING');
  } else if (token.text === 'set') {
    block.inFrom = false;
    if (block.kind === 'update') noteAssigned(scan, block);
  } else if (FROM_ENDS.has(token.text)) block.inFrom = false;
}

function isDistinctFrom(scan: StatementScan): boolean {
  return isWord(scan.tokens[scan.at - 2], 'distinct') && isWord(scan.tokens[scan.at - 3], 'is', 'not');
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

function readAlias(scan: StatementScan): string | null {
  if (isWord(peek(scan), 'as')) scan.at += 1;
  const token = peek(scan);
  if (!token || (token.kind !== 'word' && token.kind !== 'quoted') || isReserved(token)) return null;
  scan.at += 1;
  // `AS t(a, b)`: names of columns.
  if (isPunct(peek(scan), '(')) skipParens(scan);
  return token.raw.toLowerCase();
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

/** `WITH [RECURSIVE] name [(…)] AS [[NOT] MATERIALIZED] (`, not `WITH ORDINALITY`. */
function isCteList(scan: StatementScan): boolean {
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

/** A CTE sees the ones before it, and itself when the list is recursive. */
function readCtes(scan: StatementScan, block: Block): void {
  scan.at += 1;
  const recursive = isWord(peek(scan), 'recursive');
  if (recursive) scan.at += 1;
  for (let more = true; more; ) {
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

/** `SET a.x = …, b.y = …`: which of several tables are written. */
function noteAssigned(scan: StatementScan, block: Block): void {
  let depth = 0;
  for (let at = scan.at; at < scan.tokens.length; at += 1) {
    const token = scan.tokens[at] as SqlToken;
    if (isPunct(token, '(')) depth += 1;
    else if (isPunct(token, ')')) depth -= 1;
    if (depth < 0 || (depth === 0 && isWord(token, 'where', 'from'))) return;
    const starts = at === scan.at || isPunct(scan.tokens[at - 1], ',');
    if (depth === 0 && starts && isPunct(scan.tokens[at + 1], '.') && isPunct(scan.tokens[at + 3], '=')) {
      block.assigned.add(token.raw.toLowerCase());
    }
  }
}

/** Decides who is written when the head names an alias, or several tables. */
function settleTargets(scan: StatementScan, block: Block): void {
  if (block.kind !== 'update' && block.kind !== 'delete') return;
  const called = (ref: TableRef, name: string): boolean =>
    ref.alias === name || ref.name?.toLowerCase() === name;
  for (const target of block.targets) {
    const name = target.name?.toLowerCase();
    const ref = name === undefined ? undefined : block.refs.find((one) => one.alias === name || (!target.table && called(one, name)));
    if (ref?.table) changeMode(ref.table, 'write');
    if (ref && target.table) scan.tables = scan.tables.filter((one) => one !== target.table);
  }
  if (block.kind !== 'update' || block.assigned.size === 0) return;
  const all = [...block.targets, ...block.refs];
  const written = all.filter((ref) => [...block.assigned].some((name) => called(ref, name)));
  if (written.length === 0) return;
  for (const ref of all) {
    if (ref.table && written.includes(ref) !== (ref.table.mode === 'write')) {
      changeMode(ref.table, written.includes(ref) ? 'write' : 'read');
    }
  }
}
