/** Tables and views as the code declares them, with columns, indexes and references. */
import { findInFiles } from '../../program/find-in-files.ts';
import type { AdapterContext, Place } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectFile } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import type { CallExpr, Expr, Pos } from '../../scan/ir.ts';
import { unpackPosition } from '../../scan/ir.ts';
import { DRIZZLE, isTableFactory, isViewFactory } from './drizzle-names.ts';
import { isDrizzle, stateOf } from './drizzle-state.ts';
import type { ColumnState, ConstraintState, MadeBy, TableState } from './drizzle-state.ts';

export interface Column {
  readonly key: string;
  /** Name in the database. */
  readonly name: string;
  readonly type: string | null;
  readonly unique: boolean;
  readonly references: readonly MadeBy[];
  readonly at: Pos;
}

export interface DrizzleTable {
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly file: ProjectFile;
  readonly call: CallExpr;
  /** Variable that holds it, -1 when there is none. */
  readonly decl: number;
  readonly at: Pos;
  readonly columns: ReadonlyMap<string, Column>;
  readonly constraints: readonly Constraint[];
}

export interface Constraint {
  readonly kind: string;
  /** Keys of the columns. */
  readonly columns: readonly string[];
  /** Foreign keys only. */
  readonly to: string | null;
  readonly onDelete: string | null;
  readonly place: Place;
}

type Casing = (key: string) => string;

export function readTables({ evaluator, isSource }: AdapterContext): readonly DrizzleTable[] {
  const casing = findCasing(evaluator);
  return findInFiles<DrizzleTable>(evaluator, 'drizzle tables', (file) => {
    if (!isSource(file.path)) return [];
    const holders = variablesOf(file);
    return file.calls.flatMap(
      (site) => (mayDeclare(site) ? readTable(evaluator, site, casing, holders) : null) ?? [],
    );
  });
}

/** Cheap test by syntax: a name and columns, or a view. */
function mayDeclare({ expr, name, tagged }: CallSite): boolean {
  const [first, second] = expr.args;
  if (
    tagged ||
    expr.isNew ||
    !first ||
    expr.args.length > 3 ||
    first.k === 'obj' ||
    first.k === 'fn'
  )
    return false;
  if (/[vV]iew$/.test(name)) return true;
  return (
    second !== undefined &&
    (second.k === 'obj' || second.k === 'fn' || second.k === 'name' || second.k === 'call')
  );
}

function readTable(
  evaluator: Evaluator,
  site: CallSite,
  casing: Casing,
  holders: ReadonlyMap<CallExpr, number>,
): DrizzleTable | null {
  const env = evaluator.siteEnv(site);
  const { fn } = site.expr;
  const head = evaluator.value(fn.k === 'mem' ? fn.obj : fn, env);
  if (
    !alternatives(head).some(
      (one) => one.v === 'library' && one.pkg === DRIZZLE && mayHold(one.type, site.name),
    )
  )
    return null;
  const value = alternatives(evaluator.value(site.expr, env)).find(
    (one) => isDrizzle(one, 'Table') || isDrizzle(one, 'View'),
  );
  if (value?.v !== 'library') return null;
  const { name, made } = stateOf<TableState>(value);
  const isView = value.type === 'View';
  if (!name || (!isView && made?.call !== site.expr)) return null;
  const decl = holders.get(site.expr) ?? -1;
  return {
    name,
    kind: isView ? 'view' : 'table',
    file: site.file,
    call: site.expr,
    decl,
    at: site.file.ir.decls[decl]?.at ?? site.expr.at,
    columns: readColumns(evaluator, site, casing),
    constraints: readConstraints(evaluator, site),
  };
}

const mayHold = (type: string, method: string): boolean =>
  type === 'TableCreator' ||
  isTableFactory(type) ||
  isViewFactory(type) ||
  (type === 'Schema' && /^(?:table|view|materializedView)$/.test(method)) ||
  isTableFactory(method) ||
  isViewFactory(method);

/** Calls at the bottom of the chain that a variable is initialised with. */
function variablesOf(file: ProjectFile): ReadonlyMap<CallExpr, number> {
  const holders = new Map<CallExpr, number>();
  for (const [decl, { v, each }] of file.definitions) {
    if (each || file.ir.decls[decl]?.path) continue;
    for (let current: Expr | null = v; current;) {
      if (current.k === 'call') {
        holders.set(current, decl);
        current = current.fn;
      } else if (current.k === 'mem') current = current.obj;
      else current = current.k === 'cast' ? current.v : null;
    }
  }
  return holders;
}

function readColumns(
  evaluator: Evaluator,
  site: CallSite,
  casing: Casing,
): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>();
  const [, written] = site.expr.args;
  if (!written) return columns;
  const value = called(evaluator, evaluator.value(written, evaluator.siteEnv(site)));
  collectColumns(evaluator, value, { site, casing, at: null, depth: 0 }, columns);
  return columns;
}

const called = (evaluator: Evaluator, value: Value): Value =>
  value.v === 'function' ? returnOf(evaluator, value) : value;

interface ColumnReading {
  readonly site: CallSite;
  readonly casing: Casing;
  /** Set for columns that are spread into the table. */
  readonly at: Pos | null;
  readonly depth: number;
}

function collectColumns(
  evaluator: Evaluator,
  value: Value,
  reading: ColumnReading,
  columns: Map<string, Column>,
): void {
  const { site, casing, at, depth } = reading;
  const object = alternatives(value).find((one) => one.v === 'object');
  if (object?.v !== 'object' || depth > 6) return;
  for (const prop of object.expr.props) {
    const place = at ?? prop.at;
    const inner = evaluator.value(prop.v, object.env);
    if (prop.spread) {
      collectColumns(
        evaluator,
        inner,
        {
          ...reading,
          at: object.env.file === site.file && !at ? prop.at : place,
          depth: depth + 1,
        },
        columns,
      );
      continue;
    }
    if (prop.name === null) continue;
    const made = alternatives(inner).find((one) => isDrizzle(one, 'Column'));
    const state = made?.v === 'library' ? stateOf<ColumnState>(made) : {};
    columns.set(prop.name, {
      key: prop.name,
      name: state.name ?? casing(prop.name),
      type: state.type ?? null,
      unique: state.unique === true || state.primary === true,
      references: state.references ?? [],
      at: place,
    });
  }
}

function readConstraints(evaluator: Evaluator, site: CallSite): readonly Constraint[] {
  const extra = site.expr.args[2];
  if (!extra) return [];
  const value = called(evaluator, evaluator.value(extra, evaluator.siteEnv(site)));
  return alternatives(value).flatMap((one) => {
    if (one.v === 'array')
      return (one.items ?? [one.of]).flatMap((item) => readConstraint(evaluator, item, site));
    if (one.v !== 'object') return [];
    return one.expr.props.flatMap((prop) =>
      readConstraint(evaluator, evaluator.value(prop.v, one.env), site),
    );
  });
}

function readConstraint(evaluator: Evaluator, value: Value, site: CallSite): readonly Constraint[] {
  if (!isDrizzle(value, 'Constraint')) return [];
  const { kind, made, onDelete } = value.state as unknown as ConstraintState;
  const { call, env } = made;
  const [first] = call.args;
  const config = first && first.k === 'obj' ? evaluator.value(first, env) : null;
  const listed = config ? evaluator.member(config, 'columns') : null;
  const columns = listed
    ? itemsOf(listed)
    : call.args.flatMap((arg) => itemsOf(evaluator.value(arg, env)));
  const foreign = config ? itemsOf(evaluator.member(config, 'foreignColumns')) : [];
  const at = env.file === site.file ? call.at : site.expr.at;
  return [
    {
      kind,
      columns: columns.flatMap((one) => columnKey(one) ?? []),
      to: foreign.flatMap((one) => columnTable(one) ?? [])[0] ?? null,
      onDelete,
      place: { file: site.file, at },
    },
  ];
}

const itemsOf = (value: Value): readonly Value[] =>
  alternatives(value).flatMap((one) => (one.v === 'array' ? (one.items ?? []) : [one]));

export function columnKey(value: Value): string | null {
  const column = alternatives(value).find((one) => isDrizzle(one, 'Column'));
  return column?.v === 'library' ? (stateOf<ColumnState>(column).key ?? null) : null;
}

export function columnTable(value: Value): string | null {
  const column = alternatives(value).find((one) => isDrizzle(one, 'Column'));
  return column?.v === 'library' ? (stateOf<ColumnState>(column).table ?? null) : null;
}

/** Keys become names through the `casing` option of the database or of drizzle-kit. */
function findCasing(evaluator: Evaluator): Casing {
  const { callsByName } = evaluator.program;
  for (const site of [
    ...(callsByName.get('drizzle') ?? []),
    ...(callsByName.get('defineConfig') ?? []),
  ]) {
    for (const arg of site.expr.args) {
      const prop = arg.k === 'obj' ? arg.props.find((one) => one.name === 'casing') : undefined;
      const text = prop ? evaluator.text(prop.v, evaluator.siteEnv(site))?.text : undefined;
      if (text === 'snake_case') return snakeCase;
      if (text === 'camelCase') return camelCase;
    }
  }
  return (key) => key;
}

const wordsOf = (key: string): readonly string[] =>
  key.replaceAll(/['\u2019]/g, '').match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/g) ?? [key];

const snakeCase: Casing = (key) =>
  wordsOf(key)
    .map((word) => word.toLowerCase())
    .join('_');

const camelCase: Casing = (key) =>
  wordsOf(key)
    .map((word, at) =>
      at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('');

export const lineOf = (at: Pos): number => unpackPosition(at).line;
