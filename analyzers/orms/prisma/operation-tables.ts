/** Tables of the operations handed to `$transaction` as a list, also of those that helpers of the project make. */
import type { Visit } from '../../adapter.ts';
import { followed, returnsOf } from '../../program/located.ts';
import { childrenOf } from '../../scan/walk.ts';
import { itemsOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import { delegatesOf } from './client-values.ts';
import { relatedAccesses } from './read-arguments.ts';

const MAX_DEPTH = 6;

/** Only what a helper returns is part of the transaction: what it does on the way has run before. */
export function operationTables(visit: Visit, list: BoundExpr): readonly string[] {
  const found = new Set<string>();
  collect(visit, list, found, MAX_DEPTH);
  return [...found].sort();
}

function collect(visit: Visit, from: BoundExpr, found: Set<string>, depth: number): void {
  if (depth === 0) return;
  const { evaluator } = visit;
  const items = itemsOf(evaluator, from);
  if (items) {
    for (const item of items) collect(visit, item, found, depth - 1);
    return;
  }
  const { expr, env } = followed(evaluator, from);
  if (expr.k === 'call') {
    if (addOperation(visit, { expr, env }, found)) return;
    const made = returnsOf(evaluator, expr, env);
    for (const one of made) collect(visit, one, found, depth - 1);
    if (made.length > 0) return;
  }
  // A condition, or a wrapper that is not of the project: what is written in it.
  for (const child of childrenOf(expr)) collect(visit, { expr: child, env }, found, depth - 1);
}

/** @returns whether the call is an operation of a model */
function addOperation(
  { evaluator, site }: Visit,
  { expr, env }: BoundExpr,
  found: Set<string>,
): boolean {
  if (expr.k !== 'call' || expr.fn.k !== 'mem') return false;
  const models = delegatesOf(evaluator, evaluator.value(expr.fn.obj, env));
  const [args] = expr.args;
  const outer = { at: expr.at, file: site.file };
  for (const model of models) {
    found.add(model.table);
    const related = args ? relatedAccesses(evaluator, model, { expr: args, env }, outer) : [];
    for (const one of related) found.add(one.table);
  }
  return models.length > 0;
}
