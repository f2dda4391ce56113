/** Injection tokens: classes, strings, symbols, members of objects and enums, with an identity and a name. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass, ProjectFile } from '../../program/program.ts';
import { alternatives, bindingKey } from '../../program/values.ts';
import type { Env } from '../../program/values.ts';
import type { CallExpr, Expr, MemberExpr, NameExpr } from '../../scan/ir.ts';
import { findDeclared, findExported } from '../../program/declared.ts';
import type { Declared } from '../../program/declared.ts';
import { definitionOf, lambdaBody } from '../../program/located.ts';

export interface Token {
  /** Equal for tokens that are the same at run time. */
  readonly key: string;
  /** Constant or class as named at its declaration; the text of a string literal. */
  readonly name: string;
  readonly cls: ProjectClass | null;
  /** File that declares it; null for packages and literals. */
  readonly file: ProjectFile | null;
  readonly forwardRef: boolean;
}

const MAX_STEPS = 8;

/** @returns null when the token cannot be named */
export function resolveToken(
  evaluator: Evaluator,
  expr: Expr,
  env: Env,
  steps = MAX_STEPS,
): Token | null {
  if (steps === 0) return null;
  switch (expr.k) {
    case 'cast':
    case 'await':
      return resolveToken(evaluator, expr.v, env, steps - 1);
    case 'str':
    case 'tpl':
    case 'add':
      return textToken(evaluator, expr, env);
    case 'name':
      return nameToken(evaluator, expr, env, steps);
    case 'mem':
      return memberToken(evaluator, expr, env, steps);
    case 'call':
      return callToken(evaluator, expr, env, steps);
    case 'alt':
      return firstToken(evaluator, expr.items, env, steps);
    default:
      return null;
  }
}

export const classKey = (cls: ProjectClass): string => `class ${cls.file.path}#${cls.index}`;

export function classToken(cls: ProjectClass): Token {
  return { key: classKey(cls), name: cls.name, cls, file: cls.file, forwardRef: false };
}

function plain(key: string, name: string, file: ProjectFile | null = null): Token {
  return { key, name, cls: null, file, forwardRef: false };
}

function firstToken(
  evaluator: Evaluator,
  items: readonly Expr[],
  env: Env,
  steps: number,
): Token | null {
  for (const item of items) {
    const token = resolveToken(evaluator, item, env, steps - 1);
    if (token) return token;
  }
  return null;
}

function textToken(evaluator: Evaluator, expr: Expr, env: Env): Token | null {
  const text = evaluator.text(expr, env);
  return text?.exact ? plain(`string ${text.text}`, text.text) : null;
}

function nameToken(evaluator: Evaluator, expr: NameExpr, env: Env, steps: number): Token | null {
  if (expr.decl < 0)
    return /^[A-Z]/.test(expr.name) ? plain(`global ${expr.name}`, expr.name) : null;
  if (env.names.has(bindingKey(env.file, expr.decl))) {
    const bound = definitionOf(evaluator, expr, env);
    return bound && resolveToken(evaluator, bound.expr, bound.env, steps - 1);
  }
  const declared = findDeclared(evaluator, env.file, expr.decl);
  return declared && declaredToken(evaluator, declared, expr.name, env, steps);
}

function declaredToken(
  evaluator: Evaluator,
  declared: Declared,
  written: string,
  env: Env,
  steps: number,
): Token | null {
  if (declared.kind === 'package') {
    const name = declared.name === 'default' || declared.name === '*' ? written : declared.name;
    return plain(`package ${declared.pkg} ${name}`, name);
  }
  const { file } = declared;
  if (declared.kind === 'expression') {
    const inner = resolveToken(evaluator, declared.expr, evaluator.envOf(file, null), steps - 1);
    const token = inner ?? plain(`default ${file.path}`, written);
    return { ...token, name: inner?.cls?.name ?? written, file };
  }
  return constantToken(evaluator, declared, env, steps);
}

/** A class, or a constant that stands for a class, a string or a symbol. */
function constantToken(
  evaluator: Evaluator,
  declared: Extract<Declared, { kind: 'declaration' }>,
  env: Env,
  steps: number,
): Token | null {
  const { file } = declared;
  const decl = file.ir.decls[declared.decl];
  if (!decl) return null;
  if (decl.kind === 'class' && decl.cls !== undefined) {
    const cls = file.classes[decl.cls];
    return cls ? classToken(cls) : null;
  }
  if (decl.kind === 'param' || decl.kind === 'type' || decl.kind === 'interface') return null;
  const key = constantKey(
    evaluator,
    declared,
    decl.fn < 0 ? evaluator.envOf(file, null) : env,
    steps,
  );
  // A local name that stands for nothing known is another thing at each run.
  if (decl.fn >= 0 && key.key.startsWith('binding ')) return null;
  return {
    ...key,
    name: key.cls && key.cls.file === file ? key.cls.name : decl.name,
    file: key.cls?.file ?? file,
  };
}

/** Identity of a constant: its text when it is a string, what it is an alias of, else itself. */
function constantKey(
  evaluator: Evaluator,
  { file, decl }: Extract<Declared, { kind: 'declaration' }>,
  env: Env,
  steps: number,
): Token {
  const own = plain(`binding ${bindingKey(file, decl)}`, '', file);
  const definition = file.definitions.get(decl);
  if (!definition || definition.each || file.ir.decls[decl]?.path) return own;
  for (const one of alternatives(evaluator.value(definition.v, env))) {
    if (one.v === 'string' && one.exact) return { ...own, key: `string ${one.text}` };
    if (one.v === 'class') return classToken(one.cls);
  }
  const { v } = definition;
  const isAlias = v.k === 'name' || v.k === 'mem';
  return (isAlias ? resolveToken(evaluator, v, env, steps - 1) : null) ?? own;
}

function memberToken(
  evaluator: Evaluator,
  expr: MemberExpr,
  env: Env,
  steps: number,
): Token | null {
  const text = evaluator.text(expr, env);
  if (expr.name === 'name' && text?.exact) return plain(`string ${text.text}`, text.text);
  for (const of of alternatives(evaluator.value(expr.obj, env))) {
    if (of.v === 'namespace') {
      const declared = findExported(evaluator, of.file, expr.name);
      return declared && declaredToken(evaluator, declared, expr.name, env, steps);
    }
    if (of.v === 'library' && of.role === 'export' && of.type === '*') {
      return plain(`package ${of.pkg} ${expr.name}`, expr.name);
    }
  }
  const owner = resolveToken(evaluator, expr.obj, env, steps - 1);
  if (!owner) return text?.exact ? plain(`string ${text.text}`, text.text) : null;
  const key = text?.exact ? `string ${text.text}` : `${owner.key}.${expr.name}`;
  return plain(key, `${owner.name}.${expr.name}`, owner.file);
}

/** Token functions of the Nest packages, by the type their token stands for. */
const TOKEN_FUNCTIONS: Readonly<Record<string, string>> = {
  getRepositoryToken: 'Repository',
  getCustomRepositoryToken: 'Repository',
  getModelToken: 'Model',
  getQueueToken: 'Queue',
};

function callToken(evaluator: Evaluator, call: CallExpr, env: Env, steps: number): Token | null {
  const first = call.args[0];
  const head = alternatives(evaluator.value(call.fn, env)).find((one) => one.v === 'library');
  if (head?.v === 'library') {
    if (head.type === 'forwardRef' && first) return forwardToken(evaluator, first, env, steps);
    const wrapper = TOKEN_FUNCTIONS[head.type];
    if (wrapper) return wrappedToken(evaluator, wrapper, first, env, steps);
  }
  if (call.fn.k === 'name' && call.fn.name === 'Symbol' && call.fn.decl < 0) {
    const text = evaluator.text(first, env)?.text;
    return text === undefined ? null : plain(`symbol at ${env.file.path} ${call.at}`, text);
  }
  if (
    call.fn.k === 'mem' &&
    call.fn.name === 'for' &&
    call.fn.obj.k === 'name' &&
    call.fn.obj.name === 'Symbol'
  ) {
    const text = evaluator.text(first, env)?.text;
    return text === undefined ? null : plain(`symbol ${text}`, text);
  }
  const text = evaluator.text(call, env);
  return text?.exact ? plain(`string ${text.text}`, text.text) : null;
}

function forwardToken(evaluator: Evaluator, lambda: Expr, env: Env, steps: number): Token | null {
  const body = lambdaBody(evaluator, { expr: lambda, env });
  const token = body && resolveToken(evaluator, body.expr, body.env, steps - 1);
  return token && { ...token, forwardRef: true };
}

/** `Repository<Order>`; the argument is a class, a string or `Order.name`. */
export function wrappedToken(
  evaluator: Evaluator,
  wrapper: string,
  argument: Expr | undefined,
  env: Env,
  steps = MAX_STEPS,
): Token | null {
  if (!argument) return wrapper === 'Queue' ? plain('Queue<default>', 'Queue<default>') : null;
  const text = evaluator.text(argument, env);
  const name = text?.exact ? text.text : resolveToken(evaluator, argument, env, steps - 1)?.name;
  return name === undefined ? null : plain(`${wrapper}<${name}>`, `${wrapper}<${name}>`);
}
