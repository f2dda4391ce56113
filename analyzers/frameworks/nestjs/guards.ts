/** Guards and roles said by decorators. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import type { DecoratorUse } from '../../program/decorator-uses.ts';
import { entriesOf } from './entries.ts';
import { definitionOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';
import { resolveToken } from './tokens.ts';

/** Names of the guards of `@UseGuards`, in the order they run. */
export function guardsOf(evaluator: Evaluator, uses: readonly DecoratorUse[]): readonly string[] {
  return uses
    .filter((use) => use.name === 'UseGuards' && use.pkg === '@nestjs/common')
    .flatMap((use) => guardNames(evaluator, use.args, use.env));
}

/** Names of guards or middleware handed to a call, lists opened. */
export function guardNames(
  evaluator: Evaluator,
  args: readonly Expr[],
  env: Env,
): readonly string[] {
  const at = args[0]?.at ?? 0;
  const entries = entriesOf(evaluator, { expr: { k: 'arr', items: args, at }, env });
  return entries.flatMap((one) => guardName(evaluator, one) ?? []);
}

/** A class by its name, an instance by its class, a mixin by the function that makes it. */
function guardName(evaluator: Evaluator, { expr, env }: Located, steps = 6): string | null {
  if (steps === 0) return null;
  if (expr.k === 'cast') return guardName(evaluator, { expr: expr.v, env }, steps - 1);
  if (expr.k === 'call')
    return expr.fn.k === 'name' || expr.fn.k === 'mem' ? calledName(evaluator, expr.fn, env) : null;
  const token = resolveToken(evaluator, expr, env);
  if (token) return token.name;
  if (expr.k === 'name') {
    const bound = definitionOf(evaluator, expr, env);
    return bound ? guardName(evaluator, bound, steps - 1) : expr.name;
  }
  return expr.k === 'mem' ? expr.name : null;
}

function calledName(evaluator: Evaluator, head: Expr, env: Located['env']): string {
  const value = evaluator.value(head, env);
  if (value.v === 'class') return value.cls.name;
  if (value.v === 'function' && value.fn.ir.name !== '<anonymous>') return value.fn.ir.name;
  if (value.v === 'library') return value.type.slice(value.type.lastIndexOf('.') + 1);
  return head.k === 'name' || head.k === 'mem' ? head.name : '';
}

const ROLE = /role|permission/i;

/** Roles and permissions that decorators ask for; undefined when none of them speaks of any. */
export function rolesOf(
  evaluator: Evaluator,
  uses: readonly DecoratorUse[],
): readonly string[] | undefined {
  const asked = uses.flatMap((use) => {
    const roles = askedRoles(evaluator, use);
    return roles ? [roles] : [];
  });
  return asked.length > 0 ? [...new Set(asked.flat())] : undefined;
}

function askedRoles(evaluator: Evaluator, use: DecoratorUse): readonly string[] | null {
  if (use.name === 'createDecorator') {
    if (!ROLE.test(use.written)) return null;
    return use.args.flatMap((arg) => roleNames(evaluator, { expr: arg, env: use.env }));
  }
  const [key, value] = use.args;
  if (use.name !== 'SetMetadata' || !key || !value) return null;
  const token = resolveToken(evaluator, key, use.env);
  const isRole =
    ROLE.test(token?.name ?? '') || ROLE.test(evaluator.text(key, use.env)?.text ?? '');
  return isRole ? roleNames(evaluator, { expr: value, env: use.env }) : null;
}

function roleNames(evaluator: Evaluator, from: Located): readonly string[] {
  return entriesOf(evaluator, from).flatMap(({ expr, env }): readonly string[] => {
    const bound = expr.k === 'name' && expr.decl >= 0 ? definitionOf(evaluator, expr, env) : null;
    if (bound && bound.expr !== expr && bound.expr.k !== 'obj') return roleNames(evaluator, bound);
    if (expr.k === 'obj')
      return expr.props.flatMap((prop) => roleNames(evaluator, { expr: prop.v, env }));
    return alternatives(evaluator.value(expr, env)).flatMap((one): readonly string[] => {
      if (one.v === 'string') return [one.text];
      // A member of a numeric enum says more by its name than by its number.
      if (one.v === 'literal' && typeof one.value === 'number')
        return [expr.k === 'mem' ? expr.name : String(one.value)];
      return one.v === 'unknown' && expr.k === 'mem' ? [expr.name] : [];
    });
  });
}
