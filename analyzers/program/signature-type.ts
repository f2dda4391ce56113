/** What a called function expects of its arguments. */
import type { TypeRef } from '../scan/ir.ts';
import type { Evaluator } from './evaluator.ts';
import { alternatives, unionOf, UNKNOWN } from './values.ts';
import type { Env, Value } from './values.ts';

/** Type of parameter `param` of the function expected as argument `argument` of a project function. */
export function parameterOfSignature(
  evaluator: Evaluator,
  callee: Value,
  argument: number,
  param: number,
): Value {
  const expected = argumentType(evaluator, callee, argument);
  return unionOf(
    alternatives(expected).map((one): Value => {
      const ref = one.v === 'signature' ? one.type?.params[param]?.type : undefined;
      return one.v === 'signature' && ref ? evaluator.type(ref, one.env) : UNKNOWN;
    }),
  );
}

/** Type of argument `argument` of a project function or constructor, as the value it has. */
export function argumentType(evaluator: Evaluator, callee: Value, argument: number): Value {
  const { type, env } = expectedType(evaluator, callee, argument);
  return type && env ? evaluator.type(type, env) : UNKNOWN;
}

function expectedType(
  evaluator: Evaluator,
  callee: Value,
  argument: number,
): { readonly type?: TypeRef | null; readonly env?: Env } {
  if (callee.v === 'function') {
    const type = callee.fn.ir.params[argument]?.type;
    return type ? { type, env: callee.env } : {};
  }
  if (callee.v === 'signature' && callee.type) {
    return { type: callee.type.params[argument]?.type ?? null, env: callee.env };
  }
  if (callee.v === 'class') {
    const type = callee.cls.ctor?.ir.params[argument]?.type;
    return type ? { type, env: evaluator.envOf(callee.cls.file, callee.cls) } : {};
  }
  return {};
}
