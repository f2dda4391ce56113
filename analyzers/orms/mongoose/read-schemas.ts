/** Schemas: `new Schema({…})` and classes with `@Schema()`, with the models they refer to. */
import { findInFiles } from '../../program/find-in-files.ts';
import type { ColumnFact } from '../../contract.ts';
import { unpackPosition } from '../../scan/ir.ts';
import type { Pos } from '../../scan/ir.ts';
import type { Place } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite, ProjectClass } from '../../program/program.ts';
import { unionOf, UNKNOWN } from '../../program/values.ts';
import { decoratorCalls } from '../entities/decorator-calls.ts';
import type { EntityRelation } from '../entities/entity-model.ts';
import { objectProps, propText, propValue } from '../entities/object-props.ts';
import { writtenType } from '../entities/property-model.ts';
import {
  callKey,
  classProps,
  classRefs,
  isIndexed,
  isNestMongoose,
  refsOf,
  relationTo,
} from './schema-refs.ts';
import { isMongoose, receiverOf } from './library-types.ts';

export interface SchemaInfo {
  readonly key: string;
  readonly cls: ProjectClass | null;
  readonly collection: string | null;
  readonly columns: readonly ColumnFact[];
  readonly indexes: readonly (readonly string[])[];
  readonly relations: readonly EntityRelation[];
  readonly place: Place;
  readonly evidence: string;
}

export const classKey = (cls: ProjectClass): string => `${cls.file.path}#${cls.index}`;

export function readSchemas(evaluator: Evaluator): ReadonlyMap<string, SchemaInfo> {
  const found = new Map<string, SchemaInfo>();
  const extras = readExtras(evaluator);
  const add = (schema: SchemaInfo): void => {
    const extra = extras.get(schema.key);
    found.set(schema.key, {
      ...schema,
      indexes: [...schema.indexes, ...(extra?.indexes ?? [])],
      relations: [...schema.relations, ...(extra?.relations ?? [])],
    });
  };
  for (const site of evaluator.program.callsByName.get('Schema') ?? []) {
    // `mongoose.Schema({…})` works without `new`.
    const callee = evaluator.value(site.expr.fn, evaluator.siteEnv(site));
    if (callee.v === 'library' && callee.pkg === 'mongoose') add(readSchema(evaluator, site));
  }
  const classes = findInFiles<SchemaInfo>(evaluator, 'mongoose schemas', (file) =>
    file.classes.flatMap(
      (cls) => (cls.ir.decorators ? readClassSchema(evaluator, cls) : null) ?? [],
    ),
  );
  for (const schema of classes) add(schema);
  return found;
}

function readSchema(evaluator: Evaluator, site: CallSite): SchemaInfo {
  const env = evaluator.siteEnv(site);
  const [definition = UNKNOWN, options = UNKNOWN] = site.expr.args.map((arg) =>
    evaluator.value(arg, env),
  );
  const place = { file: site.file, at: site.expr.at };
  const props = objectProps(evaluator, definition);
  return {
    key: callKey(site.file, site.expr),
    cls: null,
    collection: propText(evaluator, options, 'collection'),
    columns: props.map((prop) => ({
      name: prop.name,
      type: null,
      line: unpackPosition(prop.at).line,
    })),
    indexes: props
      .filter((prop) => isIndexed(evaluator, evaluator.value(prop.expr, prop.env)))
      .map((prop) => [prop.name]),
    relations: props.flatMap((prop) =>
      refsOf(
        evaluator,
        evaluator.value(prop.expr, prop.env),
        prop.name,
        { file: prop.file, at: prop.at },
        false,
        0,
      ),
    ),
    place,
    evidence: 'new Schema',
  };
}

function readClassSchema(evaluator: Evaluator, cls: ProjectClass): SchemaInfo | null {
  const env = evaluator.envOf(cls.file, null);
  const call = decoratorCalls(evaluator, cls.ir.decorators, env, isNestMongoose).find(
    (one) => one.name === 'Schema',
  );
  if (!call) return null;
  const options = unionOf(call.args.map((arg) => evaluator.value(arg.expr, arg.env)));
  return schemaOfClass(evaluator, cls, propText(evaluator, options, 'collection'), call.at);
}

/** A class whose decorated properties are the fields of a collection. */
export function schemaOfClass(
  evaluator: Evaluator,
  cls: ProjectClass,
  collection: string | null,
  at: Pos,
): SchemaInfo {
  const columns = classProps(evaluator, cls).map(({ property }) => ({
    name: property.name,
    type: writtenType(property.type),
    line: unpackPosition(property.at).line,
  }));
  const indexed = classProps(evaluator, cls).filter(({ values }) =>
    values.some((value) => isIndexed(evaluator, value)),
  );
  return {
    key: classKey(cls),
    cls,
    collection,
    columns,
    indexes: indexed.map(({ property }) => [property.name]),
    relations: classRefs(evaluator, cls, 0),
    place: { file: cls.file, at },
    evidence: `@Schema ${cls.name}`,
  };
}

interface Extra {
  readonly indexes: (readonly string[])[];
  readonly relations: EntityRelation[];
}

/** `schema.index({…})` and `schema.virtual('posts', { ref: 'Post', … })` by schema. */
function readExtras(evaluator: Evaluator): ReadonlyMap<string, Extra> {
  const found = new Map<string, Extra>();
  for (const name of ['index', 'virtual']) {
    for (const site of evaluator.program.callsByName.get(name) ?? []) {
      const key = schemaOf(evaluator, site);
      if (key === null) continue;
      const extra = found.get(key) ?? { indexes: [], relations: [] };
      found.set(key, extra);
      const env = evaluator.siteEnv(site);
      const [first = UNKNOWN, second = UNKNOWN] = site.expr.args.map((arg) =>
        evaluator.value(arg, env),
      );
      if (name === 'index')
        extra.indexes.push(objectProps(evaluator, first).map((prop) => prop.name));
      const ref = propValue(evaluator, second, 'ref');
      const path = first.v === 'string' ? first.text : null;
      if (name === 'virtual' && ref && path)
        extra.relations.push(relationTo(ref, path, { file: site.file, at: site.expr.at }, true));
    }
  }
  return found;
}

function schemaOf(evaluator: Evaluator, site: CallSite): string | null {
  if (site.expr.fn.k !== 'mem') return null;
  const value = evaluator.value(site.expr.fn.obj, evaluator.siteEnv(site));
  if (
    value.v !== 'library' ||
    !isMongoose(value.pkg) ||
    receiverOf(value, site.name).kind !== 'schema'
  )
    return null;
  const key = value.state?.['schema'];
  return typeof key === 'string' ? key : null;
}
