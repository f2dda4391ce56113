/** Reading expressions: sub-expressions in source order. */
import type { Expr } from './ir.ts';

const NONE: readonly Expr[] = [];

/** Direct sub-expressions in source order; bodies of functions and classes are not entered. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.k) {
    case 'tpl':
      return expr.tag ? [expr.tag, ...expr.exprs] : expr.exprs;
    case 'mem':
      return [expr.obj];
    case 'idx':
      return [expr.obj, expr.key];
    case 'call':
      return [expr.fn, ...expr.args];
    case 'obj':
      return expr.props.flatMap((prop) => (prop.key ? [prop.key, prop.v] : [prop.v]));
    case 'arr':
      return expr.items;
    case 'alt':
      return expr.tests.length > 0 ? [...expr.tests, ...expr.items] : expr.items;
    case 'add':
      return [expr.l, expr.r];
    case 'set':
      return [expr.target, expr.v];
    case 'spread':
    case 'cast':
    case 'await':
    case 'def':
    case 'ret':
      return [expr.v];
    case 'import':
      return expr.arg ? [expr.arg] : NONE;
    case 'other':
      return expr.kids;
    default:
      return NONE;
  }
}

/**
 * Visits an expression and everything in it, outer before inner, in source order.
 * @param visit returns false to leave out what is inside of an expression
 */
export function forEachExpr(expr: Expr, visit: (expr: Expr) => boolean | void): void {
  const pending = [expr];
  for (let current = pending.pop(); current; current = pending.pop()) {
    if (visit(current) === false) continue;
    const children = childrenOf(current);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child) pending.push(child);
    }
  }
}
