/** What a parameter without a type (or of type `any`) is, when every caller hands in the same kind of thing. */
import type { Evaluator } from './evaluator.ts';
import type { ProjectFunction } from './program.ts';
import { isKnown, sameValue, UNKNOWN } from './values.ts';
import type { Value } from './values.ts';

const MAX_CALLERS = 8;

/** Functions called by their name, methods called on `this`; of all others it is not known who calls. */
export function handedValue(evaluator: Evaluator, fn: ProjectFunction, index: number): Value {
  const { ir } = fn;
  const isMethod = ir.kind === 'method' && fn.owner !== null;
  if (ir.name === '<anonymous>' || !(isMethod || ((ir.kind === 'function' || ir.kind === 'arrow') && ir.cls < 0))) return UNKNOWN;
  const sites = evaluator.program.callsByName.get(ir.name) ?? [];
  if (sites.length === 0 || sites.length > MAX_CALLERS) return UNKNOWN;
  let same: Value | null = null;
  for (const site of sites) {
    const called = site.expr.fn;
    const isOwn = isMethod && called.k === 'mem' && called.obj.k === 'this' && site.owner === fn.owner;
    if (isMethod ? !isOwn : called.k !== 'name') return UNKNOWN;
    const env = evaluator.siteEnv(site);
    const callee = evaluator.value(called, env);
    if (callee.v !== 'function' || callee.fn !== fn) continue;
    const arg = site.expr.args[index];
    const value = arg ? plainThing(evaluator.value(arg, env)) : UNKNOWN;
    if (!isKnown(value) || (same && !sameValue(same, value))) return UNKNOWN;
    same = value;
  }
  return same ?? UNKNOWN;
}

/** Objects by their type alone: which router or which table a caller means is looked at caller by caller. */
function plainThing(value: Value): Value {
  if (value.v === 'instance') return value;
  if (value.v !== 'library' || value.role !== 'instance') return UNKNOWN;
  const { state: _state, ...plain } = value;
  return plain;
}
