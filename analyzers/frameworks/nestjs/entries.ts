/** Lists as they are written: `providers`, `imports`, paths, roles. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { Env } from '../../program/values.ts';
import type { CallExpr, Expr, NameExpr } from '../../scan/ir.ts';
import { findDeclared } from '../../program/declared.ts';
import { definitionOf, MAX_STEPS, memberExpr, returnsOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';

const SAME_LIST = new Set(['filter', 'flat', 'reverse', 'sort', 'toSorted', 'slice']);

/**
 * Entries of a list as they are written. Spreads, constants, conditional entries, `.concat(…)`,
 * later `.push(…)` and functions returning lists are opened; an entry that is a name stays a name.
 */
export function entriesOf(
  evaluator: Evaluator,
  from: Located,
  steps = MAX_STEPS,
): readonly Located[] {
  if (steps === 0) return [];
  const list = openList(evaluator, from, steps);
  return list ?? [from];
}

/** @returns null when the expression is no list */
function openList(evaluator: Evaluator, from: Located, steps: number): readonly Located[] | null {
  const { expr, env } = from;
  switch (expr.k) {
    case 'arr':
      return expr.items.flatMap((item) => openItem(evaluator, { expr: item, env }, steps));
    case 'cast':
    case 'await':
      return openList(evaluator, { expr: expr.v, env }, steps - 1);
    case 'alt': {
      const lists = expr.items.map((item) => openList(evaluator, { expr: item, env }, steps - 1));
      if (lists.every((one) => one === null)) return null;
      return lists.flatMap((list, at) => list ?? emptyUnless(expr.items[at] as Expr, env));
    }
    case 'name': {
      const next = definitionOf(evaluator, expr, env);
      const list = next && openList(evaluator, next, steps - 1);
      return list ? [...list, ...pushedOnto(evaluator, expr, env, steps)] : null;
    }
    case 'mem':
      return openMember(evaluator, from, steps);
    case 'call':
      return openCall(evaluator, expr, env, steps);
    default:
      return null;
  }
}

/** In `cond ? [A] : other` the other arm is an entry of its own; in `cond && [A]` nothing is. */
function emptyUnless(expr: Expr, env: Env): readonly Located[] {
  return expr.k === 'lit' || expr.k === 'name' || expr.k === 'other' ? [] : [{ expr, env }];
}

function openItem(evaluator: Evaluator, item: Located, steps: number): readonly Located[] {
  const { expr, env } = item;
  if (expr.k === 'spread') return openList(evaluator, { expr: expr.v, env }, steps - 1) ?? [item];
  if (expr.k === 'lit') return [];
  if (expr.k === 'alt') {
    return expr.items.flatMap((one) => openItem(evaluator, { expr: one, env }, steps - 1));
  }
  return openList(evaluator, item, steps - 1) ?? [item];
}

function openMember(evaluator: Evaluator, from: Located, steps: number): readonly Located[] | null {
  const member = memberExpr(evaluator, from);
  return member ? openList(evaluator, member, steps - 1) : null;
}

function openCall(
  evaluator: Evaluator,
  call: CallExpr,
  env: Env,
  steps: number,
): readonly Located[] | null {
  if (call.fn.k === 'mem' && (SAME_LIST.has(call.fn.name) || call.fn.name === 'concat')) {
    const list = openList(evaluator, { expr: call.fn.obj, env }, steps - 1);
    if (!list || call.fn.name !== 'concat') return list;
    return [
      ...list,
      ...call.args.flatMap((arg) => openItem(evaluator, { expr: arg, env }, steps - 1)),
    ];
  }
  if (
    call.fn.k === 'mem' &&
    call.fn.name === 'values' &&
    call.fn.obj.k === 'name' &&
    call.fn.obj.decl < 0
  ) {
    return openValues(evaluator, call, env);
  }
  const lists = returnsOf(evaluator, call, env).map((one) => openList(evaluator, one, steps - 1));
  const found = lists.filter((one) => one !== null);
  return found.length > 0 ? found.flat() : null;
}

/** `Object.values(guards)`: the values of a namespace import or an object literal. */
function openValues(evaluator: Evaluator, call: CallExpr, env: Env): readonly Located[] | null {
  const first = call.args[0];
  const value = first ? evaluator.value(first, env) : null;
  if (value?.v === 'object')
    return value.expr.props.map((prop) => ({ expr: prop.v, env: value.env }));
  if (value?.v !== 'namespace') return null;
  const scope = evaluator.envOf(value.file, null);
  return value.file.classes.flatMap((cls): readonly Located[] =>
    cls.ir.decl >= 0
      ? [{ expr: { k: 'name', name: cls.name, decl: cls.ir.decl, at: cls.ir.at }, env: scope }]
      : [],
  );
}

/** What `name.push(…)` in the file of a list adds to it. */
function pushedOnto(
  evaluator: Evaluator,
  name: NameExpr,
  env: Env,
  steps: number,
): readonly Located[] {
  const declared = findDeclared(evaluator, env.file, name.decl);
  if (declared?.kind !== 'declaration') return [];
  const { file } = declared;
  return file.calls.flatMap((site): readonly Located[] => {
    const { fn, args } = site.expr;
    if (
      site.name !== 'push' ||
      fn.k !== 'mem' ||
      fn.obj.k !== 'name' ||
      fn.obj.decl !== declared.decl
    )
      return [];
    const scope = site.fn && file === env.file ? env : evaluator.siteEnv(site);
    return args.flatMap((arg) => openItem(evaluator, { expr: arg, env: scope }, steps - 1));
  });
}
