/** Models behind code: by what it evaluates to, else by the name under which models are collected. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, isKnown } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { valueOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import { isOurs, SINGLE } from './library-types.ts';
import type { ModelRegistry, SequelizeModel } from './model-registry.ts';

/**
 * `models.User`, `db.User`, `{ User }` of an object that is filled at run time: nothing but the name tells.
 * A model's type that no declaration answers to (`ModelStatic<any>`) is helped by the name as well.
 */
export function modelsIn(
  evaluator: Evaluator,
  registry: ModelRegistry,
  bound: BoundExpr,
): readonly SequelizeModel[] {
  const value = valueOf(evaluator, bound);
  const found = registry.of(value);
  if (found.length > 0) return found;
  const guessed = isOpen(value) ? namedModel(registry, bound.expr) : undefined;
  return guessed ? [guessed] : [];
}

const isOpen = (value: ReturnType<Evaluator['value']>): boolean =>
  !isKnown(value) || alternatives(value).some((one) => one.v === 'library' && isOurs(one.pkg));

export function namedModel(registry: ModelRegistry, expr: Expr): SequelizeModel | undefined {
  if (expr.k === 'cast' || expr.k === 'await') return namedModel(registry, expr.v);
  if (
    expr.k === 'call' &&
    expr.fn.k === 'mem' &&
    /^(?:scope|unscoped|schema)$/.test(expr.fn.name)
  ) {
    return namedModel(registry, expr.fn.obj);
  }
  if (expr.k !== 'mem' && expr.k !== 'name') return undefined;
  const exact = registry.ofName(expr.name);
  // `user` is a record more often than a model: a lower-case name must be the model's own.
  const isModelName =
    exact && (/^[A-Z]/.test(expr.name) || exact.name === expr.name || /model$/i.test(expr.name));
  return isModelName ? exact : undefined;
}

/** The model whose record a variable holds, by the call that it is defined with: `const user = await db.User.findOne()`. */
export function recordModel(
  evaluator: Evaluator,
  registry: ModelRegistry,
  { expr, env }: BoundExpr,
): SequelizeModel | undefined {
  if (expr.k !== 'name' || expr.decl < 0 || isKnown(evaluator.value(expr, env))) return undefined;
  const definition = env.file.definitions.get(expr.decl);
  const decl = env.file.ir.decls[expr.decl];
  const made = definition ? bareCall(definition.v) : undefined;
  if (!made || decl?.path || made.fn.k !== 'mem') return undefined;
  const single = definition?.each ? made.fn.name === 'findAll' : SINGLE.has(made.fn.name);
  return single ? modelsIn(evaluator, registry, { expr: made.fn.obj, env })[0] : undefined;
}

function bareCall(expr: Expr): Extract<Expr, { k: 'call' }> | undefined {
  if (expr.k === 'cast' || expr.k === 'await') return bareCall(expr.v);
  return expr.k === 'call' ? expr : undefined;
}
