/** Accesses of builders: `.from(t)`, joins, `insert(t)`, `update(t)`, `delete(t)`, `$count(t)`. */
import type { Visit } from '../../adapter.ts';
import type { AccessMode } from '../../contract.ts';
import type { LibraryValue } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { READING, WRITING } from './drizzle-names.ts';
import { stateOf, tablesOf } from './drizzle-state.ts';
import type { BuilderState } from './drizzle-state.ts';
import { reportJoin } from './statement-tables.ts';

/** @returns whether the call names a table */
export function visitBuilder(visit: Visit, receivers: readonly LibraryValue[]): boolean {
  const { name } = visit.site;
  const onDatabase = receivers.some((one) => one.type === 'Database' || one.type === 'Transaction');
  const builder = receivers.find((one) => one.type === 'Builder');
  if (
    onDatabase &&
    (WRITING.has(name) || name === '$count' || name === 'refreshMaterializedView')
  ) {
    reportTable(visit, name === '$count' ? 'read' : 'write');
    if (WRITING.has(name)) reportJoin(visit);
    return true;
  }
  if (!builder || !READING.has(name)) return false;
  reportTable(visit, 'read');
  const { op } = stateOf<BuilderState>(builder);
  if (name === 'from' && op !== 'update') reportJoin(visit);
  return true;
}

function reportTable(visit: Visit, mode: AccessMode): void {
  const { evaluator, env, facts, site } = visit;
  const [first] = visit.call.args;
  if (!first) return;
  const named = tablesOf(evaluator.value(first, env));
  if (named.unknown) visit.unresolved('table', `The table in .${site.name}(…) is not known here.`);
  if (!named.isTable) return;
  for (const table of new Set(named.names)) {
    const verb = site.name === 'from' ? 'select' : site.name;
    facts.access({
      table,
      mode,
      at: first.at,
      via: `drizzle ${verb}`,
      evidence: `.${site.name}(${written(first)})`,
    });
  }
}

export function written(expr: Expr): string {
  if (expr.k === 'name') return expr.name;
  if (expr.k === 'mem') return `${written(expr.obj)}.${expr.name}`;
  return expr.k === 'this' ? 'this' : '…';
}
