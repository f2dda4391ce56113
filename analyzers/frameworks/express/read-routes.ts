/** What a verb registers: a path with its functions, also on `app.route('/x')`. */
import type { AdapterContext, Visit } from '../../adapter.ts';
import type { Env, Value } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { guardsOf, handlerName } from '../http/name-handlers.ts';
import { readPaths } from '../http/read-paths.ts';
import type { PathReading } from '../http/read-paths.ts';
import { routeReading } from '../http/record-visit.ts';
import type { Reading } from '../http/record-visit.ts';
import type { Guard, RouterNode } from '../http/route-graph.ts';
import { nodeOf, routersOf } from '../http/router-nodes.ts';
import type { RouterSearch } from '../http/router-nodes.ts';
import { written } from '../http/written-values.ts';
import { CHAINED, EXPRESS_VERBS, isExpressRouter } from './express-values.ts';

/** How routers of Express are recognised. */
export const searchIn = (context: AdapterContext): RouterSearch => ({
  evaluator: context.evaluator,
  isRouter: isExpressRouter,
  chained: CHAINED,
});

/** A verb on a `router.route(path)` of a known router. */
export function readRouteVerb(
  visit: Visit,
  env: Env,
  routes: readonly Value[],
  method: string,
): Reading | null {
  const { call } = visit;
  if (method === 'all' && isContinued(visit)) return { events: [], unknown: null };
  const readings = routes.map((route): Reading | null => {
    const node = nodeOf(route);
    const paths = route.v === 'library' ? (route.state?.['path'] as PathReading | null) : null;
    if (!node || !paths) return null;
    return readFunctions(visit, env, [node], method, paths, call.args, earlierGuards(visit, env));
  });
  const events = readings.flatMap((one) => one?.events ?? []);
  return { events, unknown: readings.find((one) => one?.unknown)?.unknown ?? null };
}

/** The `app.route('/x')` that a chain of verbs begins with. */
export function routeCall(visit: Visit, obj: Expr, env: Env): CallExpr | null {
  let { expr: current } = written(visit.evaluator, obj, env);
  while (current.k === 'call' && current.fn.k === 'mem') {
    if (current.fn.name === 'route') return current;
    if (!EXPRESS_VERBS.has(current.fn.name)) return null;
    current = current.fn.obj;
  }
  return null;
}

/** A route of an application that is handed in, known by its type at most. */
export function readHandedRoute(
  visit: Visit,
  env: Env,
  { fn, args }: CallExpr,
  method: string,
): Reading | null {
  const paths = args[0] ? readPaths(visit.evaluator, args[0], env) : null;
  const nodes = fn.k === 'mem' ? routersOf(searchIn(visit), fn.obj, env) : [];
  if (!paths || nodes.length === 0 || !EXPRESS_VERBS.has(method)) return null;
  if (method === 'all' && isContinued(visit)) return { events: [], unknown: null };
  const before = earlierGuards(visit, env);
  return readFunctions(visit, env, nodes, method, paths, visit.call.args, before);
}

/** `.route('/x').all(requireAuth).get(list)`: what `.all` runs before the others is no route. */
function isContinued({ site, call }: Visit): boolean {
  return site.file.calls.some(
    ({ expr }) => expr.fn.k === 'mem' && expr.fn.obj === call && EXPRESS_VERBS.has(expr.fn.name),
  );
}

function earlierGuards(visit: Visit, env: Env): readonly Guard[] {
  const found: Guard[] = [];
  let current: Expr = visit.call.fn.k === 'mem' ? visit.call.fn.obj : visit.call;
  while (current.k === 'call' && current.fn.k === 'mem') {
    const earlier: CallExpr = current;
    if (current.fn.name === 'all')
      found.unshift(...earlier.args.flatMap((arg) => guardsOf(visit.evaluator, arg, env)));
    current = current.fn.obj;
  }
  return found;
}

/** A route with its middleware and its handler. */
export function readFunctions(
  visit: Visit,
  env: Env,
  nodes: readonly RouterNode[],
  verb: string,
  paths: PathReading,
  functions: readonly Expr[],
  before: readonly Guard[],
): Reading {
  const { evaluator } = visit;
  const list = functions.flatMap((arg) => flattened(visit, arg, env));
  const last = list[list.length - 1];
  const own = list.slice(0, -1).flatMap((one) => guardsOf(evaluator, one.expr, one.env));
  const handler = handlerName(evaluator, last?.expr, last?.env ?? env);
  const methods = [verb === 'del' ? 'DELETE' : verb.toUpperCase()];
  return routeReading(visit, nodes, { methods, guards: [...before, ...own], handler }, paths);
}

/** Arrays among the functions of a route, written out. */
export function flattened(
  visit: Visit,
  arg: Expr,
  env: Env,
): readonly { readonly expr: Expr; readonly env: Env }[] {
  const inner = arg.k === 'spread' ? arg.v : arg;
  const source = written(visit.evaluator, inner, env);
  if (source.expr.k !== 'arr') return [{ expr: inner, env }];
  return source.expr.items.flatMap((item) => flattened(visit, item, source.env));
}
