/**
 * Expressions with the place they are evaluated in: following constants to what they are made of,
 * lists to their entries, calls of project functions to what they return. Unlike values, located
 * expressions keep how something is written: symbols, `forwardRef`, the names of guards.
 */
import { bindParameters } from '../../program/class-members.ts';
import { derivedEnv } from '../../program/evaluator.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, bindingKey } from '../../program/values.ts';
import type { Env, FunctionValue, Value } from '../../program/values.ts';
import type { CallExpr, Expr, NameExpr } from '../../scan/ir.ts';
import { findDeclared } from './declared.ts';

export interface Located {
  readonly expr: Expr;
  readonly env: Env;
}

const MAX_STEPS = 12;

/** What a name, cast, `await` or bound parameter is made of; the expression itself when that is all. */
export function followed(evaluator: Evaluator, from: Located, steps = MAX_STEPS): Located {
  const { expr, env } = from;
  if (steps === 0) return from;
  if (expr.k === 'cast' || expr.k === 'await') return followed(evaluator, { expr: expr.v, env }, steps - 1);
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
export function arms(evaluator: Evaluator, from: Located): readonly Located[] {
  const { expr, env } = followed(evaluator, from);
  if (expr.k !== 'alt') return [{ expr, env }];
  return expr.items.flatMap((item) => arms(evaluator, { expr: item, env }));
}

const SAME_LIST = new Set(['filter', 'flat', 'reverse', 'sort', 'toSorted', 'slice']);

/**
 * Entries of a list as they are written. Spreads, constants, conditional entries, `.concat(…)`,
 * later `.push(…)` and functions returning lists are opened; an entry that is a name stays a name.
 */
export function entriesOf(evaluator: Evaluator, from: Located, steps = MAX_STEPS): readonly Located[] {
  if (steps === 0) return [];
  const list = openList(evaluator, from, steps);
  return list ?? [from];
}

/** @returns null when the expression is no list */
function openList(evaluator: Evaluator, from: Located, steps: number): readonly Located[] | null {
  const { expr, env } = from;
  switch (expr.k) {
    case 'arr':
      return expr.items.flatMap((item) => openItem(evaluator, { expr: item, env }, steps));
    case 'cast':
    case 'await':
      return openList(evaluator, { expr: expr.v, env }, steps - 1);
    case 'alt': {
      const lists = expr.items.map((item) => openList(evaluator, { expr: item, env }, steps - 1));
      if (lists.every((one) => one === null)) return null;
      return lists.flatMap((list, at) => list ?? emptyUnless(expr.items[at] as Expr, env));
    }
    case 'name': {
      const next = definitionOf(evaluator, expr, env);
      const list = next && openList(evaluator, next, steps - 1);
      return list ? [...list, ...pushedOnto(evaluator, expr, env, steps)] : null;
    }
    case 'mem':
      return openMember(evaluator, from, steps);
    case 'call':
      return openCall(evaluator, expr, env, steps);
    default:
      return null;
  }
}

/** In `cond ? [A] : other` the other arm is an entry of its own; in `cond && [A]` nothing is. */
function emptyUnless(expr: Expr, env: Env): readonly Located[] {
  return expr.k === 'lit' || expr.k === 'name' || expr.k === 'other' ? [] : [{ expr, env }];
}

function openItem(evaluator: Evaluator, item: Located, steps: number): readonly Located[] {
  const { expr, env } = item;
  if (expr.k === 'spread') return openList(evaluator, { expr: expr.v, env }, steps - 1) ?? [item];
  if (expr.k === 'lit') return [];
  if (expr.k === 'alt') {
    return expr.items.flatMap((one) => openItem(evaluator, { expr: one, env }, steps - 1));
  }
  return openList(evaluator, item, steps - 1) ?? [item];
}

function openMember(evaluator: Evaluator, from: Located, steps: number): readonly Located[] | null {
  const member = memberExpr(evaluator, from);
  return member ? openList(evaluator, member, steps - 1) : null;
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

function openCall(evaluator: Evaluator, call: CallExpr, env: Env, steps: number): readonly Located[] | null {
  if (call.fn.k === 'mem' && (SAME_LIST.has(call.fn.name) || call.fn.name === 'concat')) {
    const list = openList(evaluator, { expr: call.fn.obj, env }, steps - 1);
    if (!list || call.fn.name !== 'concat') return list;
    return [...list, ...call.args.flatMap((arg) => openItem(evaluator, { expr: arg, env }, steps - 1))];
  }
  if (call.fn.k === 'mem' && call.fn.name === 'values' && call.fn.obj.k === 'name' && call.fn.obj.decl < 0) {
    return openValues(evaluator, call, env);
  }
  const lists = returnsOf(evaluator, call, env).map((one) => openList(evaluator, one, steps - 1));
  const found = lists.filter((one) => one !== null);
  return found.length > 0 ? found.flat() : null;
}

/** `Object.values(guards)`: the values of a namespace import or an object literal. */
function openValues(evaluator: Evaluator, call: CallExpr, env: Env): readonly Located[] | null {
  const first = call.args[0];
  const value = first ? evaluator.value(first, env) : null;
  if (value?.v === 'object') return value.expr.props.map((prop) => ({ expr: prop.v, env: value.env }));
  if (value?.v !== 'namespace') return null;
  const scope = evaluator.envOf(value.file, null);
  return value.file.classes.flatMap((cls): readonly Located[] =>
    cls.ir.decl >= 0 ? [{ expr: { k: 'name', name: cls.name, decl: cls.ir.decl, at: cls.ir.at }, env: scope }] : [],
  );
}

/** What `name.push(…)` in the file of a list adds to it. */
function pushedOnto(evaluator: Evaluator, name: NameExpr, env: Env, steps: number): readonly Located[] {
  const declared = findDeclared(evaluator, env.file, name.decl);
  if (declared?.kind !== 'declaration') return [];
  const { file } = declared;
  return file.calls.flatMap((site): readonly Located[] => {
    const { fn, args } = site.expr;
    if (site.name !== 'push' || fn.k !== 'mem' || fn.obj.k !== 'name' || fn.obj.decl !== declared.decl) return [];
    const scope = site.fn && file === env.file ? env : evaluator.siteEnv(site);
    return args.flatMap((arg) => openItem(evaluator, { expr: arg, env: scope }, steps - 1));
  });
}

/** What a call of a project function or static method returns, with the parameters bound. */
export function returnsOf(evaluator: Evaluator, call: CallExpr, env: Env): readonly Located[] {
  return alternatives(evaluator.value(call.fn, env)).flatMap((one) =>
    one.v === 'function' ? boundReturns(one, call.args, env) : [],
  );
}

export function boundReturns(fn: FunctionValue, args: readonly Expr[], env: Env): readonly Located[] {
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

/** A property of an object literal, through constants and spreads; the last one written wins. */
export function propOf(evaluator: Evaluator, object: Located, name: string, steps = MAX_STEPS): Located | null {
  if (steps === 0) return null;
  const { expr, env } = followed(evaluator, object);
  if (expr.k === 'alt') {
    for (const item of expr.items) {
      const found = propOf(evaluator, { expr: item, env }, name, steps - 1);
      if (found) return found;
    }
  }
  if (expr.k === 'call') {
    for (const one of returnsOf(evaluator, expr, env)) {
      const found = propOf(evaluator, one, name, steps - 1);
      if (found) return found;
    }
  }
  if (expr.k === 'mem') {
    const member = memberExpr(evaluator, { expr, env });
    return member ? propOf(evaluator, member, name, steps - 1) : null;
  }
  if (expr.k !== 'obj') return null;
  for (const prop of [...expr.props].reverse()) {
    if (prop.name === name) return { expr: prop.v, env };
    const inner = prop.spread ? propOf(evaluator, { expr: prop.v, env }, name, steps - 1) : null;
    if (inner) return inner;
  }
  return null;
}
