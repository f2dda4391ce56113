/** Tables named by an argument: `'orders'`, `'orders as o'`, `{ o: 'orders' }`, constants, alternatives. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, Value } from '../../program/values.ts';
import type { Expr, Pos } from '../../scan/ir.ts';

export interface NamedTable {
  readonly schema: string | null;
  readonly name: string;
  readonly at: Pos;
}

/** `tables` may be empty for subqueries; `unknown` when the argument should name a table but does not tell. */
export interface TableArgument {
  readonly tables: readonly NamedTable[];
  readonly unknown: boolean;
  /** The argument names one of the tables, which one is decided at run time. */
  readonly exclusive: boolean;
}

const NOTHING: TableArgument = { tables: [], unknown: false, exclusive: false };

export function tableArgument(
  evaluator: Evaluator,
  expr: Expr | undefined,
  env: Env,
): TableArgument {
  if (!expr || expr.k === 'fn' || isDerived(expr, env)) return NOTHING;
  if (expr.k === 'arr')
    return merged(expr.items.map((item) => tableArgument(evaluator, item, env)));
  const found = alternatives(evaluator.value(expr, env)).map((value) =>
    ofValue(evaluator, value, expr),
  );
  return { ...merged(found), exclusive: found.filter((one) => one.tables.length > 0).length > 1 };
}

/** `selectFrom(values(rows).as('v'))`, `from(latest)` with `const latest = db('orders').as('latest')`: no table of its own. */
function isDerived(expr: Expr, env: Env): boolean {
  const made = expr.k === 'name' ? env.file.definitions.get(expr.decl)?.v : expr;
  return made?.k === 'call' && made.fn.k === 'mem' && made.fn.name === 'as';
}

function ofValue(evaluator: Evaluator, value: Value, expr: Expr): TableArgument {
  switch (value.v) {
    case 'string':
      return ofText(value.text, expr.at);
    case 'object':
      return merged(
        value.expr.props.map((prop) => {
          const inner = tableArgument(evaluator, prop.v, value.env);
          // The object may be written elsewhere: then the place is where it is used.
          return expr.k === 'obj'
            ? inner
            : { ...inner, tables: inner.tables.map((one) => ({ ...one, at: expr.at })) };
        }),
      );
    case 'unknown':
    case 'type-parameter':
      return { tables: [], unknown: true, exclusive: false };
    default:
      return NOTHING;
  }
}

const TABLE =
  /^\s*(?:["`]?([\w$-]+|\{\})["`]?\.)?["`]?([\w$-]+)["`]?(?:\s+(?:as\s+)?["`]?\w+["`]?)?\s*$/i;

function ofText(text: string, at: Pos): TableArgument {
  const match = TABLE.exec(text);
  if (match?.[2]) {
    const schema = match[1] === undefined || match[1] === '{}' ? null : match[1];
    return { tables: [{ schema, name: match[2], at }], unknown: false, exclusive: false };
  }
  return { tables: [], unknown: text.includes('{}'), exclusive: false };
}

function merged(parts: readonly TableArgument[]): TableArgument {
  const tables = parts.flatMap((part) => part.tables);
  return {
    tables,
    unknown: tables.length === 0 && parts.some((part) => part.unknown),
    exclusive: false,
  };
}
