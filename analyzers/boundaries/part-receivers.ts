/**
 * On what a method is called, as far as one file says: an imported object, a field or parameter
 * with a written type, a new instance. Where it takes more, the call is not listed.
 */
import type { ClassIr, Expr, FileIr, TypeRef } from '../scan/ir.ts';
import type { FileImports, ForeignName } from './part-imports.ts';

/** Types that hand through what they are made of. */
const TRANSPARENT = new Set([
  'Pick',
  'Omit',
  'Partial',
  'Required',
  'Readonly',
  'NonNullable',
  'Promise',
  'Awaited',
]);
/** Steps of inference: a field of a field of a field is beyond what a declaration tells. */
const MAX_STEPS = 6;

export interface Receivers {
  readonly enterClass: (name: string, index: number) => void;
  readonly define: (decls: readonly number[], value: Expr) => void;
  /** What is called: a function, or `Class.member`; in the file itself when `to` is its path. */
  readonly calleeOf: (fn: Expr, cls: string | null) => ForeignName | null;
  /** What an object is an instance of, or the object's own name. */
  readonly targetOf: (expr: Expr, cls: string | null) => ForeignName | null;
  readonly typeTarget: (type: TypeRef) => ForeignName | null;
  readonly instanceOf: (expr: Expr) => ForeignName | null;
}

interface State {
  readonly file: FileIr;
  readonly imports: FileImports;
  readonly fields: Map<string, ReadonlyMap<string, FieldSource>>;
  readonly values: Map<number, Expr>;
  /** Written types of parameters. */
  readonly params: ReadonlyMap<number, TypeRef>;
}

type FieldSource = { readonly type: TypeRef } | { readonly init: Expr };

export function createReceivers(file: FileIr, imports: FileImports): Receivers {
  const params = file.functions.flatMap((fn) =>
    fn.params.flatMap(({ decl, type }) => (type ? [[decl, type] as const] : [])),
  );
  const state: State = {
    file,
    imports,
    fields: new Map(),
    values: new Map(),
    params: new Map(params),
  };
  const define = (decls: readonly number[], value: Expr): void => {
    const [only] = decls;
    if (decls.length === 1 && only !== undefined) state.values.set(only, value);
  };
  for (const expr of file.body) if (expr.k === 'def') define(expr.decls, expr.v);
  return {
    enterClass: (name, index) => {
      const cls = file.classes[index];
      if (cls) state.fields.set(name, readFields(file, cls));
    },
    define,
    calleeOf: (fn, cls) => calleeOf(state, fn, cls),
    targetOf: (expr, cls) => targetOf(state, expr, cls, 0),
    typeTarget: (type) => typeTarget(state, type),
    instanceOf: (expr) => instanceOf(state, expr, null, 0),
  };
}

/** Fields with a written type or value; parameters of the constructor that are fields. */
function readFields(file: FileIr, cls: ClassIr): ReadonlyMap<string, FieldSource> {
  const fields = new Map<string, FieldSource>();
  for (const method of cls.methods) {
    const fn = file.functions[method];
    if (fn?.kind !== 'constructor') continue;
    for (const param of fn.params) if (param.type) fields.set(param.name, { type: param.type });
  }
  for (const { name, type, init } of cls.properties) {
    if (type) fields.set(name, { type });
    else if (init) fields.set(name, { init });
  }
  return fields;
}

function calleeOf(state: State, fn: Expr, cls: string | null): ForeignName | null {
  if (fn.k === 'name') return state.imports.byDecl.get(fn.decl) ?? null;
  if (fn.k !== 'mem') return null;
  if (fn.obj.k === 'this') return null;
  const object = targetOf(state, fn.obj, cls, 0);
  if (object === null) return null;
  if (object.name === '*') return state.imports.memberOf(object, fn.name);
  return { to: object.to, name: `${object.name}.${fn.name}` };
}

function targetOf(state: State, expr: Expr, cls: string | null, steps: number): ForeignName | null {
  if (steps > MAX_STEPS) return null;
  switch (expr.k) {
    case 'name':
      return nameTarget(state, expr.decl, cls, steps);
    case 'cast':
      return typeTarget(state, expr.type) ?? targetOf(state, expr.v, cls, steps + 1);
    case 'call':
      return instanceOf(state, expr, cls, steps);
    case 'mem': {
      if (expr.obj.k !== 'this' || cls === null) return null;
      const field = state.fields.get(cls)?.get(expr.name);
      if (field === undefined) return null;
      return 'type' in field
        ? typeTarget(state, field.type)
        : targetOf(state, field.init, cls, steps + 1);
    }
    default:
      return null;
  }
}

function nameTarget(
  state: State,
  index: number,
  cls: string | null,
  steps: number,
): ForeignName | null {
  const imported = state.imports.byDecl.get(index);
  if (imported) return imported;
  const decl = state.file.decls[index];
  if (decl === undefined || decl.kind === 'import') return null;
  const type = decl.type ?? state.params.get(index);
  if (type && (decl.path ?? []).length === 0) return typeTarget(state, type);
  const value = state.values.get(index);
  const made = value ? instanceOf(state, value, cls, steps + 1) : null;
  if (made !== null || decl.fn !== -1) return made;
  return { to: state.file.path, name: decl.name };
}

function instanceOf(
  state: State,
  expr: Expr,
  cls: string | null,
  steps: number,
): ForeignName | null {
  if (expr.k === 'cast') return instanceOf(state, expr.v, cls, steps + 1);
  if (expr.k !== 'call' || !expr.isNew) return null;
  const target = targetOf(state, expr.fn, cls, steps + 1);
  return target?.name === '*' ? null : target;
}

function typeTarget(state: State, type: TypeRef): ForeignName | null {
  switch (type.t) {
    case 'ref': {
      if (type.decl < 0) {
        const [inner] = TRANSPARENT.has(type.name) ? (type.args ?? []) : [];
        return inner === undefined ? null : typeTarget(state, inner);
      }
      return namedType(state, type.name, type.decl);
    }
    case 'union':
    case 'and':
      for (const one of type.of) {
        const target = typeTarget(state, one);
        if (target !== null) return target;
      }
      return null;
    case 'op':
      return typeTarget(state, type.of);
    default:
      return null;
  }
}

function namedType(state: State, name: string, index: number): ForeignName | null {
  const imported = state.imports.byDecl.get(index);
  const dot = name.indexOf('.');
  if (imported?.name === '*')
    return dot < 0 ? null : state.imports.memberOf(imported, name.slice(dot + 1));
  if (imported) return dot < 0 ? imported : null;
  const decl = state.file.decls[index];
  if (decl?.fn !== -1 || dot >= 0 || decl.kind === 'import') return null;
  return { to: state.file.path, name: decl.name };
}
