/** Names of handlers and middleware as people say them. */
import { chosenItems } from '../../program/decide-condition.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, Value } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import type { Guard } from './route-graph.ts';
import { delegateOf, wrappedArgument } from './wrapped-middleware.ts';
import { returnedBy, written } from './written-values.ts';

const ANONYMOUS = 'anonymous';
const WRAPPED = new Set(['bind', 'call', 'apply']);

/** Symbol of the function that answers a request: `TicketController.search`, `listTags`, or `anonymous`. */
export function handlerName(evaluator: Evaluator, expr: Expr | undefined, env: Env): string {
  if (!expr) return ANONYMOUS;
  return functionName(evaluator, expr, env, 0) ?? spokenName(expr) ?? ANONYMOUS;
}

function functionName(evaluator: Evaluator, expr: Expr, env: Env, depth: number): string | null {
  if (depth > 6) return null;
  // Written in place, it has no name but the property it stands under.
  if (expr.k === 'fn') {
    const fn = env.file.functions[expr.fn];
    return !fn || fn.ir.kind === 'arrow' || fn.ir.name === 'handler'
      ? ANONYMOUS
      : nameOf(evaluator.value(expr, env));
  }
  if (expr.k === 'call') return calledName(evaluator, expr, env, depth + 1);
  if (expr.k === 'arr') {
    const last = expr.items[expr.items.length - 1];
    return last ? functionName(evaluator, last, env, depth + 1) : null;
  }
  return writtenName(evaluator, expr, env, depth);
}

/** `list.bind(this)`, `wrap(list)`, `createHandler()`. */
function calledName(
  evaluator: Evaluator,
  { fn, args }: CallExpr,
  env: Env,
  depth: number,
): string | null {
  if (fn.k === 'mem' && WRAPPED.has(fn.name)) return functionName(evaluator, fn.obj, env, depth);
  for (const arg of args.toReversed()) {
    const found = functionName(evaluator, arg, env, depth);
    if (found !== null) return found;
  }
  return functionName(evaluator, fn, env, depth);
}

function writtenName(evaluator: Evaluator, expr: Expr, env: Env, depth: number): string | null {
  const source = written(evaluator, expr, env);
  const moved = source.expr !== expr;
  if (moved && (source.expr.k === 'call' || source.expr.k === 'arr')) {
    const found = functionName(evaluator, source.expr, source.env, depth + 1);
    if (found !== null && found !== ANONYMOUS) return found;
    return expr.k === 'name' ? expr.name : found;
  }
  if (moved && source.expr.k !== 'fn') {
    const found = functionName(evaluator, source.expr, source.env, depth + 1);
    if (found !== null) return found;
  }
  const name = nameOf(evaluator.value(expr, env));
  // `export const list = catchAsync(async (req, res) => …)` is called what the constant is called.
  const isReference = expr.k === 'name' || (expr.k === 'mem' && expr.name !== 'handler');
  return name === ANONYMOUS && isReference ? expr.name : name;
}

function nameOf(value: Value): string | null {
  for (const one of alternatives(value)) {
    if (one.v === 'function') return one.fn.ir.name === '<anonymous>' ? ANONYMOUS : one.fn.symbol;
  }
  return null;
}

/** `controller.list` as written, when nothing is known about it. */
function spokenName(expr: Expr): string | null {
  if (expr.k === 'name') return expr.name;
  if (expr.k === 'call') return spokenName(expr.fn);
  if (expr.k !== 'mem') return null;
  if (expr.obj.k === 'this') return expr.name;
  const before = spokenName(expr.obj);
  return before === null ? expr.name : `${before}.${expr.name}`;
}

const ROLE_GIVER = /role|permission|scope|auth|allow|can/i;
const ROLE_KEY = /role|permission|scope|allow/i;

/** Middleware of an argument in order of execution; functions without a name have none. */
export function guardsOf(
  evaluator: Evaluator,
  expr: Expr,
  env: Env,
  phase = 0,
  depth = 0,
): readonly Guard[] {
  const inner = (one: Expr, scope = env): readonly Guard[] =>
    guardsOf(evaluator, one, scope, phase, depth + 1);
  if (depth > 8 || isErrorHandler(evaluator, expr, env)) return [];
  switch (expr.k) {
    case 'arr':
      return expr.items.flatMap((item) => inner(item));
    case 'alt':
      return longest(chosenItems(evaluator, expr, env).items.map((item) => inner(item)));
    case 'spread':
    case 'await':
    case 'cast':
      return inner(expr.v);
    case 'call':
      return guardCall(evaluator, expr, env, phase, depth);
    case 'name':
    case 'mem':
      return namedGuard(evaluator, expr, env, phase, depth + 1);
    case 'fn': {
      const delegate = delegateOf(env.file, expr.fn);
      return delegate ? inner(delegate) : [];
    }
    default:
      return [];
  }
}

function namedGuard(
  evaluator: Evaluator,
  expr: Extract<Expr, { k: 'name' | 'mem' }>,
  env: Env,
  phase: number,
  depth: number,
): readonly Guard[] {
  const source = written(evaluator, expr, env);
  const there = (): readonly Guard[] => guardsOf(evaluator, source.expr, source.env, phase, depth);
  if (source.expr.k === 'arr') return there();
  // A wrapper's parameter has no name of its own: what the caller hands in has.
  if (expr.k === 'name' && env.file.parameters.has(expr.decl) && source.expr !== expr)
    return there();
  const isCall = source.expr.k === 'call';
  // A variable inside of a function is short for the call; one of a module has a name of its own.
  const isLocal = expr.k === 'name' && (env.file.ir.decls[expr.decl]?.fn ?? -1) >= 0;
  if (isLocal && isCall) return there();
  return [{ name: expr.name, roles: isCall ? there().flatMap((one) => one.roles) : [], phase }];
}

function guardCall(
  evaluator: Evaluator,
  call: CallExpr,
  env: Env,
  phase: number,
  depth: number,
): readonly Guard[] {
  const { fn } = call;
  if (fn.k === 'mem' && WRAPPED.has(fn.name))
    return guardsOf(evaluator, fn.obj, env, phase, depth + 1);
  const wrapped = wrappedArgument(evaluator, call, env);
  const within = wrapped ? guardsOf(evaluator, wrapped, env, phase, depth + 1) : [];
  if (within.length > 0) return within;
  const lists = returnedBy(evaluator, call, env).filter(({ expr }) => isList(expr));
  if (lists.length > 0) {
    return uniqueGuards(
      lists.flatMap(({ expr, env: scope }) => guardsOf(evaluator, expr, scope, phase, depth + 1)),
    );
  }
  // `body('text').trim().isLength()` is known by how it begins.
  if (fn.k === 'mem' && fn.obj.k === 'call')
    return guardCall(evaluator, fn.obj, env, phase, depth + 1);
  const name =
    fn.k === 'mem' || fn.k === 'name' ? fn.name : fn.k === 'call' ? (spokenName(fn) ?? '') : '';
  if (name === '') return [];
  const roles = ROLE_GIVER.test(name)
    ? call.args.flatMap((arg) => rolesOf(evaluator, arg, env))
    : [];
  return [{ name: name.slice(name.lastIndexOf('.') + 1), roles: [...new Set(roles)], phase }];
}

const isList = (expr: Expr): boolean =>
  expr.k === 'arr' || (expr.k === 'alt' && expr.items.some(isList));

function rolesOf(evaluator: Evaluator, arg: Expr, env: Env): readonly string[] {
  const { expr, env: scope } = written(evaluator, arg.k === 'spread' ? arg.v : arg, env);
  if (expr.k === 'obj') {
    return expr.props.flatMap((prop) =>
      prop.name !== null && ROLE_KEY.test(prop.name) ? rolesOf(evaluator, prop.v, scope) : [],
    );
  }
  if (expr.k === 'arr') return expr.items.flatMap((item) => rolesOf(evaluator, item, scope));
  return alternatives(evaluator.value(arg, env)).flatMap((one): readonly string[] => {
    if (one.v === 'string' && one.exact) return [one.text];
    if (one.v !== 'array') return [];
    return (one.items ?? [one.of]).flatMap((item) =>
      item.v === 'string' && item.exact ? [item.text] : [],
    );
  });
}

/** Middleware with four parameters only sees errors. */
function isErrorHandler(evaluator: Evaluator, expr: Expr, env: Env): boolean {
  if (expr.k !== 'name' && expr.k !== 'mem' && expr.k !== 'fn') return false;
  const value = evaluator.value(expr, env);
  return (
    value.v === 'function' &&
    value.fn.ir.params.length >= 4 &&
    !value.fn.ir.params.some((one) => one.rest)
  );
}

/** Of alternatives, the longest lead: `isOpen ? [validate] : [requireAuth, validate]`. */
function longest(lists: readonly (readonly Guard[])[]): readonly Guard[] {
  return uniqueGuards([...lists].sort((a, b) => b.length - a.length).flat());
}

function uniqueGuards(guards: readonly Guard[]): readonly Guard[] {
  return guards.filter(
    (guard, at) => guards.findIndex((other) => other.name === guard.name) === at,
  );
}
