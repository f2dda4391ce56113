/** Code as a phrase of evidence. */
import type { CallExpr, Expr } from '../../scan/ir.ts';

/** `this.orders.save(…)` */
export function quoteCall(call: CallExpr): string {
  return `${call.isNew ? 'new ' : ''}${quoteExpr(call.fn)}(${call.args.length > 0 ? '…' : ''})`;
}

const MAX_QUOTED = 60;

function quoteExpr(expr: Expr): string {
  const text = rawText(expr);
  return text.length > MAX_QUOTED ? `…${text.slice(text.length - MAX_QUOTED)}` : text;
}

function rawText(expr: Expr): string {
  switch (expr.k) {
    case 'name':
      return expr.name;
    case 'this':
    case 'super':
      return expr.k;
    case 'mem':
      return `${rawText(expr.obj)}.${expr.name}`;
    case 'call':
      return `${rawText(expr.fn)}(${expr.args.length > 0 ? '…' : ''})`;
    case 'await':
    case 'cast':
      return rawText(expr.v);
    case 'alt':
      return `(${expr.items.map(rawText).join(' || ')})`;
    default:
      return '…';
  }
}
