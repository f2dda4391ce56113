/** Express 4 and 5: applications, routers and what is registered on them. */
import type { Adapter, Visit } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import { alternatives, isKnown } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import type { PathText } from '../http/http-paths.ts';
import { linkParameters } from '../http/link-parameters.ts';
import { guardsOf } from '../http/name-handlers.ts';
import { planRoutes } from '../http/plan-routes.ts';
import { readPaths } from '../http/read-paths.ts';
import { createGraphs } from '../http/route-graph.ts';
import type { GraphEvent, Guard, RouterNode } from '../http/route-graph.ts';
import { routersOf } from '../http/router-nodes.ts';
import { recordVisit } from '../http/record-visit.ts';
import type { Reading } from '../http/record-visit.ts';
import { loopEnvs, written } from '../http/written-values.ts';
import {
  callExpress,
  EXPRESS_PACKAGES,
  EXPRESS_VERBS,
  isExpressRoute,
  memberOfExpress,
} from './express-values.ts';
import {
  flattened,
  readFunctions,
  readHandedRoute,
  readRouteVerb,
  routeCall,
  searchIn,
} from './read-routes.ts';

const graphOf = createGraphs();

/** Routes of Express applications with every prefix they are mounted under. */
export const expressAdapter: Adapter = {
  id: 'express',
  title: 'Express',
  kind: 'framework',
  packages: EXPRESS_PACKAGES,
  call: callExpress,
  member: memberOfExpress,
  wants: isWanted,
  visitCall: visitExpressCall,
  finish: (context) => {
    const graph = graphOf(context.program);
    if (graph.events.size === 0 && graph.fallbacks.size === 0) return;
    linkParameters(context, graph, searchIn(context));
    planRoutes(context, graph, { hooks: false });
  },
};

/** By syntax: `x.get('/path', …)`, `x.use(…)`, `x[method](path, …)`, verbs behind `.route(…)`. */
function isWanted({ name, expr }: CallSite): boolean {
  const { fn, args } = expr;
  if (expr.isNew || args.length === 0) return false;
  if (fn.k === 'idx') return args.length >= 2;
  if (fn.k !== 'mem') return false;
  if (name === 'use') return true;
  if (!EXPRESS_VERBS.has(name)) return false;
  return args.length >= 2 || fn.obj.k === 'call' || fn.obj.k === 'name';
}

function visitExpressCall(visit: Visit): void {
  const graph = graphOf(visit.program);
  recordVisit(
    visit,
    graph,
    loopEnvs(visit.evaluator, visit.site, visit.env).map((env) => readCall(visit, env)),
  );
}

function readCall(visit: Visit, env: Env): Reading | null {
  const { call, evaluator } = visit;
  const { fn } = call;
  if (fn.k === 'mem' && fn.name === 'use') return readUse(visit, env, fn.obj);
  const method =
    fn.k === 'idx' ? evaluator.text(fn.key, env)?.text : fn.k === 'mem' ? fn.name : undefined;
  if (fn.k !== 'mem' && fn.k !== 'idx') return null;
  if (isLookup(visit, call, env)) return null;
  const onRoute = readOnRoute(visit, env, fn.obj, method ?? '');
  if (onRoute !== undefined) return onRoute;
  const nodes = routersOf(searchIn(visit), fn.obj, env);
  if (nodes.length === 0) return null;
  if (fn.k === 'idx' && (method === undefined || !EXPRESS_VERBS.has(method))) {
    return { events: [], unknown: method === undefined ? 'the method is not known here' : null };
  }
  return readVerb(visit, env, nodes, method ?? '');
}

/** `app.get('title')`, `map.delete(key)`: one argument is a handler only behind `.route(path)`. */
function isLookup(visit: Visit, { fn, args }: CallExpr, env: Env): boolean {
  return (
    fn.k === 'mem' &&
    args.length === 1 &&
    fn.obj.k === 'name' &&
    !isRouteVariable(visit, fn.obj, env)
  );
}

/** A verb behind `.route(path)`; undefined when the receiver is none. */
function readOnRoute(
  visit: Visit,
  env: Env,
  obj: Expr,
  method: string,
): Reading | null | undefined {
  const receiver = visit.evaluator.value(obj, env);
  const routes = alternatives(receiver).filter((one) => one.v === 'library' && isExpressRoute(one));
  if (routes.length > 0) return readRouteVerb(visit, env, routes, method);
  const route = routeCall(visit, obj, env);
  return route ? readHandedRoute(visit, env, route, method) : undefined;
}

function isRouteVariable(visit: Visit, obj: Expr, env: Env): boolean {
  const { expr } = written(visit.evaluator, obj, env);
  return expr.k === 'call' && expr.fn.k === 'mem';
}

function readVerb(
  visit: Visit,
  env: Env,
  nodes: readonly RouterNode[],
  method: string,
): Reading | null {
  const { call, evaluator } = visit;
  const [first, ...rest] = call.args;
  const paths = first ? readPaths(evaluator, first, env) : null;
  if (!paths || rest.length === 0) return null;
  return readFunctions(visit, env, nodes, method, paths, rest, []);
}

function readUse(visit: Visit, env: Env, obj: Expr): Reading | null {
  const { call, evaluator, place } = visit;
  const nodes = routersOf(searchIn(visit), obj, env);
  if (nodes.length === 0) return null;
  const [first] = call.args;
  const read = first && call.args.length > 1 ? readPaths(evaluator, first, env) : null;
  const rest = (read ? call.args.slice(1) : call.args).flatMap((arg) => flattened(visit, arg, env));
  const paths: readonly PathText[] = read?.paths ?? [{ text: '', exact: true }];
  const events: GraphEvent[] = [];
  const guards: Guard[] = [];
  let open = read?.unknown === true;
  for (const one of rest) {
    const children = routersOf(searchIn(visit), one.expr, one.env).filter((child) =>
      isMounted(visit, child, one.expr, one.env),
    );
    // Lifting finds out which router goes where; the parameter stands in when nobody calls.
    open ||= children.some((child) => child.kind === 'parameter');
    for (const node of nodes) {
      for (const child of children) {
        for (const path of paths)
          events.push({ is: 'mount', node, place, child, path, guards: [...guards], alias: false });
      }
    }
    if (children.length === 0) guards.push(...guardsOf(evaluator, one.expr, one.env));
  }
  const unknown = open && events.length > 0 ? 'path or router are not known here' : null;
  return { events: [...events, ...guardEvents(visit, nodes, paths, guards)], unknown };
}

function guardEvents(
  { place }: Visit,
  nodes: readonly RouterNode[],
  paths: readonly PathText[],
  guards: readonly Guard[],
): readonly GraphEvent[] {
  if (guards.length === 0) return [];
  return nodes.flatMap((node) =>
    paths.map((path): GraphEvent => ({ is: 'guard', node, place, path, guards })),
  );
}

/** An untyped parameter in `use(x)` is as likely middleware: a router only when a name or a type says so. */
function isMounted(visit: Visit, child: RouterNode, expr: Expr, env: Env): boolean {
  if (child.kind !== 'parameter' || child.parameter?.typed) return true;
  if (isKnown(visit.evaluator.value(expr, env))) return false;
  return expr.k === 'name'
    ? /rout|app|api/i.test(expr.name)
    : expr.k === 'mem' && /rout/i.test(expr.name);
}
