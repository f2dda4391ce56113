/** What Prisma's client, its model delegates and the namespace `Prisma` stand for. */
import type { LibraryCall } from '../../program/library.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import { returnOf } from '../../program/type-value.ts';
import {
  alternatives,
  arrayOf,
  libraryInstance,
  stringValue,
  UNKNOWN,
} from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { PACKAGE } from './generated-client.ts';
import { schemasOf } from './project-schemas.ts';
import type { PrismaModel } from './schema-model.ts';

export const PACKAGES = [
  PACKAGE,
  '.prisma',
  '@prisma/extension-accelerate',
  '@prisma/extension-read-replicas',
  'nestjs-prisma',
  '@zenstackhq/runtime',
  '@nestjs-cls/transactional',
  '@nestjs-cls/transactional-adapter-prisma',
  'prisma',
] as const;

/** Calls on a model that yield one record, on which relations can be called. */
export const SINGLE = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findOne',
  'create',
  'update',
  'upsert',
  'delete',
]);

const CLIENTS = /(?:^|\.)(?:\w*PrismaClient|PrismaService|TransactionClient|Client)$/;

const stateOf = (value: LibraryValue, key: string): string | undefined => {
  const found = value.state?.[key];
  return typeof found === 'string' ? found : undefined;
};

export function isClient(value: LibraryValue): boolean {
  if (value.pkg === 'nestjs-prisma')
    return value.type === 'PrismaService' && value.role === 'instance';
  return value.pkg === PACKAGE && value.role === 'instance' && CLIENTS.test(value.type);
}

const clientIn = (file: ProjectFile | undefined): LibraryValue =>
  libraryInstance(PACKAGE, 'Client', [], { file: file?.path ?? '' });

const fileOf = (value: LibraryValue): string =>
  stateOf(value, 'file') ?? value.self?.cls.file.path ?? '';

/** The model of a delegate (`prisma.user`) or of a record it returned. */
export function modelOf(
  evaluator: Evaluator,
  value: Value,
  type: 'Delegate' | 'Record',
): PrismaModel | undefined {
  if (value.v !== 'library' || value.pkg !== PACKAGE || value.type !== type) return undefined;
  return schemasOf(evaluator.program)?.byName(
    stateOf(value, 'model') ?? '',
    stateOf(value, 'file') ?? '',
  );
}

function delegate(model: PrismaModel, file: string): LibraryValue {
  return libraryInstance(PACKAGE, 'Delegate', [], { model: model.name, file });
}

const record = (model: PrismaModel, file: string): LibraryValue =>
  libraryInstance(PACKAGE, 'Record', [], { model: model.name, file });

export function member(value: LibraryValue, name: string, evaluator: Evaluator): Value | undefined {
  if (value.pkg === '@nestjs-cls/transactional') {
    const isPrisma = value.args.some(
      (arg) => arg.v === 'library' && arg.pkg.endsWith('adapter-prisma'),
    );
    return name === 'tx' && isPrisma ? clientIn(undefined) : undefined;
  }
  if (value.pkg === 'nestjs-prisma' && name === 'client' && value.type === 'CustomPrismaService') {
    return value.args[0] ?? clientIn(undefined);
  }
  const schemas = schemasOf(evaluator.program);
  if (isClient(value)) {
    const model = name.startsWith('$') ? undefined : schemas?.byAccessor(name, fileOf(value));
    return model ? delegate(model, fileOf(value)) : undefined;
  }
  if (value.pkg !== PACKAGE || value.role !== 'export') return undefined;
  // `import pkg from '@prisma/client'` and `$Enums.Role`.
  if (value.type === '$Enums') return { ...value, type: name };
  return schemas?.enumValues(value.type)?.includes(name) ? stringValue(name) : undefined;
}

/** A method taken as a value (`Client.$extends`) and called is a method call all the same. */
function unfolded(call: LibraryCall): LibraryCall {
  const { receiver, method } = call;
  const dot = receiver.type.lastIndexOf('.');
  if (method !== '' || dot < 0 || receiver.role === 'export') return call;
  return {
    ...call,
    receiver: { ...receiver, type: receiver.type.slice(0, dot) },
    method: receiver.type.slice(dot + 1),
  };
}

export function call(site: LibraryCall): Value | undefined {
  const { receiver, method, env, evaluator } = unfolded(site);
  const argument = (at: number): Value => {
    const expr = site.call.args[at];
    return expr ? evaluator.value(expr, env) : UNKNOWN;
  };
  if (isClient(receiver)) return clientCall(receiver, method, argument, evaluator);
  const model = modelOf(evaluator, receiver, 'Delegate');
  if (model && SINGLE.has(method)) return record(model, fileOf(receiver));
  const from = modelOf(evaluator, receiver, 'Record')?.fields.get(method);
  if (from?.relation) {
    const found = record(from.relation.target, fileOf(receiver));
    return from.list ? arrayOf(found) : found;
  }
  if (receiver.pkg === '@zenstackhq/runtime' && receiver.role === 'export') return argument(0);
  if (receiver.role !== 'export') return receiver.type === 'Validator' ? argument(0) : undefined;
  if (method === 'new' && CLIENTS.test(receiver.type)) return clientIn(env.file);
  return receiver.type === 'Prisma.validator' ? libraryInstance(PACKAGE, 'Validator') : undefined;
}

const SAME_CLIENT = new Set(['$extends', '$replica', '$primary', '$begin']);

function clientCall(
  client: LibraryValue,
  method: string,
  argument: (at: number) => Value,
  evaluator: Evaluator,
): Value | undefined {
  if (SAME_CLIENT.has(method))
    return libraryInstance(PACKAGE, 'Client', [], { file: fileOf(client) });
  if (method !== '$transaction') return undefined;
  const work = argument(0);
  return work.v === 'array' ? work : returnOf(evaluator, work);
}

/** `tx` of `$transaction(async (tx) => …)`, `client` of `$extends((client) => …)` and `defineExtension`. */
export function callback(site: LibraryCall, argument: number, param: number): Value | undefined {
  const { receiver, method, env } = unfolded(site);
  if (argument !== 0 || param !== 0) return undefined;
  if (isClient(receiver)) {
    const hands = method === '$transaction' || method === '$extends';
    return hands ? libraryInstance(PACKAGE, 'Client', [], { file: fileOf(receiver) }) : undefined;
  }
  return receiver.type === 'Prisma.defineExtension' || method === 'defineExtension'
    ? clientIn(env.file)
    : undefined;
}

export function type(name: string, args: readonly Value[], file: ProjectFile): Value | undefined {
  if (CLIENTS.test(name)) return clientIn(file);
  const ofModel = /^Prisma\.(\w+)Delegate$/.exec(name);
  if (ofModel?.[1])
    return libraryInstance(PACKAGE, 'Delegate', [], { model: ofModel[1], file: file.path });
  return /(?:^|\.)PrismaPromise$/.test(name) ? args[0] : undefined;
}

/** Clients behind a value: itself or the package's class it extends. */
export function clientsOf(faces: readonly LibraryValue[]): readonly LibraryValue[] {
  return faces.filter(isClient);
}

export const delegatesOf = (evaluator: Evaluator, value: Value): readonly PrismaModel[] => [
  ...new Set(alternatives(value).flatMap((one) => modelOf(evaluator, one, 'Delegate') ?? [])),
];
