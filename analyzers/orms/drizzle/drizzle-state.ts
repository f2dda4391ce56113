/** What drizzle's values carry: tables, columns, databases, builders. */
import type { Evaluator } from '../../program/evaluator.ts';
import { alternatives, libraryInstance } from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import type { CallExpr } from '../../scan/ir.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { DRIZZLE } from './drizzle-names.ts';

export type DrizzleType =
  | 'Table'
  | 'Column'
  | 'ColumnFactory'
  | 'ColumnTypes'
  | 'Constraint'
  | 'TableCreator'
  | 'Schema'
  | 'View'
  | 'Relations'
  | 'Database'
  | 'Transaction'
  | 'TransactionWork'
  | 'Query'
  | 'Model'
  | 'Builder'
  | 'Cte'
  | 'Subquery'
  | 'Sql';

export interface MadeBy {
  readonly call: CallExpr;
  readonly env: Env;
}

/** `name` is null for a table known by its type alone. */
export interface TableState {
  readonly name: string | null;
  readonly made: MadeBy | null;
}

export interface ColumnState {
  /** Of a column taken from a table (`users.id`): its table and key. */
  readonly table: string | null;
  readonly key: string | null;
  /** Name in the database when the code gives one. */
  readonly name: string | null;
  readonly type: string | null;
  readonly unique: boolean;
  readonly primary: boolean;
  /** Calls of `.references(…)`. */
  readonly references: readonly MadeBy[];
}

export interface ConstraintState {
  readonly kind: string;
  /** The call that lists the columns: `.on(t.a)`, `primaryKey({ columns })`. */
  readonly made: MadeBy;
  readonly onDelete: string | null;
}

export interface BuilderState {
  readonly op: string;
  readonly tables: readonly string[];
}

export const NEW_COLUMN: ColumnState = {
  table: null,
  key: null,
  name: null,
  type: null,
  unique: false,
  primary: false,
  references: [],
};

export function drizzleValue(type: DrizzleType, state?: object): LibraryValue {
  return libraryInstance(DRIZZLE, type, [], state as LibraryValue['state']);
}

export function isDrizzle(value: Value, type: DrizzleType): value is LibraryValue {
  return (
    value.v === 'library' &&
    value.pkg === DRIZZLE &&
    value.role === 'instance' &&
    value.type === type
  );
}

export const stateOf = <T>(value: LibraryValue): Partial<T> => (value.state ?? {}) as Partial<T>;

/** Objects of drizzle behind a value, classes and interfaces that extend its types included. */
export function drizzleFaces(evaluator: Evaluator, value: Value): readonly LibraryValue[] {
  return libraryFaces(evaluator, value, [DRIZZLE]).flatMap((face): readonly LibraryValue[] => {
    if (face.role !== 'instance') return [];
    const typed = face.state ? undefined : drizzleType(face.type, face.args);
    return [typed?.v === 'library' ? typed : face];
  });
}

/** A type of the package: `NodePgDatabase<typeof schema>`, `PgTransaction<…>`, `AnyPgTable`. */
export function drizzleType(name: string, args: readonly Value[]): Value | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/^(?:Database|Transaction|Table|Column|Builder|Sql|Query|Model|Subquery|Cte)$/.test(last)) {
    return drizzleValue(last === 'Query' ? 'Sql' : (last as DrizzleType));
  }
  if (last.endsWith('Database')) return database('Database', args);
  if (last.endsWith('Transaction')) return database('Transaction', args);
  if (last.endsWith('Column')) return drizzleValue('Column', NEW_COLUMN);
  if (/^(?:Any)?(?:\w+)?(?:Table|View|TableWithColumns|ViewWithSelection)$/.test(last))
    return drizzleValue('Table', { name: null, made: null });
  if (/^(?:SQL|SQLWrapper)$/.test(last)) return drizzleValue('Sql');
  if (/(?:Select|Delete|Update|Insert)(?:Base|Builder|QueryBuilder)?$|^QueryBuilder$/.test(last)) {
    return drizzleValue('Builder', { op: 'unknown', tables: [] });
  }
  return undefined;
}

function database(type: 'Database' | 'Transaction', args: readonly Value[]): LibraryValue {
  const schema = args
    .flatMap(alternatives)
    .find((one) => one.v === 'namespace' || one.v === 'object' || isDrizzle(one, 'Relations'));
  return schema ? drizzleValue(type, { schema }) : drizzleValue(type);
}

/** Names of the tables an argument stands for; subqueries stand for what they read. */
export interface NamedTables {
  readonly names: readonly string[];
  /** It is a table itself, not a query over tables. */
  readonly isTable: boolean;
  readonly unknown: boolean;
}

export function tablesOf(value: Value): NamedTables {
  const names: string[] = [];
  let isTable = false;
  let unknown = false;
  for (const one of alternatives(value)) {
    if (one.v === 'library' && one.pkg === DRIZZLE) {
      const typed =
        one.state || one.role === 'export' ? one : (drizzleType(one.type, one.args) ?? one);
      if (typed.v !== 'library') continue;
      if (typed.type === 'Table') {
        const { name } = stateOf<TableState>(typed);
        if (name) {
          isTable = true;
          names.push(name);
        } else unknown = true;
      }
      if (typed.type === 'Subquery' || typed.type === 'Builder' || typed.type === 'Cte')
        names.push(...(stateOf<BuilderState>(typed).tables ?? []));
      continue;
    }
    if (one.v === 'unknown' || one.v === 'type-parameter') unknown = true;
  }
  return { names, isTable, unknown: unknown && names.length === 0 };
}
