/** All tables one builder's query reads, subqueries in its arguments included. */
import type { Visit } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import type { BuilderChain, ChainCall } from './builder-chain.ts';
import type { NamedTable } from './table-argument.ts';

/** Tables a call binds when it is a binding of the library (`.join('items')`, `selectFrom('x')`), else none. */
export type BoundTables = (visit: Visit) => readonly NamedTable[];

export function queryTables(
  visit: Visit,
  chain: BuilderChain,
  bound: BoundTables,
): readonly NamedTable[] {
  return chain.calls.flatMap((call) => tablesOfCall(visit, call, bound));
}

/** The call itself (unless it is the visited one) and every call in its arguments. */
function tablesOfCall(visit: Visit, { call, file }: ChainCall, bound: BoundTables): readonly NamedTable[] {
  const inside = file.calls.filter(({ expr }) => expr === call || isArgument(expr, call));
  return inside.flatMap((site) => (site.expr === visit.call ? [] : bound(visitOf(visit, site))));
}

/** Chains are one expression: what stands behind the method's name and begins there is an argument. */
const isArgument = (expr: CallSite['expr'], call: CallSite['expr']): boolean =>
  expr.start > call.at && expr.at <= call.end;

function visitOf(visit: Visit, site: CallSite): Visit {
  const env = site.file === visit.site.file ? visit.env : visit.evaluator.siteEnv(site);
  return { ...visit, site, call: site.expr, env };
}
