/** What a call returns, and which functions it may run. */
import type { CallExpr, Expr, TypeRef } from '../scan/ir.ts';
import { bindParameters, isTold } from './class-members.ts';
import { enumerated, ENUMERATIONS } from './enumerated.ts';
import { derivedEnv, refined } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { exportValue } from './export-value.ts';
import { returnOf } from './type-value.ts';
import { alternatives, arrayOf, instanceOf, isKnown, unionOf, UNKNOWN } from './values.ts';
import type { ArrayValue, ClassValue, Env, FunctionValue, LibraryValue, Value } from './values.ts';

export function callResult(evaluator: Evaluator, call: CallExpr, env: Env): Value {
  const callee = call.fn;
  if (callee.k === 'mem') {
    const receiver = evaluator.value(callee.obj, env);
    const results = alternatives(receiver).map((one) =>
      methodResult(evaluator, one, callee.name, call, env),
    );
    const result = unionOf(results);
    if (isKnown(result)) return result;
    return callee.obj.k === 'name' && callee.obj.decl < 0
      ? globalCall(evaluator, callee.obj.name, callee.name, call, env)
      : result;
  }
  const value = evaluator.value(callee, env);
  return unionOf(alternatives(value).map((one) => plainResult(evaluator, one, call, env)));
}

function methodResult(
  evaluator: Evaluator,
  receiver: Value,
  name: string,
  call: CallExpr,
  env: Env,
): Value {
  if (receiver.v === 'array') return arrayResult(evaluator, receiver, name, call, env);
  if (receiver.v === 'library' && !call.isNew) {
    const result = libraryResult(evaluator, receiver, name, call, env);
    if (result) return result;
  }
  const member = evaluator.member(receiver, name);
  return unionOf(alternatives(member).map((one) => plainResult(evaluator, one, call, env)));
}

/** Result of calling (or constructing) the value itself. */
function plainResult(evaluator: Evaluator, callee: Value, call: CallExpr, env: Env): Value {
  switch (callee.v) {
    case 'function':
      return call.fn.k === 'mem' && call.fn.name === 'bind'
        ? callee
        : functionResult(evaluator, callee, call, env);
    case 'class':
      return call.isNew ? constructed(evaluator, callee, call, env) : UNKNOWN;
    case 'library':
      return (
        libraryResult(evaluator, callee, call.isNew ? 'new' : '', call, env) ??
        (call.isNew ? libraryInstanceOf(evaluator, callee, call, env) : UNKNOWN)
      );
    case 'signature':
      return callee.type?.returns ? evaluator.type(callee.type.returns, callee.env) : UNKNOWN;
    case 'namespace':
      // A file without a default export stands for itself.
      return evaluator.guarded(callee.file, () =>
        plainResult(evaluator, exportValue(evaluator, callee.file, 'default'), call, env),
      );
    default:
      return UNKNOWN;
  }
}

function libraryResult(
  evaluator: Evaluator,
  receiver: LibraryValue,
  method: string,
  call: CallExpr,
  env: Env,
): Value | undefined {
  for (const library of evaluator.knowledge(receiver.pkg)) {
    const result = library.call?.({ receiver, method, call, env, evaluator });
    if (result) return result;
  }
  return undefined;
}

function libraryInstanceOf(
  evaluator: Evaluator,
  callee: LibraryValue,
  call: CallExpr,
  env: Env,
): Value {
  const args = (call.types ?? []).map((type) => evaluator.type(type, env));
  return { ...callee, role: 'instance', args };
}

function constructed(evaluator: Evaluator, callee: ClassValue, call: CallExpr, env: Env): Value {
  const types = (call.types ?? []).map((type) => evaluator.type(type, env));
  const ctor = isTold(callee.cls, call) ? { call, env } : null;
  return instanceOf(callee.cls, types.length > 0 ? types : callee.types, ctor);
}

function functionResult(
  evaluator: Evaluator,
  callee: FunctionValue,
  call: CallExpr,
  env: Env,
): Value {
  const { fn } = callee;
  const names = bindParameters(fn, call.args, env);
  const types = typeBindings(evaluator, callee, call, env);
  const returned = (): Value =>
    evaluator.guarded(fn, () => {
      const scope =
        names.size > 0 || types.size > 0 ? derivedEnv(callee.env, { names, types }) : callee.env;
      return unionOf(returnedExprs(fn.ir.body).map((expr) => evaluator.value(expr, scope)));
    });
  if (fn.ir.returns) {
    const scope = types.size > 0 ? derivedEnv(callee.env, { types }) : callee.env;
    const declared = evaluator.type(fn.ir.returns, scope);
    if (isKnown(declared)) return refined(declared, returned);
  }
  return returned();
}

function returnedExprs(body: readonly Expr[]): readonly Expr[] {
  return body.flatMap((expr) => (expr.k === 'ret' ? [expr.v] : []));
}

/** Type parameters of a generic function from explicit arguments or from what is passed. */
function typeBindings(
  evaluator: Evaluator,
  callee: FunctionValue,
  call: CallExpr,
  env: Env,
): ReadonlyMap<string, Value> {
  const names = callee.fn.ir.typeParams ?? [];
  const types = new Map<string, Value>();
  names.forEach((name, at) => {
    const explicit = call.types?.[at];
    const value = explicit
      ? evaluator.type(explicit, env)
      : inferred(evaluator, name, callee, call.args, env);
    if (isKnown(value)) types.set(name, value);
  });
  return types;
}

function inferred(
  evaluator: Evaluator,
  name: string,
  callee: FunctionValue,
  args: readonly Expr[],
  env: Env,
): Value {
  for (const [at, param] of callee.fn.ir.params.entries()) {
    const arg = args[at];
    if (!arg || !param.type) continue;
    if (param.type.t === 'ref' && param.type.name === name) return evaluator.value(arg, env);
    if (mentions(param.type, name)) {
      const value = evaluator.value(arg, env);
      if (value.v === 'class') return instanceOf(value.cls, value.types);
    }
  }
  return UNKNOWN;
}

function mentions(type: TypeRef, name: string): boolean {
  if (type.t === 'ref')
    return type.name === name || (type.args ?? []).some((arg) => mentions(arg, name));
  if (type.t === 'function') return type.returns !== null && mentions(type.returns, name);
  return type.t === 'union' && type.of.some((one) => mentions(one, name));
}

const SAME_COLLECTION = new Set([
  'filter',
  'slice',
  'sort',
  'reverse',
  'concat',
  'toSorted',
  'toReversed',
  'values',
  'flat',
]);
const ONE_ELEMENT = new Set(['find', 'findLast', 'at', 'pop', 'shift', 'get', 'next']);

function arrayResult(
  evaluator: Evaluator,
  of: ArrayValue,
  name: string,
  call: CallExpr,
  env: Env,
): Value {
  if (SAME_COLLECTION.has(name)) return arrayOf(of.of, name === 'values' ? of.items : null);
  if (ONE_ELEMENT.has(name)) return of.of;
  if (name === 'map' || name === 'flatMap') {
    const callback = call.args[0];
    const result = callback ? returnOf(evaluator, evaluator.value(callback, env)) : UNKNOWN;
    return arrayOf(name === 'flatMap' && result.v === 'array' ? result.of : result);
  }
  return UNKNOWN;
}

function globalCall(
  evaluator: Evaluator,
  object: string,
  method: string,
  call: CallExpr,
  env: Env,
): Value {
  const first = call.args[0];
  if (!first) return UNKNOWN;
  const value = evaluator.value(first, env);
  if (object === 'Promise') return value;
  if (object === 'Object' && ENUMERATIONS.has(method)) return enumerated(evaluator, value, method);
  if (object === 'Object' && (method === 'freeze' || method === 'assign')) return value;
  return object === 'Array' && method === 'from' ? value : UNKNOWN;
}
