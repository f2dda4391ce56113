/** Reading expressions: sub-expressions in source order. */
import type { Expr } from './ir.ts';

/** Direct sub-expressions in source order; bodies of functions and classes are not entered. */
export function childrenOf(expr: Expr): readonly Expr[] {
  const children: Expr[] = [];
  pushChildren(expr, children);
  return children.toReversed();
}

/**
 * Visits an expression and everything in it, outer before inner, in source order.
 * @param visit returns false to leave out what is inside of an expression
 */
export function forEachExpr(expr: Expr, visit: (expr: Expr) => boolean | void): void {
  const pending = [expr];
  for (let current = pending.pop(); current; current = pending.pop()) {
    if (visit(current) !== false) pushChildren(current, pending);
  }
}

/** The last child first, onto one stack for a whole walk: every expression of a project comes by here. */
function pushChildren(expr: Expr, onto: Expr[]): void {
  switch (expr.k) {
    case 'tpl':
      pushAll(expr.exprs, onto);
      if (expr.tag) onto.push(expr.tag);
      return;
    case 'idx':
      onto.push(expr.key, expr.obj);
      return;
    case 'call':
      pushAll(expr.args, onto);
      onto.push(expr.fn);
      return;
    case 'obj':
      for (let at = expr.props.length - 1; at >= 0; at -= 1) {
        const prop = expr.props[at];
        if (prop) onto.push(prop.v);
        if (prop?.key) onto.push(prop.key);
      }
      return;
    case 'arr':
      pushAll(expr.items, onto);
      return;
    case 'alt':
      pushAll(expr.items, onto);
      pushAll(expr.tests, onto);
      return;
    case 'add':
      onto.push(expr.r, expr.l);
      return;
    case 'set':
      onto.push(expr.v, expr.target);
      return;
    case 'other':
      pushAll(expr.kids, onto);
      return;
    default:
      pushOnly(expr, onto);
  }
}

function pushOnly(expr: Expr, onto: Expr[]): void {
  switch (expr.k) {
    case 'mem':
      onto.push(expr.obj);
      return;
    case 'spread':
    case 'cast':
    case 'await':
    case 'def':
    case 'ret':
      onto.push(expr.v);
      return;
    case 'import':
      if (expr.arg) onto.push(expr.arg);
      return;
    default:
      return;
  }
}

function pushAll(exprs: readonly Expr[], onto: Expr[]): void {
  for (let at = exprs.length - 1; at >= 0; at -= 1) {
    const expr = exprs[at];
    if (expr) onto.push(expr);
  }
}
