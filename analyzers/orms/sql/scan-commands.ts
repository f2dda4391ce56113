/** TRUNCATE and COPY. */
import { addTable, isPunct, isWord, peek, readName, skipParens, skipWords } from './scan-state.ts';
import type { Scope, StatementScan } from './scan-state.ts';
import { scanBlock } from './scan-query.ts';

const TOP: Scope = { ctes: new Set(), from: true };

export function scanTruncate(scan: StatementScan): void {
  scan.at += 1;
  skipWords(scan, 'table', 'only');
  for (let name = readName(scan); name; name = readName(scan)) {
    addTable(scan, TOP, name, 'write', 'TRUNCATE');
    if (isPunct(peek(scan), '*')) scan.at += 1;
    if (!isPunct(peek(scan), ',')) return;
    scan.at += 1;
    skipWords(scan, 'only');
  }
}

/** `COPY t (…) FROM …` writes, `COPY t TO …` and `COPY (SELECT …) TO …` read. */
export function scanCopy(scan: StatementScan): void {
  scan.at += 1;
  if (isPunct(peek(scan), '(')) {
    scan.at += 1;
    scanBlock(scan, TOP);
    return;
  }
  const name = readName(scan);
  if (!name) return;
  if (isPunct(peek(scan), '(')) skipParens(scan);
  addTable(scan, TOP, name, isWord(peek(scan), 'to') ? 'read' : 'write', 'COPY');
}
