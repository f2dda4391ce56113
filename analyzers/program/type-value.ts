/** The value that something of a written type has. */
import { UnitMemo } from './reading.ts';
import type { DeclIr, TypeRef } from '../scan/ir.ts';
import { importedNamespace } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { findExportedType } from './exported-type.ts';
import type { ProjectFile } from './program.ts';
import { alternatives, arrayOf, instanceOf, stringValue, unionOf, UNKNOWN } from './values.ts';
import type { Env, LibraryValue, Value } from './values.ts';

/** Generic wrappers that leave the members of their first argument reachable. */
const TRANSPARENT = new Set([
  'Promise',
  'PromiseLike',
  'Readonly',
  'Partial',
  'Required',
  'Omit',
  'Pick',
  'NonNullable',
  'Awaited',
  'Exclude',
  'Extract',
  'NoInfer',
]);
const COLLECTIONS = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'AsyncIterable',
  'AsyncGenerator',
  'Generator',
]);
const DICTIONARIES = new Set(['Map', 'ReadonlyMap', 'Record', 'WeakMap']);

export function typeValue(evaluator: Evaluator, type: TypeRef, env: Env): Value {
  switch (type.t) {
    case 'ref':
      return namedValue(evaluator, type, env);
    case 'array':
      return arrayOf(evaluator.type(type.of, env));
    case 'tuple': {
      const items = type.of.map((item) => evaluator.type(item, env));
      return arrayOf(unionOf(items), items);
    }
    case 'union':
    case 'and':
      return unionOf(type.of.map((one) => evaluator.type(one, env)));
    case 'text':
      return stringValue(type.v);
    case 'typeof':
      return evaluator.value(type.expr, env);
    case 'object':
      return { v: 'shape', type, env };
    case 'function':
      return { v: 'signature', type, env, owner: null, name: '' };
    case 'index': {
      const key =
        type.key.t === 'word' && /^\d+$/.test(type.key.v)
          ? stringValue(type.key.v)
          : evaluator.type(type.key, env);
      return key.v === 'string'
        ? evaluator.member(evaluator.type(type.of, env), key.text)
        : UNKNOWN;
    }
    case 'op':
      return type.op === 'keyof' ? UNKNOWN : evaluator.type(type.of, env);
    case 'import': {
      const namespace = importedNamespace(evaluator, env.file, type.index);
      return typeOfExport(evaluator, namespace, type.name.split('.'), type.args ?? [], env);
    }
    case 'word':
      return UNKNOWN;
  }
}

function namedValue(evaluator: Evaluator, ref: Extract<TypeRef, { t: 'ref' }>, env: Env): Value {
  const [head = '', ...rest] = ref.name.split('.');
  const args = ref.args ?? [];
  if (ref.decl < 0) return globalType(evaluator, ref.name, args, env);
  const decl = env.file.ir.decls[ref.decl];
  if (!decl) return UNKNOWN;
  if (decl.kind === 'type-param') return env.types.get(head) ?? { v: 'type-parameter', name: head };
  if (decl.kind !== 'import') return declaredType(evaluator, env.file, ref.decl, rest, args, env);
  if (decl.imp === undefined) return UNKNOWN;
  const namespace = importedNamespace(evaluator, env.file, decl.imp);
  const path = decl.imported === '*' ? rest : [decl.imported ?? 'default', ...rest];
  return typeOfExport(evaluator, namespace, path, args, env);
}

function globalType(evaluator: Evaluator, name: string, args: readonly TypeRef[], env: Env): Value {
  const first = args[0];
  if (!first) return UNKNOWN;
  if (TRANSPARENT.has(name)) return evaluator.type(first, env);
  if (COLLECTIONS.has(name)) return arrayOf(evaluator.type(first, env));
  if (DICTIONARIES.has(name)) return arrayOf(args[1] ? evaluator.type(args[1], env) : UNKNOWN);
  if (name === 'InstanceType') {
    const value = evaluator.type(first, env);
    return value.v === 'class' ? instanceOf(value.cls, value.types) : UNKNOWN;
  }
  if (name === 'Parameters' || name === 'ConstructorParameters')
    return parametersOf(evaluator, evaluator.type(first, env));
  return name === 'ReturnType' ? returnOf(evaluator, evaluator.type(first, env)) : UNKNOWN;
}

const MAX_PARAMETERS = 6;

/** `Parameters<typeof f>`; of a package's function type the adapter says what it hands in. */
function parametersOf(evaluator: Evaluator, value: Value): Value {
  const items = alternatives(value).flatMap((one): readonly (readonly Value[])[] => {
    if (one.v === 'function') {
      return [
        one.fn.ir.params.map((param) =>
          param.type ? evaluator.type(param.type, one.env) : UNKNOWN,
        ),
      ];
    }
    if (one.v === 'signature') {
      return [
        (one.type?.params ?? []).map((param) =>
          param.type ? evaluator.type(param.type, one.env) : UNKNOWN,
        ),
      ];
    }
    if (one.v !== 'library') return [];
    return [
      Array.from({ length: MAX_PARAMETERS }, (_, at) => libraryParameter(evaluator, one, at)),
    ];
  });
  const [first] = items;
  return first ? arrayOf(unionOf(first), first) : UNKNOWN;
}

function libraryParameter(evaluator: Evaluator, type: LibraryValue, param: number): Value {
  for (const library of evaluator.knowledge(type.pkg)) {
    const value = library.signature?.(type, param);
    if (value) return value;
  }
  return UNKNOWN;
}

/** What a function value returns when called without arguments we know of. */
export function returnOf(evaluator: Evaluator, value: Value): Value {
  if (value.v === 'function') {
    const at = value.fn.ir.at;
    return evaluator.call(
      { k: 'call', fn: { k: 'fn', fn: value.fn.index, at }, args: [], at, start: at, end: at },
      value.env,
    );
  }
  if (value.v === 'signature' && value.type?.returns)
    return evaluator.type(value.type.returns, value.env);
  if (value.v === 'library') {
    const at = 0;
    for (const library of evaluator.knowledge(value.pkg)) {
      const call = {
        k: 'call' as const,
        fn: { k: 'this' as const, at },
        args: [],
        at,
        start: at,
        end: at,
      };
      const env: Env = emptyEnv(evaluator);
      const result = library.call?.({ receiver: value, method: '', call, env, evaluator });
      if (result) return result;
    }
  }
  return UNKNOWN;
}

function emptyEnv(evaluator: Evaluator): Env {
  const [file] = evaluator.program.list;
  return evaluator.envOf(file as ProjectFile, null);
}

/** A type that a file exports, `path` being the dotted name inside of it. */
function typeOfExport(
  evaluator: Evaluator,
  namespace: Value,
  path: readonly string[],
  args: readonly TypeRef[],
  env: Env,
): Value {
  const [name, ...rest] = path;
  if (namespace.v === 'library') {
    const values = args.map((arg) => evaluator.type(arg, env));
    return libraryType(
      evaluator,
      namespace.pkg,
      path.length > 0 ? path.join('.') : 'default',
      values,
      env,
    );
  }
  if (namespace.v !== 'namespace' || name === undefined) return UNKNOWN;
  const found = findExportedType(evaluator, namespace.file, name);
  if (!found) return UNKNOWN;
  if ('pkg' in found) {
    const values = args.map((arg) => evaluator.type(arg, env));
    return libraryType(evaluator, found.pkg, found.name, values, env);
  }
  if (found.decl < 0)
    return typeOfExport(evaluator, { v: 'namespace', file: found.file }, rest, args, env);
  return declaredType(evaluator, found.file, found.decl, rest, args, env);
}

function libraryType(
  evaluator: Evaluator,
  pkg: string,
  name: string,
  args: readonly Value[],
  env: Env,
): Value {
  for (const library of evaluator.knowledge(pkg)) {
    const value = library.type?.(name, args, env.file);
    if (value) return value;
  }
  return { v: 'library', pkg, type: name, role: 'instance', args };
}

/** A type declared in a file; `rest` walks into namespaces and enums. */
function declaredType(
  evaluator: Evaluator,
  file: ProjectFile,
  index: number,
  rest: readonly string[],
  args: readonly TypeRef[],
  env: Env,
): Value {
  const decl = file.ir.decls[index];
  if (!decl) return UNKNOWN;
  const values = args.map((arg) => evaluator.type(arg, env));
  switch (decl.kind) {
    case 'class': {
      const cls = decl.cls === undefined ? undefined : file.classes[decl.cls];
      return cls ? instanceOf(cls, values) : UNKNOWN;
    }
    case 'interface':
      return { v: 'interface', file, decl: index, types: values };
    case 'type':
      return aliasValue(evaluator, file, decl, values, env);
    case 'enum':
    case 'const-enum':
      return rest.length > 0
        ? evaluator.member({ v: 'enum', file, decl: index }, rest[0] as string)
        : UNKNOWN;
    case 'import':
      return reimported(evaluator, file, decl, rest, args, env);
    default:
      return UNKNOWN;
  }
}

function reimported(
  evaluator: Evaluator,
  file: ProjectFile,
  decl: DeclIr,
  rest: readonly string[],
  args: readonly TypeRef[],
  env: Env,
): Value {
  if (decl.imp === undefined) return UNKNOWN;
  const namespace = importedNamespace(evaluator, file, decl.imp);
  const path = decl.imported === '*' ? rest : [decl.imported ?? 'default', ...rest];
  return typeOfExport(evaluator, namespace, path, args, env);
}

function aliasValue(
  evaluator: Evaluator,
  file: ProjectFile,
  decl: DeclIr,
  values: readonly Value[],
  env: Env,
): Value {
  if (!decl.type) return UNKNOWN;
  const scope = evaluator.envOf(file, null);
  // Plain aliases share the file's memo; generic ones see their arguments.
  if (!decl.typeParams || decl.typeParams.length === 0) {
    return decl.fn < 0 || env.file !== file
      ? evaluator.type(decl.type, scope)
      : evaluator.type(decl.type, env);
  }
  const types = new Map(
    decl.typeParams.map((name, at): [string, Value] => [name, values[at] ?? UNKNOWN]),
  );
  return evaluator.type(decl.type, { ...scope, types, memo: new UnitMemo() });
}
