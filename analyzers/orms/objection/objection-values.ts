/** What Objection's models and builders stand for. */
import type { LibraryCall } from '../../program/library.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { returnOf } from '../../program/type-value.ts';
import {
  alternatives,
  instanceOf,
  isKnown,
  libraryInstance,
  UNKNOWN,
} from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { isOurs, modelOfClass } from './objection-models.ts';
import type { ObjectionModel } from './objection-models.ts';

const PKG = 'objection';
const BUILDERS =
  /^(?:Builder|QueryBuilder|QueryBuilderType|SingleQueryBuilder|MaybeSingleQueryBuilder|AnyQueryBuilder|PartialModelQueryBuilder)/;
const CLASSES = /^(?:ModelClass|ModelConstructor|AnyModelConstructor)$/;

const transaction = (): LibraryValue => libraryInstance('knex', 'Transaction');

/** Builders carry the record they are about, so that what they find is known. */
const builder = (record: Value): LibraryValue =>
  libraryInstance(PKG, 'Builder', isKnown(record) ? [record] : []);

const isInstance = (value: Value, types: RegExp): boolean =>
  value.v === 'library' && value.pkg === PKG && value.role === 'instance' && types.test(value.type);

export const isBuilder = (value: Value): boolean => isInstance(value, BUILDERS);
const isModelClassType = (value: Value): boolean => isInstance(value, CLASSES);

/** Models a value stands for: a class, its record, a builder on it, `ModelClass<User>`. */
export function modelsOf(evaluator: Evaluator, value: Value): readonly ObjectionModel[] {
  const found = alternatives(value).flatMap((one): readonly (ObjectionModel | null)[] => {
    if (one.v === 'class' || one.v === 'instance') return [modelOfClass(evaluator, one.cls)];
    if (one.v === 'library')
      return isBuilder(one) || isModelClassType(one)
        ? modelsOf(evaluator, one.args[0] ?? UNKNOWN)
        : [];
    return one.v === 'array' ? modelsOf(evaluator, one.of) : [];
  });
  return [...new Set(found)].filter((one): one is ObjectionModel => one !== null);
}

/** Whether a value is Objection's, whatever its model. */
export function isObjection(value: Value): boolean {
  return alternatives(value).some(
    (one) =>
      one.v === 'library' &&
      isOurs(one.pkg) &&
      (isBuilder(one) || isModelClassType(one) || one.type === 'Model'),
  );
}

function unfolded(site: LibraryCall): LibraryCall {
  const { receiver, method } = site;
  const dot = receiver.type.lastIndexOf('.');
  if (method !== '' || dot < 0) return site;
  return {
    ...site,
    receiver: { ...receiver, type: receiver.type.slice(0, dot) },
    method: receiver.type.slice(dot + 1),
  };
}

const ENDS = new Set([
  'then',
  'catch',
  'finally',
  'resultSize',
  'toKnexQuery',
  'stream',
  'toString',
  'clone',
]);

export function call(original: LibraryCall): Value | undefined {
  const site = unfolded(original);
  const { receiver, method, evaluator, env } = site;
  const argument = (at: number): Value => {
    const expr = site.call.args[at];
    return expr ? evaluator.value(expr, env) : UNKNOWN;
  };
  if (receiver.type === 'transaction' && receiver.role === 'export') {
    return method === 'start'
      ? transaction()
      : returnOf(evaluator, argument(site.call.args.length - 1));
  }
  if (receiver.role === 'export' && receiver.type !== 'Model')
    return mixinResult(receiver, method, argument);
  if (receiver.type === 'Plugin') return argument(0);
  if (receiver.type === 'Model' || isModelClassType(receiver)) return modelCall(site, argument);
  if (!isBuilder(receiver)) return undefined;
  if (method === '$query' || method === 'clone') return receiver;
  if (method === '$relatedQuery') return related(site, receiver.args[0] ?? UNKNOWN);
  return ENDS.has(method) ? undefined : receiver;
}

/** `mixin(Model, […])`, `compose(a, b)(Model)`, `softDelete({…})(Model)`: the class that goes in comes out. */
function mixinResult(
  receiver: LibraryValue,
  method: string,
  argument: (at: number) => Value,
): Value | undefined {
  if (receiver.pkg === PKG && receiver.type !== 'mixin' && receiver.type !== 'compose')
    return undefined;
  if (method === 'new') return undefined;
  const first = argument(0);
  const isClass = alternatives(first).some(
    (one) => one.v === 'class' || (one.v === 'library' && one.type === 'Model'),
  );
  return isClass && receiver.type !== 'compose' ? first : libraryInstance(PKG, 'Plugin');
}

function modelCall(site: LibraryCall, argument: (at: number) => Value): Value | undefined {
  const { receiver, method, evaluator } = site;
  const self = receiver.self ?? receiver.args[0];
  const record = self?.v === 'class' ? instanceOf(self.cls, self.types) : self;
  switch (method) {
    case 'query':
    case '$query':
      return builder(record ?? UNKNOWN);
    case 'relatedQuery':
    case '$relatedQuery':
      return related(site, record ?? UNKNOWN);
    case 'bindKnex':
    case 'bindTransaction':
      return receiver.self ?? receiver;
    case 'startTransaction':
      return transaction();
    case 'knex':
    case '$knex':
    case 'knexQuery':
      return libraryInstance('knex', method === 'knexQuery' ? 'Builder' : 'Knex');
    case 'transaction':
      return returnOf(evaluator, argument(site.call.args.length - 1));
    case 'fromJson':
      return record;
    default:
      return undefined;
  }
}

function related({ call: expr, env, evaluator }: LibraryCall, record: Value): Value {
  const name = evaluator.text(expr.args[0], env)?.text ?? '';
  const [model] = modelsOf(evaluator, record);
  const target = model?.relations.get(name)?.target;
  return builder(target ? instanceOf(target) : UNKNOWN);
}

/** An awaited builder is what it found: its first record, its fields. */
export function member(value: LibraryValue, name: string, evaluator: Evaluator): Value | undefined {
  if (!isBuilder(value)) return undefined;
  if (/^\d+$/.test(name)) return value;
  const record = value.args[0];
  if (record?.v !== 'instance') return undefined;
  const [model] = modelsOf(evaluator, record);
  const isField =
    record.cls.ir.properties.some((one) => one.name === name) || model?.relations.has(name);
  return isField ? evaluator.member(record, name) : undefined;
}

export function callback(
  original: LibraryCall,
  argument: number,
  param: number,
): Value | undefined {
  const site = unfolded(original);
  const { receiver, method, evaluator, env } = site;
  const last = site.call.args.length - 1;
  if (argument !== last) return isBuilder(receiver) && param === 0 ? receiver : undefined;
  if (receiver.type === 'Model' && method === 'transaction')
    return param === 0 ? transaction() : undefined;
  if (receiver.type === 'transaction' && receiver.role === 'export') {
    // `transaction(Person, Animal, async (Person, Animal, trx) => …)` hands bound classes in.
    const models = site.call.args
      .slice(0, last)
      .map((arg) => evaluator.value(arg, env))
      .filter((one) => one.v === 'class');
    return models[param] ?? transaction();
  }
  return isBuilder(receiver) && param === 0 ? receiver : undefined;
}

export function type(name: string, args: readonly Value[]): Value | undefined {
  if (name === 'Transaction' || name === 'TransactionOrKnex') return transaction();
  if (BUILDERS.test(name)) return builder(args[0] ?? UNKNOWN);
  return undefined;
}
