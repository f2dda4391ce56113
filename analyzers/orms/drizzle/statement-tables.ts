/** Tables that one statement reads together, subqueries and SQL fragments included. */
import type { Visit } from '../../adapter.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { builderChain } from '../sql/builder-chain.ts';
import type { BuilderChain } from '../sql/builder-chain.ts';
import { methodOf, pathTo } from '../sql/expr-path.ts';
import { parseSql } from '../sql/parse-sql.ts';
import { physicalName } from '../sql/report-sql.ts';
import { sqlTexts } from '../sql/sql-text.ts';
import { READING, WRITING } from './drizzle-names.ts';
import { drizzleFaces, tablesOf } from './drizzle-state.ts';
import { holeText } from './hole-text.ts';

/** Reports a join when the statement around this call reads several tables. Only its first naming call may ask. */
export function reportJoin(visit: Visit): void {
  const chain = builderChain(visit, visit.site);
  if (isSubquery(visit, chain)) return;
  const names = new Set<string>();
  for (const { call, file } of chain.calls)
    for (const name of tablesInCall(visit, call, file)) names.add(name);
  const tables = [...names];
  if (tables.length < 2) return;
  visit.facts.join({
    tables,
    at: visit.call.args[0]?.at ?? visit.call.at,
    evidence: `drizzle query over ${tables.toSorted().join(', ')}`,
  });
}

/** Part of another statement: handed to a builder, or named by `.as('x')`. */
function isSubquery(visit: Visit, chain: BuilderChain): boolean {
  if (chain.calls.some(({ call }) => methodOf(call) === 'as')) return true;
  const path = pathTo(visit.site.root, visit.call);
  const own = new Set<Expr>(chain.calls.map(({ call }) => call));
  return path.some((one) => one.k === 'call' && !own.has(one) && takesQueries(visit, one));
}

function takesQueries(visit: Visit, { fn }: CallExpr): boolean {
  if (fn.k !== 'mem' || fn.name === 'transaction' || fn.name === 'batch') return false;
  const faces = drizzleFaces(visit.evaluator, visit.evaluator.value(fn.obj, visit.env));
  return faces.some(
    (face) =>
      face.type === 'Builder' ||
      face.type === 'Database' ||
      face.type === 'Transaction' ||
      face.type === 'Cte',
  );
}

function tablesInCall(visit: Visit, call: CallExpr, file: ProjectFile): readonly string[] {
  const { evaluator } = visit;
  const [first] = call.args;
  if (!first) return [];
  const env = file === visit.site.file ? visit.env : evaluator.envOf(file, null);
  const method = methodOf(call);
  const own =
    READING.has(method) || method === 'update' || method === 'delete'
      ? tablesOf(evaluator.value(first, env)).names
      : [];
  const start = first.k === 'call' ? first.start : Math.min(first.at, call.end);
  const inside = file.calls.filter(
    ({ expr }) => expr !== call && expr.at >= start && expr.at <= call.end && expr.start > call.at,
  );
  return [...own, ...inside.flatMap((site) => tablesInside(visit, site))];
}

function tablesInside(visit: Visit, site: CallSite): readonly string[] {
  const { evaluator } = visit;
  const { expr, file, tagged } = site;
  const env = file === visit.site.file ? visit.env : evaluator.siteEnv(site);
  if (tagged) return tablesInText(visit, expr, env);
  const [first] = expr.args;
  const method = methodOf(expr);
  if (
    expr.fn.k === 'mem' &&
    first &&
    (READING.has(method) || method === '$count') &&
    !WRITING.has(method)
  ) {
    const faces = drizzleFaces(evaluator, evaluator.value(expr.fn.obj, env));
    return faces.length > 0 ? tablesOf(evaluator.value(first, env)).names : [];
  }
  // `inArray(users.id, recent)`, where `recent` is a query kept in a variable.
  return expr.args.flatMap((arg) => {
    // What was waited for is rows, not a query.
    if (arg.k !== 'name' || file.definitions.get(arg.decl)?.v.k === 'await') return [];
    const named = tablesOf(evaluator.value(arg, env));
    return named.isTable ? [] : named.names;
  });
}

function tablesInText(visit: Visit, { fn, args }: CallExpr, env: Visit['env']): readonly string[] {
  const [template] = args;
  const value = visit.evaluator.value(fn, env);
  if (!template || value.v !== 'library' || value.pkg !== 'drizzle-orm') return [];
  const texts = sqlTexts(visit.evaluator, template, env, {
    tagged: true,
    hole: (hole, scope) => holeText(visit.evaluator, hole, scope),
  });
  return texts.flatMap((one) =>
    parseSql(one.text).flatMap((statement) =>
      statement.together.map((table) => physicalName(table, visit.tables)),
    ),
  );
}
