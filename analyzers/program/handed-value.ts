/** What a parameter without a type (or of type `any`) is, when every caller hands in the same thing. */
import type { Evaluator } from './evaluator.ts';
import type { ProjectFunction } from './program.ts';
import { isKnown, sameValue, UNKNOWN } from './values.ts';
import type { Value } from './values.ts';

const MAX_CALLERS = 8;

/** Functions called by their name alone; of methods and callbacks it is not known who calls. */
export function handedValue(evaluator: Evaluator, fn: ProjectFunction, index: number): Value {
  const { ir } = fn;
  if (ir.cls >= 0 || ir.name === '<anonymous>' || (ir.kind !== 'function' && ir.kind !== 'arrow')) return UNKNOWN;
  const sites = evaluator.program.callsByName.get(ir.name) ?? [];
  if (sites.length === 0 || sites.length > MAX_CALLERS) return UNKNOWN;
  let same: Value | null = null;
  for (const site of sites) {
    if (site.expr.fn.k !== 'name') return UNKNOWN;
    const env = evaluator.siteEnv(site);
    const callee = evaluator.value(site.expr.fn, env);
    if (callee.v !== 'function' || callee.fn !== fn) continue;
    const arg = site.expr.args[index];
    const value = arg ? evaluator.value(arg, env) : UNKNOWN;
    if (!isThing(value) || (same && !sameValue(same, value))) return UNKNOWN;
    same = value;
  }
  return same ?? UNKNOWN;
}

/** Objects that are one thing wherever they come from; what carries a state of its own is looked at caller by caller. */
function isThing(value: Value): boolean {
  return isKnown(value) && ((value.v === 'library' && value.role === 'instance' && !value.state) || value.v === 'instance');
}
