/**
 * The evaluator as its parts see it: what does this expression, type or name stand for? Each part
 * (`declaration-value`, `member-value`, `call-result`, `type-value`) asks the others through it.
 */
import { UnitMemo } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Sharing } from './sharing.ts';
import type { CallExpr, Expr, TypeRef } from '../scan/ir.ts';
import type { LibraryKnowledge } from './library.ts';
import type { CallSite, Program, ProjectClass, ProjectFile, ProjectFunction } from './program.ts';
import { alternatives, isKnown, unionOf, UNKNOWN } from './values.ts';
import type { Binding, Env, InstanceValue, StringValue, Value } from './values.ts';

export interface Evaluator {
  readonly program: Program;
  readonly reading: Reading;
  /** Does a piece of work as if nothing had been found out before, and tells what it looked at. */
  readonly alone: Sharing['alone'];
  /** What many units need: found out once, alone; each unit depends on it as a whole. */
  readonly shared: Sharing['shared'];
  readonly sharing: Sharing;
  /** Whether a file's code runs in production, as that of tests does not. */
  readonly isSource: (path: string) => boolean;
  /** Value of an expression. */
  readonly value: (expr: Expr, env: Env) => Value;
  /** Value that something of this type has. */
  readonly type: (type: TypeRef, env: Env) => Value;
  readonly member: (value: Value, name: string) => Value;
  readonly call: (call: CallExpr, env: Env) => Value;
  readonly declaration: (file: ProjectFile, decl: number, env: Env) => Value;
  /** Environment of code that nobody has called: parameters stand for their types. */
  readonly envOf: (file: ProjectFile, owner: ProjectClass | null, inStatic?: boolean) => Env;
  readonly siteEnv: (site: CallSite) => Env;
  readonly functionEnv: (fn: ProjectFunction) => Env;
  /** String value, `{}` for unknown parts; undefined when it is no string at all. */
  readonly text: (expr: Expr | undefined, env: Env) => StringValue | undefined;
  readonly knowledge: (pkg: string) => readonly LibraryKnowledge[];
  readonly libraries: readonly LibraryKnowledge[];
  /** Runs `compute` unless it is running already for the same key or too deep. */
  readonly guarded: (key: object, compute: () => Value) => Value;
  /** The same for what many ways may lead to: within one question it is computed on the first of them. */
  readonly once: (key: object, env: Env, compute: () => Value) => Value;
}

/** The same place with other knowledge: another `this`, bound parameters, type arguments. */
export function derivedEnv(
  env: Env,
  change: {
    readonly self?: InstanceValue;
    readonly types?: ReadonlyMap<string, Value>;
    readonly names?: ReadonlyMap<string, Binding>;
  },
): Env {
  return {
    file: env.file,
    owner: env.owner,
    self: change.self ?? env.self,
    types: merged(env.types, change.types),
    names: merged(env.names, change.names),
    memo: new UnitMemo(),
  };
}

function merged<V>(
  of: ReadonlyMap<string, V>,
  more: ReadonlyMap<string, V> | undefined,
): ReadonlyMap<string, V> {
  if (!more || more.size === 0) return of;
  return of.size === 0 ? more : new Map([...of, ...more]);
}

export function bindingValue(evaluator: Evaluator, binding: Binding): Value {
  return 'value' in binding ? binding.value : evaluator.value(binding.expr, binding.env);
}

export function importedNamespace(evaluator: Evaluator, file: ProjectFile, index: number): Value {
  const target = evaluator.program.link(file.path, index);
  if (target.kind === 'file') {
    const found = evaluator.program.files.get(target.path);
    return found ? { v: 'namespace', file: found } : UNKNOWN;
  }
  if (target.kind === 'none') return UNKNOWN;
  return { v: 'library', pkg: target.name, type: '*', role: 'export', args: [] };
}

/** Whether an import leads to a package, whose exports are not seen. */
export function leavesProject(evaluator: Evaluator, file: ProjectFile, index: number): boolean {
  const { kind } = evaluator.program.link(file.path, index);
  return kind !== 'file' && kind !== 'none';
}

/** Follows destructuring steps; `...` leaves what is there. */
export function pathValue(
  evaluator: Evaluator,
  value: Value,
  path: readonly string[] | undefined,
): Value {
  let current = value;
  for (const step of path ?? []) if (step !== '...') current = evaluator.member(current, step);
  return current;
}

const hasKnownArgument = (one: Value): boolean => one.v === 'library' && one.args.some(isKnown);

/**
 * A declared type of a package says what a value can do; the code that makes it may say more (which
 * router, which table): then what the code says is taken.
 */
export function refined(declared: Value, made: () => Value): Value {
  if (!alternatives(declared).some((one) => one.v === 'library' && !one.state)) return declared;
  const value = made();
  if (alternatives(value).some((one) => one.v === 'library' && one.state)) return value;
  // `Repository<any>` made for a class or name that is known.
  if (!alternatives(declared).some(hasKnownArgument) && alternatives(value).some(hasKnownArgument))
    return value;
  // Options of a package's type are still the object that is written out.
  const written = alternatives(value).filter((one) => one.v === 'object');
  return written.length > 0 ? unionOf([declared, ...written]) : declared;
}
