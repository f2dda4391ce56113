/**
 * Abstract evaluation: what does this expression stand for? It follows names to declarations across
 * files, fields to their types or initialisers, calls to declared return types or returned values,
 * and asks the adapters about packages. It never guesses: what it cannot know is `UNKNOWN`.
 *
 * Bounded: recursion ends in UNKNOWN at `MAX_DEPTH` and on re-entry, so every program terminates.
 */
import type { AlternativeExpr, ArithmeticOperator, Expr, TypeRef } from '../scan/ir.ts';
import { callResult } from './call-result.ts';
import { baseOf } from './class-members.ts';
import { chosenItems } from './decide-condition.ts';
import { declarationValue, requiredValue } from './declaration-value.ts';
import { importedNamespace, refined } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import type { LibraryKnowledge } from './library.ts';
import { memberValue } from './member-value.ts';
import type { Program, ProjectClass, ProjectFile } from './program.ts';
import { typeValue } from './type-value.ts';
import { globalMember, globalValue } from './placed-members.ts';
import { thisValue } from './this-value.ts';
import {
  alternatives,
  arrayOf,
  instanceOf,
  isKnown,
  isOpen,
  stringValue,
  unionOf,
  UNKNOWN,
} from './values.ts';
import type { Env, StringValue, Value } from './values.ts';

const MAX_DEPTH = 48;

export function createEvaluator(
  program: Program,
  libraries: readonly LibraryKnowledge[],
): Evaluator {
  const byPackage = indexLibraries(libraries);
  const none: readonly LibraryKnowledge[] = [];
  const active = new Set<object>();
  const envs = new Map<ProjectFile, Map<string, Env>>();
  let depth = 0;

  const guarded = (key: object, compute: () => Value): Value => {
    if (active.has(key) || depth > MAX_DEPTH) return UNKNOWN;
    active.add(key);
    depth += 1;
    try {
      return compute();
    } finally {
      depth -= 1;
      active.delete(key);
    }
  };

  const value = (expr: Expr, env: Env): Value => {
    const known = env.memo.get(expr);
    if (known) return known;
    // Until its value is found it is unknown: that ends a definition that leads back to itself.
    env.memo.set(expr, UNKNOWN);
    if (depth > MAX_DEPTH) return UNKNOWN;
    depth += 1;
    try {
      const result = evaluateExpr(evaluator, expr, env);
      env.memo.set(expr, result);
      return result;
    } finally {
      depth -= 1;
    }
  };

  const type = (ref: TypeRef, env: Env): Value => {
    const known = env.memo.get(ref);
    if (known) return known;
    const result = guarded(ref, () => typeValue(evaluator, ref, env));
    env.memo.set(ref, result);
    return result;
  };

  const envOf = (file: ProjectFile, owner: ProjectClass | null, inStatic = false): Env => {
    let perFile = envs.get(file);
    if (!perFile) envs.set(file, (perFile = new Map()));
    const key = owner ? `${owner.index}${inStatic ? 's' : ''}` : '';
    let env = perFile.get(key);
    if (!env) perFile.set(key, (env = baseEnv(file, owner, inStatic)));
    return env;
  };

  const evaluator: Evaluator = {
    program,
    value,
    type,
    guarded,
    member: (of, name) => memberValue(evaluator, of, name),
    call: (call, env) => callResult(evaluator, call, env),
    declaration: (file, decl, env) => declarationValue(evaluator, file, decl, env),
    envOf,
    siteEnv: (site) => envOf(site.file, site.owner, site.fn?.inStatic),
    functionEnv: (fn) => envOf(fn.file, fn.owner, fn.inStatic),
    text: (expr, env) => (expr ? asText(value(expr, env)) : undefined),
    knowledge: (pkg) => byPackage.get(pkg) ?? none,
    libraries,
  };
  return evaluator;
}

function indexLibraries(
  libraries: readonly LibraryKnowledge[],
): ReadonlyMap<string, readonly LibraryKnowledge[]> {
  const index = new Map<string, LibraryKnowledge[]>();
  for (const library of libraries) {
    for (const pkg of library.packages) index.set(pkg, [...(index.get(pkg) ?? []), library]);
  }
  return index;
}

function baseEnv(file: ProjectFile, owner: ProjectClass | null, inStatic: boolean): Env {
  const types = new Map<string, Value>();
  for (const name of owner?.ir.typeParams ?? []) types.set(name, { v: 'type-parameter', name });
  const self: Env['self'] = !owner
    ? null
    : inStatic
      ? { v: 'class', cls: owner, types: [...types.values()] }
      : instanceOf(owner, [...types.values()]);
  return { file, owner, self, types, names: new Map(), memo: new Map() };
}



/** A string, or the first string among alternatives. */
function asText(value: Value): StringValue | undefined {
  return alternatives(value).find((one): one is StringValue => one.v === 'string');
}

function nameMember(evaluator: Evaluator, expr: Extract<Expr, { k: 'mem' }>, env: Env): Value {
  const { obj, name } = expr;
  const value = evaluator.member(evaluator.value(obj, env), name);
  return isKnown(value) ? value : globalMember(evaluator, obj, name);
}

function evaluateExpr(evaluator: Evaluator, expr: Expr, env: Env): Value {
  switch (expr.k) {
    case 'str':
      return stringValue(expr.v, true, { file: env.file, expr });
    case 'tpl':
      return expr.tag ? taggedValue(evaluator, expr, env) : templateValue(evaluator, expr, env);
    case 'add':
      return added(evaluator, expr, env);
    case 'lit':
      return { v: 'literal', value: expr.v };
    case 'name':
      return expr.decl < 0 ? globalValue(evaluator, expr.name) : evaluator.declaration(env.file, expr.decl, env);
    case 'this':
      return env.self ?? thisValue(evaluator, expr.at, env);
    case 'super':
      return superValue(evaluator, env);
    case 'mem':
      return nameMember(evaluator, expr, env);
    case 'idx':
      return elementValue(evaluator, evaluator.value(expr.obj, env), expr.key, env);
    case 'call':
      return evaluator.call(expr, env);
    case 'obj':
      return { v: 'object', expr, env };
    case 'arr':
      return listValue(evaluator, expr.items, env);
    case 'fn':
      return functionValue(env, expr.fn);
    case 'cls':
      return classValue(env.file, expr.cls);
    case 'alt':
      return chosen(evaluator, expr, env);
    case 'cast':
      return castValue(evaluator, expr, env);
    case 'import':
      return requiredValue(evaluator, importedNamespace(evaluator, env.file, expr.index));
    case 'await':
    case 'spread':
    case 'set':
    case 'ret':
    case 'def':
      return evaluator.value(expr.v, env);
    case 'other':
      return expr.op ? computed(evaluator, expr.op, expr.kids, env) : UNKNOWN;
  }
}

function chosen(evaluator: Evaluator, expr: AlternativeExpr, env: Env): Value {
  const { items, open } = chosenItems(evaluator, expr, env);
  const value = unionOf(items.map((item) => evaluator.value(item, env)));
  return open && value.v === 'union' ? { ...value, open } : value;
}

/** Arithmetic on known numbers. */
function computed(
  evaluator: Evaluator,
  op: ArithmeticOperator,
  operands: readonly Expr[],
  env: Env,
): Value {
  const figures = operands.map((operand) => numberOf(evaluator.value(operand, env)));
  const value = figures.reduce((left, right) =>
    left === null || right === null ? null : OPERATIONS[op](left, right),
  );
  return value === null || value === undefined || !Number.isFinite(value) ? UNKNOWN : { v: 'literal', value };
}

const numberOf = (value: Value): number | null =>
  value.v === 'literal' && typeof value.value === 'number' ? value.value : null;

const OPERATIONS: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '-': (a, b) => a - b,
  '**': (a, b) => a ** b,
  '%': (a, b) => a % b,
};

function taggedValue(evaluator: Evaluator, expr: Extract<Expr, { k: 'tpl' }>, env: Env): Value {
  const tag = expr.tag as Expr;
  const { tag: _tag, ...text } = expr;
  const types = expr.types ? { types: expr.types } : {};
  return evaluator.call({ k: 'call', fn: tag, args: [text], ...types, at: tag.at, start: tag.at, end: expr.at }, env);
}

/** Joined text, or the sum of two known numbers. */
function added(evaluator: Evaluator, expr: Extract<Expr, { k: 'add' }>, env: Env): Value {
  const left = numberOf(evaluator.value(expr.l, env));
  const right = left === null ? null : numberOf(evaluator.value(expr.r, env));
  if (left !== null && right !== null) return { v: 'literal', value: left + right };
  return joined(evaluator, [expr.l, expr.r], ['', '', ''], env, expr);
}

function templateValue(evaluator: Evaluator, expr: Extract<Expr, { k: 'tpl' }>, env: Env): Value {
  return joined(evaluator, expr.exprs, expr.parts, env, expr);
}

function joined(
  evaluator: Evaluator,
  exprs: readonly Expr[],
  parts: readonly string[],
  env: Env,
  origin: Expr,
): Value {
  let found: readonly StringValue[] = [stringValue(parts[0] ?? '')];
  let open = false;
  exprs.forEach((part, at) => {
    const value = evaluator.value(part, env);
    const texts = textsOf(value);
    open ||= isOpen(value);
    const several = found.length * texts.length <= MAX_TEXTS ? texts : texts.slice(0, 1);
    found = found.flatMap((before) =>
      several.map(({ text, exact }) =>
        stringValue(before.text + text + (parts[at + 1] ?? ''), before.exact && exact, { file: env.file, expr: origin }),
      ),
    );
  });
  const [only] = found;
  if (found.length === 1 && only) return { ...only, origin: { file: env.file, expr: origin } };
  const union = unionOf(found);
  return open && union.v === 'union' ? { ...union, open } : union;
}

/** Texts of one template with parts that have alternatives. */
const MAX_TEXTS = 4;

function textsOf(value: Value): readonly StringValue[] {
  const texts = alternatives(value).filter((one): one is StringValue => one.v === 'string');
  return texts.length > 0 ? texts : [stringValue('{}', false)];
}

function superValue(evaluator: Evaluator, env: Env): Value {
  if (!env.owner || env.self?.v !== 'instance') return UNKNOWN;
  const base = baseOf(evaluator, env.owner, env);
  return base ? { ...base, self: env.self.self ?? env.self } : UNKNOWN;
}

function elementValue(evaluator: Evaluator, of: Value, key: Expr, env: Env): Value {
  const names = alternatives(evaluator.value(key, env)).filter((one) => one.v === 'string');
  const index = key.k === 'lit' && typeof key.v === 'number' ? key.v : -1;
  return unionOf(
    alternatives(of).map((one) => {
      if (one.v === 'array') return one.items?.[index] ?? one.of;
      if (names.length > 0 && names.every((name) => name.exact)) {
        return unionOf(names.map((name) => evaluator.member(one, name.text)));
      }
      if (one.v === 'object') {
        return unionOf(one.expr.props.map((prop) => evaluator.value(prop.v, one.env)));
      }
      return UNKNOWN;
    }),
  );
}

function listValue(evaluator: Evaluator, items: readonly Expr[], env: Env): Value {
  const values = items.flatMap((item): readonly Value[] => {
    const value = evaluator.value(item, env);
    if (item.k !== 'spread') return [value];
    return value.v === 'array' ? (value.items ?? [value.of]) : [UNKNOWN];
  });
  return arrayOf(unionOf(values), values);
}

function functionValue(env: Env, index: number): Value {
  const fn = env.file.functions[index];
  return fn ? { v: 'function', fn, env } : UNKNOWN;
}

function classValue(file: ProjectFile, index: number): Value {
  const cls = file.classes[index];
  return cls ? { v: 'class', cls, types: [] } : UNKNOWN;
}

/** Kinds of values that say more than the type they are cast to. */
const WRITTEN_OUT: ReadonlySet<Value['v']> = new Set(['string', 'object', 'array', 'function', 'class']);

function castValue(evaluator: Evaluator, expr: Extract<Expr, { k: 'cast' }>, env: Env): Value {
  const value = evaluator.value(expr.v, env);
  if (WRITTEN_OUT.has(value.v)) return value;
  const type = evaluator.type(expr.type, env);
  return isKnown(type) ? refined(type, () => value) : value;
}

