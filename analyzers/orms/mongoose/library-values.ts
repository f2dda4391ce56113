/** What calls, members, types and decorators of Mongoose stand for. */
import type { LibraryCall } from '../../program/library.ts';
import type { DecoratorIr, TypeRef } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { returnOf } from '../../program/type-value.ts';
import {
  alternatives,
  arrayOf,
  instanceOf,
  libraryInstance,
  stringValue,
  unionOf,
  UNKNOWN,
} from '../../program/values.ts';
import type { Env, LibraryState, LibraryValue, Value } from '../../program/values.ts';
import { READS, receiverOf, WRITES } from './library-types.ts';
import type { Receiver } from './library-types.ts';
import { entitiesOf } from './model-entities.ts';
import { modelKey } from './read-models.ts';
import { classKey } from './read-schemas.ts';
import { callKey } from './schema-refs.ts';

const PKG = 'mongoose';

const argument = (site: LibraryCall, at: number): Value => {
  const expr = site.call.args[at];
  return expr ? site.evaluator.value(expr, site.env) : UNKNOWN;
};

/** A query or document of the model that `from` belongs to. */
function of(type: string, from: LibraryValue): LibraryValue {
  const subject = from.self ? [from.self, ...from.args] : from.args;
  return libraryInstance(PKG, type, subject, from.state);
}

export function call(site: LibraryCall): Value | undefined {
  const receiver = receiverOf(site.receiver, site.method);
  const { value, method, kind } = receiver;
  if (value.pkg === 'mongodb') return undefined;
  const isSchema = kind === 'schema' ? method === 'new' : kind === 'export' && method === 'Schema';
  if (isSchema)
    return libraryInstance(PKG, 'Schema', [], { schema: callKey(site.env.file, site.call) });
  if (method === 'createForClass') {
    const target = argument(site, 0);
    return target.v === 'class'
      ? libraryInstance(PKG, 'Schema', [], { schema: classKey(target.cls) })
      : undefined;
  }
  if (method === 'getModelForClass') {
    const target = argument(site, 0);
    return target.v === 'class'
      ? libraryInstance(PKG, 'Model', [instanceOf(target.cls)])
      : undefined;
  }
  switch (kind) {
    case 'model':
      return method === 'discriminator' ? namedModel(site) : modelCall(value, method);
    case 'query':
    case 'aggregate':
      return queryCall(value, method);
    case 'document':
      return /^(save|populate|execPopulate|set|\$session)$/.test(method) ? value : undefined;
    case 'connection':
    case 'export':
      return connectionCall(site, receiver);
    case 'session':
      return method === 'withTransaction' ? resultOfCallback(site) : undefined;
    default:
      return undefined;
  }
}

function resultOfCallback(site: LibraryCall): Value | undefined {
  const [body] = site.call.args;
  return body ? returnOf(site.evaluator, site.evaluator.value(body, site.env)) : undefined;
}

function connectionCall(site: LibraryCall, { method }: Receiver): Value | undefined {
  switch (method) {
    case 'model':
      return namedModel(site);
    case 'startSession':
      return libraryInstance(PKG, 'ClientSession');
    case 'createConnection':
    case 'useDb':
      return libraryInstance(PKG, 'Connection');
    case 'transaction':
      return resultOfCallback(site);
    default:
      return undefined;
  }
}

function namedModel(site: LibraryCall): Value | undefined {
  const name = site.call.args[0] ? site.evaluator.text(site.call.args[0], site.env) : undefined;
  if (!name?.exact) return undefined;
  const types = (site.call.types ?? []).map((type) => site.evaluator.type(type, site.env));
  return libraryInstance(PKG, 'Model', types, { entity: modelKey(name.text) });
}

function modelCall(value: LibraryValue, method: string): Value | undefined {
  if (method === 'new' || method === 'create' || method === 'hydrate') return of('Document', value);
  if (method === 'insertMany') return arrayOf(of('Document', value));
  if (method === 'aggregate') return of('Aggregate', value);
  if (method === 'find') return unionOf([of('Query', value), arrayOf(of('Document', value))]);
  return READS.has(method) || WRITES.has(method) ? of('Query', value) : undefined;
}

function queryCall(value: LibraryValue, method: string): Value | undefined {
  if (method === 'exec') return unionOf([of('Document', value), arrayOf(of('Document', value))]);
  if (method === 'toArray' || method === 'then' || method === 'explain') return undefined;
  return value;
}

export function member(value: LibraryValue, name: string, evaluator: Evaluator): Value | undefined {
  const { kind } = receiverOf(value, name);
  if (kind === 'export' && name === 'connection') return libraryInstance(PKG, 'Connection');
  if (kind === 'model') {
    const [entity] = entitiesOf(evaluator, value);
    if (name === 'collection')
      return libraryInstance(PKG, 'NativeCollection', value.args, value.state);
    return name === 'modelName' && entity ? stringValue(entity.name) : undefined;
  }
  if (value.type === 'NativeCollection' && (name === 'name' || name === 'collectionName')) {
    const [entity] = entitiesOf(evaluator, value);
    return entity ? stringValue(entity.table) : undefined;
  }
  if (kind !== 'document') return undefined;
  const [typed] = value.args;
  return typed && (typed.v === 'instance' || typed.v === 'interface')
    ? evaluator.member(typed, name)
    : undefined;
}

export function callback(site: LibraryCall, arg: number, param: number): Value | undefined {
  const { kind, method } = receiverOf(site.receiver, site.method);
  const opens =
    (kind === 'session' && method === 'withTransaction') ||
    ((kind === 'connection' || kind === 'export') && method === 'transaction');
  return opens && arg === 0 && param === 0 ? libraryInstance(PKG, 'ClientSession') : undefined;
}

export function injected(
  decorator: DecoratorIr,
  type: TypeRef | undefined,
  env: Env,
  evaluator: Evaluator,
): Value | undefined {
  if (decorator.name === 'InjectConnection') return libraryInstance(PKG, 'Connection');
  if (decorator.name !== 'InjectModel') return undefined;
  const target = decorator.args[0] ? evaluator.value(decorator.args[0], env) : UNKNOWN;
  if (target.v === 'class') return libraryInstance(PKG, 'Model', [instanceOf(target.cls)]);
  const name = decorator.args[0] ? evaluator.text(decorator.args[0], env) : undefined;
  const typed = type ? evaluator.type(type, env) : UNKNOWN;
  const args = alternatives(typed).flatMap((one) => (one.v === 'library' ? one.args : []));
  const state: LibraryState | undefined = name?.exact ? { entity: modelKey(name.text) } : undefined;
  return state || args.length > 0 ? libraryInstance(PKG, 'Model', args, state) : undefined;
}

/** `HydratedDocument<User>` is a document of User. */
export function type(name: string, args: readonly Value[]): Value | undefined {
  const [first] = args;
  const isDocument = name === 'HydratedDocument' || name === 'DocumentType';
  if (isDocument && first) return libraryInstance(PKG, 'Document', [first]);
  if (name === 'ReturnModelType' && first?.v === 'class')
    return libraryInstance(PKG, 'Model', [instanceOf(first.cls)]);
  return name === 'LeanDocument' || name === 'FlattenMaps' ? first : undefined;
}
