/** Follows an expression to where its value is written: arrays of middleware, option objects, loops over lists. */
import { bindParameters, parameterKey } from '../../program/class-members.ts';
import { chosenItems } from '../../program/decide-condition.ts';
import { derivedEnv } from '../../program/evaluator.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectFunction } from '../../program/program.ts';
import { alternatives, bindingKey } from '../../program/values.ts';
import type { Binding, Env, Value } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { pathValue } from '../../program/evaluator.ts';

/** An expression with the environment it is to be read in. */
export interface Written {
  readonly expr: Expr;
  readonly env: Env;
}

const MAX_STEPS = 10;
const NOTHING: Expr = { k: 'arr', items: [], at: 0 };

/** Where a name or member is written out; the expression itself when that cannot be told. */
export function written(evaluator: Evaluator, expr: Expr, env: Env, depth = 0): Written {
  const here = { expr, env };
  if (depth > MAX_STEPS) return here;
  if (expr.k === 'await' || expr.k === 'cast' || expr.k === 'set')
    return written(evaluator, expr.v, env, depth + 1);
  if (expr.k === 'name') return writtenName(evaluator, expr.decl, env, depth) ?? here;
  if (expr.k !== 'mem') return here;
  for (const value of alternatives(evaluator.value(expr.obj, env))) {
    if (value.v !== 'object') continue;
    const found = propertyOf(evaluator, { expr: value.expr, env: value.env }, expr.name, depth + 1);
    if (found) return found;
  }
  return here;
}

function writtenName(evaluator: Evaluator, index: number, env: Env, depth: number): Written | null {
  const decl = env.file.ir.decls[index];
  if (!decl) return null;
  const place = env.file.parameters.get(index);
  if (place) {
    const bound = env.names.get(parameterKey(place.fn, place.index));
    return bound && 'expr' in bound ? alongPath(evaluator, bound, decl.path, depth) : null;
  }
  if (decl.kind === 'import') {
    const value = evaluator.declaration(env.file, index, env);
    if (value.v === 'object') return { expr: value.expr, env: value.env };
    return null;
  }
  const definition = env.file.definitions.get(index);
  if (!definition || definition.each) return null;
  const scope = decl.fn < 0 ? evaluator.envOf(env.file, null) : env;
  return alongPath(evaluator, { expr: definition.v, env: scope }, decl.path, depth);
}

/** Destructured parts; a property that is not there is written as nothing at all. */
function alongPath(
  evaluator: Evaluator,
  from: Written,
  path: readonly string[] | undefined,
  depth: number,
): Written | null {
  let current = written(evaluator, from.expr, from.env, depth + 1);
  for (const step of path ?? []) {
    if (step === '...') return null;
    if (current.expr.k !== 'obj') return null;
    const next = propertyOf(evaluator, current, step, depth + 1);
    if (!next) return { expr: NOTHING, env: from.env };
    current = next;
  }
  return current;
}

/** A property of an option object, through spreads and names; null when it is not there. */
export function propertyOf(
  evaluator: Evaluator,
  of: Written,
  name: string,
  depth = 0,
): Written | null {
  const { expr, env } = written(evaluator, of.expr, of.env, depth);
  if (expr.k === 'alt') {
    for (const item of chosenItems(evaluator, expr, env).items) {
      const found = propertyOf(evaluator, { expr: item, env }, name, depth + 1);
      if (found) return found;
    }
    return null;
  }
  if (expr.k === 'call') return ofCalled(evaluator, expr, env, name, depth);
  if (expr.k !== 'obj' || depth > MAX_STEPS) return null;
  for (const prop of expr.props.toReversed()) {
    if (prop.name === name) return written(evaluator, prop.v, env, depth + 1);
    if (!prop.spread) continue;
    const found = propertyOf(evaluator, { expr: prop.v, env }, name, depth + 1);
    if (found) return found;
  }
  return null;
}

/** `routeOptions({ … })`: the object that a function returns. */
function ofCalled(
  evaluator: Evaluator,
  call: CallExpr,
  env: Env,
  name: string,
  depth: number,
): Written | null {
  for (const returned of returnedBy(evaluator, call, env)) {
    const found = propertyOf(evaluator, returned, name, depth + 1);
    if (found) return found;
  }
  return null;
}

/** What the project functions behind a call return, as written there. */
export function returnedBy(evaluator: Evaluator, call: CallExpr, env: Env): readonly Written[] {
  return alternatives(evaluator.value(call.fn, env)).flatMap((one): readonly Written[] => {
    if (one.v !== 'function') return [];
    const names = bindParameters(one.fn, call.args, env);
    const scope = names.size > 0 ? derivedEnv(one.env, { names }) : one.env;
    return one.fn.ir.body.flatMap((expr) =>
      expr.k === 'ret' ? [{ expr: expr.v, env: scope }] : [],
    );
  });
}

const MAX_ELEMENTS = 200;

/** The environments of a call that stands in a loop over a list that is written out: one per element. */
export function loopEnvs(evaluator: Evaluator, site: CallSite, env: Env): readonly Env[] {
  let envs: readonly Env[] = [env];
  for (
    let fn = site.fn;
    fn;
    fn = fn.ir.parent >= 0 ? (fn.file.functions[fn.ir.parent] ?? null) : null
  ) {
    envs = envs.flatMap((one) => callbackEnvs(evaluator, fn as ProjectFunction, one));
    if (envs.length > MAX_ELEMENTS) return [env];
  }
  for (const definition of loopsAround(site)) {
    envs = envs.flatMap((one) => {
      const items = itemsOf(evaluator.value(definition.v, one));
      if (!items) return [one];
      return items.map((item) => {
        const names = new Map<string, Binding>();
        for (const decl of definition.decls) {
          const path = site.file.ir.decls[decl]?.path;
          names.set(bindingKey(site.file, decl), { value: pathValue(evaluator, item, path) });
        }
        return derivedEnv(one, { names });
      });
    });
    if (envs.length > MAX_ELEMENTS) return [env];
  }
  return envs;
}

function callbackEnvs(evaluator: Evaluator, fn: ProjectFunction, env: Env): readonly Env[] {
  const place = fn.file.argumentOf.get(fn.index);
  const callee = place?.site.expr.fn;
  if (!place || place.index !== 0 || callee?.k !== 'mem' || !LOOPS.has(callee.name)) return [env];
  const items = itemsOf(evaluator.value(callee.obj, env));
  const param = fn.ir.params[0];
  if (!items || !param) return [env];
  return items.map((value) => {
    const names = new Map<string, Binding>([[parameterKey(fn, 0), { value }]]);
    if (param.decl >= 0) names.set(bindingKey(fn.file, param.decl), { value });
    return derivedEnv(env, { names });
  });
}

const LOOPS = new Set(['forEach', 'map', 'flatMap']);

function itemsOf(value: Value): readonly Value[] | null {
  const lists = alternatives(value).flatMap((one) =>
    one.v === 'array' && one.items ? [one.items] : [],
  );
  return lists.length > 0 ? lists.flat() : null;
}

/** `for (const x of list)` whose names the call uses. */
function loopsAround(site: CallSite): ReadonlySet<import('../../scan/ir.ts').DefineExpr> {
  const found = new Set<import('../../scan/ir.ts').DefineExpr>();
  const look = (expr: Expr): void => {
    if (expr.k === 'name') {
      const definition = expr.decl >= 0 ? site.file.definitions.get(expr.decl) : undefined;
      if (definition?.each) found.add(definition);
    } else if (expr.k === 'mem') look(expr.obj);
    else if (expr.k === 'idx') {
      look(expr.obj);
      look(expr.key);
    } else if (expr.k === 'call') {
      look(expr.fn);
      expr.args.forEach(look);
    } else if (expr.k === 'tpl') expr.exprs.forEach(look);
    else if (expr.k === 'add') {
      look(expr.l);
      look(expr.r);
    } else if (expr.k === 'arr' || expr.k === 'alt') expr.items.forEach(look);
    else if (expr.k === 'obj') expr.props.forEach((prop) => look(prop.v));
    else if (expr.k === 'spread' || expr.k === 'cast' || expr.k === 'await') look(expr.v);
  };
  look(site.expr);
  return found;
}
