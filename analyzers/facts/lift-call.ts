/**
 * Where a call is seen again when its subject depends on `this` or on a parameter: once per class
 * derived from the enclosing one, and once per call of the enclosing function, with what the caller
 * passes. Facts then belong to the derived class or to the caller's line.
 */
import type { AdapterContext } from '../adapter.ts';
import { findMember, memberEnv } from '../program/class-members.ts';
import { calleesOf } from '../program/callees.ts';
import type { CallSite, ProjectClass, ProjectFunction } from '../program/program.ts';
import { instanceOf } from '../program/values.ts';
import type { Env } from '../program/values.ts';
import type { Frame } from './fact-sink.ts';

const MAX_DEPTH = 3;
const MAX_CALLERS = 400;

export interface LiftedPlace {
  readonly env: Env;
  readonly frame: Frame;
}

export function* liftedPlaces(context: AdapterContext, site: CallSite): Generator<LiftedPlace> {
  const method = enclosingMethod(site.fn);
  if (method?.owner) yield* derivedPlaces(context, site, method, method.owner);
  for (let fn = site.fn; fn; fn = parentOf(fn)) {
    yield* callerPlaces(context, fn, (env) => env, 1, new Set([fn]));
  }
}

function parentOf(fn: ProjectFunction): ProjectFunction | null {
  return fn.ir.parent >= 0 ? (fn.file.functions[fn.ir.parent] ?? null) : null;
}

/** The method (or outermost function) a nested function is written in. */
function enclosingMethod(fn: ProjectFunction | null): ProjectFunction | null {
  let current = fn;
  for (let parent = fn ? parentOf(fn) : null; parent; parent = parentOf(parent)) current = parent;
  return current;
}

function* derivedPlaces(
  context: AdapterContext,
  site: CallSite,
  method: ProjectFunction,
  owner: ProjectClass,
): Generator<LiftedPlace> {
  const { evaluator, hierarchy } = context;
  for (const cls of hierarchy.below(owner)) {
    if (cls.ir.isAbstract) continue;
    const member = findMember(evaluator, instanceOf(cls), method.ir.name);
    const isInherited = member?.kind === 'method' ? member.fn === method : method.ir.kind === 'constructor';
    // An override may still reach the method through super: then the call of it is lifted.
    if (!isInherited || (member && !('view' in member))) continue;
    const env = member ? memberEnv(evaluator, member.view, method) : evaluator.functionEnv(method);
    yield {
      env,
      frame: {
        file: cls.file, fn: null, env, symbol: `${cls.name}.${method.ir.name}`,
        lifted: { at: cls.ir.at, note: `inherited from ${method.symbol} at ${site.file.path}` },
        inherited: { cls, method },
      },
    };
  }
}

/** Calls of `fn`; `inner` turns the environment of `fn` into that of the place looked at. */
function* callerPlaces(
  context: AdapterContext,
  fn: ProjectFunction,
  inner: (env: Env) => Env | null,
  depth: number,
  seen: ReadonlySet<ProjectFunction>,
): Generator<LiftedPlace> {
  const { evaluator, hierarchy } = context;
  for (const caller of callersByName(context, fn)) {
    const callerEnv = evaluator.siteEnv(caller);
    const callee = calleesOf(evaluator, hierarchy, caller, callerEnv).find((one) => one.fn === fn);
    if (!callee) continue;
    const env = inner(callee.env);
    if (!env) continue;
    const onOther = caller.expr.fn.k === 'mem' && caller.expr.fn.obj.k !== 'this' && caller.expr.fn.obj.k !== 'super';
    // `orders.findAll()` runs inherited code of OrderService: that is OrderService's access, not the caller's.
    if (!(onOther && callee.self && callee.self.cls !== fn.owner)) {
      yield { env, frame: callerFrame(caller, callerEnv, fn) };
    }
    const outer = caller.fn;
    if (!outer || depth >= MAX_DEPTH || seen.has(outer)) continue;
    const through = (outerEnv: Env): Env | null =>
      calleesOf(evaluator, hierarchy, caller, outerEnv)
        .filter((one) => one.fn === fn)
        .map((one) => inner(one.env))[0] ?? null;
    yield* callerPlaces(context, outer, through, depth + 1, new Set([...seen, outer]));
  }
}

function callersByName(context: AdapterContext, fn: ProjectFunction): readonly CallSite[] {
  const { callsByName } = context.program;
  if (fn.ir.kind === 'constructor') {
    const made = callsByName.get(fn.owner?.name ?? '') ?? [];
    return [...made.filter((site) => site.expr.isNew), ...(callsByName.get('super') ?? [])].slice(0, MAX_CALLERS);
  }
  if (fn.ir.name === '<anonymous>') return [];
  return (callsByName.get(fn.ir.name) ?? []).slice(0, MAX_CALLERS);
}

function callerFrame(caller: CallSite, env: Env, fn: ProjectFunction): Frame {
  return {
    file: caller.file, fn: caller.fn, env,
    symbol: caller.fn?.symbol ?? (caller.owner ? caller.owner.name : '<module>'),
    lifted: { at: caller.expr.at, note: `through ${fn.symbol}` },
    inherited: null,
  };
}
