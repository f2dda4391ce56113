/** Columns and relations from the decorated properties of one class. */
import type { ColumnFact, RelationKind } from '../../contract.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { PropertyIr } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives, instanceOf, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { decoratorCalls } from '../entities/decorator-calls.ts';
import type { BoundExpr, DecoratorCall } from '../entities/decorator-calls.ts';
import type { EntityRelation, JoinTable } from '../entities/entity-model.ts';
import { propertyNamed, readOnce, writtenType } from '../entities/property-model.ts';
import type { PropertyMemo, PropertyModel } from '../entities/property-model.ts';
import type { Naming } from './naming.ts';
import { exactText, propText, propValue } from '../entities/object-props.ts';

export const isTypeorm = (pkg: string): boolean => pkg === 'typeorm';

const COLUMNS = new Set([
  'Column',
  'PrimaryColumn',
  'PrimaryGeneratedColumn',
  'CreateDateColumn',
  'UpdateDateColumn',
  'DeleteDateColumn',
  'VersionColumn',
  'ObjectIdColumn',
  'ViewColumn',
  'VirtualColumn',
]);
const RELATIONS: Readonly<Record<string, RelationKind>> = {
  ManyToOne: 'many-to-one',
  OneToMany: 'one-to-many',
  OneToOne: 'one-to-one',
  ManyToMany: 'many-to-many',
  TreeParent: 'many-to-one',
  TreeChildren: 'one-to-many',
};

const models: PropertyMemo = new WeakMap();

/** Decorated properties of a class and its bases, most derived first. */
export function propertiesOf(
  evaluator: Evaluator,
  cls: ProjectClass,
  naming: Naming,
): readonly PropertyModel[] {
  const seen = new Set<string>();
  const found: PropertyModel[] = [];
  for (const view of viewsOf(evaluator, instanceOf(cls))) {
    if ('v' in view) break;
    for (const property of view.holder.ir.properties) {
      if (!property.decorators || seen.has(property.name)) continue;
      seen.add(property.name);
      const read = (): PropertyModel => readProperty(evaluator, view.holder, property, naming);
      found.push(readOnce(models, evaluator, property, read));
    }
  }
  return found;
}

function readProperty(
  evaluator: Evaluator,
  cls: ProjectClass,
  property: PropertyIr,
  naming: Naming,
): PropertyModel {
  const env = evaluator.envOf(cls.file, cls);
  const calls = decoratorCalls(evaluator, property.decorators, env, isTypeorm);
  const relation = relationOf(evaluator, cls, property, calls);
  const context: Reading = { evaluator, cls, property, calls, naming };
  return {
    property: property.name,
    columns: relation ? joinColumns(context, relation) : ownColumns(context),
    relation,
    indexed: calls.some(
      (call) => call.name === 'Index' || call.name === 'Unique' || isUnique(evaluator, call),
    ),
  };
}

interface Reading {
  readonly evaluator: Evaluator;
  readonly cls: ProjectClass;
  readonly property: PropertyIr;
  readonly calls: readonly DecoratorCall[];
  readonly naming: Naming;
}

const valueOf = (evaluator: Evaluator, arg: BoundExpr | undefined): Value =>
  arg ? evaluator.value(arg.expr, arg.env) : UNKNOWN;

function isUnique(evaluator: Evaluator, call: DecoratorCall): boolean {
  if (!COLUMNS.has(call.name)) return false;
  return call.args.some((arg) => {
    const unique = propValue(evaluator, valueOf(evaluator, arg), 'unique');
    return unique?.v === 'literal' && unique.value === true;
  });
}

function ownColumns(reading: Reading): readonly ColumnFact[] {
  const { evaluator, property, naming } = reading;
  const column = reading.calls.find((call) => COLUMNS.has(call.name));
  if (!column || column.name === 'VirtualColumn') return [];
  const embedded = embeddedClass(evaluator, valueOf(evaluator, column.args[0]));
  if (embedded) return embeddedColumns(reading, column, embedded);
  const options = column.args.map((arg) => valueOf(evaluator, arg));
  const name = firstText(options.map((value) => propText(evaluator, value, 'name')));
  const type =
    firstText(options.map((value) => propText(evaluator, value, 'type'))) ??
    (options[0] ? exactText(options[0]) : null) ??
    writtenType(property.type);
  return [columnFact(name ?? naming.column(property.name), type, property.at)];
}

function columnFact(name: string, type: string | null, at: number): ColumnFact {
  return { name, type, line: unpackPosition(at).line };
}

const firstText = (texts: readonly (string | null)[]): string | null =>
  texts.find((text) => text !== null) ?? null;

function embeddedClass(evaluator: Evaluator, value: Value): ProjectClass | null {
  for (const one of alternatives(value)) {
    if (one.v !== 'function') continue;
    const found = returnOf(evaluator, one);
    if (found.v === 'class') return found.cls;
  }
  return null;
}

function embeddedColumns(
  reading: Reading,
  column: DecoratorCall,
  cls: ProjectClass,
): readonly ColumnFact[] {
  const { evaluator, naming, property } = reading;
  const prefix = propValue(evaluator, valueOf(evaluator, column.args[1]), 'prefix');
  const none = prefix?.v === 'literal' && prefix.value === false;
  const text = (prefix ? exactText(prefix) : null) ?? property.name;
  if (cls === reading.cls) return [];
  return propertiesOf(evaluator, cls, naming).flatMap((inner) =>
    inner.columns.map((one) => ({
      ...one,
      name: none || text === '' ? one.name : naming.embedded(text, one.name),
      line: unpackPosition(property.at).line,
    })),
  );
}

function joinColumns(reading: Reading, relation: EntityRelation): readonly ColumnFact[] {
  const { evaluator, property, naming, calls } = reading;
  if (!relation.owner || relation.kind === 'many-to-many') return [];
  const options = valueOf(evaluator, calls.find((call) => call.name === 'JoinColumn')?.args[0]);
  const listed = options.v === 'array' ? (options.items ?? []) : [options];
  return listed.map((option) => {
    const referenced = propText(evaluator, option, 'referencedColumnName') ?? 'id';
    const name =
      propText(evaluator, option, 'name') ?? naming.joinColumn(property.name, referenced);
    return columnFact(name, null, property.at);
  });
}

function relationOf(
  evaluator: Evaluator,
  cls: ProjectClass,
  property: PropertyIr,
  calls: readonly DecoratorCall[],
): EntityRelation | null {
  const call = calls.find((one) => RELATIONS[one.name] !== undefined);
  const kind = call ? RELATIONS[call.name] : undefined;
  if (!call || !kind) return null;
  const tree = call.name.startsWith('Tree');
  const values = call.args.map((arg) => valueOf(evaluator, arg));
  const target: Value = tree ? { v: 'class', cls, types: [] } : (values[0] ?? UNKNOWN);
  const joined = calls.some((one) => one.name === 'JoinColumn');
  return {
    property: property.name,
    kind,
    target,
    joinTable: kind === 'many-to-many' ? joinTable(evaluator, cls, calls) : null,
    onDelete: firstText(values.slice(1).map((value) => propText(evaluator, value, 'onDelete'))),
    owner: kind === 'many-to-one' || (kind === 'one-to-one' && joined),
    inverse: values[1] ? propertyNamed(values[1]) : null,
    place: { file: cls.file, at: call.at },
    evidence: `@${writtenName(property, call)} ${property.name}`,
  };
}

/** The decorator's name as written, which for a wrapper is the wrapper's. */
function writtenName(property: PropertyIr, call: DecoratorCall): string {
  return property.decorators?.find((one) => one.at === call.at)?.name ?? call.name;
}

function joinTable(
  evaluator: Evaluator,
  cls: ProjectClass,
  calls: readonly DecoratorCall[],
): JoinTable | null {
  const call = calls.find((one) => one.name === 'JoinTable');
  if (!call) return null;
  const options = valueOf(evaluator, call.args[0]);
  const columns = ['joinColumn', 'inverseJoinColumn'].flatMap((side) => {
    const value = propValue(evaluator, options, side);
    const name = value ? propText(evaluator, value, 'name') : null;
    return name ? [name] : [];
  });
  return {
    name: exactText(options) ?? propText(evaluator, options, 'name'),
    schema: propText(evaluator, options, 'schema'),
    place: { file: cls.file, at: call.at },
    columns,
  };
}
