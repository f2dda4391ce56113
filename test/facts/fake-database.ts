/**
 * The smallest library that needs all of lifting and following: `read(table)`, `write(table)`,
 * `tx(work)`, `tx([…])`, `begin()`, and `connect()` for an object with the same as methods.
 */
import type { Adapter, Visit } from '../../analyzers/adapter.ts';
import type { RawFacts } from '../../analyzers/facts/raw-facts.ts';
import { reportTransaction } from '../../analyzers/orms/sql/report-transaction.ts';
import { alternatives, isOpen, libraryInstance } from '../../analyzers/program/values.ts';
import { analyzeSnippets } from '../adapters/analyze-snippet.ts';

const METHODS = ['read', 'write', 'tx', 'begin'] as const;
type Method = (typeof METHODS)[number];

/** What is called, when it is the library's. */
function methodOf({ call, receiver, site }: Visit): Method | null {
  const ours = alternatives(receiver()).some((one) => one.v === 'library' && one.pkg === 'db');
  return ours && call.fn.k !== 'call' ? (METHODS.find((one) => one === site.name) ?? null) : null;
}

function visitCall(visit: Visit): void {
  const { call } = visit;
  const method = methodOf(visit);
  if (method === 'begin') reportTransaction(visit, 'function', 'begin');
  if (method === 'tx' && call.args[0]) reportTransaction(visit, call.args[0], 'tx');
  if (method === 'read' || method === 'write') visitAccess(visit, method);
}

function visitAccess(visit: Visit, mode: 'read' | 'write'): void {
  const value = visit.argument(0);
  const names = alternatives(value).flatMap((one) =>
    one.v === 'string' && one.exact ? [one.text] : [],
  );
  if (names.length === 0) visit.unresolved('table', 'the table is computed');
  else if (isOpen(value)) visit.undecided('table', 'one of several');
  for (const table of names)
    visit.facts.access({
      table,
      mode,
      at: visit.call.at,
      via: `db ${mode}`,
      evidence: `${mode}('${table}')`,
    });
}

export const fakeDatabase: Adapter = {
  id: 'db',
  title: 'Fake database',
  kind: 'orm',
  packages: ['db'],
  calls: METHODS,
  call: ({ receiver, method }) =>
    receiver.type === 'connect' && method === '' ? libraryInstance('db', 'Connection') : undefined,
  visitCall,
};

const HEAD = "import { read, write, tx, begin, connect, Connection } from 'db';\n";

/** Facts of one file `src/a.ts` whose first line is the import of the library, and of more files. */
export function factsOf(body: string, more: Readonly<Record<string, string>> = {}): RawFacts {
  const others = Object.entries(more).map(([path, text]) => [path, HEAD + text]);
  return analyzeSnippets(
    { 'src/a.ts': HEAD + body, ...Object.fromEntries(others) },
    { adapters: [fakeDatabase] },
  );
}

/** `a.ts:3 write orders f`, one for each access, in the order of the sink. */
export function accessRows(facts: RawFacts): readonly string[] {
  return facts.accesses.map(
    ({ path, line, mode, table, symbol }) => `${path.slice(4)}:${line} ${mode} ${table} ${symbol}`,
  );
}

/** `3 [orders users] 1`: line, tables, unresolved calls. */
export function transactionRows(facts: RawFacts): readonly string[] {
  return facts.transactions.map(
    ({ line, tables, unresolvedCalls }) => `${line} [${tables.join(' ')}] ${unresolvedCalls}`,
  );
}
