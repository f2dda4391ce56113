/** Columns and relations from the decorated properties of MikroORM entities. */
import type { ColumnFact, RelationKind } from '../../contract.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { PropertyIr } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass } from '../../program/program.ts';
import { alternatives, instanceOf, isKnown, unionOf, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { decoratorCalls } from '../entities/decorator-calls.ts';
import type { DecoratorCall } from '../entities/decorator-calls.ts';
import type { EntityRelation } from '../entities/entity-model.ts';
import { propText, propValue } from '../entities/object-props.ts';
import { propertyNamed, readOnce, writtenType } from '../entities/property-model.ts';
import type { PropertyMemo, PropertyModel } from '../entities/property-model.ts';
import { isMikro } from './library-types.ts';
import { underscore } from './naming.ts';

const COLUMNS = new Set(['Property', 'PrimaryKey', 'Enum']);
const RELATIONS: Readonly<Record<string, RelationKind>> = {
  ManyToOne: 'many-to-one',
  OneToMany: 'one-to-many',
  OneToOne: 'one-to-one',
  ManyToMany: 'many-to-many',
};

const models: PropertyMemo = new WeakMap();

/** Decorated properties of a class and its bases, most derived first. */
export function propertiesOf(evaluator: Evaluator, cls: ProjectClass): readonly PropertyModel[] {
  const seen = new Set<string>();
  const found: PropertyModel[] = [];
  for (const view of viewsOf(evaluator, instanceOf(cls))) {
    if ('v' in view) break;
    for (const property of view.holder.ir.properties) {
      if (!property.decorators || seen.has(property.name)) continue;
      seen.add(property.name);
      const read = (): PropertyModel => readProperty(evaluator, view.holder, property);
      found.push(readOnce(models, evaluator, property, read));
    }
  }
  return found;
}

function readProperty(
  evaluator: Evaluator,
  cls: ProjectClass,
  property: PropertyIr,
): PropertyModel {
  const calls = decoratorCalls(
    evaluator,
    property.decorators,
    evaluator.envOf(cls.file, cls),
    isMikro,
  );
  const relation = relationOf(evaluator, cls, property, calls);
  const indexed = calls.some((call) => call.name === 'Index' || call.name === 'Unique');
  return {
    property: property.name,
    columns: columnsOf(evaluator, property, calls, relation),
    relation,
    indexed,
  };
}

function columnsOf(
  evaluator: Evaluator,
  property: PropertyIr,
  calls: readonly DecoratorCall[],
  relation: EntityRelation | null,
): readonly ColumnFact[] {
  const options = unionOf(
    calls.flatMap((call) => call.args.map((arg) => evaluator.value(arg.expr, arg.env))),
  );
  const name = propText(evaluator, options, 'fieldName') ?? propText(evaluator, options, 'name');
  const { line } = unpackPosition(property.at);
  if (relation) {
    if (!relation.owner || relation.kind === 'many-to-many') return [];
    const joined = propText(evaluator, options, 'joinColumn') ?? name;
    return [{ name: joined ?? `${underscore(property.name)}_id`, type: null, line }];
  }
  const persisted = propValue(evaluator, options, 'persist');
  if (persisted?.v === 'literal' && persisted.value === false) return [];
  if (!calls.some((call) => COLUMNS.has(call.name))) return [];
  const type =
    propText(evaluator, options, 'columnType') ??
    propText(evaluator, options, 'type') ??
    writtenType(property.type);
  return [{ name: name ?? underscore(property.name), type, line }];
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
  const values = call.args.map((arg) => evaluator.value(arg.expr, arg.env));
  const written = property.decorators?.find((one) => one.at === call.at)?.name ?? call.name;
  const place = { file: cls.file, at: call.at };
  return relationFrom(evaluator, values, {
    property: property.name,
    kind,
    place,
    evidence: `@${written} ${property.name}`,
    typed: typedTarget(evaluator, cls, property),
  });
}

/** The target by the property's type: `LazyRef<User>`, `new Collection<Article>(this)`. */
function typedTarget(evaluator: Evaluator, cls: ProjectClass, property: PropertyIr): Value {
  const env = evaluator.envOf(cls.file, cls);
  const typed = property.type ? evaluator.type(property.type, env) : UNKNOWN;
  const value = isKnown(typed) || !property.init ? typed : evaluator.value(property.init, env);
  return unionOf(
    alternatives(value).map((one) => (one.v === 'library' ? (one.args[0] ?? UNKNOWN) : one)),
  );
}

export interface RelationSource {
  readonly property: string;
  readonly kind: RelationKind;
  readonly place: EntityRelation['place'];
  readonly evidence: string;
  readonly typed: Value;
}

/** @param values arguments of the decorator: target, inverse side, options, in any of the ways they may be given */
export function relationFrom(
  evaluator: Evaluator,
  values: readonly Value[],
  source: RelationSource,
): EntityRelation {
  const options = unionOf(values.flatMap(alternatives).filter((one) => one.v === 'object'));
  const pivotEntity = propValue(evaluator, options, 'pivotEntity');
  const named =
    values[0] && values[0].v !== 'object' && isKnown(values[0])
      ? values[0]
      : propValue(evaluator, options, 'entity');
  const mapped =
    propValue(evaluator, options, 'mappedBy') ??
    (values.length > 1 && values[1]?.v !== 'object' ? values[1] : undefined);
  const inversed = propValue(evaluator, options, 'inversedBy');
  const owner = isOwner(evaluator, source.kind, options, mapped !== undefined);
  const inverse = mapped ?? inversed;
  const { property, kind, place, evidence } = source;
  const pivot = propText(evaluator, options, 'pivotTable');
  return {
    property,
    kind,
    place,
    evidence,
    owner,
    target: named ?? source.typed,
    joinTable:
      kind === 'many-to-many' &&
      owner &&
      !pivotEntity &&
      (pivot !== null || isWrittenOut(evaluator, values))
        ? { name: pivot, schema: null, place, columns: [] }
        : null,
    onDelete:
      propText(evaluator, options, 'onDelete') ?? propText(evaluator, options, 'deleteRule'),
    inverse: inverse ? propertyNamed(inverse) : null,
  };
}

/** Of the two sides, the one that does not say `mappedBy`. */
function isOwner(
  evaluator: Evaluator,
  kind: RelationKind,
  options: Value,
  isMapped: boolean,
): boolean {
  if (kind === 'many-to-one' || kind === 'one-to-many') return kind === 'many-to-one';
  const marked = propValue(evaluator, options, 'owner');
  return !isMapped || (marked?.v === 'literal' && marked.value === true);
}

/** Whether every argument is known: an unknown spread may name the pivot table or the owner. */
function isWrittenOut(evaluator: Evaluator, values: readonly Value[]): boolean {
  return values.flatMap(alternatives).every((one) => {
    if (one.v !== 'object') return isKnown(one);
    return one.expr.props.every(
      (prop) => !prop.spread || isWrittenOut(evaluator, [evaluator.value(prop.v, one.env)]),
    );
  });
}
