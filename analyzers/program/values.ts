/**
 * What an expression can be known to stand for without running it or asking the type checker.
 * Promises are transparent: `await x` and `Promise<T>` are the value itself.
 */
import type { UnitMemo } from './reading.ts';
import type { CallExpr, Expr, ObjectExpr, TypeRef } from '../scan/ir.ts';
import type { ProjectClass, ProjectFile, ProjectFunction } from './program.ts';

export type Value =
  | UnknownValue
  | StringValue
  | LiteralValue
  | InstanceValue
  | ClassValue
  | FunctionValue
  | ObjectValue
  | ArrayValue
  | LibraryValue
  | InterfaceValue
  | ShapeValue
  | SignatureValue
  | NamespaceValue
  | EnumValue
  | TypeParameterValue
  | UnionValue;

export interface UnknownValue {
  readonly v: 'unknown';
}
/** `text` has `{}` where a part is not known; then `exact` is false. */
export interface StringValue {
  readonly v: 'string';
  readonly text: string;
  readonly exact: boolean;
  /** The literal it comes from, for line numbers inside of it. */
  readonly origin: { readonly file: ProjectFile; readonly expr: Expr } | null;
}
export interface LiteralValue {
  readonly v: 'literal';
  readonly value: number | boolean | null;
}
/** An object made by a class of the project. `ctor`: the `new` it comes from, when known. */
export interface InstanceValue {
  readonly v: 'instance';
  readonly cls: ProjectClass;
  readonly types: readonly Value[];
  readonly ctor: { readonly call: CallExpr; readonly env: Env } | null;
  /** Set for `super`: members are looked up from `cls`, but `this` inside of them is `self`. */
  readonly self: InstanceValue | null;
}
export interface ClassValue {
  readonly v: 'class';
  readonly cls: ProjectClass;
  readonly types: readonly Value[];
}
export interface FunctionValue {
  readonly v: 'function';
  readonly fn: ProjectFunction;
  readonly env: Env;
}
export interface ObjectValue {
  readonly v: 'object';
  readonly expr: ObjectExpr;
  readonly env: Env;
}
/** Arrays, sets, maps and dictionaries: `items` when they are written out, else `of` each element. */
export interface ArrayValue {
  readonly v: 'array';
  readonly items: readonly Value[] | null;
  readonly of: Value;
}
/**
 * Something that belongs to a package: an export of it (`role: 'export'`), or an object of one of
 * its types (`role: 'instance'`). `state` is the adapter's own note, plain data.
 */
export interface LibraryValue {
  readonly v: 'library';
  readonly pkg: string;
  readonly type: string;
  readonly role: 'export' | 'instance';
  readonly args: readonly Value[];
  readonly state?: LibraryState;
  /** The project's object or class that inherits from it, when a member was found through inheritance. */
  readonly self?: InstanceValue | ClassValue;
}
export type LibraryState = Readonly<Record<string, unknown>>;
export interface InterfaceValue {
  readonly v: 'interface';
  readonly file: ProjectFile;
  readonly decl: number;
  readonly types: readonly Value[];
}
export interface ShapeValue {
  readonly v: 'shape';
  readonly type: Extract<TypeRef, { t: 'object' }>;
  readonly env: Env;
}
/** A function known by its type alone. `owner` and `name` when it is a member of an interface. */
export interface SignatureValue {
  readonly v: 'signature';
  readonly type: Extract<TypeRef, { t: 'function' }> | null;
  readonly env: Env;
  readonly owner: InterfaceValue | InstanceValue | null;
  readonly name: string;
}
export interface NamespaceValue {
  readonly v: 'namespace';
  readonly file: ProjectFile;
}
export interface EnumValue {
  readonly v: 'enum';
  readonly file: ProjectFile;
  readonly decl: number;
}
export interface TypeParameterValue {
  readonly v: 'type-parameter';
  readonly name: string;
}
export interface UnionValue {
  readonly v: 'union';
  readonly of: readonly Value[];
  /** Which one it is depends on a parameter: a caller may know. */
  readonly open?: true;
}

/** Where an expression is evaluated: what `this`, type parameters and bound parameters stand for. */
export interface Env {
  readonly file: ProjectFile;
  /** The class the code is written in; `self` may be a class derived from it. */
  readonly owner: ProjectClass | null;
  readonly self: InstanceValue | ClassValue | null;
  /** Type parameters by name. */
  readonly types: ReadonlyMap<string, Value>;
  /** Parameters bound by a call, keyed by `bindingKey`. */
  readonly names: ReadonlyMap<string, Binding>;
  readonly memo: UnitMemo<Expr | TypeRef, Value>;
}
export type Binding = { readonly value: Value } | { readonly expr: Expr; readonly env: Env };

export const UNKNOWN: UnknownValue = { v: 'unknown' };

export const bindingKey = (file: ProjectFile, decl: number): string => `${file.path}#${decl}`;

/** What a call bound a name to. Most environments bind nothing, so that no key need be made. */
export function bindingOf(env: Env, file: ProjectFile, decl: number): Binding | undefined {
  return env.names.size === 0 ? undefined : env.names.get(bindingKey(file, decl));
}

export const isKnown = (value: Value): boolean =>
  value.v !== 'unknown' && value.v !== 'type-parameter';

export function stringValue(
  text: string,
  exact = true,
  origin: StringValue['origin'] = null,
): StringValue {
  return { v: 'string', text, exact, origin };
}

export function libraryInstance(
  pkg: string,
  type: string,
  args: readonly Value[] = [],
  state?: LibraryState,
): LibraryValue {
  return { v: 'library', pkg, type, role: 'instance', args, ...(state ? { state } : {}) };
}

export function instanceOf(
  cls: ProjectClass,
  types: readonly Value[] = [],
  ctor: InstanceValue['ctor'] = null,
): InstanceValue {
  return { v: 'instance', cls, types, ctor, self: null };
}

export function arrayOf(of: Value, items: readonly Value[] | null = null): ArrayValue {
  return { v: 'array', items, of };
}

/** The alternatives of a value, flat: a union's members, else the value itself. */
export function alternatives(value: Value): readonly Value[] {
  return value.v === 'union' ? value.of : [value];
}

const MAX_ALTERNATIVES = 12;

/** One value for several; unknown parts are dropped when something is known. */
export function unionOf(values: readonly Value[]): Value {
  const [only] = values;
  if (!only) return UNKNOWN;
  if (values.length === 1 && only.v !== 'union') return only.v === 'unknown' ? UNKNOWN : only;
  const unique: Value[] = [];
  for (const value of values) {
    if (value.v !== 'union') addAlternative(unique, value);
    else for (const one of value.of) addAlternative(unique, one);
  }
  if (unique.length === 0) return values.find((value) => value.v === 'type-parameter') ?? UNKNOWN;
  if (unique.length === 1) return unique[0] as Value;
  const union = { v: 'union', of: unique } as const;
  return values.some(isOpen) ? { ...union, open: true } : union;
}

function addAlternative(unique: Value[], value: Value): void {
  if (unique.length === MAX_ALTERNATIVES || !isKnown(value)) return;
  if (!unique.some((one) => sameValue(value, one))) unique.push(value);
}

/** Whether a caller may know which of the alternatives it is. */
export const isOpen = (value: Value): boolean => value.v === 'union' && value.open === true;

/** Type arguments of type arguments that are compared: `Page<Order>[]` is two deep. */
const MAX_NESTING = 4;

/** Same thing for all that matters here; object literals and functions by identity. */
export function sameValue(a: Value, b: Value, nesting = 0): boolean {
  if (a === b) return true;
  if (a.v !== b.v || nesting > MAX_NESTING) return false;
  switch (a.v) {
    case 'string':
      return a.text === (b as StringValue).text;
    case 'literal':
      return a.value === (b as LiteralValue).value;
    case 'instance':
    case 'class':
      return a.cls === (b as typeof a).cls && sameValues(a.types, (b as typeof a).types, nesting);
    case 'function':
      return a.fn === (b as FunctionValue).fn;
    case 'interface':
      return a.file === (b as InterfaceValue).file && a.decl === (b as InterfaceValue).decl;
    case 'library':
      return sameLibrary(a, b as LibraryValue, nesting);
    default:
      return false;
  }
}

function sameLibrary(a: LibraryValue, b: LibraryValue, nesting: number): boolean {
  const isSameType = a.pkg === b.pkg && a.type === b.type && a.role === b.role;
  if (!isSameType || a.state || b.state) return false;
  return sameValues(a.args, b.args, nesting) && sameSelf(a, b, nesting);
}

const sameSelf = ({ self: a }: LibraryValue, { self: b }: LibraryValue, nesting: number): boolean =>
  a === b || (a !== undefined && b !== undefined && sameValue(a, b, nesting + 1));

function sameValues(a: readonly Value[], b: readonly Value[], nesting: number): boolean {
  if (a.length !== b.length) return false;
  return a.every((value, at) => sameValue(value, b[at] as Value, nesting + 1));
}
