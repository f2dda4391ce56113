/** Where an expression stands in its statement. */
import type { CallExpr, Expr } from '../../scan/ir.ts';
import { childrenOf } from '../../scan/walk.ts';

/** Ancestors from `root` down to the parent of `node`; empty when it is the root or not inside of it. */
export function pathTo(root: Expr, node: Expr): readonly Expr[] {
  const path: Expr[] = [];
  const search = (expr: Expr): boolean => {
    if (expr === node) return true;
    path.push(expr);
    for (const child of childrenOf(expr)) if (search(child)) return true;
    path.pop();
    return false;
  };
  return search(root) ? path : [];
}

/** The object a chain of calls and members begins with. */
export function bottomOf(expr: Expr): Expr {
  let current = expr;
  for (;;) {
    if (current.k === 'mem') current = current.obj;
    else if (current.k === 'call') current = current.fn;
    else if (current.k === 'cast' || current.k === 'await') current = current.v;
    else return current;
  }
}

/** Name of the method a call calls, '' for plain calls. */
export const methodOf = (call: CallExpr): string => (call.fn.k === 'mem' ? call.fn.name : '');
