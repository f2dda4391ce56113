/** What a hole of drizzle's `sql` stands for: the name of a table or column, or nothing that is text. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { Expr } from '../../scan/ir.ts';
import { DRIZZLE } from './drizzle-names.ts';
import { stateOf } from './drizzle-state.ts';
import type { ColumnState, TableState } from './drizzle-state.ts';

export function holeText(evaluator: Evaluator, hole: Expr, env: Env): string | undefined {
  if (
    hole.k === 'call' &&
    hole.fn.k === 'mem' &&
    (hole.fn.name === 'identifier' || hole.fn.name === 'raw')
  ) {
    const name = evaluator.text(hole.args[0], env);
    if (!name?.exact) return undefined;
    return hole.fn.name === 'identifier' ? quoted(name.text) : name.text;
  }
  if (hole.k === 'str' || hole.k === 'lit') return undefined;
  for (const one of alternatives(evaluator.value(hole, env))) {
    if (one.v !== 'library' || one.pkg !== DRIZZLE) continue;
    if (one.type === 'Table') {
      const { name } = stateOf<TableState>(one);
      if (name) return quoted(name);
    }
    if (one.type === 'Column') return columnText(stateOf<ColumnState>(one));
    if (one.type === 'Builder' || one.type === 'Subquery') return '(select 1)';
  }
  return undefined;
}

const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');

/** The column alone: a table in front of it would only be named once more. */
const columnText = ({ key }: Partial<ColumnState>): string => `"${key ?? 'column'}"`;
