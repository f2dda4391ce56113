/** Entities of MikroORM from decorated classes. */
import type { AdapterContext, DeclaredTable } from '../../adapter.ts';
import { findInFiles, hasDecoratedClass } from '../../program/find-in-files.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import type { ProjectClass } from '../../program/program.ts';
import { instanceOf, unionOf } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import { decoratorCalls } from '../entities/decorator-calls.ts';
import type { DecoratorCall } from '../entities/decorator-calls.ts';
import { qualifiedName } from '../entities/entity-model.ts';
import type { Entity } from '../entities/entity-model.ts';
import { propText, propValue, textsOf } from '../entities/object-props.ts';
import { uniqueColumns } from '../entities/property-model.ts';
import type { ReadEntity } from '../entities/property-model.ts';
import type { PropertyModel } from '../entities/property-model.ts';
import { isMikro } from './library-types.ts';
import { underscore } from './naming.ts';
import { propertiesOf } from './read-properties.ts';

interface Marked {
  readonly cls: ProjectClass;
  readonly calls: readonly DecoratorCall[];
  readonly call: DecoratorCall;
  readonly options: Value;
}

export function readEntities({ evaluator, tables }: AdapterContext): readonly ReadEntity[] {
  const found = findInFiles(
    evaluator,
    'mikro-orm entities',
    (file) =>
      file.classes.flatMap((cls) => (cls.ir.decorators ? markedClass(evaluator, cls) : null) ?? []),
    hasDecoratedClass,
  );
  const marked = new Map(found.map((one) => [one.cls, one]));
  return [...marked.values()].map((one) =>
    readEntity(evaluator, marked, one, tables.ofEntity(one.cls)),
  );
}

function markedClass(evaluator: Evaluator, cls: ProjectClass): Marked | null {
  const calls = decoratorCalls(
    evaluator,
    cls.ir.decorators,
    evaluator.envOf(cls.file, null),
    isMikro,
  );
  const call = calls.find((one) => one.name === 'Entity');
  if (!call) return null;
  const options = unionOf(call.args.map((arg) => evaluator.value(arg.expr, arg.env)));
  const abstract = propValue(evaluator, options, 'abstract');
  return abstract?.v === 'literal' && abstract.value === true
    ? null
    : { cls, calls, call, options };
}

function readEntity(
  evaluator: Evaluator,
  marked: ReadonlyMap<ProjectClass, Marked>,
  { cls, calls, call, options }: Marked,
  known: DeclaredTable | undefined,
): ReadEntity {
  const own = writtenName(evaluator, options) ?? inheritedName(evaluator, marked, cls, options);
  // The class may be an entity of another mapper as well, which then knows its table.
  const table = own ?? known?.name ?? underscore(cls.name);
  const properties = propertiesOf(evaluator, cls);
  const relations = properties.flatMap((one) => (one.relation ? [one.relation] : []));
  const entity: Entity = {
    key: `${cls.file.path}#${cls.index}`,
    name: cls.name,
    cls,
    table,
    inferred: false,
    type: null,
    relations: new Map(relations.map((relation) => [relation.property, relation])),
  };
  return {
    entity,
    table: {
      name: table,
      entity: cls,
      entityName: cls.name,
      orm: 'mikro-orm',
      place: { file: cls.file, at: call.at },
      evidence: `@${cls.ir.decorators?.find((one) => one.at === call.at)?.name ?? 'Entity'} ${cls.name}`,
      certainty: 'certain',
      columns: uniqueColumns(properties.flatMap((one) => one.columns)),
      indexes: indexesOf(evaluator, calls, properties),
    },
  };
}

export function writtenName(evaluator: Evaluator, options: Value): string | null {
  const name =
    propText(evaluator, options, 'tableName') ?? propText(evaluator, options, 'collection');
  return name ? qualifiedName(name, propText(evaluator, options, 'schema')) : null;
}

/** Single-table inheritance: the table of the class that has the discriminator column. */
function inheritedName(
  evaluator: Evaluator,
  marked: ReadonlyMap<ProjectClass, Marked>,
  cls: ProjectClass,
  options: Value,
): string | null {
  if (propValue(evaluator, options, 'discriminatorValue') === undefined) return null;
  for (const view of viewsOf(evaluator, instanceOf(cls))) {
    const base = 'v' in view || view.holder === cls ? undefined : marked.get(view.holder);
    if (base) return writtenName(evaluator, base.options) ?? underscore(base.cls.name);
  }
  return null;
}

function indexesOf(
  evaluator: Evaluator,
  calls: readonly DecoratorCall[],
  properties: readonly PropertyModel[],
): readonly (readonly string[])[] {
  const columns = new Map(
    properties.map((one) => [one.property, one.columns.map((column) => column.name)]),
  );
  const ofClass = calls
    .filter((call) => call.name === 'Index' || call.name === 'Unique')
    .flatMap((call) => {
      const listed = call.args.map((arg) =>
        propValue(evaluator, evaluator.value(arg.expr, arg.env), 'properties'),
      );
      return listed.flatMap((value) =>
        value ? [textsOf(value).flatMap((name) => columns.get(name) ?? [name])] : [],
      );
    });
  const single = properties.filter((one) => one.indexed && one.columns.length > 0);
  return [...ofClass, ...single.map((one) => one.columns.map((column) => column.name))];
}
