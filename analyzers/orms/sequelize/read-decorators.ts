/** Decorators of sequelize-typescript and of Sequelize 7. */
import type { ColumnFact } from '../../contract.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { DecoratorIr, Pos } from '../../scan/ir.ts';
import { unpackPosition } from '../../scan/ir.ts';
import { exactText, propOf, textProp, valueOf } from '../literals/bound-expr.ts';
import type { BoundExpr } from '../literals/bound-expr.ts';
import { isOurs } from './library-types.ts';
import { typeName } from './model-options.ts';

export interface DecoratorUse {
  readonly name: string;
  readonly args: readonly BoundExpr[];
  readonly at: Pos;
}

/** The package's decorators of these names. */
export function decoratedWith(
  evaluator: Evaluator,
  decorators: readonly DecoratorIr[] | undefined,
  cls: ProjectClass,
  names: readonly string[],
): readonly DecoratorUse[] {
  const env = evaluator.envOf(cls.file, null);
  return (decorators ?? []).flatMap((decorator) => {
    const head = decorator.expr.k === 'call' ? decorator.expr.fn : decorator.expr;
    const found = alternatives(evaluator.value(head, env)).find(
      (one) => one.v === 'library' && isOurs(one.pkg),
    );
    const name = found?.v === 'library' ? (found.type.split('.').at(-1) ?? '') : '';
    const args = decorator.args.map((expr): BoundExpr => ({ expr, env }));
    return names.includes(name) ? [{ name, args, at: decorator.at }] : [];
  });
}

const COLUMNS = [
  'Column',
  'Attribute',
  'ForeignKey',
  'CreatedAt',
  'UpdatedAt',
  'DeletedAt',
  'ColumnName',
  'PrimaryKey',
];

export function readDecoratedColumns(
  evaluator: Evaluator,
  cls: ProjectClass,
): readonly ColumnFact[] {
  return cls.ir.properties.flatMap((property): readonly ColumnFact[] => {
    const uses = decoratedWith(evaluator, property.decorators, cls, COLUMNS);
    if (uses.length === 0) return [];
    const texts = uses.flatMap((use) => columnName(evaluator, use) ?? []);
    const types = uses.flatMap((use) => columnType(evaluator, use) ?? []);
    return [
      {
        name: texts[0] ?? property.name,
        type: types[0] ?? null,
        line: unpackPosition(property.at).line,
      },
    ];
  });
}

function columnName(evaluator: Evaluator, { name, args }: DecoratorUse): string | null {
  const [first] = args;
  if (!first) return null;
  if (name === 'ColumnName') return exactText(valueOf(evaluator, first));
  return name === 'Column' || name === 'Attribute'
    ? (textProp(evaluator, first, 'field') ?? textProp(evaluator, first, 'columnName'))
    : null;
}

function columnType(evaluator: Evaluator, { name, args }: DecoratorUse): string | null {
  const [first] = args;
  if (!first || (name !== 'Column' && name !== 'Attribute')) return null;
  return typeName(propOf(evaluator, first, 'type')?.expr ?? first.expr);
}
