/** What calls, members and decorators of TypeORM stand for. */
import type { LibraryCall } from '../../program/library.ts';
import type { DecoratorIr, TypeRef } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { viewsOf } from '../../program/class-members.ts';
import { returnOf } from '../../program/type-value.ts';
import {
  alternatives,
  arrayOf,
  instanceOf,
  isKnown,
  libraryInstance,
  stringValue,
  unionOf,
  UNKNOWN,
} from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import { builderCall, builderOn } from './builder-values.ts';
import { companionMember } from './companion-values.ts';
import { entityObject, subjectOf } from './entity-values.ts';
import { READS, receiverOf } from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { modelOf } from './project-model.ts';
import { schemaKey } from './read-entity-schemas.ts';

const PKG = 'typeorm';

export function call(site: LibraryCall): Value | undefined {
  const receiver = receiverOf(site.receiver, site.method);
  const { value, method } = receiver;
  if (value.pkg === PKG && value.type === 'EntitySchema' && method === 'new') {
    const types = (site.call.types ?? []).map((type) => site.evaluator.type(type, site.env));
    return libraryInstance(PKG, 'EntitySchema', types, {
      entity: schemaKey(site.env.file, site.call),
    });
  }
  switch (receiver.kind) {
    case 'repository':
      return repositoryCall(site, receiver);
    case 'manager':
      return managerCall(site, receiver);
    case 'builder':
      return builderCall(site, receiver);
    case 'export':
      return value.pkg === PKG ? exportCall(site, receiver) : undefined;
    case 'other':
      return undefined;
  }
}

const argument = (site: LibraryCall, at: number): Value => {
  const expr = site.call.args[at];
  return expr ? site.evaluator.value(expr, site.env) : UNKNOWN;
};

const textOf = (site: LibraryCall, at: number): string | null => {
  const expr = site.call.args[at];
  return expr ? (site.evaluator.text(expr, site.env)?.text ?? null) : null;
};

const MAKES_ENTITY = new Set(['create', 'save', 'merge', 'remove', 'softRemove']);

function repositoryCall(site: LibraryCall, { value, method }: Receiver): Value | undefined {
  const { evaluator } = site;
  const subject = subjectOf(value);
  if (method.endsWith('QueryBuilder')) return builderOn(evaluator, subject, textOf(site, 0));
  if (method === 'extend') return unionOf([value, argument(site, 0)]);
  if (method === 'getRepository')
    return libraryInstance(PKG, 'Repository', [value.self ?? subject]);
  if (!MAKES_ENTITY.has(method))
    return READS.has(method) ? found(evaluator, method, subject) : undefined;
  const listed = alternatives(argument(site, 0)).every((one) => one.v === 'array');
  const entity = entityObject(evaluator, subject);
  return listed && site.call.args.length > 0 ? arrayOf(entity) : entity;
}

/** Methods that hand out another object of the library, by its type. */
const HANDLES: Readonly<Record<string, string>> = {
  createQueryRunner: 'QueryRunner',
  createEntityManager: 'EntityManager',
};

function managerCall(site: LibraryCall, receiver: Receiver): Value | undefined {
  const { evaluator } = site;
  const { value, method } = receiver;
  const handle = HANDLES[method];
  if (handle) return libraryInstance(PKG, handle);
  const target = argument(site, 0);
  switch (method) {
    case 'getRepository':
    case 'getTreeRepository':
    case 'getMongoRepository':
      return libraryInstance(PKG, 'Repository', [isKnown(target) ? target : typeArgument(site)]);
    case 'getCustomRepository':
      return target.v === 'class' ? instanceOf(target.cls, target.types) : undefined;
    case 'withRepository':
      return target;
    case 'createQueryBuilder':
      return builderOn(evaluator, target, textOf(site, 1));
    case 'initialize':
    case 'connect':
    case 'new':
      return libraryInstance(PKG, value.type);
    case 'transaction': {
      const body = site.call.args[site.call.args.length - 1];
      return body ? returnOf(evaluator, evaluator.value(body, site.env)) : undefined;
    }
    default:
      return entityResult(site, method, target);
  }
}

function entityResult(
  { evaluator }: LibraryCall,
  method: string,
  target: Value,
): Value | undefined {
  if (MAKES_ENTITY.has(method))
    return isEntityTarget(target) ? entityObject(evaluator, target) : target;
  return READS.has(method) ? found(evaluator, method, target) : undefined;
}

const typeArgument = (site: LibraryCall): Value => {
  const [type] = site.call.types ?? [];
  return type ? site.evaluator.type(type, site.env) : UNKNOWN;
};

const isEntityTarget = (value: Value): boolean =>
  alternatives(value).some((one) => one.v === 'class' || one.v === 'string' || one.v === 'library');

function exportCall(site: LibraryCall, receiver: Receiver): Value | undefined {
  const { method } = receiver;
  if (method === 'getManager' || method === 'getMongoManager')
    return libraryInstance(PKG, 'EntityManager');
  if (
    method === 'getConnection' ||
    method === 'createConnection' ||
    method === 'getConnectionManager'
  ) {
    return libraryInstance(PKG, 'Connection');
  }
  return MANAGER_EXPORTS.has(method) ? managerCall(site, receiver) : undefined;
}

const MANAGER_EXPORTS = new Set([
  'getRepository',
  'getTreeRepository',
  'getMongoRepository',
  'getCustomRepository',
  'createQueryBuilder',
]);

/** What a reading call resolves to. */
function found(evaluator: Evaluator, method: string, subject: Value): Value {
  const entity = entityObject(evaluator, subject);
  if (/^(count|exist|sum|average|minimum|maximum)/.test(method)) return UNKNOWN;
  if (method.startsWith('findAndCount'))
    return arrayOf(arrayOf(entity), [arrayOf(entity), UNKNOWN]);
  const single = /^findOne|^preload|Tree$/.test(method);
  return single ? entity : arrayOf(entity);
}

export function member(value: LibraryValue, name: string, evaluator: Evaluator): Value | undefined {
  if (value.pkg === '@nestjs-cls/transactional' && name === 'tx') {
    const [adapter] = value.args;
    const typeorm = adapter?.v === 'library' && adapter.pkg.endsWith('adapter-typeorm');
    return typeorm ? libraryInstance(PKG, 'EntityManager') : undefined;
  }
  const { kind } = receiverOf(value, name);
  if (value.type === 'EntityMetadata') return metadataMember(evaluator, value, name);
  if (kind !== 'repository' && kind !== 'manager' && kind !== 'builder')
    return companionMember(value, name);
  if (name === 'manager') return libraryInstance(PKG, 'EntityManager');
  if (name === 'connection' || name === 'dataSource') return libraryInstance(PKG, 'DataSource');
  if (name === 'queryRunner') return libraryInstance(PKG, 'QueryRunner');
  if (kind !== 'repository') return undefined;
  if (name === 'metadata') return libraryInstance(PKG, 'EntityMetadata', [subjectOf(value)]);
  if (name === 'target') return subjectOf(value);
  if (name === 'repository') return libraryInstance(PKG, 'Repository', [subjectOf(value)]);
  return undefined;
}

function metadataMember(
  evaluator: Evaluator,
  value: LibraryValue,
  name: string,
): Value | undefined {
  if (name !== 'tableName' && name !== 'tablePath') return undefined;
  const [entity] = modelOf(evaluator)?.of(value.args[0] ?? UNKNOWN) ?? [];
  return entity ? stringValue(entity.table) : undefined;
}

export function callback(site: LibraryCall, arg: number, param: number): Value | undefined {
  const { value, method, kind } = receiverOf(site.receiver, site.method);
  if (param !== 0) return undefined;
  if (kind === 'manager' && method === 'transaction' && arg === site.call.args.length - 1) {
    return libraryInstance(PKG, 'EntityManager');
  }
  return kind === 'builder'
    ? libraryInstance(PKG, 'SelectQueryBuilder', [], value.state)
    : undefined;
}

const INJECTED: Readonly<Record<string, string>> = {
  InjectEntityManager: 'EntityManager',
  InjectManager: 'EntityManager',
  InjectDataSource: 'DataSource',
  InjectConnection: 'DataSource',
};

export function injected(
  decorator: DecoratorIr,
  type: TypeRef | undefined,
  env: Env,
  evaluator: Evaluator,
): Value | undefined {
  const typed = type ? evaluator.type(type, env) : UNKNOWN;
  if (typed.v === 'instance') return undefined;
  const plain = INJECTED[decorator.name];
  if (plain) return typed.v === 'library' ? typed : libraryInstance(PKG, plain);
  if (decorator.name !== 'InjectRepository') return undefined;
  const target = decorator.args[0] ? evaluator.value(decorator.args[0], env) : UNKNOWN;
  if (!isKnown(target)) return undefined;
  if (target.v === 'class' && extendsRepository(evaluator, target))
    return instanceOf(target.cls, target.types);
  const name = typed.v === 'library' && typed.pkg === PKG ? typed.type : 'Repository';
  return libraryInstance(PKG, name, [entityObject(evaluator, target)]);
}

function extendsRepository(evaluator: Evaluator, value: Extract<Value, { v: 'class' }>): boolean {
  for (const view of viewsOf(evaluator, instanceOf(value.cls))) {
    if ('v' in view && view.pkg === PKG && view.type.endsWith('Repository')) return true;
  }
  return false;
}

/** Types that stand for the entity they wrap. */
const WRAPPERS = new Set([
  'DeepPartial',
  'QueryDeepPartialEntity',
  'Relation',
  'EntityTarget',
  'ObjectType',
]);

export function type(name: string, args: readonly Value[]): Value | undefined {
  return WRAPPERS.has(name) && args[0] ? args[0] : undefined;
}
