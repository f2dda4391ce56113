/** What `value.name` stands for. */
import { UnitMemo } from './reading.ts';
import type { TypeRef } from '../scan/ir.ts';
import { augmentedMember } from './augmentations.ts';
import { findMember, memberEnv, staticMember } from './class-members.ts';
import type { ClassMember } from './class-members.ts';
import { exportValue } from './export-value.ts';
import { injectedValue } from './parameter-value.ts';
import { refined } from './evaluator.ts';
import { placedMember } from './placed-members.ts';
import type { Evaluator } from './evaluator.ts';
import { alternatives, isKnown, stringValue, unionOf, UNKNOWN } from './values.ts';
import type {
  EnumValue,
  Env,
  InstanceValue,
  InterfaceValue,
  LibraryValue,
  ObjectValue,
  Value,
} from './values.ts';

export function memberValue(evaluator: Evaluator, of: Value, name: string): Value {
  switch (of.v) {
    case 'union':
      return unionOf(of.of.map((one) => evaluator.member(one, name)));
    case 'instance':
      return instanceMember(evaluator, of, name);
    case 'class':
      return staticMember(evaluator, of.cls, name);
    case 'object':
      return objectMember(evaluator, of, name);
    case 'namespace':
      return exportValue(evaluator, of.file, name);
    case 'enum':
      return enumMember(evaluator, of, name);
    case 'library':
      return libraryMember(evaluator, of, name);
    case 'interface':
      return interfaceMember(evaluator, of, name, new Set());
    case 'shape':
      return shapeMember(evaluator, of.type, of.env, name) ?? UNKNOWN;
    case 'array':
      return /^\d+$/.test(name) ? (of.items?.[Number(name)] ?? of.of) : UNKNOWN;
    case 'function':
      return functionMember(of, name);
    default:
      return UNKNOWN;
  }
}

function instanceMember(evaluator: Evaluator, of: InstanceValue, name: string): Value {
  const member = findMember(evaluator, of, name);
  if (!member || (member.kind === 'library' && name === 'constructor')) {
    // Nothing is made by an abstract class: its objects are of a class below it.
    return name === 'constructor' && !of.cls.ir.isAbstract
      ? { v: 'class', cls: of.cls, types: of.types }
      : UNKNOWN;
  }
  const compute = (): Value => valueOfMember(evaluator, of, member, name);
  // What a constructor call binds is evaluated anew each time: its environment is kept nowhere.
  return of.ctor
    ? evaluator.once(guardKey(of, name), of.ctor.env, compute)
    : evaluator.guarded(guardKey(of.cls, name), compute);
}

const guards = new WeakMap<object, Map<string, object>>();

/** One key per class (or spread) and member, so that what is defined by itself ends in UNKNOWN. */
function guardKey(owner: object, name: string): object {
  let names = guards.get(owner);
  if (!names) guards.set(owner, (names = new Map()));
  let key = names.get(name);
  if (!key) names.set(name, (key = {}));
  return key;
}

function valueOfMember(
  evaluator: Evaluator,
  of: InstanceValue,
  member: ClassMember,
  name: string,
): Value {
  switch (member.kind) {
    case 'library':
      return evaluator.member(member.value, name);
    case 'method': {
      const env = memberEnv(evaluator, member.view, member.fn);
      if (member.fn.ir.kind !== 'getter') return { v: 'function', fn: member.fn, env };
      const at = member.fn.ir.at;
      return evaluator.call(
        { k: 'call', fn: { k: 'fn', fn: member.fn.index, at }, args: [], at, start: at, end: at },
        env,
      );
    }
    case 'signature': {
      const signature = member.view.holder.ir.signatures?.[member.index];
      const env = memberEnv(evaluator, member.view, null);
      if (!signature) return UNKNOWN;
      const type = { t: 'function' as const, params: signature.params, returns: signature.returns };
      return { v: 'signature', type, env, owner: of, name };
    }
    case 'field':
      return fieldValue(evaluator, member, name);
    case 'parameter':
      return constructorParameter(evaluator, member);
    case 'assigned':
      return evaluator.value(member.v, memberEnv(evaluator, member.view, member.fn));
  }
}

function fieldValue(
  evaluator: Evaluator,
  member: Extract<ClassMember, { kind: 'field' }>,
  name: string,
): Value {
  const { property, view } = member;
  const env = memberEnv(evaluator, view, null);
  const injected = injectedValue(evaluator, property.decorators ?? [], property.type, env);
  if (injected) return injected;
  const typed = property.type ? evaluator.type(property.type, env) : UNKNOWN;
  const init = property.init ? evaluator.value(property.init, env) : UNKNOWN;
  const made = (): Value => {
    if (isKnown(init)) return init;
    const assigned = view.holder.assigned.get(name) ?? [];
    return unionOf(
      assigned.map((one) => evaluator.value(one.v, memberEnv(evaluator, view, one.fn))),
    );
  };
  if (init.v === 'string' || init.v === 'function' || !isKnown(typed)) {
    const value = made();
    return isKnown(value) ? value : typed;
  }
  return refined(typed, made);
}

function constructorParameter(
  evaluator: Evaluator,
  member: Extract<ClassMember, { kind: 'parameter' }>,
): Value {
  const { ctor } = member.view.holder;
  if (!ctor) return UNKNOWN;
  return evaluator.declaration(
    member.view.holder.file,
    member.param.decl,
    memberEnv(evaluator, member.view, ctor),
  );
}

function objectMember(evaluator: Evaluator, of: ObjectValue, name: string): Value {
  for (const prop of of.expr.props.toReversed()) {
    if (prop.name === name) {
      const value = evaluator.value(prop.v, of.env);
      // `{ db: null, init() { this.db = … } }`
      if (value.v === 'literal' && value.value === null) return placedMember(evaluator, of, name);
      const getter = value.v === 'function' && value.fn.ir.kind === 'getter';
      return getter ? evaluator.call(callOf(value.fn.index, value.fn.ir.at), of.env) : value;
    }
    if (prop.name === null && prop.key && evaluator.text(prop.key, of.env)?.text === name) {
      return evaluator.value(prop.v, of.env);
    }
    if (prop.spread) {
      // `options = { ...options, x }` spreads itself, and `process.env = { ...process.env, x }` in
      // ten places all the ten.
      const inner = evaluator.once(guardKey(prop, name), of.env, () =>
        evaluator.member(evaluator.value(prop.v, of.env), name),
      );
      if (isKnown(inner)) return inner;
    }
  }
  return placedMember(evaluator, of, name);
}

function callOf(fn: number, at: number): Parameters<Evaluator['call']>[0] {
  return { k: 'call', fn: { k: 'fn', fn, at }, args: [], at, start: at, end: at };
}

function enumMember(evaluator: Evaluator, of: EnumValue, name: string): Value {
  const member = of.file.ir.decls[of.decl]?.members?.find((one) => one.name === name);
  if (!member) return UNKNOWN;
  return member.v ? evaluator.value(member.v, evaluator.envOf(of.file, null)) : stringValue(name);
}

function libraryMember(evaluator: Evaluator, of: LibraryValue, name: string): Value {
  for (const library of evaluator.knowledge(of.pkg)) {
    const value = library.member?.(of, name, evaluator);
    if (value) return value;
  }
  const added = augmentedMember(evaluator, of, name);
  if (added && isKnown(added)) return added;
  // A namespace or default import: its members are the exports of the package.
  if (of.role === 'export' && (of.type === '*' || of.type === 'default'))
    return { ...of, type: name };
  return { ...of, type: `${of.type}.${name}` };
}

function interfaceMember(
  evaluator: Evaluator,
  of: InterfaceValue,
  name: string,
  seen: Set<unknown>,
  asked: InterfaceValue = of,
): Value {
  const decl = of.file.ir.decls[of.decl];
  if (!decl || seen.has(decl)) return UNKNOWN;
  seen.add(decl);
  const env = interfaceEnv(evaluator, of);
  if (decl.type?.t === 'object') {
    const own = shapeMember(evaluator, decl.type, env, name, asked);
    if (own) return own;
  }
  for (const base of decl.extends ?? []) {
    for (const one of alternatives(evaluator.type(base, env))) {
      const value =
        one.v === 'interface'
          ? interfaceMember(evaluator, one, name, seen, asked)
          : evaluator.member(one, name);
      if (isKnown(value)) return value;
    }
  }
  return UNKNOWN;
}

function interfaceEnv(evaluator: Evaluator, of: InterfaceValue): Env {
  const base = evaluator.envOf(of.file, null);
  const params = of.file.ir.decls[of.decl]?.typeParams ?? [];
  if (params.length === 0) return base;
  const types = new Map(params.map((name, at): [string, Value] => [name, of.types[at] ?? UNKNOWN]));
  return { ...base, types, memo: new UnitMemo() };
}

function shapeMember(
  evaluator: Evaluator,
  type: Extract<TypeRef, { t: 'object' }>,
  env: Env,
  name: string,
  owner: InterfaceValue | null = null,
): Value | undefined {
  const member = type.members.find((one) => one.name === name);
  if (!member) return undefined;
  if (!member.type) return UNKNOWN;
  if (member.type.t === 'function') return { v: 'signature', type: member.type, env, owner, name };
  return evaluator.type(member.type, env);
}

function functionMember(of: Extract<Value, { v: 'function' }>, name: string): Value {
  if (name === 'name') return stringValue(of.fn.ir.name);
  // f.call(this, …), f.bind(this), f.apply(this, …) are handled where they are called.
  return name === 'bind' || name === 'call' || name === 'apply' ? of : UNKNOWN;
}
