/** What a parameter stands for: what a caller binds, what is injected, its type, its context, its default. */
import type { DeclIr, Expr, TypeRef } from '../scan/ir.ts';
import { bindParameters, parameterKey } from './class-members.ts';
import { bindingValue, derivedEnv, pathValue } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { handedValue } from './handed-value.ts';
import { memberOfTypedObject } from './object-context.ts';
import { calleeName } from './program.ts';
import type { ProjectFile, ProjectFunction } from './program.ts';
import { parameterOfSignature } from './signature-type.ts';
import { alternatives, arrayOf, bindingOf, isKnown, unionOf, UNKNOWN } from './values.ts';
import type { Env, Value } from './values.ts';

export function parameterValue(
  evaluator: Evaluator,
  file: ProjectFile,
  index: number,
  decl: DeclIr,
  env: Env,
): Value {
  const bound = bindingOf(env, file, index);
  const place = file.parameters.get(index);
  if (bound) {
    const value = bindingValue(evaluator, bound);
    if (isKnown(value)) return value;
  }
  if (!place) return UNKNOWN;
  const whole =
    env.names.size === 0 ? undefined : env.names.get(parameterKey(place.fn, place.index));
  if (whole && decl.path) {
    const value = pathValue(evaluator, bindingValue(evaluator, whole), decl.path);
    if (isKnown(value)) return value;
  }
  return pathValue(evaluator, argumentValue(evaluator, place, env), decl.path);
}

/** A whole parameter by its decorator, type, the context the function is handed to, or its default. */
function argumentValue(
  evaluator: Evaluator,
  place: {
    readonly fn: ProjectFunction;
    readonly param: ProjectFunction['ir']['params'][number];
    readonly index: number;
  },
  env: Env,
): Value {
  const { fn, param, index } = place;
  const injected = injectedValue(evaluator, param.decorators ?? [], param.type, env);
  if (injected) return injected;
  if (param.type) {
    const typed = evaluator.type(param.type, env);
    // The type of a rest parameter is that of the whole list.
    if (isKnown(typed)) return param.rest && typed.v !== 'array' ? arrayOf(typed) : typed;
  }
  const context = contextualValue(evaluator, fn, index, env);
  if (isKnown(context)) return context;
  const annotated = annotatedValue(evaluator, fn, index, env);
  if (isKnown(annotated)) return annotated;
  if (!param.type) {
    const member = memberOfTypedObject(evaluator, fn, index, env);
    if (isKnown(member)) return member;
    for (const library of evaluator.libraries) {
      const value = library.parameter?.(param, index, fn);
      if (value) return value;
    }
  }
  if (!param.type || (param.type.t === 'word' && param.type.v === 'any')) {
    const handed = evaluator.guarded(param, () => handedValue(evaluator, fn, index));
    if (isKnown(handed)) return handed;
  }
  return param.default ? evaluator.value(param.default, env) : UNKNOWN;
}

export function injectedValue(
  evaluator: Evaluator,
  decorators: NonNullable<ProjectFunction['ir']['params'][number]['decorators']>,
  type: ProjectFunction['ir']['params'][number]['type'],
  env: Env,
): Value | undefined {
  for (const decorator of decorators) {
    const head = decorator.expr.k === 'call' ? decorator.expr.fn : decorator.expr;
    const value = evaluator.value(head, env);
    if (value.v === 'function') {
      const composed = composedInjection(evaluator, value, decorator.args, env);
      if (composed) return composed;
    }
    if (value.v !== 'library') continue;
    for (const library of evaluator.knowledge(value.pkg)) {
      const injected = library.injected?.(decorator, type, env, evaluator);
      if (injected && isKnown(injected)) return injected;
    }
  }
  return undefined;
}

/** `const InjectOrders = () => InjectRepository(Order)`: the package decorator a project function returns. */
function composedInjection(
  evaluator: Evaluator,
  factory: Extract<Value, { v: 'function' }>,
  args: readonly Expr[],
  env: Env,
): Value | undefined {
  const scope = derivedEnv(factory.env, { names: bindParameters(factory.fn, args, env) });
  for (const returned of factory.fn.ir.body) {
    if (returned.k !== 'ret' || returned.v.k !== 'call') continue;
    const expr = returned.v;
    const inner = { expr, name: calleeName(expr.fn), args: expr.args, at: expr.at };
    const value = evaluator.guarded(
      factory.fn,
      () => injectedValue(evaluator, [inner], undefined, scope) ?? UNKNOWN,
    );
    if (isKnown(value)) return value;
  }
  return undefined;
}

/** `manager` in `dataSource.transaction(async (manager) => …)`: what the called side hands in. */
function contextualValue(
  evaluator: Evaluator,
  fn: ProjectFunction,
  index: number,
  env: Env,
): Value {
  const place = fn.file.argumentOf.get(fn.index);
  if (!place) return UNKNOWN;
  const { site, index: argument } = place;
  const { expr } = site;
  const callee = expr.fn;
  if (callee.k === 'mem') {
    const receiver = evaluator.value(callee.obj, env);
    const handed = alternatives(receiver).map((one): Value => {
      if (one.v === 'array' && ADDING.has(callee.name))
        return elementParameter(evaluator, one.of, index);
      if (one.v === 'array') return index === 0 || callee.name === 'forEach' ? one.of : UNKNOWN;
      if (one.v === 'library') return fromLibrary(evaluator, one, callee.name, place, index, env);
      return UNKNOWN;
    });
    const value = unionOf(handed);
    if (isKnown(value)) return value;
  }
  const called = evaluator.value(callee, env);
  return unionOf(
    alternatives(called).map((one): Value => {
      if (one.v === 'library') return fromLibrary(evaluator, one, '', place, index, env);
      return parameterOfSignature(evaluator, one, argument, index);
    }),
  );
}

const ADDING = new Set(['push', 'unshift', 'add']);

/** `tasks.push(async (db) => …)`: the list's type says what its functions get. */
function elementParameter(evaluator: Evaluator, element: Value, index: number): Value {
  return unionOf(
    alternatives(element).map((one): Value => {
      const type = one.v === 'signature' ? one.type?.params[index]?.type : undefined;
      return one.v === 'signature' && type ? evaluator.type(type, one.env) : UNKNOWN;
    }),
  );
}

/** Parameters of a function whose variable is typed: `const routes: FastifyPluginAsync = async (app) => …`. */
function annotatedValue(evaluator: Evaluator, fn: ProjectFunction, index: number, env: Env): Value {
  const type = annotations(fn.file).get(fn.index);
  if (!type) return UNKNOWN;
  return unionOf(
    alternatives(evaluator.type(type, env)).map((one): Value => {
      if (one.v === 'signature') {
        const ref = one.type?.params[index]?.type;
        return ref ? evaluator.type(ref, one.env) : UNKNOWN;
      }
      if (one.v !== 'library') return UNKNOWN;
      for (const library of evaluator.knowledge(one.pkg)) {
        const value = library.signature?.(one, index);
        if (value) return value;
      }
      return UNKNOWN;
    }),
  );
}

/** By the calls of a file, so that whoever asks has looked at the file. */
const annotated = new WeakMap<ProjectFile['calls'], ReadonlyMap<number, TypeRef>>();

function annotations(file: ProjectFile): ReadonlyMap<number, TypeRef> {
  const known = annotated.get(file.calls);
  if (known) return known;
  const found = new Map<number, TypeRef>();
  const note = (value: Expr, type: TypeRef | undefined): void => {
    if (value.k === 'fn' && type) found.set(value.fn, type);
    if (value.k === 'cast' && value.v.k === 'fn') found.set(value.v.fn, type ?? value.type);
  };
  for (const [decl, { v }] of file.definitions) note(v, file.ir.decls[decl]?.type);
  for (const cls of file.ir.classes) {
    for (const property of cls.properties) if (property.init) note(property.init, property.type);
  }
  for (const { expr } of file.ir.exports) if (expr) note(expr, undefined);
  annotated.set(file.calls, found);
  return found;
}

function fromLibrary(
  evaluator: Evaluator,
  receiver: Extract<Value, { v: 'library' }>,
  method: string,
  place: NonNullable<ReturnType<ProjectFile['argumentOf']['get']>>,
  param: number,
  env: Env,
): Value {
  for (const library of evaluator.knowledge(receiver.pkg)) {
    const value = library.callback?.(
      { receiver, method, call: place.site.expr, env, evaluator },
      place.index,
      param,
    );
    if (value && isKnown(value)) return value;
  }
  return UNKNOWN;
}
