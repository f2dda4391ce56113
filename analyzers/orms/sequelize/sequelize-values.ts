/** What Sequelize's connections, models and records stand for. */
import type { LibraryCall } from '../../program/library.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFunction } from '../../program/program.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { DecoratorIr, ParamIr, TypeRef } from '../../scan/ir.ts';
import { returnOf } from '../../program/type-value.ts';
import {
  alternatives,
  arrayOf,
  instanceOf,
  isKnown,
  libraryInstance,
  UNKNOWN,
} from '../../program/values.ts';
import type { Env, LibraryValue, Value } from '../../program/values.ts';
import { kindOf, SINGLE } from './library-types.ts';
import { registryOf } from './model-registry.ts';

const PKG = 'sequelize';

export const defineKey = (path: string, at: number): string => `${path}@${at}`;

const connection = (): LibraryValue => libraryInstance(PKG, 'Sequelize');
const modelOfKey = (key: string): LibraryValue =>
  libraryInstance(PKG, 'ModelStatic', [], { model: key });

/** A method taken from a value and called (`Model.findAll` of a class) is a method call all the same. */
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

export function call(original: LibraryCall): Value | undefined {
  const site = unfolded(original);
  const { receiver, method } = site;
  const constructs = method === 'new' && receiver.role === 'export';
  if (constructs && /^(?:Sequelize|default|\*)$/.test(receiver.type)) return connection();
  switch (kindOf(receiver)) {
    case 'connection':
      return connectionCall(site);
    case 'model':
      return modelCall(site);
    case 'record':
      return /^(?:save|update|reload|increment|decrement|set)$/.test(method)
        ? (receiver.self ?? receiver)
        : undefined;
    default:
      return undefined;
  }
}

function connectionCall({ method, call: expr, env, evaluator }: LibraryCall): Value | undefined {
  const [first] = expr.args;
  switch (method) {
    case 'define':
      return modelOfKey(defineKey(env.file.path, expr.at));
    case 'model': {
      const model = registryOf(evaluator)?.ofName(evaluator.text(first, env)?.text ?? '');
      return model ? modelOfKey(model.key) : undefined;
    }
    case 'getRepository':
      return libraryInstance(PKG, 'Repository', first ? [evaluator.value(first, env)] : []);
    case 'getQueryInterface':
      return libraryInstance(PKG, 'QueryInterface');
    case 'transaction': {
      const work = expr.args.at(-1);
      return work
        ? returnOf(evaluator, evaluator.value(work, env))
        : libraryInstance(PKG, 'Transaction');
    }
    default:
      return undefined;
  }
}

/** The record that a model makes or finds. */
function recordOf(model: LibraryValue): Value {
  if (model.self) return instanceOf(model.self.cls, model.self.types);
  if (model.state) return libraryInstance(PKG, 'Record', [], model.state);
  const [arg] = model.args;
  if (arg?.v === 'class') return instanceOf(arg.cls, arg.types);
  return arg && isKnown(arg) ? arg : libraryInstance(PKG, 'Record');
}

const SAME = new Set([
  'scope',
  'unscoped',
  'schema',
  'withScope',
  'withoutScope',
  'withInitialScope',
  'withSchema',
]);

function modelCall(site: LibraryCall): Value | undefined {
  const { receiver, method } = site;
  const record = recordOf(receiver);
  if (SAME.has(method)) return receiver.self ?? receiver;
  if (SINGLE.has(method)) return record;
  if (/^findOr|^findCreate/.test(method)) return arrayOf(record, [record, UNKNOWN]);
  if (method === 'findAll' || method === 'all' || method === 'bulkCreate') return arrayOf(record);
  if (method.startsWith('findAndCount')) return libraryInstance(PKG, 'Page', [record]);
  if (/^(?:belongsTo|hasMany|hasOne|belongsToMany)$/.test(method)) {
    const target = site.call.args[0] ? site.evaluator.value(site.call.args[0], site.env) : UNKNOWN;
    return libraryInstance(PKG, 'Association', [target]);
  }
  return method === 'init' ? receiver.self : undefined;
}

export function member(value: LibraryValue, name: string, evaluator: Evaluator): Value | undefined {
  if (value.type === 'Page') return name === 'rows' ? arrayOf(value.args[0] ?? UNKNOWN) : UNKNOWN;
  const kind = kindOf(value);
  if (name === 'sequelize' && kind !== 'other' && kind !== 'connection') return connection();
  if (kind === 'connection' && name === 'models') return libraryInstance(PKG, 'Models');
  if (value.type === 'Models' && value.role === 'instance') {
    const model = registryOf(evaluator)?.ofName(name);
    return model ? modelOfKey(model.key) : UNKNOWN;
  }
  // `import Sequelize from 'sequelize'; Sequelize.Sequelize`, `class X extends Sequelize.Model`.
  if (value.role === 'export' && value.type === 'Sequelize' && /^[A-Z]/.test(name))
    return { ...value, type: name };
  return undefined;
}

export function callback(
  original: LibraryCall,
  _argument: number,
  param: number,
): Value | undefined {
  const { receiver, method } = unfolded(original);
  if (kindOf(receiver) === 'connection' && method === 'transaction' && param === 0)
    return libraryInstance(PKG, 'Transaction');
  return undefined;
}

/** `@InjectModel(User)` and `@InjectConnection()` of Nest. */
export function injected(
  decorator: DecoratorIr,
  type: TypeRef | undefined,
  env: Env,
  evaluator: Evaluator,
): Value | undefined {
  if (decorator.name === 'InjectConnection') return connection();
  if (decorator.name !== 'InjectModel') return undefined;
  const target = decorator.args[0] ? evaluator.value(decorator.args[0], env) : UNKNOWN;
  const known = alternatives(target).find((one) => one.v === 'class' || one.v === 'library');
  if (known) return known;
  return type ? evaluator.type(type, env) : undefined;
}

/** Parameters that only convention explains: `(sequelize, DataTypes) => …`, `up(queryInterface, Sequelize)`. */
export function parameter(param: ParamIr, index: number, fn: ProjectFunction): Value | undefined {
  if (index === 0 && /^_?queryInterface$/i.test(param.name))
    return libraryInstance(PKG, 'QueryInterface');
  if (!/^_?(?:sequelize|sequelizeInstance|connection|db)$/i.test(param.name) || param.type)
    return undefined;
  return definesWith(fn, param) ? connection() : undefined;
}

/** Whether a function defines a model with one of its parameters. */
function definesWith(fn: ProjectFunction, param: ParamIr): boolean {
  let found =
    /sequelize/i.test(param.name) &&
    fn.ir.params.some((one) => /^(?:DataTypes?|Sequelize)$/.test(one.name));
  for (const root of fn.ir.body) {
    forEachExpr(root, (expr) => {
      if (expr.k !== 'call' || expr.fn.k !== 'mem' || expr.fn.obj.k !== 'name') return;
      if (expr.fn.obj.decl !== param.decl) return;
      if (expr.fn.name === 'define' || expr.fn.name === 'getQueryInterface') found = true;
    });
  }
  return found;
}

export function type(name: string, args: readonly Value[]): Value | undefined {
  return name === 'NonAttribute' ? args[0] : undefined;
}
