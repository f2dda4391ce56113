/** Koa with @koa/router (koa-router), koa-mount and koa-compose. */
import type { Adapter, AdapterContext, Visit } from '../../adapter.ts';
import type { CallSite } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import type { PathText } from '../http/http-paths.ts';
import { linkParameters } from '../http/link-parameters.ts';
import { guardsOf, handlerName } from '../http/name-handlers.ts';
import { planRoutes } from '../http/plan-routes.ts';
import { readPaths } from '../http/read-paths.ts';
import type { PathReading } from '../http/read-paths.ts';
import { recordVisit, routeReading } from '../http/record-visit.ts';
import type { Reading } from '../http/record-visit.ts';
import { createGraphs } from '../http/route-graph.ts';
import type { GraphEvent, Guard, RouterNode } from '../http/route-graph.ts';
import { nodeOf, routersOf } from '../http/router-nodes.ts';
import type { RouterSearch } from '../http/router-nodes.ts';
import { loopEnvs, returnedBy, written } from '../http/written-values.ts';
import type { Written } from '../http/written-values.ts';
import {
  callKoa,
  entrancesOf,
  isKoaRouter,
  KOA_CHAINED,
  KOA_PACKAGES,
  KOA_VERBS,
} from './koa-values.ts';

const graphOf = createGraphs();
const HERE: PathText = { text: '', exact: true };

const searchIn = (context: AdapterContext): RouterSearch => ({
  evaluator: context.evaluator,
  isRouter: isKoaRouter,
  chained: KOA_CHAINED,
});

/** Routes of Koa routers with every prefix they are used under. */
export const koaAdapter: Adapter = {
  id: 'koa',
  title: 'Koa',
  kind: 'framework',
  packages: KOA_PACKAGES,
  call: callKoa,
  wants: isWanted,
  visitCall: (visit) => {
    const graph = graphOf(visit.program);
    recordVisit(
      visit,
      graph,
      loopEnvs(visit.evaluator, visit.site, visit.env).map((env) => readCall(visit, env)),
    );
  },
  finish: (context) => {
    const graph = graphOf(context.program);
    if (graph.events.size === 0 && graph.fallbacks.size === 0) return;
    linkParameters(context, graph, searchIn(context));
    planRoutes(context, graph, { hooks: false });
  },
};

function isWanted({ name, expr }: CallSite): boolean {
  const { fn, args } = expr;
  if (expr.isNew || args.length === 0) return false;
  if (fn.k === 'idx') return args.length >= 2;
  if (fn.k !== 'mem') return false;
  return (
    name === 'use' ||
    name === 'prefix' ||
    (name === 'register' && args.length >= 3) ||
    (KOA_VERBS.has(name) && args.length >= 2)
  );
}

function readCall(visit: Visit, env: Env): Reading | null {
  const { call, evaluator, place } = visit;
  const { fn } = call;
  if (fn.k !== 'mem' && fn.k !== 'idx') return null;
  const nodes = routersOf(searchIn(visit), fn.obj, env);
  if (nodes.length === 0) return null;
  const method = fn.k === 'idx' ? evaluator.text(fn.key, env)?.text : fn.name;
  if (method === undefined) return { events: [], unknown: 'the method is not known here' };
  if (method === 'use') return readUse(visit, env, nodes);
  if (method === 'register') return readRegister(visit, env, nodes);
  if (method === 'prefix') {
    const read = call.args[0] ? readPaths(evaluator, call.args[0], env) : null;
    const [path] = read?.paths ?? [];
    const events = path
      ? nodes.map((node): GraphEvent => ({ is: 'prefix', node, place, path }))
      : [];
    return { events, unknown: read?.unknown === true ? 'the prefix is not known here' : null };
  }
  return KOA_VERBS.has(method) ? readVerb(visit, env, nodes, method) : null;
}

/** `router.get('name', '/path', …)`: a name may stand before the path. */
function readVerb(
  visit: Visit,
  env: Env,
  nodes: readonly RouterNode[],
  verb: string,
): Reading | null {
  const { call, evaluator } = visit;
  const [first, second] = call.args;
  if (!first || !second) return null;
  const named = call.args.length > 2 ? readPaths(evaluator, second, env) : null;
  const isNamed =
    named !== null &&
    named.paths.length > 0 &&
    readPaths(evaluator, first, env)?.paths.length === 1;
  const paths = isNamed ? named : readPaths(evaluator, first, env);
  if (!paths) return null;
  const method = verb === 'del' ? 'DELETE' : verb.toUpperCase();
  return readFunctions(visit, env, nodes, [method], paths, call.args.slice(isNamed ? 2 : 1));
}

function readRegister(visit: Visit, env: Env, nodes: readonly RouterNode[]): Reading | null {
  const { call, evaluator } = visit;
  const [first, second] = call.args;
  const paths = first ? readPaths(evaluator, first, env) : null;
  const methods = second ? readPaths(evaluator, second, env) : null;
  if (!paths || !methods) return null;
  const verbs = methods.paths.map((one) => one.text.toUpperCase());
  const unknown = paths.unknown || methods.unknown;
  return readFunctions(visit, env, nodes, verbs, { ...paths, unknown }, call.args.slice(2, 3));
}

function readFunctions(
  visit: Visit,
  env: Env,
  nodes: readonly RouterNode[],
  methods: readonly string[],
  paths: PathReading,
  functions: readonly Expr[],
): Reading {
  const { evaluator } = visit;
  const list = functions.flatMap((arg) => flattened(visit, arg, env));
  const last = list[list.length - 1];
  const guards = list.slice(0, -1).flatMap((one) => guardsOf(evaluator, one.expr, one.env));
  const handler = handlerName(evaluator, last?.expr, last?.env ?? env);
  return routeReading(visit, nodes, { methods, guards, handler }, paths);
}

/** Lists and `compose([…])` written out. */
function flattened(visit: Visit, arg: Expr, env: Env): readonly Written[] {
  const inner = arg.k === 'spread' ? arg.v : arg;
  const source = written(visit.evaluator, inner, env);
  if (source.expr.k === 'arr')
    return source.expr.items.flatMap((item) => flattened(visit, item, source.env));
  if (source.expr.k === 'call' && isCompose(visit, source)) {
    return source.expr.args.slice(0, 1).flatMap((list) => flattened(visit, list, source.env));
  }
  return [{ expr: inner, env }];
}

function isCompose(visit: Visit, { expr, env }: Written): boolean {
  if (expr.k !== 'call') return false;
  const callee = visit.evaluator.value(expr.fn, env);
  return callee.v === 'library' && callee.pkg === 'koa-compose';
}

function readUse(visit: Visit, env: Env, nodes: readonly RouterNode[]): Reading {
  const { call, evaluator, place } = visit;
  const [first] = call.args;
  const read = first && call.args.length > 1 ? readPaths(evaluator, first, env) : null;
  const at = read?.paths ?? [HERE];
  const events: GraphEvent[] = [];
  const guards: Guard[] = [];
  let open = read?.unknown === true;
  for (const one of (read ? call.args.slice(1) : call.args).flatMap((arg) =>
    flattened(visit, arg, env),
  )) {
    const found = entered(visit, one);
    for (const { child, paths } of found.children) {
      open ||= child.kind === 'parameter';
      for (const node of nodes) {
        for (const path of combined(at, paths))
          events.push({ is: 'mount', node, place, child, path, guards: [...guards], alias: false });
      }
    }
    if (found.isMiddleware) guards.push(...guardsOf(evaluator, one.expr, one.env));
  }
  const mounts = events.length > 0;
  if (guards.length > 0) {
    for (const node of nodes)
      for (const path of at) events.push({ is: 'guard', node, place, path, guards });
  }
  return { events, unknown: open && mounts ? 'path or router are not known here' : null };
}

interface Entered {
  readonly children: readonly { readonly child: RouterNode; readonly paths: readonly PathText[] }[];
  readonly isMiddleware: boolean;
}

/** Routers behind an argument of `use`; `x.routes()` of a parameter stands for the parameter. */
function entered(visit: Visit, { expr, env }: Written): Entered {
  const value = visit.evaluator.value(expr, env);
  const entrances = entrancesOf(value);
  const children = entrances.flatMap((one) =>
    alternatives(one.value).flatMap((router) => {
      const child = nodeOf(router);
      return child ? [{ child, paths: one.paths }] : [];
    }),
  );
  if (children.length > 0) return { children, isMiddleware: false };
  if (
    expr.k === 'call' &&
    expr.fn.k === 'mem' &&
    (expr.fn.name === 'routes' || expr.fn.name === 'middleware')
  ) {
    const routers = routersOf(searchIn(visit), expr.fn.obj, env);
    return { children: routers.map((child) => ({ child, paths: [HERE] })), isMiddleware: false };
  }
  const own =
    expr.k === 'call'
      ? returnedBy(visit.evaluator, expr, env).flatMap((one) =>
          one.expr.k === 'call' ? entered(visit, one).children : [],
        )
      : [];
  const isAllowed =
    alternatives(value).some(
      (one) => one.v === 'library' && one.state?.['entrances'] !== undefined,
    ) ||
    (expr.k === 'call' && expr.fn.k === 'mem' && expr.fn.name === 'allowedMethods');
  return { children: own, isMiddleware: own.length === 0 && !isAllowed };
}

const combined = (outer: readonly PathText[], inner: readonly PathText[]): readonly PathText[] =>
  outer.flatMap((a) => inner.map((b) => ({ text: a.text + b.text, exact: a.exact && b.exact })));
