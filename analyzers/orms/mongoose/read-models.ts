/** Models: `model('User', schema)`, `MongooseModule.forFeature([…])`, discriminators. */
import type { DeclaredTable } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { CallSite } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives, UNKNOWN } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';
import type { Entity } from '../entities/entity-model.ts';
import { exactText, propText, propValue } from '../entities/object-props.ts';
import { isMongoose, receiverOf } from './library-types.ts';
import type { SchemaInfo } from './read-schemas.ts';
import { typegooseClasses } from './typegoose.ts';

export interface ReadModel {
  readonly entity: Entity;
  readonly schema: string | null;
  readonly table: DeclaredTable;
}

interface ModelSource {
  readonly name: string;
  readonly schema: Value;
  readonly collection: string | null;
  readonly type: Value | null;
  readonly site: CallSite;
}

/** The name of a model is its key: `model('User')` anywhere means the same one. */
export const modelKey = (name: string): string => `model ${name}`;

export function readModels(
  evaluator: Evaluator,
  schemas: ReadonlyMap<string, SchemaInfo>,
): readonly ReadModel[] {
  const sources = [...modelCalls(evaluator), ...features(evaluator)];
  const found = new Map<string, ReadModel>();
  const used = new Set<SchemaInfo>();
  for (const source of sources) {
    const key = schemaKeyOf(source.schema);
    const schema = key === null ? undefined : schemas.get(key);
    if (schema) used.add(schema);
    if (!found.has(source.name)) found.set(source.name, readModel(source, schema));
  }
  // A class schema whose registration is out of sight is still a collection, unless it is embedded.
  for (const schema of schemas.values()) {
    if (
      !schema.cls ||
      used.has(schema) ||
      found.has(schema.cls.name) ||
      !isInjected(evaluator, schema.cls.name)
    )
      continue;
    found.set(schema.cls.name, modelOfSchema(schema.cls.name, schema, schema.collection, null));
  }
  for (const { cls, schema } of typegooseClasses(evaluator)) {
    if (!found.has(cls.name))
      found.set(cls.name, modelOfSchema(cls.name, schema, schema.collection, null));
  }
  return [...found.values()];
}

function schemaKeyOf(schema: Value): string | null {
  for (const one of alternatives(schema)) {
    const key = one.v === 'library' ? one.state?.['schema'] : undefined;
    if (typeof key === 'string') return key;
  }
  return null;
}

function isInjected(evaluator: Evaluator, name: string): boolean {
  return (evaluator.program.callsByName.get('InjectModel') ?? []).some(
    (site) =>
      site.expr.args[0] !== undefined &&
      evaluator.text(site.expr.args[0], evaluator.siteEnv(site))?.text === name,
  );
}

function readModel(source: ModelSource, schema: SchemaInfo | undefined): ReadModel {
  const collection = source.collection ?? schema?.collection ?? null;
  if (schema) return modelOfSchema(source.name, schema, collection, source.type, source.site);
  const place = { file: source.site.file, at: source.site.expr.at };
  const empty: SchemaInfo = {
    key: '',
    cls: null,
    collection,
    columns: [],
    indexes: [],
    relations: [],
    place,
    evidence: `model '${source.name}'`,
  };
  return modelOfSchema(source.name, empty, collection, source.type, source.site);
}

function modelOfSchema(
  name: string,
  schema: SchemaInfo,
  collection: string | null,
  type: Value | null,
  site?: CallSite,
): ReadModel {
  const table = collection ?? name;
  const document = documentType(type);
  const cls = schema.cls ?? (document?.v === 'instance' ? document.cls : null);
  // Class schemas stand where the class is decorated; others where the model is made.
  const place = schema.cls || !site ? schema.place : { file: site.file, at: site.expr.at };
  return {
    schema: schema.key || null,
    entity: {
      key: modelKey(name),
      name,
      cls,
      table,
      inferred: false,
      type: document,
      relations: new Map(schema.relations.map((relation) => [relation.property, relation])),
    },
    table: {
      name: table,
      entity: cls,
      entityName: name,
      orm: 'mongoose',
      place,
      evidence: schema.cls ? schema.evidence : `model('${name}')`,
      certainty: 'certain',
      columns: schema.columns,
      indexes: schema.indexes,
    },
  };
}

/** The project's own part of `IUser & Document`. */
function documentType(type: Value | null): Value | null {
  if (type === null) return null;
  return alternatives(type).find((one) => one.v === 'interface' || one.v === 'instance') ?? type;
}

function modelCalls(evaluator: Evaluator): readonly ModelSource[] {
  const { callsByName } = evaluator.program;
  const sites = [...(callsByName.get('model') ?? []), ...(callsByName.get('discriminator') ?? [])];
  return sites.flatMap((site): readonly ModelSource[] => {
    if (site.expr.args.length < 2 || !isLibraryCall(evaluator, site)) return [];
    const env = evaluator.siteEnv(site);
    const [name = UNKNOWN, schema = UNKNOWN, collection = UNKNOWN] = site.expr.args.map((arg) =>
      evaluator.value(arg, env),
    );
    const text = exactText(name);
    const type = site.expr.types?.[0] ? evaluator.type(site.expr.types[0], env) : null;
    const own = site.name === 'model' ? exactText(collection) : discriminated(evaluator, site);
    return text === null ? [] : [{ name: text, schema, collection: own, type, site }];
  });
}

function isLibraryCall(evaluator: Evaluator, site: CallSite): boolean {
  const env = evaluator.siteEnv(site);
  const head =
    site.expr.fn.k === 'mem'
      ? evaluator.value(site.expr.fn.obj, env)
      : evaluator.value(site.expr.fn, env);
  return alternatives(head).some((one) => one.v === 'library' && isMongoose(one.pkg));
}

/** A discriminator lives in the collection of its base. */
function discriminated(evaluator: Evaluator, site: CallSite): string | null {
  if (site.expr.fn.k !== 'mem') return null;
  const base = evaluator.value(site.expr.fn.obj, evaluator.siteEnv(site));
  const key =
    base.v === 'library' && receiverOf(base, '').kind === 'model'
      ? base.state?.['entity']
      : undefined;
  return typeof key === 'string' ? key.replace(/^model /, '') : null;
}

function features(evaluator: Evaluator): readonly ModelSource[] {
  const { callsByName } = evaluator.program;
  const sites = [
    ...(callsByName.get('forFeature') ?? []),
    ...(callsByName.get('forFeatureAsync') ?? []),
  ];
  return sites.flatMap((site): readonly ModelSource[] => {
    if (!isLibraryCall(evaluator, site) || !site.expr.args[0]) return [];
    const list = evaluator.value(site.expr.args[0], evaluator.siteEnv(site));
    const items = alternatives(list).flatMap((one) => (one.v === 'array' ? (one.items ?? []) : []));
    return items.flatMap((item) => featureOf(evaluator, item, site, null));
  });
}

function featureOf(
  evaluator: Evaluator,
  item: Value,
  site: CallSite,
  base: string | null,
): readonly ModelSource[] {
  const name = propText(evaluator, item, 'name');
  if (name === null) return [];
  const factory = propValue(evaluator, item, 'useFactory');
  const schema =
    propValue(evaluator, item, 'schema') ?? (factory ? returnOf(evaluator, factory) : UNKNOWN);
  const collection = propText(evaluator, item, 'collection') ?? base;
  const below = propValue(evaluator, item, 'discriminators');
  const inner = below?.v === 'array' ? (below.items ?? []) : [];
  return [
    { name, schema, collection, type: null, site },
    ...inner.flatMap((one) => featureOf(evaluator, one, site, collection ?? name)),
  ];
}
