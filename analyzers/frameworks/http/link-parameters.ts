/**
 * Ties routers that functions get as parameters to the routers their callers hand in, demand-driven:
 * only for parameters on which something is registered, or that are mounted.
 */
import type { AdapterContext } from '../../adapter.ts';
import { calleesOf } from '../../program/callees.ts';
import type { CallSite, ProjectFile, ProjectFunction } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import { pathValue } from '../../program/evaluator.ts';
import type { Expr } from '../../scan/ir.ts';
import { dynamicCallsOf } from './dynamic-requires.ts';
import { addEvent, addNode } from './route-graph.ts';
import type { RouteGraph, RouterNode, RouterParameter } from './route-graph.ts';
import { nodeOf, routersOf } from './router-nodes.ts';
import type { RouterSearch } from './router-nodes.ts';
import { propertyOf } from './written-values.ts';

const MAX_ROUNDS = 6;
const MAX_SITES = 400;

/** Adds an alias from every router that is handed in to the parameter that receives it. */
export function linkParameters(
  context: AdapterContext,
  graph: RouteGraph,
  search: RouterSearch,
): void {
  const done = new Set<string>();
  const byImport = importers(context);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const open = [...graph.nodes.values()].filter((node) => node.parameter && !done.has(node.key));
    if (open.length === 0) return;
    for (const node of open) {
      done.add(node.key);
      linkParameter(context, graph, search, node, byImport);
    }
  }
}

function linkParameter(
  context: AdapterContext,
  graph: RouteGraph,
  search: RouterSearch,
  node: RouterNode,
  byImport: ReadonlyMap<string, readonly ProjectFile[]>,
): void {
  const { evaluator } = context;
  const parameter = node.parameter;
  if (!parameter) return;
  const { fn } = parameter;
  const dynamic = new Set(dynamicCallsOf(context, fn, byImport.has(fn.file.path)));
  for (const site of [...sitesOf(context, fn, node, byImport), ...dynamic]) {
    const arg = argumentOf(site, parameter);
    if (!arg) continue;
    const env = evaluator.siteEnv(site);
    if (!dynamic.has(site) && !mayCall(context, site, env, parameter.fn, node)) continue;
    const place = { file: site.file, at: site.expr.at };
    for (const router of handedIn(search, arg, env, parameter.path)) {
      if (router.key === node.key) continue;
      addNode(graph, router);
      addEvent(graph, {
        is: 'mount',
        node: router,
        child: node,
        path: { text: '', exact: true },
        guards: [],
        alias: true,
        place,
      });
    }
  }
}

/** What a call hands in at a parameter; for `...rest` all that is left, as a list. */
function argumentOf({ expr }: CallSite, { fn, index }: RouterParameter): Expr | null {
  const arg = expr.args[index];
  if (!arg) return null;
  if (fn.ir.params[index]?.rest) return { k: 'arr', items: expr.args.slice(index), at: arg.at };
  return arg.k === 'spread' ? null : arg;
}

function handedIn(
  search: RouterSearch,
  arg: Expr,
  env: Env,
  path: readonly string[],
): readonly RouterNode[] {
  if (path.length === 0) return routersOf(search, arg, env);
  const value = pathValue(search.evaluator, search.evaluator.value(arg, env), path);
  const nodes = alternatives(value).flatMap((one) => nodeOf(one) ?? []);
  if (nodes.length > 0) return nodes;
  // An object that is handed on as it came: the same steps on the outer parameter.
  let current = { expr: arg, env };
  let steps = path;
  while ((current.expr.k === 'obj' || current.expr.k === 'arr') && steps.length > 0) {
    if (current.expr.k === 'arr') {
      const item = itemOf(current.expr.items, Number(steps[0]));
      if (!item) return [];
      current = { expr: item.expr, env: current.env };
      steps = [...item.steps, ...steps.slice(1)];
      continue;
    }
    const next = propertyOf(search.evaluator, current, steps[0] ?? '');
    if (!next) return [];
    current = next;
    steps = steps.slice(1);
  }
  if (steps.length === 0) return routersOf(search, current.expr, current.env);
  const member = steps.reduce<Expr>((obj, name) => ({ k: 'mem', obj, name, at: 0 }), current.expr);
  return routersOf(search, member, current.env);
}

/** An element of a list; behind a spread it is an element of what is spread. */
function itemOf(
  items: readonly Expr[],
  at: number,
): { readonly expr: Expr; readonly steps: readonly string[] } | null {
  const spread = items.findIndex((item) => item.k === 'spread');
  const opened = items[spread];
  if (opened?.k === 'spread' && spread <= at)
    return { expr: opened.v, steps: [String(at - spread)] };
  const expr = items[at];
  return expr ? { expr, steps: [] } : null;
}

function mayCall(
  context: AdapterContext,
  site: CallSite,
  env: Env,
  fn: ProjectFunction,
  node: RouterNode,
): boolean {
  const { evaluator, hierarchy } = context;
  if (fn.ir.kind === 'constructor') {
    if (!site.expr.isNew) return false;
    const made = alternatives(evaluator.value(site.expr.fn, env));
    return made.some((one) => one.v === 'class' && one.cls === (node.cls ?? fn.owner));
  }
  if (calleesOf(evaluator, hierarchy, site, env).some((one) => one.fn === fn)) return true;
  if (site.expr.fn.k === 'mem') return false;
  // `require('./routes')(app)`, also of a module whose default export is the function.
  return alternatives(evaluator.value(site.expr.fn, env)).some((one) => {
    if (one.v === 'function') return one.fn === fn;
    if (one.v !== 'namespace') return false;
    const value = evaluator.member(one, 'default');
    return value.v === 'function' && value.fn === fn;
  });
}

/** Calls that may run the function: by its name, and from files that import the function's file under any name. */
function sitesOf(
  context: AdapterContext,
  fn: ProjectFunction,
  node: RouterNode,
  byImport: ReadonlyMap<string, readonly ProjectFile[]>,
): readonly CallSite[] {
  const { callsByName } = context.program;
  const name = fn.ir.kind === 'constructor' ? (node.cls ?? fn.owner)?.name : fn.ir.name;
  const found = new Set(
    (callsByName.get(name ?? '') ?? [])
      .filter((site) => context.isSource(site.file.path))
      .slice(0, MAX_SITES),
  );
  for (const file of [fn.file, ...(byImport.get(fn.file.path) ?? [])]) {
    for (const site of file.calls) {
      if (site.expr.fn.k !== 'mem' && site.expr.args.length > 0 && found.size < MAX_SITES)
        found.add(site);
    }
  }
  return [...found];
}

function importers(context: AdapterContext): ReadonlyMap<string, readonly ProjectFile[]> {
  const { program } = context;
  const found = new Map<string, Set<ProjectFile>>();
  for (const file of program.files.values()) {
    if (!context.isSource(file.path)) continue;
    file.ir.imports.forEach((_, index) => {
      const target = program.link(file.path, index);
      if (target.kind !== 'file') return;
      const of = found.get(target.path) ?? new Set<ProjectFile>();
      found.set(target.path, of.add(file));
    });
  }
  return new Map([...found].map(([path, files]) => [path, [...files]]));
}
