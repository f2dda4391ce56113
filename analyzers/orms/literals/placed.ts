/** Where facts of a query's options belong: at the names in the visited file, else where the options are handed in. */
import type { Visit } from '../../adapter.ts';
import type { CallExpr, Expr, Pos } from '../../scan/ir.ts';
import type { ProjectFile } from '../../program/program.ts';

export interface Spot {
  readonly at: Pos;
  readonly file: ProjectFile;
}

/** The spot itself in the visited file, or in the caller's when the visit was lifted there; else `fallback`. */
export function spotOf(visit: Visit, spot: Spot, fallback: Spot): Spot {
  if (spot.file === visit.site.file) return spot;
  const lifted = visit.env !== visit.evaluator.siteEnv(visit.site);
  const handed =
    lifted &&
    [...visit.env.names.values()].some((one) => 'expr' in one && one.env.file === spot.file);
  return handed ? spot : fallback;
}

/** `this.orders.save(…)` */
export function quoteCall(call: CallExpr): string {
  return `${quoteExpr(call.fn)}(${call.args.length > 0 ? '…' : ''})`;
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
