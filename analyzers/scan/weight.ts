import type { Expr } from './ir.ts';

const EMPTY_KINDS: ReadonlySet<Expr['k']> = new Set(['str', 'lit', 'name', 'this', 'super']);

/** Whether an expression does or makes something; bare names, literals and their like do not. */
export function holdsSomething(expr: Expr): boolean {
  let current = expr;
  for (;;) {
    switch (current.k) {
      case 'mem':
        current = current.obj;
        break;
      case 'idx':
        if (holdsSomething(current.key)) return true;
        current = current.obj;
        break;
      case 'cast':
      case 'spread':
        current = current.v;
        break;
      case 'add':
        if (holdsSomething(current.r)) return true;
        current = current.l;
        break;
      case 'tpl':
        return current.tag !== undefined || current.exprs.some(holdsSomething);
      case 'arr':
        return current.items.some(holdsSomething);
      case 'obj':
        return current.props.some((prop) => holdsSomething(prop.v));
      case 'alt':
        return current.tests.length > 0 || current.items.some(holdsSomething);
      case 'other':
        return current.kids.length > 0;
      default:
        return !EMPTY_KINDS.has(current.k);
    }
  }
}

/** Adds an expression to a body unless it holds nothing. */
export function pushWeighty(out: Expr[], expr: Expr): void {
  if (holdsSomething(expr)) out.push(expr);
}
