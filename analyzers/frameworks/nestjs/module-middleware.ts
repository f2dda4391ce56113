/** Middleware of modules: `consumer.apply(X).exclude(…).forRoutes(…)` in `configure`. */
import type { Visit } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass } from '../../program/program.ts';
import type { Env } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { entriesOf } from './entries.ts';
import { guardNames } from './guards.ts';
import { nestIndex } from './nest-index.ts';
import { joinPath, matchesPattern } from './route-paths.ts';
import { isExcluded, readRoute } from './route-settings.ts';
import type { NamedRoute, RouteSettings } from './route-settings.ts';
import { resolveToken } from './tokens.ts';

/** Routes that middleware is for, or is not for. */
type Target =
  | { readonly cls: ProjectClass }
  /** `below`: what is under the path as well, as of every path given as a string. */
  | (NamedRoute & { readonly below: boolean });

interface Middleware {
  readonly names: readonly string[];
  readonly targets: readonly Target[];
  readonly excluded: readonly Target[];
}

/** One route of a controller, its full path and how it came to it. */
export interface ServedRoute {
  readonly cls: ProjectClass;
  readonly method: string;
  readonly path: string;
  readonly settings: RouteSettings;
}

const known = new WeakMap<object, Map<ProjectClass, Middleware[]>>();

/** Remembers what a module applies. */
export function noteMiddleware(visit: Visit): void {
  const { call, env, evaluator, site, lifted } = visit;
  const { owner } = site;
  const chain = chainOf(call);
  if (lifted || !owner || !chain || !isConsumer(visit, chain.consumer)) return;
  const byModule = known.get(evaluator.reading.run) ?? new Map<ProjectClass, Middleware[]>();
  known.set(evaluator.reading.run, byModule);
  const list = byModule.get(owner) ?? [];
  byModule.set(owner, list);
  list.push({
    names: guardNames(evaluator, chain.applied, env),
    targets: targetsOf(evaluator, call.args, env, true),
    excluded: targetsOf(evaluator, chain.excluded, env, false),
  });
}

interface Chain {
  readonly consumer: Expr;
  readonly applied: readonly Expr[];
  readonly excluded: readonly Expr[];
}

/** `consumer.apply(A).exclude(x)` before `.forRoutes(…)`; an earlier `.forRoutes` gives the consumer back. */
function chainOf(forRoutes: CallExpr): Chain | null {
  const excluded: Expr[] = [];
  let applied: readonly Expr[] | null = null;
  for (let { fn } = forRoutes; fn.k === 'mem';) {
    const { obj } = fn;
    if (obj.k !== 'call' || obj.fn.k !== 'mem')
      return applied && { consumer: obj, applied, excluded };
    if (applied === null && obj.fn.name === 'exclude') excluded.push(...obj.args);
    else if (applied === null && obj.fn.name === 'apply') applied = obj.args;
    fn = obj.fn;
  }
  return null;
}

/** By its type, or as what the `configure` of a module is given. */
function isConsumer({ evaluator, env, site }: Visit, expr: Expr): boolean {
  const value = evaluator.value(expr, env);
  if (value.v === 'library')
    return value.pkg === '@nestjs/common' && value.type === 'MiddlewareConsumer';
  const place = expr.k === 'name' ? site.file.parameters.get(expr.decl) : undefined;
  const method = place?.index === 0 && place.fn.ir.name === 'configure' ? place.fn : null;
  return method?.owner ? nestIndex(evaluator).moduleOf.has(method.owner) : false;
}

function targetsOf(
  evaluator: Evaluator,
  args: readonly Expr[],
  env: Env,
  below: boolean,
): readonly Target[] {
  const at = args[0]?.at ?? 0;
  const entries = entriesOf(evaluator, { expr: { k: 'arr', items: args, at }, env });
  return entries.flatMap((entry): readonly Target[] => {
    const cls = resolveToken(evaluator, entry.expr, entry.env)?.cls;
    if (cls) return [{ cls }];
    const route = readRoute(evaluator, entry);
    return route ? [{ ...route, below: below && route.isText }] : [];
  });
}

/** Names of the middleware that these modules run before a route. */
export function middlewareOf(
  evaluator: Evaluator,
  modules: readonly ProjectClass[],
  route: ServedRoute,
): readonly string[] {
  const byModule = known.get(evaluator.reading.run);
  return modules
    .flatMap((module) => byModule?.get(module) ?? [])
    .filter(
      ({ targets, excluded }) =>
        targets.some((one) => isMeant(one, route)) && !excluded.some((one) => isMeant(one, route)),
    )
    .flatMap((one) => one.names);
}

const ANY_PATH = /^\/?(?:\*\w*|\(\.\*\)|\{\/?\*\w*\})\/?$/;

function isMeant(target: Target, { cls, method, path, settings }: ServedRoute): boolean {
  if ('cls' in target) return target.cls === cls;
  if (target.method !== null && target.method !== method) return false;
  if (ANY_PATH.test(target.path)) return true;
  return patternsOf(target, settings).some(
    (pattern) =>
      matchesPattern(pattern, path) || (target.below && matchesPattern(`${pattern}/*`, path)),
  );
}

/** Under the global prefix, and under a version only when it is named: of a bare path Nest makes no versioned one. */
function patternsOf(target: NamedRoute, { prefix, versioning }: RouteSettings): readonly string[] {
  const { path, method, versions } = target;
  const before = prefix?.text && !isExcluded(prefix, method ?? '', path) ? prefix.text : '';
  if (!versioning || versions.length === 0) return [joinPath(before, path)];
  return versions.map((one) => joinPath(before, `${versioning.prefix}${one}`, path));
}
