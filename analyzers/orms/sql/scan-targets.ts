/** Which tables a statement writes when its head names aliases or several tables. */
import { changeMode, isPunct, isWord } from './scan-state.ts';
import type { StatementScan, TableRef } from './scan-state.ts';
import type { SqlToken } from './sql-tokens.ts';

/** One query: what stands between two parentheses, or the whole statement. */
export interface Block {
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

/** `SET a.x = …, b.y = …`: which of several tables are written. */
export function noteAssigned(scan: StatementScan, block: Block): void {
  let depth = 0;
  for (let at = scan.at; at < scan.tokens.length; at += 1) {
    const token = scan.tokens[at] as SqlToken;
    if (isPunct(token, '(')) depth += 1;
    else if (isPunct(token, ')')) depth -= 1;
    if (depth < 0 || (depth === 0 && isWord(token, 'where', 'from'))) return;
    const starts = at === scan.at || isPunct(scan.tokens[at - 1], ',');
    if (
      depth === 0 &&
      starts &&
      isPunct(scan.tokens[at + 1], '.') &&
      isPunct(scan.tokens[at + 3], '=')
    ) {
      block.assigned.add(token.raw.toLowerCase());
    }
  }
}

/** Decides who is written when the head names an alias, or several tables. */
export function settleTargets(scan: StatementScan, block: Block): void {
  if (block.kind !== 'update' && block.kind !== 'delete') return;
  const called = (ref: TableRef, name: string): boolean =>
    ref.alias === name || ref.name?.toLowerCase() === name;
  for (const target of block.targets) {
    const name = target.name?.toLowerCase();
    const ref =
      name === undefined
        ? undefined
        : block.refs.find((one) => one.alias === name || (!target.table && called(one, name)));
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
