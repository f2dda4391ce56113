/** What calls, members and decorators of MikroORM stand for. */
import type { LibraryCall } from '../../program/library.ts';
import type { DecoratorIr, TypeRef } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { returnOf } from '../../program/type-value.ts';
import {
  alternatives,
  arrayOf,
  instanceOf,
  isKnown,
  libraryInstance,
  unionOf,
  UNKNOWN,
} from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import { JOINS, READS, receiverOf } from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { modelOf } from './project-model.ts';
import { schemaKey } from './read-schemas.ts';

const PKG = '@mikro-orm/core';
const manager = (): Value => libraryInstance(PKG, 'EntityManager');

const argument = (site: LibraryCall, at: number): Value => {
  const expr = site.call.args[at];
  return expr ? site.evaluator.value(expr, site.env) : UNKNOWN;
};

/** An object of the entity that a class, name or schema stands for. */
export function entityObject(evaluator: Evaluator, subject: Value): Value {
  return unionOf(
    alternatives(subject).flatMap((one): readonly Value[] => {
      if (one.v === 'instance') return [one];
      if (one.v === 'class') return [instanceOf(one.cls, one.types)];
      const entities = modelOf(evaluator)?.of(one) ?? [];
      return entities.map((entity) =>
        entity.cls
          ? instanceOf(entity.cls)
          : libraryInstance(PKG, 'EntitySchema', [], { entity: entity.key }),
      );
    }),
  );
}

/** `new EntitySchema({…})`, `defineEntity({…})` */
function definesEntity(site: LibraryCall, { value, method }: Receiver): boolean {
  if (value.type === 'EntitySchema') return method === 'new';
  return value.type === 'defineEntity' && site.method === '';
}

export function call(site: LibraryCall): Value | undefined {
  const receiver = receiverOf(site.receiver, site.method);
  const { value, method } = receiver;
  if (definesEntity(site, receiver)) {
    return libraryInstance(PKG, 'EntitySchema', [], {
      entity: schemaKey(site.env.file, site.call),
    });
  }
  if (value.type === 'wrap' && site.method === '')
    return libraryInstance(PKG, 'WrappedEntity', [argument(site, 0)]);
  switch (receiver.kind) {
    case 'repository':
      return entityCall(site, receiver, value.args[0] ?? UNKNOWN, 0);
    case 'manager':
      return managerCall(site, receiver);
    case 'builder':
      return builderCall(site, receiver);
    case 'connection':
      if (method === 'getKnex') return libraryInstance('knex', 'Knex');
      return undefined;
    case 'collection':
      return /^(getItems|loadItems|init|matching|toArray|slice|filter)$/.test(method)
        ? arrayOf(value.args[0] ?? UNKNOWN)
        : undefined;
    case 'reference':
      return value.args[0];
    case 'orm':
      return method === 'init' || method === 'initSync' || method === 'new'
        ? libraryInstance(PKG, 'MikroORM')
        : undefined;
    default:
      return undefined;
  }
}

function managerCall(site: LibraryCall, receiver: Receiver): Value | undefined {
  const { evaluator } = site;
  switch (receiver.method) {
    case 'getRepository':
      return repositoryOf(evaluator, argument(site, 0));
    case 'fork':
    case 'getContext':
    case 'persist':
    case 'remove':
    case 'getEntityManager':
      return manager();
    case 'getConnection':
      return libraryInstance(PKG, 'Connection');
    case 'transactional': {
      const [body] = site.call.args;
      return body ? returnOf(evaluator, evaluator.value(body, site.env)) : undefined;
    }
    case 'populate':
    case 'refresh':
    case 'assign':
    case 'merge':
      return argument(site, 0);
    default:
      return entityCall(site, receiver, argument(site, 0), 1);
  }
}

/** The repository class an entity names, else the library's own. */
function repositoryOf(evaluator: Evaluator, target: Value): Value {
  return libraryInstance(
    PKG,
    'EntityRepository',
    [entityObject(evaluator, target)].filter(isKnown),
  );
}

function entityCall(
  site: LibraryCall,
  { method }: Receiver,
  subject: Value,
  skip: number,
): Value | undefined {
  const entity = entityObject(site.evaluator, subject);
  if (/^(createQueryBuilder|qb|queryBuilder)$/.test(method))
    return libraryInstance(PKG, 'QueryBuilder', [entity].filter(isKnown));
  if (method === 'getEntityManager') return manager();
  if (method === 'getKnex') return libraryInstance('knex', 'Knex');
  if (method === 'getKysely') return libraryInstance('kysely', 'Kysely');
  if (method === 'create' || method === 'getReference' || method === 'upsert' || method === 'map')
    return entity;
  if (method === 'assign' || method === 'populate') return argument(site, skip);
  if (!READS.has(method) || method.startsWith('count')) return undefined;
  if (method === 'findAndCount') return arrayOf(arrayOf(entity), [arrayOf(entity), UNKNOWN]);
  return method.startsWith('findOne') ? entity : arrayOf(entity);
}

function builderCall(site: LibraryCall, { value, method }: Receiver): Value | undefined {
  const entity = value.args[0] ?? UNKNOWN;
  if (method === 'getSingleResult') return entity;
  if (method === 'getResultList' || method === 'getResult') return arrayOf(entity);
  if (method === 'getResultAndCount') return arrayOf(arrayOf(entity), [arrayOf(entity), UNKNOWN]);
  if (/^(execute|getCount|getQuery|getKnex|getKnexQuery|getFormattedQuery|getParams)/.test(method))
    return undefined;
  if (method !== 'from' || JOINS.has(method)) return value;
  const target = entityObject(site.evaluator, argument(site, 0));
  return isKnown(target) ? { ...value, args: [target] } : value;
}

export function member(value: LibraryValue, name: string, evaluator: Evaluator): Value | undefined {
  const { kind } = receiverOf(value, name);
  if ((kind === 'orm' || kind === 'repository') && (name === 'em' || name === '_em'))
    return manager();
  if (kind === 'reference')
    return value.args[0] ? evaluator.member(value.args[0], name) : undefined;
  if (kind === 'collection' && name === '$') return arrayOf(value.args[0] ?? UNKNOWN);
  return value.type === 'EntitySchema' && name === 'class' ? value : undefined;
}

export function callback(site: LibraryCall, arg: number, param: number): Value | undefined {
  const { kind, method } = receiverOf(site.receiver, site.method);
  return kind === 'manager' && method === 'transactional' && arg === 0 && param === 0
    ? manager()
    : undefined;
}

export function injected(
  decorator: DecoratorIr,
  type: TypeRef | undefined,
  env: Env,
  evaluator: Evaluator,
): Value | undefined {
  const typed = type ? evaluator.type(type, env) : UNKNOWN;
  if (typed.v === 'instance') return undefined;
  if (decorator.name === 'InjectEntityManager') return typed.v === 'library' ? typed : manager();
  if (decorator.name === 'InjectMikroORM') return libraryInstance(PKG, 'MikroORM');
  if (decorator.name !== 'InjectRepository') return undefined;
  const target = decorator.args[0] ? evaluator.value(decorator.args[0], env) : UNKNOWN;
  return isKnown(target) ? repositoryOf(evaluator, target) : undefined;
}

/** Types that stand for the entity they wrap. */
const WRAPPERS = new Set([
  'Loaded',
  'LazyRef',
  'Rel',
  'EntityName',
  'EntityClass',
  'RequiredEntityData',
  'MergeLoaded',
]);
const REFERENCES = new Set([
  'Ref',
  'Reference',
  'LoadedReference',
  'ScalarReference',
  'IdentifiedReference',
]);

export function type(name: string, args: readonly Value[]): Value | undefined {
  const [first] = args;
  if (WRAPPERS.has(name)) return first;
  return REFERENCES.has(name) && first ? libraryInstance(PKG, 'Reference', [first]) : undefined;
}
