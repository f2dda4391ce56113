/** What the options and attributes of a model say: table name, columns, indexes. */
import type { ColumnFact } from '../../contract.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { Expr } from '../../scan/ir.ts';
import { unpackPosition } from '../../scan/ir.ts';
import { exactText, itemsOf, propOf, propsOf, textProp, valueOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';

/** `tableName: 'x'`, `tableName: { tableName, schema }`. */
export function tableOption(evaluator: Evaluator, options: BoundExpr): string | null {
  const direct =
    exactText(valueOf(evaluator, options)) ?? textProp(evaluator, options, 'tableName');
  if (direct !== null) return direct;
  const nested = propOf(evaluator, options, 'tableName');
  return nested ? textProp(evaluator, nested, 'tableName') : null;
}

/** Attributes: `{ id: DataTypes.INTEGER, authorId: { field: 'author_id', … } }`. */
export function columnsOf(evaluator: Evaluator, attributes: BoundExpr): readonly ColumnFact[] {
  return propsOf(evaluator, attributes).map((prop) => ({
    name: textProp(evaluator, prop, 'field') ?? prop.name,
    type: typeName(propOf(evaluator, prop, 'type')?.expr ?? prop.expr),
    line: unpackPosition(prop.at).line,
  }));
}

/** `STRING` of `DataTypes.STRING(100)`. */
export function typeName(expr: Expr): string | null {
  if (expr.k === 'mem') return expr.name;
  return expr.k === 'call' ? typeName(expr.fn) : null;
}

export function indexesOf(
  evaluator: Evaluator,
  options: BoundExpr,
): readonly (readonly string[])[] {
  const indexes = propOf(evaluator, options, 'indexes');
  return (indexes ? (itemsOf(evaluator, indexes) ?? []) : []).flatMap((index) => {
    const fields = propOf(evaluator, index, 'fields');
    const names = (fields ? (itemsOf(evaluator, fields) ?? []) : []).flatMap((field) => {
      return exactText(valueOf(evaluator, field)) ?? textProp(evaluator, field, 'name') ?? [];
    });
    return names.length > 0 ? [names] : [];
  });
}
