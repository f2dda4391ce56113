/** Names that TypeORM derives when none is written, and which naming strategy a project uses. */
import { findInFiles } from '../../program/find-in-files.ts';
import type { ProjectFile } from '../../program/program.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { Expr } from '../../scan/ir.ts';
import { alternatives } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';

/** `OrderItem` → `order_item`, as TypeORM's StringUtils does it. */
export function snakeCase(name: string): string {
  return name
    .replace(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** `author_id` → `authorId`. */
export function camelCase(name: string): string {
  const joined = name.replace(/[^A-Za-z0-9]+(.)/g, (_all, next: string) => next.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

export interface Naming {
  readonly column: (property: string) => string;
  /** Column of a relation to `referenced` (usually `id`). */
  readonly joinColumn: (property: string, referenced: string) => string;
  readonly embedded: (prefix: string, column: string) => string;
  /** A naming class of the project decides on table names: derived names are a guess. */
  readonly ownTableNames: boolean;
}

const PLAIN: Naming = {
  column: (property) => property,
  joinColumn: (property, referenced) => camelCase(`${property}_${referenced}`),
  embedded: (prefix, column) =>
    camelCase(prefix) + column.charAt(0).toUpperCase() + column.slice(1),
  ownTableNames: false,
};

const SNAKE: Naming = {
  column: snakeCase,
  joinColumn: (property, referenced) => snakeCase(`${property}_${referenced}`),
  embedded: (prefix, column) => `${snakeCase(prefix)}_${column}`,
  ownTableNames: false,
};

/** The naming of the first `namingStrategy: …` of any data source options in the project. */
export function findNaming(evaluator: Evaluator): Naming {
  const found = findInFiles<Naming>(evaluator, 'typeorm naming', (file) => {
    const naming = namingIn(evaluator, file);
    return naming ? [naming] : [];
  });
  return found[0] ?? PLAIN;
}

function namingIn(evaluator: Evaluator, file: ProjectFile): Naming | null {
  const found: { value: Value | null } = { value: null };
  const visit = (expr: Expr): void => {
    if (found.value || expr.k !== 'obj') return;
    const prop = expr.props.find((one) => one.name === 'namingStrategy');
    if (prop) found.value = evaluator.value(prop.v, evaluator.envOf(file, null));
  };
  const bodies = [file.ir.body, ...file.ir.functions.map((fn) => fn.body)];
  for (const body of bodies) for (const root of body) forEachExpr(root, visit);
  for (const one of file.ir.exports) if (one.expr) forEachExpr(one.expr, visit);
  return found.value ? namingOf(evaluator, found.value) : null;
}

function namingOf(evaluator: Evaluator, strategy: Value): Naming | null {
  for (const one of alternatives(strategy)) {
    if (one.v === 'library') return /snake/i.test(one.type) ? SNAKE : PLAIN;
    if (one.v !== 'instance') continue;
    const base = one.cls.ir.base
      ? evaluator.value(one.cls.ir.base, evaluator.envOf(one.cls.file, null))
      : null;
    const snakeBase = base?.v === 'library' && /snake/i.test(base.type);
    const columnName = one.cls.methods.get('columnName')?.[0];
    const snakeColumns = columnName?.file.calls.some(
      (site) => site.fn === columnName && /snake|underscore/i.test(site.name),
    );
    const naming = snakeBase || snakeColumns ? SNAKE : PLAIN;
    return { ...naming, ownTableNames: one.cls.methods.has('tableName') };
  }
  return null;
}

/** TypeORM's name of the table between two entities. */
export function joinTableName(
  owner: { readonly table: string },
  relation: { readonly property: string },
  target: { readonly table: string },
): string {
  return snakeCase(`${owner.table}_${relation.property.replaceAll('.', '_')}_${target.table}`);
}
