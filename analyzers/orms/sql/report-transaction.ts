/** Transactions, also those of wrappers whose work is handed in: `inTransaction(async (trx) => …)`. */
import type { Visit } from '../../adapter.ts';
import type { ProjectFunction } from '../../program/program.ts';
import { alternatives, bindingKey } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';

/**
 * @param body the callback, or 'function' for everything up to the end of the enclosing function
 * Where the work comes from a parameter of the enclosing function, the transaction belongs to the
 * callers: this place is said to be unresolved and the lifted visits report it with their callbacks.
 */
export function reportTransaction(visit: Visit, body: Expr | 'function', evidence: string): void {
  const { at } = visit.call;
  const handed = handedWork(visit, body);
  if (handed === null) {
    visit.facts.transaction({ at, body, evidence });
    return;
  }
  const work = handed.flatMap((decl) => boundFunction(visit, decl))[0];
  if (work) visit.facts.transaction({ at, body: work, evidence });
  else
    visit.unresolved(
      'sql',
      'What runs in this transaction is handed in by callers that are not known.',
    );
}

/** Parameters that tell how it went; what is handed to a callback of somebody else is no work either. */
const SIGNALS = /^(?:next|done|resolve|reject)$/;

/** Parameters of enclosing functions that are the body or are called in it; null when there are none. */
function handedWork(visit: Visit, body: Expr | 'function'): readonly number[] | null {
  const { file, fn } = visit.site;
  const inner = body !== 'function' && body.k === 'fn' ? file.functions[body.fn] : undefined;
  if (body !== 'function' && !inner) {
    const decl = body.k === 'name' ? body.decl : -1;
    return decl >= 0 && file.parameters.has(decl) ? [decl] : null;
  }
  const within = inner ?? fn;
  if (!within) return null;
  const called = file.calls.flatMap(({ expr, fn: caller }) => {
    if (expr.fn.k !== 'name' || !isInside(caller, within)) return [];
    const parameter = file.parameters.get(expr.fn.decl);
    if (SIGNALS.test(expr.fn.name) || (parameter && file.argumentOf.has(parameter.fn.index)))
      return [];
    // Parameters of the callback itself are what the library hands in.
    const own = parameter && (inner ? isInside(fn, parameter.fn) : parameter.fn === fn);
    return parameter && own ? [expr.fn.decl] : [];
  });
  // `withTransactional(factory)` gives a function that takes the work: the inner parameter is the work.
  const nearest = called.filter((decl) => file.parameters.get(decl)?.fn === fn);
  return called.length === 0 ? null : nearest.length > 0 ? nearest : called;
}

function isInside(fn: ProjectFunction | null | undefined, outer: ProjectFunction): boolean {
  for (let one = fn; one; one = one.file.functions[one.ir.parent]) if (one === outer) return true;
  return false;
}

/** The function that a caller passes for a parameter, through wrappers around the wrapper. */
function boundFunction(visit: Visit, decl: number): readonly Expr[] {
  let env: Env = visit.env;
  let name = decl;
  for (let depth = 0; depth < 6; depth += 1) {
    const binding = env.names.get(bindingKey(env.file, name));
    if (!binding || !('expr' in binding)) return [];
    const { expr } = binding;
    env = binding.env;
    if (expr.k === 'name' && env.file.parameters.has(expr.decl)) {
      name = expr.decl;
      continue;
    }
    const value = visit.evaluator.value(expr, env);
    return alternatives(value).some((one) => one.v === 'function') ? [expr] : [];
  }
  return [];
}
