/** What values of the Nest packages stand for. */
import type { LibraryCall, LibraryKnowledge } from '../../program/library.ts';
import { returnOf } from '../../program/type-value.ts';
import {
  alternatives,
  isKnown,
  libraryInstance,
  stringValue,
  unionOf,
  UNKNOWN,
} from '../../program/values.ts';
import type { LibraryValue, Value } from '../../program/values.ts';
import { configCall, registeredResult } from './config-values.ts';
import { cronExpression } from './cron-expressions.ts';
import { decoratorUses } from '../../program/decorator-uses.ts';
import type { AppliedDecorator } from '../../program/decorator-uses.ts';
import { tokenValue } from './nest-index.ts';
import { NEST_PACKAGES } from './nest-packages.ts';
import { instanceFrom } from './read-provider.ts';
import { resolveToken } from './tokens.ts';
import { typeToken } from './type-token.ts';

/** Functions that make a class from classes: the members of the first stay reachable. */
const MAPPED_TYPES = new Set(['PartialType', 'OmitType', 'PickType', 'IntersectionType', 'mixin']);
const APPLICATIONS = /^(?:I?Nest[A-Z]\w*|TestingModule|ModuleRef)$/;
const CREATING = new Set([
  'create',
  'createApplicationContext',
  'createMicroservice',
  'createNestApplication',
]);

export const nestKnowledge: LibraryKnowledge = {
  packages: NEST_PACKAGES,
  call: (call) => {
    if (call.receiver.role === 'export') return exportCall(call);
    return instanceCall(call);
  },
  member: (value, name, evaluator) => {
    if (value.type === 'CronExpression' && value.role === 'export') {
      const text = cronExpression(name);
      return text === undefined ? undefined : stringValue(text);
    }
    if (value.type === 'ConfigurableModule')
      return { ...value, type: `ConfigurableModule.${name}`, role: 'export' };
    if (value.type !== 'registerAs' || value.role !== 'instance') return undefined;
    return name === 'KEY'
      ? keyOf(value)
      : evaluator.member(registeredResult(evaluator, value), name);
  },
  type: (name, args) => {
    if (name !== 'ConfigType') return undefined;
    return args[0];
  },
  injected: (decorator, type, env, evaluator) => {
    const use = decoratorUses(evaluator, decorator, env).find((one) => one.name === 'Inject');
    if (!use) return undefined;
    const [argument] = use.args;
    const token = argument
      ? resolveToken(evaluator, argument, use.env)
      : typeToken(evaluator, type, env);
    const value = token ? tokenValue(evaluator, token) : UNKNOWN;
    return isKnown(value) ? value : undefined;
  },
};

function keyOf(value: LibraryValue): Value {
  const namespace = value.state?.['namespace'];
  return stringValue(`CONFIGURATION(${typeof namespace === 'string' ? namespace : ''})`);
}

function exportCall(call: LibraryCall): Value | undefined {
  const { receiver, method, evaluator, env } = call;
  const [first, second] = call.call.args;
  if (method === '') {
    if (receiver.type === 'forwardRef' && first) return lazyClass(call);
    if (MAPPED_TYPES.has(receiver.type)) {
      return unionOf(call.call.args.map((arg) => onlyClass(evaluator.value(arg, env))));
    }
    if (receiver.type === 'registerAs' && second) {
      const namespace = evaluator.text(first, env)?.text ?? '';
      return libraryInstance(receiver.pkg, 'registerAs', [], {
        namespace,
        factory: { expr: second, env },
      });
    }
    return appliedDecorator(call);
  }
  if (receiver.type === 'NestFactory' && CREATING.has(method)) {
    return libraryInstance('@nestjs/common', 'INestApplication');
  }
  if (receiver.type === 'Test' && method === 'createTestingModule') {
    return libraryInstance('@nestjs/testing', 'TestingModule');
  }
  if (receiver.type === 'Reflector' && method === 'createDecorator') {
    return { ...receiver, type: 'Reflector.createDecorator' };
  }
  return undefined;
}

/** `X` of `forwardRef(() => X)`. */
function lazyClass({ call, env, evaluator }: LibraryCall): Value | undefined {
  const [first] = call.args;
  return first && returnOf(evaluator, evaluator.value(first, env));
}

function onlyClass(value: Value): Value {
  return unionOf(alternatives(value).filter((one) => one.v === 'class' || one.v === 'library'));
}

/** A decorator that is kept in a constant or a list before it is applied. */
function appliedDecorator({ receiver, call, env }: LibraryCall): Value | undefined {
  if (
    receiver.type !== 'applyDecorators' &&
    !/^(?:\w+\.)*[A-Z]\w*$|createDecorator$/.test(receiver.type)
  )
    return undefined;
  const applied: AppliedDecorator = { head: receiver, args: call.args, env };
  return libraryInstance(receiver.pkg, receiver.type, [], { applied });
}

function instanceCall(call: LibraryCall): Value | undefined {
  const { receiver, method, evaluator, env } = call;
  const [first] = call.call.args;
  if (receiver.type === 'ConfigService' && (method === 'get' || method === 'getOrThrow')) {
    const value = configCall(evaluator, call.call, env);
    return isKnown(value) ? value : undefined;
  }
  if (receiver.type === 'registerAs' && method === '') return registeredResult(evaluator, receiver);
  if (receiver.type === 'ConfigurableModuleBuilder') {
    return method === 'build' ? libraryInstance(receiver.pkg, 'ConfigurableModule') : receiver;
  }
  if (!APPLICATIONS.test(receiver.type)) return undefined;
  if (method === 'select' || method === 'compile' || method === 'createNestApplication')
    return receiver;
  if ((method === 'get' || method === 'resolve' || method === 'create') && first) {
    const token = resolveToken(evaluator, first, env);
    const value = token ? tokenValue(evaluator, token) : UNKNOWN;
    if (isKnown(value)) return value;
    const made = unionOf(alternatives(evaluator.value(first, env)).map(instanceFrom));
    return isKnown(made) ? made : undefined;
  }
  return undefined;
}
