/**
 * Where a call is seen again when its subject depends on `this` or on a parameter: once per class
 * derived from the enclosing one, and once per call of the enclosing function, with what the caller
 * passes. Facts then belong to the derived class or to the caller's line.
 */
import type { AdapterContext } from '../adapter.ts';
import { findMember, memberEnv } from '../program/class-members.ts';
import { derivedEnv } from '../program/evaluator.ts';
import { calleesOf } from '../program/callees.ts';
import type { CallSite, ProjectClass, ProjectFunction } from '../program/program.ts';
import { instanceOf } from '../program/values.ts';
import type { Env } from '../program/values.ts';
import type { Frame } from './fact-sink.ts';

const MAX_DEPTH = 3;
const MAX_CALLERS = 400;

/** Looks at the call again in an environment; tells whether its subject is known there, or all but which of several it is. */
export type Attempt = (env: Env, frame: Frame) => 'known' | 'choice' | 'unknown';

/**
 * @param place where facts belong when callers only decide which of several it is
 * @returns whether some attempt came to know the subject
 */
export function liftCall(
  context: AdapterContext,
  site: CallSite,
  attempt: Attempt,
  place: Frame | null,
): boolean {
  const method = enclosingMethod(site.fn);
  let found = method?.owner ? liftToDerived(context, site, method, method.owner, attempt) : false;
  for (let fn = site.fn; fn; fn = parentOf(fn)) {
    const isDeferred = fn !== site.fn && isKeptFunction(site.fn);
    found =
      liftToCallers(context, fn, {
        attempt,
        place,
        isDeferred,
        inner: (env) => env,
        depth: 1,
        seen: new Set([fn]),
      }) || found;
  }
  return found;
}

/** A function that is returned or stored runs later, and perhaps never: not one handed to a call in place. */
function isKeptFunction(fn: ProjectFunction | null): boolean {
  return fn !== null && !fn.file.argumentOf.has(fn.index);
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

function liftToDerived(
  context: AdapterContext,
  site: CallSite,
  method: ProjectFunction,
  owner: ProjectClass,
  attempt: Attempt,
): boolean {
  const { evaluator, hierarchy } = context;
  let found = false;
  for (const cls of hierarchy.below(owner)) {
    if (cls.ir.isAbstract) continue;
    const member = findMember(evaluator, instanceOf(cls), method.ir.name);
    const isInherited =
      member?.kind === 'method' ? member.fn === method : method.ir.kind === 'constructor';
    // An override may still reach the method through super: then the call of it is lifted.
    if (!isInherited || (member && !('view' in member))) continue;
    const env = member ? memberEnv(evaluator, member.view, method) : evaluator.functionEnv(method);
    const note = `inherited from ${method.symbol} at ${site.file.path}`;
    const frame: Frame = {
      file: cls.file,
      fn: null,
      env,
      symbol: `${cls.name}.${method.ir.name}`,
      lifted: { at: cls.ir.at, note, isDeferred: false },
      inherited: { cls, method },
    };
    found = attempt(env, frame) === 'known' || found;
  }
  return found;
}

interface Lifting {
  readonly attempt: Attempt;
  /** The place stands in a function that the called one only makes. */
  readonly isDeferred: boolean;
  readonly place: Frame | null;
  /** Turns the environment of the called function into that of the place looked at. */
  readonly inner: (env: Env) => Env | null;
  readonly depth: number;
  readonly seen: ReadonlySet<ProjectFunction>;
}

/** Tries every call of `fn`, and where that does not say enough the calls of the calling function. */
function liftToCallers(context: AdapterContext, fn: ProjectFunction, lifting: Lifting): boolean {
  const { evaluator, hierarchy } = context;
  const { attempt, place, isDeferred, inner, depth, seen } = lifting;
  let found = false;
  for (const caller of callersByName(context, fn)) {
    const callerEnv = evaluator.siteEnv(caller);
    const callee = calleesOf(evaluator, hierarchy, caller, callerEnv).find((one) => one.fn === fn);
    if (!callee) continue;
    // `orders.findAll()` runs inherited code of OrderService: what follows from `this` is OrderService's
    // access; only what the caller hands in (SQL text, the work of a transaction) is the caller's.
    const inherited = isOnOther(caller) && callee.self !== null && callee.self.cls !== fn.owner;
    const env = inner(
      inherited ? derivedEnv(evaluator.functionEnv(fn), { names: callee.env.names }) : callee.env,
    );
    if (!env) continue;
    const frame = place
      ? { ...place, env: callerEnv }
      : callerFrame(caller, callerEnv, fn, isDeferred);
    const outcome = attempt(env, frame);
    if (outcome === 'known') {
      found = true;
      continue;
    }
    if (inherited || depth >= MAX_DEPTH) continue;
    const through = (outerEnv: Env): Env | null =>
      calleesOf(evaluator, hierarchy, caller, outerEnv)
        .filter((one) => one.fn === fn)
        .map((one) => inner(one.env))[0] ?? null;
    // What is missing may be handed to any function around the call: `retry(() => this.run(work))`.
    for (let outer = caller.fn; outer; outer = parentOf(outer)) {
      if (seen.has(outer)) continue;
      const next = {
        attempt,
        isDeferred,
        place: outcome === 'choice' ? frame : place,
        inner: through,
        depth: depth + 1,
        seen: new Set([...seen, outer]),
      };
      found = liftToCallers(context, outer, next) || found;
    }
  }
  return found;
}

function isOnOther({ expr }: CallSite): boolean {
  return expr.fn.k === 'mem' && expr.fn.obj.k !== 'this' && expr.fn.obj.k !== 'super';
}

function callersByName(context: AdapterContext, fn: ProjectFunction): readonly CallSite[] {
  const { callsByName } = context.program;
  if (fn.ir.kind === 'constructor') {
    const made = callsByName.get(fn.owner?.name ?? '') ?? [];
    return [...made.filter((site) => site.expr.isNew), ...(callsByName.get('super') ?? [])]
      .filter((site) => context.isSource(site.file.path))
      .slice(0, MAX_CALLERS);
  }
  if (fn.ir.name === '<anonymous>') return [];
  const named = (callsByName.get(fn.ir.name) ?? []).filter((site) =>
    context.isSource(site.file.path),
  );
  if (named.length <= MAX_CALLERS) return named;
  // Of a name as common as `get`, calls on the own object come first: they are sure to be meant.
  const own = fn.owner
    ? named.filter((site) => !isOnOther(site) && isRelated(context, site.owner, fn.owner))
    : [];
  const sure = new Set(own);
  return [...own, ...named.filter((site) => !sure.has(site)).slice(0, MAX_CALLERS)];
}

function isRelated(
  context: AdapterContext,
  cls: ProjectClass | null,
  to: ProjectClass | null,
): boolean {
  return cls !== null && to !== null && (cls === to || context.hierarchy.below(to).includes(cls));
}

function callerFrame(caller: CallSite, env: Env, fn: ProjectFunction, isDeferred: boolean): Frame {
  return {
    file: caller.file,
    fn: caller.fn,
    env,
    symbol: caller.fn?.symbol ?? (caller.owner ? caller.owner.name : '<module>'),
    lifted: {
      at: caller.expr.at,
      note: `through ${isDeferred ? 'a function made by ' : ''}${fn.symbol}`,
      isDeferred,
    },
    inherited: null,
  };
}
