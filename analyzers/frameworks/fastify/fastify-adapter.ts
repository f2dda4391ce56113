/** Fastify 3 to 5: plugins are functions, a route belongs to the instance its plugin function got. */
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
import { recordVisit, routeReading } from '../http/record-visit.ts';
import type { Reading } from '../http/record-visit.ts';
import { createGraphs } from '../http/route-graph.ts';
import type { GraphEvent, Guard, RouterNode } from '../http/route-graph.ts';
import { parameterNode, routersOf } from '../http/router-nodes.ts';
import type { RouterSearch } from '../http/router-nodes.ts';
import { loopEnvs, propertyOf } from '../http/written-values.ts';
import type { Written } from '../http/written-values.ts';
import { mountAutoload } from './autoload.ts';
import {
  callFastify,
  FASTIFY_CHAINED,
  FASTIFY_PACKAGES,
  FASTIFY_VERBS,
  fastifyCallback,
  fastifyParameter,
  fastifySelf,
  fastifySignature,
  isFastifyInstance,
  memberOfFastify,
  pluginsOf,
} from './fastify-values.ts';

const graphOf = createGraphs();

const searchIn = (context: AdapterContext): RouterSearch => ({
  evaluator: context.evaluator,
  isRouter: isFastifyInstance,
  chained: FASTIFY_CHAINED,
});

/** Routes of Fastify applications with the prefixes of the plugins they are declared in. */
export const fastifyAdapter: Adapter = {
  id: 'fastify',
  title: 'Fastify',
  kind: 'framework',
  packages: FASTIFY_PACKAGES,
  call: callFastify,
  member: memberOfFastify,
  callback: fastifyCallback,
  self: fastifySelf,
  signature: fastifySignature,
  parameter: fastifyParameter,
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
    planRoutes(context, graph, { hooks: true });
  },
};

function isWanted({ name, expr }: CallSite): boolean {
  const { fn, args } = expr;
  if (expr.isNew || args.length === 0) return false;
  if (fn.k === 'idx') return args.length >= 2;
  if (fn.k !== 'mem') return false;
  if (name === 'register' || name === 'route') return true;
  return name === 'addHook' ? args.length >= 2 : FASTIFY_VERBS.has(name) && args.length >= 2;
}

function readCall(visit: Visit, env: Env): Reading | null {
  const { fn } = visit.call;
  if (fn.k !== 'mem' && fn.k !== 'idx') return null;
  const nodes = routersOf(searchIn(visit), fn.obj, env);
  if (nodes.length === 0) return null;
  const method = fn.k === 'idx' ? visit.evaluator.text(fn.key, env)?.text : fn.name;
  if (method === 'register') return readRegister(visit, env, nodes);
  if (method === 'addHook') return readHook(visit, env, nodes);
  if (method === 'route') return readRouteObject(visit, env, nodes);
  if (method === undefined || !FASTIFY_VERBS.has(method))
    return method === undefined ? { events: [], unknown: 'the method is not known here' } : null;
  return readVerb(visit, env, nodes, method);
}

const PHASES: Readonly<Record<string, number>> = {
  onRequest: 1,
  preParsing: 2,
  preValidation: 3,
  preHandler: 4,
};

function readHook(visit: Visit, env: Env, nodes: readonly RouterNode[]): Reading | null {
  const { call, evaluator, place } = visit;
  const [name, hook] = call.args;
  const phase = PHASES[evaluator.text(name, env)?.text ?? ''];
  if (phase === undefined || !hook) return null;
  const guards = guardsOf(evaluator, hook, env, phase);
  const path: PathText = { text: '', exact: true };
  return {
    events: nodes.map((node): GraphEvent => ({ is: 'guard', node, place, path, guards })),
    unknown: null,
  };
}

/** Hooks among the options of a route, in the order of Fastify's phases. */
function hooksOf(visit: Visit, options: Written): readonly Guard[] {
  return Object.entries(PHASES).flatMap(([name, phase]) => {
    const hook = propertyOf(visit.evaluator, options, name);
    const shown = hook ? (unwritten(options, name) ?? hook) : null;
    return shown ? guardsOf(visit.evaluator, shown.expr, shown.env, phase) : [];
  });
}

/** The property as it stands in the object literal, so that a variable keeps its name. */
function unwritten(options: Written, name: string): Written | null {
  const { expr, env } = options;
  if (expr.k !== 'obj') return null;
  const prop = expr.props.find((one) => one.name === name);
  return prop ? { expr: prop.v, env } : null;
}

function readVerb(
  visit: Visit,
  env: Env,
  nodes: readonly RouterNode[],
  verb: string,
): Reading | null {
  const { call, evaluator } = visit;
  const [first, second, third] = call.args;
  const paths = first ? readPaths(evaluator, first, env) : null;
  if (!first || !second || !paths) return null;
  const options: Written | null =
    third || isObject(visit, second, env) ? resolved(visit, second, env) : null;
  const handler = third ?? (options ? undefined : second);
  const inner = options ? propertyOf(evaluator, options, 'handler') : null;
  const name = handler
    ? handlerName(evaluator, handler, env)
    : handlerName(evaluator, inner?.expr, inner?.env ?? env);
  const guards = options ? hooksOf(visit, options) : [];
  return routeReading(
    visit,
    nodes,
    { methods: [verb.toUpperCase()], guards, handler: name },
    paths,
  );
}

function isObject(visit: Visit, expr: Expr, env: Env): boolean {
  return (
    expr.k === 'obj' ||
    alternatives(visit.evaluator.value(expr, env)).some((one) => one.v === 'object')
  );
}

/** Options kept in a variable are read where they are written. */
function resolved(visit: Visit, expr: Expr, env: Env): Written {
  const value = visit.evaluator.value(expr, env);
  return value.v === 'object' ? { expr: value.expr, env: value.env } : { expr, env };
}

function readRouteObject(visit: Visit, env: Env, nodes: readonly RouterNode[]): Reading | null {
  const { call, evaluator } = visit;
  const [first] = call.args;
  if (!first) return null;
  const options = resolved(visit, first, env);
  const url = propertyOf(evaluator, options, 'url') ?? propertyOf(evaluator, options, 'path');
  const method = propertyOf(evaluator, options, 'method');
  if (!url || !method) return { events: [], unknown: 'method and path are not known here' };
  const paths = readPaths(evaluator, url.expr, url.env);
  const methods = readPaths(evaluator, method.expr, method.env);
  if (!paths || !methods || methods.unknown)
    return { events: [], unknown: 'method and path are not known here' };
  const handler = propertyOf(evaluator, options, 'handler');
  const shown = unwritten(options, 'handler') ?? handler;
  const name = handlerName(evaluator, shown?.expr, shown?.env ?? env);
  const verbs = methods.paths.map((one) => one.text.toUpperCase());
  const guards = hooksOf(visit, options);
  return routeReading(visit, nodes, { methods: verbs, guards, handler: name }, paths);
}

function readRegister(visit: Visit, env: Env, nodes: readonly RouterNode[]): Reading | null {
  const { call, evaluator, place } = visit;
  const [plugin, options] = call.args;
  if (!plugin) return null;
  const value = evaluator.value(plugin, env);
  const autoload = alternatives(value).find(
    (one) => one.v === 'library' && one.pkg.endsWith('autoload'),
  );
  if (autoload) {
    const found = options ? mountAutoload(visit, env, options, nodes) : [];
    if (found) return { events: found, unknown: null };
    return { events: [], unknown: 'the folder of autoload is not known here' };
  }
  const prefix = options ? propertyOf(evaluator, { expr: options, env }, 'prefix') : null;
  const read = prefix ? readPaths(evaluator, prefix.expr, prefix.env) : null;
  const paths = read?.paths ?? [{ text: '', exact: true }];
  const sealed = visit.site.root.k === 'await';
  const events = pluginsOf(evaluator, value).flatMap(({ fn, wrapped }) => {
    if (fn.fn.ir.params.length === 0) return [];
    const child = parameterNode(fn.fn, 0, [], true);
    const at = wrapped ? [{ text: '', exact: true }] : paths;
    return nodes.flatMap((node) =>
      at.map((path): GraphEvent => ({
        is: 'mount',
        node,
        place,
        child,
        path,
        guards: [],
        alias: wrapped,
        sealed,
      })),
    );
  });
  const isHandedIn =
    events.length === 0 && plugin.k === 'name' && visit.site.file.parameters.has(plugin.decl);
  return {
    events,
    unknown: read?.unknown === true || isHandedIn ? 'plugin or prefix are not known here' : null,
  };
}
