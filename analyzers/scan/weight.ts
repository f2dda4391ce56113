import type { Expr } from './ir.ts';

const EMPTY_KINDS: ReadonlySet<Expr['k']> = new Set(['str', 'lit', 'name', 'this', 'super']);

/** Whether an expression does or makes something; bare names, literals and their like do not. */
export function holdsSomething(expr: Expr): boolean {
  let current = expr;
  for (;;) {
    switch (current.k) {
      case 'mem':
        // A key of the environment is a fact although reading it does nothing.
        if (isEnvironment(current.obj)) return true;
        current = current.obj;
        break;
      case 'idx':
        if (isEnvironment(current.obj) || holdsSomething(current.key)) return true;
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
        return current.op ? current.kids.some(holdsSomething) : current.kids.length > 0;
      default:
        return !EMPTY_KINDS.has(current.k);
    }
  }
}

/** `process.env`, `import.meta.env`. */
function isEnvironment(expr: Expr): boolean {
  if (expr.k !== 'mem' || expr.name !== 'env' || expr.obj.k !== 'name') return false;
  return expr.obj.name === 'import.meta' || expr.obj.name === 'process';
}

/** Adds an expression to a body unless it holds nothing. */
export function pushWeighty(out: Expr[], expr: Expr): void {
  if (holdsSomething(expr)) out.push(expr);
}
