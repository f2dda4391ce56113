/**
 * Whether `a === b` holds where both sides are written out: what a caller passes, constants, enums.
 * A parameter nobody has bound is `open`: a caller may know it.
 */
import type { AlternativeExpr, Condition, Expr } from '../scan/ir.ts';
import { ABSENT, findMember, memberEnv, parameterKey } from './class-members.ts';
import type { Evaluator } from './evaluator.ts';
import { bindingKey } from './values.ts';
import type { Binding, Env, Value } from './values.ts';

/** `thing`: an object, function or class, true as a flag and equal to no literal. */
type Settled =
  | { readonly plain: string | number | boolean | null | undefined }
  | { readonly thing: Expr | null; readonly env: Env }
  | 'open'
  | 'unknown';
type Verdict = boolean | 'open' | 'unknown';

const MAX_STEPS = 8;

export interface Chosen {
  readonly items: readonly Expr[];
  /** Several are left, and a caller may know which. */
  readonly open: boolean;
}

/** The alternatives that are left when the conditions are looked at. */
export function chosenItems(
  evaluator: Evaluator,
  { items, when }: AlternativeExpr,
  env: Env,
): Chosen {
  if (!when) return { items, open: false };
  const left: Expr[] = [];
  let open = false;
  for (const [at, item] of items.entries()) {
    const condition = when[at];
    const verdict = condition ? decide(evaluator, condition, env) : 'unknown';
    if (verdict === false) continue;
    left.push(item);
    if (verdict === true) break;
    open ||= verdict === 'open';
  }
  return { items: left, open: open && left.length > 1 };
}

function decide(evaluator: Evaluator, condition: Condition, env: Env): Verdict {
  const verdict =
    'join' in condition ? joined(evaluator, condition, env) : compared(evaluator, condition, env);
  return condition.not && typeof verdict === 'boolean' ? !verdict : verdict;
}

function joined(
  evaluator: Evaluator,
  { join, of }: Extract<Condition, { join: string }>,
  env: Env,
): Verdict {
  const verdicts = of.map((one) => (one ? decide(evaluator, one, env) : 'unknown'));
  const ends = join === 'any';
  if (verdicts.includes(ends)) return ends;
  if (verdicts.every((one) => one === !ends)) return !ends;
  return verdicts.includes('open') ? 'open' : 'unknown';
}

function compared(
  evaluator: Evaluator,
  { l, r }: Extract<Condition, { l: Expr }>,
  env: Env,
): Verdict {
  const left = settled(evaluator, l, env, 0);
  if (left === 'open' || left === 'unknown') return left;
  if (!r) return 'thing' in left || Boolean(left.plain);
  const right = settled(evaluator, r, env, 0);
  if (right === 'open' || right === 'unknown') return right;
  if ('thing' in left || 'thing' in right)
    return 'thing' in left && 'thing' in right ? 'unknown' : false;
  // `x == null` asks for undefined as well.
  return (left.plain ?? null) === (right.plain ?? null);
}

function settled(evaluator: Evaluator, expr: Expr, env: Env, depth: number): Settled {
  if (depth > MAX_STEPS) return 'unknown';
  switch (expr.k) {
    case 'str':
      return { plain: expr.v };
    case 'lit':
      return expr.regex === undefined ? { plain: expr.v } : { thing: null, env };
    case 'obj':
      return { thing: expr, env };
    case 'arr':
    case 'fn':
    case 'cls':
      return { thing: null, env };
    case 'cast':
      return settled(evaluator, expr.v, env, depth + 1);
    case 'name':
      if (expr.decl >= 0) return ofName(evaluator, expr.decl, env, depth);
      return expr.name === 'undefined' ? { plain: undefined } : 'unknown';
    case 'mem':
      return ofMember(evaluator, expr, env, depth);
    default:
      return 'unknown';
  }
}

function ofName(evaluator: Evaluator, index: number, env: Env, depth: number): Settled {
  const decl = env.file.ir.decls[index];
  if (!decl || env.file.assignments.has(index)) return 'unknown';
  const place = env.file.parameters.get(index);
  if (place) {
    const bound =
      env.names.get(parameterKey(place.fn, place.index)) ??
      env.names.get(bindingKey(env.file, index));
    const given = bound ? ofBinding(evaluator, bound, depth) : 'open';
    const known =
      isUndefined(given) && place.param.default
        ? settled(evaluator, place.param.default, env, depth + 1)
        : given;
    return (decl.path ?? []).reduce((of, step) => stepInto(evaluator, of, step, depth), known);
  }
  if (decl.kind === 'import') return ofValue(evaluator.declaration(env.file, index, env));
  const definition = env.file.definitions.get(index);
  if (decl.kind !== 'const' || !definition || definition.each || decl.path) return 'unknown';
  const constant = settled(
    evaluator,
    definition.v,
    decl.fn < 0 ? evaluator.envOf(env.file, null) : env,
    depth + 1,
  );
  // What an object with a name holds may have changed since.
  return typeof constant === 'object' && 'thing' in constant ? { thing: null, env } : constant;
}

const isUndefined = (of: Settled): boolean =>
  typeof of === 'object' && 'plain' in of && of.plain === undefined;

function ofBinding(evaluator: Evaluator, binding: Binding, depth: number): Settled {
  if (binding === ABSENT) return { plain: undefined };
  return 'expr' in binding
    ? settled(evaluator, binding.expr, binding.env, depth + 1)
    : ofValue(binding.value);
}

function ofValue(value: Value): Settled {
  if (value.v === 'string') return value.exact ? { plain: value.text } : 'unknown';
  return value.v === 'literal' ? { plain: value.value } : 'unknown';
}

/** `Mode.Project`, `options.mode`, `this.mode`. */
function ofMember(
  evaluator: Evaluator,
  expr: Extract<Expr, { k: 'mem' }>,
  env: Env,
  depth: number,
): Settled {
  const { obj, name } = expr;
  if (obj.k === 'this') return ofField(evaluator, name, env, depth);
  const of = settled(evaluator, obj, env, depth + 1);
  if (of !== 'unknown' && !(typeof of === 'object' && 'thing' in of && !of.thing))
    return stepInto(evaluator, of, name, depth);
  return evaluator.value(obj, env).v === 'enum' ? ofValue(evaluator.value(expr, env)) : 'unknown';
}

/** A field that the constructor alone sets, from its parameters. */
function ofField(evaluator: Evaluator, name: string, env: Env, depth: number): Settled {
  if (env.self?.v !== 'instance') return 'unknown';
  const member = findMember(evaluator, env.self, name);
  if (
    !member ||
    member.kind === 'library' ||
    member.kind === 'method' ||
    member.kind === 'signature'
  )
    return 'unknown';
  const { holder } = member.view;
  const assigned = holder.assigned.get(name) ?? [];
  if (member.kind === 'parameter') {
    if (assigned.length > 0 || !holder.ctor) return 'unknown';
    return ofName(
      evaluator,
      member.param.decl,
      memberEnv(evaluator, member.view, holder.ctor),
      depth + 1,
    );
  }
  const [only, more] = assigned;
  if (!only || more || only.fn !== holder.ctor || (member.kind === 'field' && member.property.init))
    return 'unknown';
  return settled(evaluator, only.v, memberEnv(evaluator, member.view, only.fn), depth + 1);
}

/** A property of an object written in place. */
function stepInto(evaluator: Evaluator, of: Settled, name: string, depth: number): Settled {
  if (of === 'open') return of;
  if (of === 'unknown' || !('thing' in of) || of.thing?.k !== 'obj' || name === '...')
    return 'unknown';
  for (const prop of of.thing.props.toReversed()) {
    if (prop.name === name) return settled(evaluator, prop.v, of.env, depth + 1);
    if (prop.name === null) return 'unknown';
  }
  return { plain: undefined };
}
