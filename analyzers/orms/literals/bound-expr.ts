/** An expression together with the environment it is read in, and its way back to what it was written as. */
import type { CallExpr, Expr, Pos } from '../../scan/ir.ts';
import { bindParameters } from '../../program/class-members.ts';
import { derivedEnv } from '../../program/evaluator.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, bindingKey } from '../../program/values.ts';
import type { Env, FunctionValue, Value } from '../../program/values.ts';
import { laterParts } from './later-parts.ts';
import { loopedList } from './looped-list.ts';

export interface BoundExpr {
  readonly expr: Expr;
  readonly env: Env;
}

/** A property as written: `at` is the position of its name in `env.file`. */
export interface BoundProp extends BoundExpr {
  readonly name: string;
  readonly at: Pos;
}

const MAX_DEPTH = 10;

/**
 * Every property of every object the expression may stand for: literals, spreads, conditions, variables with
 * what is assigned to their members later, what helper functions of the project return.
 */
export function propsOf(evaluator: Evaluator, bound: BoundExpr, depth = 0): readonly BoundProp[] {
  if (depth > MAX_DEPTH) return [];
  const inner = (expr: Expr, env = bound.env): readonly BoundProp[] =>
    propsOf(evaluator, { expr, env }, depth + 1);
  const { expr, env } = bound;
  switch (expr.k) {
    case 'obj':
      return expr.props.flatMap((prop): readonly BoundProp[] => {
        if (prop.spread) return inner(prop.v);
        const name = prop.name ?? evaluator.text(prop.key, env)?.text;
        return name === undefined ? [] : [{ name, expr: prop.v, env, at: prop.at }];
      });
    case 'cast':
    case 'await':
      return inner(expr.v);
    case 'alt':
      return expr.items.flatMap((item) => inner(item));
    case 'name': {
      const sources = sourcesOf(evaluator, bound, depth);
      const own = sources
        ? sources.flatMap((one) => inner(one.expr, one.env))
        : ofValue(evaluator, bound, depth);
      return [...own, ...laterProps(bound)];
    }
    case 'call': {
      const parts = callParts(evaluator, expr, env);
      if (parts) return parts.flatMap((one) => inner(one.expr, one.env));
      return ofValue(evaluator, bound, depth);
    }
    default:
      return ofValue(evaluator, bound, depth);
  }
}

function ofValue(
  evaluator: Evaluator,
  { expr, env }: BoundExpr,
  depth: number,
): readonly BoundProp[] {
  return alternatives(evaluator.value(expr, env)).flatMap((one): readonly BoundProp[] =>
    one.v === 'object' ? propsOf(evaluator, { expr: one.expr, env: one.env }, depth + 1) : [],
  );
}

function laterProps({ expr, env }: BoundExpr): readonly BoundProp[] {
  if (expr.k !== 'name' || expr.decl < 0) return [];
  return laterParts(env.file, expr.decl).flatMap((part) =>
    part.kind === 'member' ? [{ name: part.name, expr: part.expr, env, at: part.at }] : [],
  );
}

/** Elements of a list as written (with what is pushed to its variable later); null when it is no list. */
export function itemsOf(
  evaluator: Evaluator,
  bound: BoundExpr,
  depth = 0,
): readonly BoundExpr[] | null {
  if (depth > MAX_DEPTH) return null;
  const inner = (expr: Expr, env = bound.env): readonly BoundExpr[] | null =>
    itemsOf(evaluator, { expr, env }, depth + 1);
  const { expr, env } = bound;
  switch (expr.k) {
    case 'arr':
      return expr.items.flatMap((item): readonly BoundExpr[] =>
        item.k === 'spread' ? (inner(item.v) ?? []) : [{ expr: item, env }],
      );
    case 'cast':
    case 'await':
      return inner(expr.v);
    case 'alt':
      return joined(expr.items.map((item) => inner(item)));
    case 'name': {
      const sources = sourcesOf(evaluator, bound, depth);
      const own = sources
        ? joined(sources.map((one) => inner(one.expr, one.env)))
        : listed(evaluator, bound);
      const pushed = expr.decl >= 0 ? laterParts(env.file, expr.decl) : [];
      const later = pushed.flatMap((part) =>
        part.kind === 'pushed' ? [{ expr: part.expr, env }] : [],
      );
      return own || later.length > 0 ? [...(own ?? []), ...later] : null;
    }
    case 'call':
      return callItems(evaluator, bound, depth);
    default:
      return listed(evaluator, bound);
  }
}

/** The elements of a list, or the thing itself. */
export function oneOrMany(evaluator: Evaluator, bound: BoundExpr): readonly BoundExpr[] {
  return itemsOf(evaluator, bound) ?? [bound];
}

function joined(lists: readonly (readonly BoundExpr[] | null)[]): readonly BoundExpr[] | null {
  const known = lists.filter((list) => list !== null);
  return known.length > 0 ? known.flat() : null;
}

function listed(evaluator: Evaluator, { expr, env }: BoundExpr): readonly BoundExpr[] | null {
  const lists = alternatives(evaluator.value(expr, env)).flatMap((one) =>
    one.v === 'array' ? [(one.items ?? [one.of]).flatMap(alternatives)] : [],
  );
  if (lists.length === 0) return null;
  return lists.flat().flatMap((one): readonly BoundExpr[] => writtenAs(one));
}

const writtenAs = (value: Value): readonly BoundExpr[] => {
  if (value.v === 'object') return [{ expr: value.expr, env: value.env }];
  return [];
};

const SAME_ITEMS = new Set(['filter', 'concat', 'slice', 'sort', 'reverse', 'flat', 'toSorted']);

function callItems(
  evaluator: Evaluator,
  bound: BoundExpr,
  depth: number,
): readonly BoundExpr[] | null {
  const { env } = bound;
  const expr = bound.expr as CallExpr;
  const inner = (one: Expr, scope = env): readonly BoundExpr[] | null =>
    itemsOf(evaluator, { expr: one, env: scope }, depth + 1);
  if (expr.fn.k === 'mem') {
    const { name, obj } = expr.fn;
    if (SAME_ITEMS.has(name)) {
      const others =
        name === 'concat' ? expr.args.map((arg) => inner(arg) ?? [{ expr: arg, env }]) : [];
      return joined([inner(obj), ...others]);
    }
    if (name === 'map' || name === 'flatMap') {
      const [callback] = expr.args;
      const made = callback ? returnsOf(evaluator.value(callback, env)) : [];
      if (name === 'map') return made;
      return made.flatMap((one) => inner(one.expr, one.env) ?? [one]);
    }
    if (name === 'all' && expr.args[0]) return inner(expr.args[0]);
  }
  const parts = callParts(evaluator, expr, env);
  return parts ? joined(parts.map((one) => inner(one.expr, one.env))) : listed(evaluator, bound);
}

/** What the called functions of the project return, or the parts of `Object.assign(…)`; null for all other calls. */
function callParts(evaluator: Evaluator, call: CallExpr, env: Env): readonly BoundExpr[] | null {
  const { fn, args } = call;
  if (fn.k === 'mem' && fn.obj.k === 'name' && fn.obj.name === 'Object' && fn.obj.decl < 0) {
    return fn.name === 'assign' || fn.name === 'freeze'
      ? args.map((expr) => ({ expr, env }))
      : null;
  }
  const made = alternatives(evaluator.value(fn, env)).flatMap((one): readonly BoundExpr[] => {
    if (one.v !== 'function') return [];
    const names = bindParameters(one.fn, args, env);
    return returnsOf(names.size > 0 ? { ...one, env: derivedEnv(one.env, { names }) } : one);
  });
  return made.length > 0 ? made : null;
}

function returnsOf(value: Value): readonly BoundExpr[] {
  return alternatives(value)
    .filter((one): one is FunctionValue => one.v === 'function')
    .flatMap(({ fn, env }) =>
      fn.ir.body.flatMap((expr) => (expr.k === 'ret' ? [{ expr: expr.v, env }] : [])),
    );
}

/** Where a plain name gets its value from; null when that is not an expression of the same file or of a caller. */
function sourcesOf(
  evaluator: Evaluator,
  { expr, env }: BoundExpr,
  depth: number,
): readonly BoundExpr[] | null {
  if (expr.k !== 'name' || expr.decl < 0) return null;
  const { file } = env;
  const bound = env.names.get(bindingKey(file, expr.decl));
  if (bound) return 'expr' in bound ? [{ expr: bound.expr, env: bound.env }] : null;
  const decl = file.ir.decls[expr.decl];
  const definition = file.definitions.get(expr.decl);
  const later = file.assignments.get(expr.decl) ?? [];
  if (!decl || decl.path) return null;
  const list = loopedList(evaluator, env, expr.decl);
  if (list) return itemsOf(evaluator, list, depth + 1);
  if (definition?.each || (!definition && later.length === 0)) return null;
  const scope = decl.fn < 0 ? evaluator.envOf(file, null) : env;
  const written = definition
    ? [definition.v, ...later.map((one) => one.v)]
    : later.map((one) => one.v);
  return written.map((one) => ({ expr: one, env: scope }));
}

/** The last property of a name: later ones win. */
export function propOf(
  evaluator: Evaluator,
  bound: BoundExpr,
  name: string,
): BoundProp | undefined {
  return propsOf(evaluator, bound).findLast((prop) => prop.name === name);
}

export function valueOf(evaluator: Evaluator, bound: BoundExpr): Value {
  return evaluator.value(bound.expr, bound.env);
}

/** A string property known to its last character. */
export function textProp(evaluator: Evaluator, bound: BoundExpr, name: string): string | null {
  const prop = propOf(evaluator, bound, name);
  return prop ? exactText(valueOf(evaluator, prop)) : null;
}

export function exactText(value: Value): string | null {
  for (const one of alternatives(value)) if (one.v === 'string' && one.exact) return one.text;
  return null;
}

/** Whether a property is there and is not `false`. */
export function flagProp(evaluator: Evaluator, bound: BoundExpr, name: string): boolean | null {
  const prop = propOf(evaluator, bound, name);
  if (!prop) return null;
  const value = valueOf(evaluator, prop);
  return !(value.v === 'literal' && !value.value);
}

/** Written as nothing: `false`, `null`, `undefined`. */
export function isNothing(evaluator: Evaluator, bound: BoundExpr): boolean {
  if (bound.expr.k === 'name' && bound.expr.decl < 0 && bound.expr.name === 'undefined')
    return true;
  const value = valueOf(evaluator, bound);
  return value.v === 'literal' && (value.value === false || value.value === null);
}
