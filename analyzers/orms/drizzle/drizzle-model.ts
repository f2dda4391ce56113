/** What is known of the project's tables after they are read: columns that are unique, relations by name. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { DrizzleTable } from './read-tables.ts';

export interface DrizzleModel {
  readonly table: (name: string) => DrizzleTable | undefined;
  /** Whether these columns (by key) identify a row. */
  readonly isUnique: (table: string, keys: readonly string[]) => boolean;
  readonly addRelation: (table: string, name: string, to: string) => void;
  readonly relation: (table: string, name: string) => string | undefined;
}

export function buildModel(tables: readonly DrizzleTable[]): DrizzleModel {
  const byName = new Map<string, DrizzleTable>();
  for (const table of tables) if (!byName.has(table.name)) byName.set(table.name, table);
  const relations = new Map<string, Map<string, string>>();
  return {
    table: (name) => byName.get(name),
    isUnique: (name, keys) => {
      const table = byName.get(name);
      if (!table || keys.length === 0) return false;
      if (keys.length === 1 && table.columns.get(keys[0] ?? '')?.unique) return true;
      const wanted = keys.toSorted().join();
      return table.constraints.some(
        (one) => UNIQUE.has(one.kind) && one.columns.toSorted().join() === wanted,
      );
    },
    addRelation: (table, name, to) => {
      const known = relations.get(table) ?? new Map<string, string>();
      relations.set(table, known.set(name, to));
    },
    relation: (table, name) => relations.get(table)?.get(name),
  };
}

const UNIQUE = new Set(['uniqueIndex', 'unique', 'primaryKey']);

const models = new WeakMap<Evaluator, DrizzleModel>();

export function rememberModel(evaluator: Evaluator, model: DrizzleModel): void {
  models.set(evaluator, model);
}

export const modelOf = (evaluator: Evaluator): DrizzleModel => models.get(evaluator) ?? EMPTY;

const EMPTY = buildModel([]);
