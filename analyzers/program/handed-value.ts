/** What a parameter without a type (or of type `any`) is, when every caller hands in the same kind of thing. */
import type { Evaluator } from './evaluator.ts';
import type { CallSite, ProjectFunction } from './program.ts';
import { isKnown, sameValue, UNKNOWN } from './values.ts';
import type { Value } from './values.ts';

const MAX_CALLERS = 8;

/** Functions called by their name, methods called on `this`; of all others it is not known who calls. */
export function handedValue(evaluator: Evaluator, fn: ProjectFunction, index: number): Value {
  const { ir } = fn;
  const isMethod = ir.kind === 'method' && fn.owner !== null;
  const isFunction = (ir.kind === 'function' || ir.kind === 'arrow') && ir.cls < 0;
  if (ir.name === '<anonymous>' || !(isMethod || isFunction)) return UNKNOWN;
  const sites = evaluator.program.callsByName.get(ir.name) ?? [];
  if (sites.length === 0 || sites.length > MAX_CALLERS) return UNKNOWN;
  let same: Value | null = null;
  for (const site of sites) {
    if (isMethod ? !isOnOwner(site, fn) : site.expr.fn.k !== 'name') return UNKNOWN;
    const env = evaluator.siteEnv(site);
    const callee = evaluator.value(site.expr.fn, env);
    if (callee.v !== 'function' || callee.fn !== fn) continue;
    const arg = site.expr.args[index];
    const value = arg ? plainThing(evaluator.value(arg, env)) : UNKNOWN;
    if (!isKnown(value) || (same && !sameValue(same, value))) return UNKNOWN;
    same = value;
  }
  return same ?? UNKNOWN;
}

function isOnOwner({ expr, owner }: CallSite, fn: ProjectFunction): boolean {
  return expr.fn.k === 'mem' && expr.fn.obj.k === 'this' && owner === fn.owner;
}

/** Objects by their type alone: which router or which table a caller means is looked at caller by caller. */
function plainThing(value: Value): Value {
  if (value.v === 'instance') return value;
  if (value.v !== 'library' || value.role !== 'instance') return UNKNOWN;
  const { state: _state, ...plain } = value;
  return plain;
}
