/** Middleware behind a wrapper that only runs it: `asyncHandler(auth.jwt)`, `(req, res, next) => check(req, res, next)`. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile, ProjectFunction } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';

const WRAPPER_NAME = /async|wrap|catch/i;

/** The function that a call only wraps; null when the call makes middleware of its own. */
export function wrappedArgument(evaluator: Evaluator, call: CallExpr, env: Env): Expr | null {
  const [first] = call.args;
  if (!first || call.args.length > 2) return null;
  const callees = alternatives(evaluator.value(call.fn, env));
  for (const callee of callees) {
    if (callee.v === 'function') return runsParameter(callee.fn) ? first : null;
    if (callee.v === 'library' && WRAPPER_NAME.test(callee.pkg)) return first;
  }
  const name = call.fn.k === 'mem' || call.fn.k === 'name' ? call.fn.name : '';
  return callees.every((one) => one.v === 'unknown') && WRAPPER_NAME.test(name) ? first : null;
}

/** Whether the first parameter is called by an inner function with the whole request: `fn(req, res, next)`, `fn(...args)`. */
function runsParameter(fn: ProjectFunction): boolean {
  const decl = fn.ir.params[0]?.decl ?? -1;
  if (decl < 0) return false;
  return fn.file.calls.some(({ expr, fn: caller }) => {
    if (!caller || caller === fn || !isInside(caller, fn)) return false;
    const called = expr.fn.k === 'mem' && REBOUND.has(expr.fn.name) ? expr.fn.obj : expr.fn;
    if (called.k !== 'name' || called.decl !== decl) return false;
    return expr.args.length > 1 || expr.args[0]?.k === 'spread' || called !== expr.fn;
  });
}

const REBOUND = new Set(['call', 'apply']);

function isInside(fn: ProjectFunction, outer: ProjectFunction): boolean {
  for (let one: ProjectFunction | undefined = fn; one; one = one.file.functions[one.ir.parent])
    if (one === outer) return true;
  return false;
}

/** What an arrow hands the request on to: `(request, reply) => request.isAdmin(reply)`; null when it does more. */
export function delegateOf(file: ProjectFile, index: number): Expr | null {
  const fn = file.functions[index];
  const call = fn ? onlyCall(fn) : null;
  const last = fn?.ir.params.at(-1)?.decl ?? -1;
  if (!fn || !call || fn.ir.params.length < 2 || last < 0) return null;
  if (!call.args.some((arg) => arg.k === 'name' && arg.decl === last)) return null;
  if (call.fn.k === 'mem') return call.fn;
  const isOwn = call.fn.k === 'name' && file.parameters.get(call.fn.decl)?.fn === fn;
  return call.fn.k === 'name' && !isOwn ? call.fn : null;
}

/** The call that an arrow consists of. */
function onlyCall({ ir }: ProjectFunction): CallExpr | null {
  const [only] = ir.body;
  if (ir.kind !== 'arrow' || ir.body.length !== 1 || only?.k !== 'ret') return null;
  const call = only.v.k === 'await' ? only.v.v : only.v;
  return call.k === 'call' && !call.isNew ? call : null;
}
