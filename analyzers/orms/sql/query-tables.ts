/** All tables one builder's query reads, subqueries in its arguments included. */
import type { Visit } from '../../adapter.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import type { BuilderChain, ChainCall } from './builder-chain.ts';
import { bottomOf } from './expr-path.ts';
import type { NamedTable, TableArgument } from './table-argument.ts';

/** The tables of a query that reads several, its own first; null when it reads one (of several) only. */
export function joinedTables(
  own: TableArgument,
  others: readonly NamedTable[],
  ctes: ReadonlySet<string>,
  nameOf: (table: NamedTable) => string,
): readonly string[] | null {
  const names = (tables: readonly NamedTable[]): readonly string[] => [
    ...new Set(
      tables.filter((table) => table.schema !== null || !ctes.has(table.name)).map(nameOf),
    ),
  ];
  const [mine, rest] = [names(own.tables), names(others)];
  const all = [...new Set([...mine, ...rest])];
  const alone = own.exclusive && rest.every((name) => mine.includes(name));
  return all.length > 1 && !alone ? all : null;
}

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
function tablesOfCall(
  visit: Visit,
  { call, file }: ChainCall,
  bound: BoundTables,
): readonly NamedTable[] {
  const kept = call.args.flatMap((arg) => keptBuilder(visit, file, arg));
  const tables: NamedTable[] = [];
  for (const site of file.calls) {
    const { expr } = site;
    if (expr === visit.call) continue;
    const isInside =
      expr === call || isArgument(expr, call) || kept.some((one) => isPart(expr, one));
    if (isInside) tables.push(...bound(visitOf(visit, site)));
  }
  return tables;
}

/** Chains are one expression: what stands behind the method's name and begins there is an argument. */
const isArgument = (expr: CallSite['expr'], call: CallSite['expr']): boolean =>
  expr.start > call.at && expr.at <= call.end;

/** `const recent = db('orders')…; db('users').whereIn('id', recent)`: the subquery where it is written. */
function keptBuilder(visit: Visit, file: ProjectFile, arg: Expr): readonly CallExpr[] {
  const kept = arg.k === 'call' ? bottomOf(arg) : arg;
  if (kept.k !== 'name' || file.ir.decls[kept.decl]?.path) return [];
  const made = file.definitions.get(kept.decl)?.v;
  if (made?.k !== 'call' || file !== visit.site.file) return [];
  const values = alternatives(visit.evaluator.value(made, visit.env));
  return values.some((one) => one.v === 'library' && one.type === 'Builder') ? [made] : [];
}

const isPart = (expr: CallSite['expr'], of: CallExpr): boolean =>
  expr.start >= of.start && expr.end <= of.end;

function visitOf(visit: Visit, site: CallSite): Visit {
  const { evaluator } = visit;
  const env = site.file === visit.site.file ? visit.env : evaluator.siteEnv(site);
  const { fn, args } = site.expr;
  return {
    ...visit,
    site,
    call: site.expr,
    env,
    receiver: () => evaluator.value(fn.k === 'mem' ? fn.obj : fn, env),
    argument: (index) => (args[index] ? evaluator.value(args[index], env) : UNKNOWN),
    text: (index) => evaluator.text(args[index], env)?.text,
  };
}
