/** Tables that migrations make with `queryInterface`, written down in the order of the files. */
import type { AdapterContext } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite } from '../../program/program.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { Expr } from '../../scan/ir.ts';
import {
  exactText,
  flagProp,
  itemsOf,
  propOf,
  propsOf,
  textProp,
  valueOf,
} from '../literals/bound-expr.ts';
import type { BoundExpr, BoundProp } from '../literals/bound-expr.ts';
import { libraryFaces } from '../sql/library-faces.ts';
import { isUndoing } from '../sql/migrations.ts';
import { declareJournal, openJournal } from '../sql/schema-journal.ts';
import type { JournalPlace, SchemaJournal } from '../sql/schema-journal.ts';
import { kindOf, PACKAGES } from './library-types.ts';
import { typeName } from './model-options.ts';

const CHANGES = [
  'createTable',
  'dropTable',
  'renameTable',
  'addColumn',
  'removeColumn',
  'renameColumn',
  'addIndex',
  'addConstraint',
];

export function readMigrations(context: AdapterContext): void {
  const sites = CHANGES.flatMap((name) => context.program.callsByName.get(name) ?? [])
    .filter(
      (site) =>
        context.isSource(site.file.path) &&
        !isUndoing(site) &&
        isOnInterface(context.evaluator, site),
    )
    .sort((a, b) =>
      a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : a.expr.at - b.expr.at,
    );
  if (sites.length === 0) return;
  const journal = openJournal();
  for (const site of sites) applyChange(context.evaluator, journal, site);
  declareJournal(context, journal, 'sequelize');
}

function isOnInterface(evaluator: Evaluator, site: CallSite): boolean {
  const { fn } = site.expr;
  if (fn.k !== 'mem') return false;
  const { obj } = fn;
  if ((obj.k === 'name' || obj.k === 'mem') && /^queryInterface$/i.test(obj.name)) return true;
  const value = evaluator.value(obj, evaluator.siteEnv(site));
  return libraryFaces(evaluator, value, PACKAGES).some(
    (face) => kindOf(face) === 'query-interface',
  );
}

interface Change {
  readonly evaluator: Evaluator;
  readonly journal: SchemaJournal;
  readonly table: string;
  readonly place: JournalPlace;
  readonly argument: (at: number) => BoundExpr | null;
}

function applyChange(evaluator: Evaluator, journal: SchemaJournal, site: CallSite): void {
  const { expr, file } = site;
  const env = evaluator.siteEnv(site);
  const argument = (at: number): BoundExpr | null => {
    const arg: Expr | undefined = expr.args[at];
    return arg ? { expr: arg, env } : null;
  };
  const first = argument(0);
  const table = first ? tableName(evaluator, first) : null;
  if (table === null) return;
  const change: Change = { evaluator, journal, table, argument, place: { file, at: expr.at } };
  switch (site.name) {
    case 'createTable': {
      journal.createTable(table, change.place, `createTable('${table}')`);
      const attributes = argument(1);
      for (const prop of attributes ? propsOf(evaluator, attributes) : [])
        addColumn(change, prop.name, prop);
      break;
    }
    case 'dropTable':
      journal.dropTable(table);
      break;
    case 'addColumn': {
      const attributes = argument(2);
      const name = textAt(change, 1);
      if (name !== null && attributes)
        addColumn(change, name, { ...attributes, name, at: attributes.expr.at });
      break;
    }
    default:
      applySmall(change, site.name);
  }
}

function applySmall(change: Change, name: string): void {
  const { journal, table, argument } = change;
  const first = textAt(change, 1);
  const second = textAt(change, 2);
  if (name === 'renameTable') {
    const to = argument(1) ? tableName(change.evaluator, argument(1) as BoundExpr) : null;
    if (to !== null) journal.renameTable(table, to);
  }
  if (name === 'removeColumn' && first !== null) journal.dropColumn(table, first);
  if (name === 'renameColumn' && first !== null && second !== null)
    journal.renameColumn(table, first, second);
  if (name === 'addIndex') addIndex(change);
  if (name === 'addConstraint') addConstraint(change);
}

const textAt = ({ evaluator, argument }: Change, at: number): string | null => {
  const bound = argument(at);
  return bound ? exactText(valueOf(evaluator, bound)) : null;
};

function tableName(evaluator: Evaluator, bound: BoundExpr): string | null {
  const direct = exactText(valueOf(evaluator, bound));
  if (direct !== null) return direct;
  const name = textProp(evaluator, bound, 'tableName');
  const schema = textProp(evaluator, bound, 'schema');
  return name !== null && schema && schema !== 'public' ? `${schema}.${name}` : name;
}

function addColumn(change: Change, name: string, attributes: BoundProp): void {
  const { evaluator, journal, table, place } = change;
  const type = typeName(propOf(evaluator, attributes, 'type')?.expr ?? attributes.expr);
  journal.addColumn(table, { name, type, line: unpackPosition(attributes.at).line }, place);
  const isUnique =
    flagProp(evaluator, attributes, 'unique') ?? flagProp(evaluator, attributes, 'primaryKey');
  if (isUnique) journal.addIndex(table, [name], place);
  const references = propOf(evaluator, attributes, 'references');
  if (references)
    addKey(change, [name], references, 'model', textProp(evaluator, attributes, 'onDelete'));
}

function addKey(
  { evaluator, journal, table }: Change,
  columns: readonly string[],
  references: BoundProp,
  key: 'model' | 'table',
  onDelete: string | null,
): void {
  const target = propOf(evaluator, references, key) ?? references;
  const to = tableName(evaluator, target);
  if (to === null) return;
  const place = { file: references.env.file, at: references.at };
  journal.addKey(table, {
    columns,
    to,
    onDelete,
    place,
    evidence: `${table}(${columns.join(', ')}) references ${to}`,
  });
}

function addIndex(change: Change): void {
  const { evaluator, argument, journal, table, place } = change;
  const second = argument(1);
  const fields = second ? (propOf(evaluator, second, 'fields') ?? second) : null;
  const columns = fields ? columnNames(evaluator, fields) : [];
  if (columns.length > 0) journal.addIndex(table, columns, place);
}

function columnNames(evaluator: Evaluator, list: BoundExpr): readonly string[] {
  const items = itemsOf(evaluator, list) ?? [];
  return items.flatMap(
    (item) => exactText(valueOf(evaluator, item)) ?? textProp(evaluator, item, 'name') ?? [],
  );
}

/** `addConstraint(table, { fields, type: 'foreign key', references })`; version 4 had the fields before the options. */
function addConstraint(change: Change): void {
  const { evaluator, argument, journal, table, place } = change;
  const options = argument(2) ?? argument(1);
  const second = argument(1);
  if (!options || !second) return;
  const fields = propOf(evaluator, options, 'fields') ?? second;
  const columns = columnNames(evaluator, fields);
  const references = propOf(evaluator, options, 'references');
  if (references)
    addKey(change, columns, references, 'table', textProp(evaluator, options, 'onDelete'));
  else if (/unique|primary/i.test(textProp(evaluator, options, 'type') ?? '') && columns.length > 0)
    journal.addIndex(table, columns, place);
}
