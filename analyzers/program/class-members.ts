/**
 * Members of project classes along the chain of bases, with the right type arguments and `this`,
 * and the environment of constructors, so that `super('users', db)` reaches a field of the base.
 */
import { UnitMemo } from './reading.ts';
import type { CallExpr, Expr, ParamIr, PropertyIr } from '../scan/ir.ts';
import { derivedEnv } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import type { ProjectClass, ProjectFunction } from './program.ts';
import { alternatives, bindingKey, instanceOf, UNKNOWN } from './values.ts';
import type { Binding, Env, InstanceValue, LibraryValue, Value } from './values.ts';

/** What a name means in a class. `view`: the instance seen as the class that holds the member. */
export type ClassMember =
  | { readonly kind: 'field'; readonly property: PropertyIr; readonly view: InstanceView }
  | { readonly kind: 'parameter'; readonly param: ParamIr; readonly view: InstanceView }
  | {
      readonly kind: 'assigned';
      readonly v: Expr;
      readonly fn: ProjectFunction;
      readonly view: InstanceView;
    }
  | { readonly kind: 'method'; readonly fn: ProjectFunction; readonly view: InstanceView }
  | { readonly kind: 'signature'; readonly index: number; readonly view: InstanceView }
  | { readonly kind: 'library'; readonly value: LibraryValue };

export interface InstanceView {
  readonly holder: ProjectClass;
  readonly types: ReadonlyMap<string, Value>;
  /** From the class of the instance up to the holder. */
  readonly chain: readonly ProjectClass[];
  readonly instance: InstanceValue;
}

/** The base of a class as an instance: of a project class, or of a package's class. */
export function baseOf(
  evaluator: Evaluator,
  cls: ProjectClass,
  env: Env,
): InstanceValue | LibraryValue | null {
  if (!cls.ir.base) return null;
  const base = evaluator.value(cls.ir.base, evaluator.envOf(cls.file, null));
  const types = (cls.ir.baseArgs ?? []).map((ref) => evaluator.type(ref, env));
  for (const one of alternatives(base)) {
    if (one.v === 'class' && one.cls !== cls)
      return instanceOf(one.cls, types.length > 0 ? types : one.types);
    if (one.v === 'library') {
      return { ...one, role: 'instance', args: types.length > 0 ? types : one.args };
    }
  }
  return null;
}

/** The classes of an instance from its own to the last one of the project, then a package's base. */
export function* viewsOf(
  evaluator: Evaluator,
  instance: InstanceValue,
): Generator<InstanceView | LibraryValue> {
  const chain: ProjectClass[] = [];
  let current: InstanceValue | null = instance;
  while (current && !chain.includes(current.cls)) {
    chain.push(current.cls);
    const types = typeArguments(current.cls, current.types);
    yield { holder: current.cls, types, chain: [...chain], instance: instance.self ?? instance };
    if (!current.cls.ir.base) return;
    const own = evaluator.envOf(current.cls.file, current.cls);
    // What a class without type parameters hands its base is the same for all its objects.
    const env: Env = types === NO_TYPES ? own : { ...own, types, memo: new UnitMemo() };
    const base = baseOf(evaluator, current.cls, env);
    if (base?.v === 'library') yield base;
    current = base?.v === 'instance' ? base : null;
  }
}

function typeArguments(cls: ProjectClass, args: readonly Value[]): ReadonlyMap<string, Value> {
  const names = cls.ir.typeParams ?? [];
  if (names.length === 0) return NO_TYPES;
  return new Map(names.map((name, at) => [name, args[at] ?? { v: 'type-parameter', name }]));
}

const NO_TYPES: ReadonlyMap<string, Value> = new Map();

/** Finds what `name` means in an instance; the most derived class wins. */
export function findMember(
  evaluator: Evaluator,
  instance: InstanceValue,
  name: string,
): ClassMember | null {
  let abstract: ClassMember | null = null;
  for (const view of viewsOf(evaluator, instance)) {
    if ('v' in view)
      return abstract ?? { kind: 'library', value: { ...view, self: instance.self ?? instance } };
    const found = memberOfClass(view, name);
    if (found && found.kind !== 'signature') return found;
    abstract ??= found;
  }
  return abstract;
}

function memberOfClass(view: InstanceView, name: string): ClassMember | null {
  const { holder } = view;
  const fn = holder.methods
    .get(name)
    ?.find(({ ir }) => !ir.isStatic && ir.kind !== 'constructor' && ir.kind !== 'setter');
  if (fn) return { kind: 'method', fn, view };
  const property = holder.ir.properties.find((one) => one.name === name && !one.isStatic);
  const assigned = holder.assigned.get(name)?.[0];
  if (property && (property.init || property.type || !assigned))
    return { kind: 'field', property, view };
  const param = holder.ctor?.ir.params.find((one) => one.property && one.name === name);
  if (param) return { kind: 'parameter', param, view };
  if (assigned) return { kind: 'assigned', ...assigned, view };
  const index = holder.ir.signatures?.findIndex((one) => one.name === name) ?? -1;
  return index >= 0 ? { kind: 'signature', index, view } : null;
}

/** Environment of a member's code when `this` is the given instance. */
export function memberEnv(
  evaluator: Evaluator,
  view: InstanceView,
  fn: ProjectFunction | null,
): Env {
  const base = evaluator.envOf(view.holder.file, view.holder);
  const { instance } = view;
  const plain = instance.cls === view.holder && !instance.ctor && instance.types.length === 0;
  if (plain && fn?.ir.kind !== 'constructor') return base;
  if (fn?.ir.kind === 'constructor') return constructorEnv(evaluator, view, fn);
  return cached(evaluator, instance, view.holder, () =>
    derivedEnv(base, { self: instance, types: view.types }),
  );
}

const memberEnvs = new WeakMap<object, WeakMap<object, Map<ProjectClass, Env>>>();

/** One environment per instance and class, so that its memo is shared. */
function cached(
  evaluator: Evaluator,
  instance: InstanceValue,
  holder: ProjectClass,
  make: () => Env,
): Env {
  let instances = memberEnvs.get(evaluator.reading.unit);
  if (!instances) memberEnvs.set(evaluator.reading.unit, (instances = new WeakMap()));
  // Without type arguments and constructor call, all instances of one class look alike.
  const key = instance.types.length === 0 && !instance.ctor ? instance.cls : instance;
  let holders = instances.get(key);
  if (!holders) instances.set(key, (holders = new Map()));
  let env = holders.get(holder);
  if (!env) holders.set(holder, (env = make()));
  return env;
}

/** Constructor of `view.holder` as run for the instance: parameters bound by `new` and `super(…)`. */
function constructorEnv(evaluator: Evaluator, view: InstanceView, ctor: ProjectFunction): Env {
  const base = evaluator.envOf(view.holder.file, view.holder);
  const call = constructorCall(evaluator, view);
  const names = call ? bindParameters(ctor, call.args, call.env) : new Map<string, Binding>();
  return derivedEnv(base, { self: view.instance, types: view.types, names });
}

interface BoundCall {
  readonly args: readonly Expr[];
  readonly env: Env;
}

function constructorCall(evaluator: Evaluator, view: InstanceView): BoundCall | null {
  const below = view.chain[view.chain.length - 2];
  if (!below) {
    const { ctor } = view.instance;
    return ctor ? { args: ctor.call.args, env: ctor.env } : null;
  }
  const belowView: InstanceView = { ...view, holder: below, chain: view.chain.slice(0, -1) };
  if (!below.ctor) return constructorCall(evaluator, belowView);
  const call = superCall(below.ctor);
  return call ? { args: call.args, env: constructorEnv(evaluator, belowView, below.ctor) } : null;
}

function superCall(ctor: ProjectFunction): CallExpr | null {
  const site = ctor.file.calls.find((one) => one.fn === ctor && one.expr.fn.k === 'super');
  return site?.expr ?? null;
}

/** Whether `new` says something about the object: by what it passes, or by leaving a default in place. */
export function isTold(cls: ProjectClass, call: CallExpr): boolean {
  return call.args.length > 0 || (cls.ctor?.ir.params.some((param) => param.default) ?? false);
}

/** Binding of a parameter that the call leaves out: its default counts. */
export const ABSENT: Binding = { value: UNKNOWN };

/** Parameters of a function bound to the arguments of a call; destructured names keep their path. */
export function bindParameters(
  fn: ProjectFunction,
  args: readonly Expr[],
  env: Env,
): ReadonlyMap<string, Binding> {
  const names = new Map<string, Binding>();
  fn.ir.params.forEach((param, at) => {
    const arg = param.rest ? restArgument(args, at) : args[at];
    if (!arg && (param.optional || param.default) && !args.some((one) => one.k === 'spread'))
      names.set(parameterKey(fn, at), ABSENT);
    if (!arg || arg.k === 'spread') return;
    names.set(parameterKey(fn, at), { expr: arg, env });
    if (param.decl >= 0) names.set(bindingKey(fn.file, param.decl), { expr: arg, env });
  });
  return names;
}

/** What `...rest` receives, as a list. */
function restArgument(args: readonly Expr[], from: number): Expr | undefined {
  const first = args[from];
  return first && { k: 'arr', items: args.slice(from), at: first.at };
}

/** Key of the whole argument at a position, for names destructured from it. */
export const parameterKey = (fn: ProjectFunction, index: number): string =>
  `${fn.file.path}@${fn.index}:${index}`;

/** Static members: own fields and methods, then the bases'. */
export function staticMember(evaluator: Evaluator, cls: ProjectClass, name: string): Value {
  const seen = new Set<ProjectClass>();
  for (let current: ProjectClass | null = cls; current && !seen.has(current);) {
    seen.add(current);
    const env = evaluator.envOf(current.file, current, true);
    const fn = current.methods.get(name)?.find((one) => one.ir.isStatic);
    if (fn?.ir.kind === 'getter')
      return evaluator.call(
        {
          k: 'call',
          fn: { k: 'fn', fn: fn.index, at: fn.ir.at },
          args: [],
          at: fn.ir.at,
          start: fn.ir.at,
          end: fn.ir.at,
        },
        env,
      );
    if (fn) return { v: 'function', fn, env };
    const property = current.ir.properties.find((one) => one.isStatic && one.name === name);
    if (property?.init) return evaluator.value(property.init, env);
    if (property?.type) return evaluator.type(property.type, env);
    const base = baseOf(evaluator, current, env);
    // Every class has a name of its own, whatever it extends.
    if (base?.v === 'library' && name !== 'name') {
      const self: Value = { v: 'class', cls, types: [] };
      return evaluator.member({ ...base, role: 'export', self }, name);
    }
    current = base?.v === 'instance' ? base.cls : null;
  }
  return name === 'name' ? { v: 'string', text: cls.name, exact: true, origin: null } : UNKNOWN;
}
