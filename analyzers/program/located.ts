/**
 * Expressions with the place they are evaluated in: following constants to what they are made of and
 * calls of project functions to what they return. Unlike values, located expressions keep how
 * something is written: symbols, `forwardRef`, the names of guards.
 */
import { bindParameters } from './class-members.ts';
import { derivedEnv } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { alternatives, bindingKey } from './values.ts';
import type { Env, FunctionValue, Value } from './values.ts';
import type { CallExpr, Expr, NameExpr } from '../scan/ir.ts';
import { findDeclared } from './declared.ts';

export interface Located {
  readonly expr: Expr;
  readonly env: Env;
}

/** Bound of every walk along definitions. */
export const MAX_STEPS = 12;

/** What a name, cast, `await` or bound parameter is made of; the expression itself when that is all. */
export function followed(evaluator: Evaluator, from: Located, steps = MAX_STEPS): Located {
  const { expr, env } = from;
  if (steps === 0) return from;
  if (expr.k === 'cast' || expr.k === 'await')
    return followed(evaluator, { expr: expr.v, env }, steps - 1);
  if (expr.k !== 'name' || expr.decl < 0) return from;
  const next = definitionOf(evaluator, expr, env);
  return next ? followed(evaluator, next, steps - 1) : from;
}

/** Initialiser of the constant a name stands for, or the argument bound to a parameter. */
export function definitionOf(evaluator: Evaluator, name: NameExpr, env: Env): Located | null {
  const bound = env.names.get(bindingKey(env.file, name.decl));
  if (bound) return 'expr' in bound ? bound : null;
  const declared = findDeclared(evaluator, env.file, name.decl);
  if (!declared || declared.kind === 'package') return null;
  const { file } = declared;
  const outer = evaluator.envOf(file, null);
  if (declared.kind === 'expression') return { expr: declared.expr, env: outer };
  const decl = file.ir.decls[declared.decl];
  const definition = file.definitions.get(declared.decl);
  if (!decl || !definition || definition.each || decl.path) return null;
  return { expr: definition.v, env: decl.fn < 0 || file !== env.file ? outer : env };
}

/** The alternatives an expression may stand for: both arms of a condition, or itself. */
export function arms(
  evaluator: Evaluator,
  from: Located,
  passed: Set<Expr> = new Set(),
): readonly Located[] {
  const { expr, env } = followed(evaluator, from);
  if (expr.k !== 'alt') return [{ expr, env }];
  // `var App = App || {}`, and conditions that share their arms.
  if (passed.has(expr)) return [];
  passed.add(expr);
  return expr.items.flatMap((item) => arms(evaluator, { expr: item, env }, passed));
}

/** `object.name` and `Class.staticField` as the expression behind it. */
export function memberExpr(evaluator: Evaluator, { expr, env }: Located): Located | null {
  if (expr.k !== 'mem') return null;
  for (const of of alternatives(evaluator.value(expr.obj, env))) {
    if (of.v === 'object') {
      const prop = of.expr.props.find((one) => one.name === expr.name);
      if (prop) return { expr: prop.v, env: of.env };
    }
    if (of.v === 'class') {
      const prop = of.cls.ir.properties.find((one) => one.isStatic && one.name === expr.name);
      if (prop?.init) return { expr: prop.init, env: evaluator.envOf(of.cls.file, of.cls, true) };
    }
  }
  return null;
}

/** What a call of a project function or static method returns, with the parameters bound. */
export function returnsOf(evaluator: Evaluator, call: CallExpr, env: Env): readonly Located[] {
  return alternatives(evaluator.value(call.fn, env)).flatMap((one) =>
    one.v === 'function' ? boundReturns(one, call.args, env) : [],
  );
}

export function boundReturns(
  fn: FunctionValue,
  args: readonly Expr[],
  env: Env,
): readonly Located[] {
  const names = bindParameters(fn.fn, args, env);
  const scope = names.size > 0 ? derivedEnv(fn.env, { names }) : fn.env;
  return fn.fn.ir.body.flatMap((expr): readonly Located[] =>
    expr.k === 'ret' ? [{ expr: expr.v, env: scope }] : [],
  );
}

/** The expression of a lambda that names something lazily: `() => X`. */
export function lambdaBody(evaluator: Evaluator, from: Located): Located | null {
  const value: Value = evaluator.value(from.expr, from.env);
  return value.v === 'function' ? (boundReturns(value, [], from.env)[0] ?? null) : null;
}

/** Bound of a search through what is spread, chosen and returned, however often each is named. */
const MAX_VISITS = 1_000;

/** A property of an object literal, through constants and spreads; the last one written wins. */
export function propOf(
  evaluator: Evaluator,
  object: Located,
  name: string,
  steps = MAX_STEPS,
  search: { left: number } = { left: MAX_VISITS },
): Located | null {
  if (steps === 0 || search.left === 0) return null;
  search.left -= 1;
  const { expr, env } = followed(evaluator, object);
  if (expr.k === 'alt') {
    for (const item of expr.items) {
      const found = propOf(evaluator, { expr: item, env }, name, steps - 1, search);
      if (found) return found;
    }
  }
  if (expr.k === 'call') {
    for (const one of returnsOf(evaluator, expr, env)) {
      const found = propOf(evaluator, one, name, steps - 1, search);
      if (found) return found;
    }
  }
  if (expr.k === 'mem') {
    const member = memberExpr(evaluator, { expr, env });
    return member ? propOf(evaluator, member, name, steps - 1, search) : null;
  }
  if (expr.k !== 'obj') return null;
  for (const prop of expr.props.toReversed()) {
    if (prop.name === name) return { expr: prop.v, env };
    const inner = prop.spread
      ? propOf(evaluator, { expr: prop.v, env }, name, steps - 1, search)
      : null;
    if (inner) return inner;
  }
  return null;
}
