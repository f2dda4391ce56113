/** Reading expressions: sub-expressions in source order. */
import type { Expr } from './ir.ts';

/** Direct sub-expressions in source order; bodies of functions and classes are not entered. */
export function childrenOf(expr: Expr): readonly Expr[] {
  const children: Expr[] = [];
  forEachExpr(expr, (each) => {
    if (each === expr) return true;
    children.push(each);
    return false;
  });
  return children;
}

/** @returns false to leave out what is inside of an expression */
type Visit = (expr: Expr) => boolean | void;

/**
 * Visits an expression and everything in it, outer before inner, in source order. Every expression
 * of a project comes by here several times, so nothing is put aside on the way.
 */
export function forEachExpr(expr: Expr, visit: Visit): void {
  if (visit(expr) === false) return;
  switch (expr.k) {
    case 'mem':
      forEachExpr(expr.obj, visit);
      return;
    case 'call':
      forEachExpr(expr.fn, visit);
      visitAll(expr.args, visit);
      return;
    case 'obj':
      for (let at = 0; at < expr.props.length; at += 1) {
        const prop = expr.props[at];
        if (prop?.key) forEachExpr(prop.key, visit);
        if (prop) forEachExpr(prop.v, visit);
      }
      return;
    case 'spread':
    case 'cast':
    case 'await':
    case 'def':
    case 'ret':
      forEachExpr(expr.v, visit);
      return;
    default:
      visitParts(expr, visit);
  }
}

/** The rarer kinds. */
function visitParts(expr: Expr, visit: Visit): void {
  switch (expr.k) {
    case 'tpl':
      if (expr.tag) forEachExpr(expr.tag, visit);
      visitAll(expr.exprs, visit);
      return;
    case 'idx':
      forEachExpr(expr.obj, visit);
      forEachExpr(expr.key, visit);
      return;
    case 'arr':
      visitAll(expr.items, visit);
      return;
    case 'alt':
      visitAll(expr.tests, visit);
      visitAll(expr.items, visit);
      return;
    case 'add':
      forEachExpr(expr.l, visit);
      forEachExpr(expr.r, visit);
      return;
    case 'set':
      forEachExpr(expr.target, visit);
      forEachExpr(expr.v, visit);
      return;
    case 'other':
      visitAll(expr.kids, visit);
      return;
    case 'import':
      if (expr.arg) forEachExpr(expr.arg, visit);
      return;
    default:
      return;
  }
}

function visitAll(exprs: readonly Expr[], visit: Visit): void {
  for (let at = 0; at < exprs.length; at += 1) {
    const expr = exprs[at];
    if (expr) forEachExpr(expr, visit);
  }
}
