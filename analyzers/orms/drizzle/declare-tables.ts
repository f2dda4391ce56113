/** Declares tables, and the foreign keys written at their columns. */
import type { AdapterContext, Place } from '../../adapter.ts';
import { returnOf } from '../../program/type-value.ts';
import type { MadeBy } from './drizzle-state.ts';
import { columnTable, lineOf } from './read-tables.ts';
import type { Column, DrizzleTable } from './read-tables.ts';

export function declareTable(
  { tables, facts, evaluator }: AdapterContext,
  table: DrizzleTable,
): void {
  const { name, file, decl, at, columns, constraints } = table;
  const columnName = (key: string): string => columns.get(key)?.name ?? key;
  tables.declare({
    name,
    entity: null,
    entityName: file.ir.decls[decl]?.name ?? null,
    orm: 'drizzle',
    place: { file, at },
    evidence: `${table.kind} '${name}'`,
    certainty: 'certain',
    columns: [...columns.values()].map((one) => ({
      name: one.name,
      type: one.type,
      line: lineOf(one.at),
    })),
    indexes: [
      ...[...columns.values()].filter((one) => one.unique).map((one) => [one.name]),
      ...constraints
        .filter((one) => one.kind !== 'foreignKey' && one.columns.length > 0)
        .map((one) => one.columns.map(columnName)),
    ],
  });
  if (decl >= 0) tables.bind(file, decl, name);
  for (const column of columns.values()) {
    for (const reference of column.references) {
      const to = referencedTable(evaluator, reference);
      if (to)
        facts.relation({
          from: name,
          to,
          kind: 'foreign-key',
          onDelete: onDeleteOf(evaluator, reference),
          place: placeOf(table, column, reference),
          evidence: `${column.key}.references(…)`,
        });
    }
  }
  for (const one of constraints) {
    if (one.kind === 'foreignKey' && one.to) {
      facts.relation({
        from: name,
        to: one.to,
        kind: 'foreign-key',
        onDelete: one.onDelete,
        place: one.place,
        evidence: `foreignKey(${one.columns.join(', ')})`,
      });
    }
  }
}

type Evaluator = AdapterContext['evaluator'];

function referencedTable(evaluator: Evaluator, { call, env }: MadeBy): string | null {
  const [target] = call.args;
  return target ? columnTable(returnOf(evaluator, evaluator.value(target, env))) : null;
}

function onDeleteOf(evaluator: Evaluator, { call, env }: MadeBy): string | null {
  const options = call.args[1];
  const value = options ? evaluator.member(evaluator.value(options, env), 'onDelete') : undefined;
  return value?.v === 'string' ? value.text : null;
}

/** A reference made by a helper belongs to the column that uses it. */
function placeOf({ file, call }: DrizzleTable, column: Column, { call: made, env }: MadeBy): Place {
  const inside = env.file === file && made.at >= call.start && made.at <= call.end;
  return { file, at: inside ? made.at : column.at };
}
