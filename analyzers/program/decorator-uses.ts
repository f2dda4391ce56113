/**
 * The package decorators behind a decorator: `@Get()` is one; `@Auth(Role.Admin)` of the project,
 * which composes several through `applyDecorators`, stands for all of them, with its arguments bound.
 */
import { bindParameters } from './class-members.ts';
import { derivedEnv } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import type { ProjectClass } from './program.ts';
import { alternatives } from './values.ts';
import type { Env, FunctionValue, Value } from './values.ts';
import type { DecoratorIr, Expr, Pos } from '../scan/ir.ts';
import { forEachExpr } from '../scan/walk.ts';
import { boundReturns } from './located.ts';

export interface DecoratorUse {
  readonly pkg: string;
  /** Name of the export: `Get`, `UseGuards`. */
  readonly name: string;
  readonly args: readonly Expr[];
  readonly env: Env;
  /** Name of the decorator as it is written at the place. */
  readonly written: string;
  readonly at: Pos;
}

type BareUse = Omit<DecoratorUse, 'written' | 'at'>;

const MAX_DEPTH = 6;

export function decoratorUses(
  evaluator: Evaluator,
  decorator: DecoratorIr,
  env: Env,
): readonly DecoratorUse[] {
  const { name: written, at } = decorator;
  return usesOf(evaluator, decorator.expr, env, 0).map((use) => ({ ...use, written, at }));
}

/**
 * Uses of several decorators in the order in which they take effect: the one written last first,
 * as TypeScript applies them; those composed by `applyDecorators` in written order.
 */
export function allUses(
  evaluator: Evaluator,
  decorators: readonly DecoratorIr[] | undefined,
  env: Env,
): readonly DecoratorUse[] {
  return (decorators ?? []).toReversed().flatMap((one) => decoratorUses(evaluator, one, env));
}

const classUsesMemo = new WeakMap<object, Map<ProjectClass, readonly DecoratorUse[]>>();

/** Decorators of a class, evaluated once per analysis. */
export function classUses(evaluator: Evaluator, cls: ProjectClass): readonly DecoratorUse[] {
  let memo = classUsesMemo.get(evaluator.reading.unit);
  if (!memo) classUsesMemo.set(evaluator.reading.unit, (memo = new Map()));
  let uses = memo.get(cls);
  if (!uses)
    memo.set(cls, (uses = allUses(evaluator, cls.ir.decorators, evaluator.envOf(cls.file, null))));
  return uses;
}

function usesOf(evaluator: Evaluator, expr: Expr, env: Env, depth: number): readonly BareUse[] {
  if (depth > MAX_DEPTH) return [];
  switch (expr.k) {
    case 'call':
      return alternatives(evaluator.value(expr.fn, env)).flatMap((head) =>
        usesOfCall(evaluator, head, expr.args, env, depth),
      );
    case 'cast':
    case 'await':
      return usesOf(evaluator, expr.v, env, depth);
    case 'alt':
      return expr.items.flatMap((item) => usesOf(evaluator, item, env, depth + 1));
    default:
      return alternatives(evaluator.value(expr, env)).flatMap((value) =>
        usesOfValue(evaluator, value, env, depth),
      );
  }
}

function usesOfCall(
  evaluator: Evaluator,
  head: Value,
  args: readonly Expr[],
  env: Env,
  depth: number,
): readonly BareUse[] {
  if (head.v === 'function') return usesInside(evaluator, head, args, env, depth + 1);
  if (head.v !== 'library') return [];
  if (head.type === 'applyDecorators') {
    return args.flatMap((arg) => usesOfArgument(evaluator, arg, env, depth + 1));
  }
  return [{ pkg: head.pkg, name: lastSegment(head.type), args, env }];
}

function usesOfArgument(
  evaluator: Evaluator,
  arg: Expr,
  env: Env,
  depth: number,
): readonly BareUse[] {
  if (arg.k !== 'spread') return usesOf(evaluator, arg, env, depth);
  if (arg.v.k === 'arr')
    return arg.v.items.flatMap((item) => usesOfArgument(evaluator, item, env, depth));
  const list = evaluator.value(arg.v, env);
  const items = list.v === 'array' ? (list.items ?? [list.of]) : [];
  return items.flatMap((item) => usesOfValue(evaluator, item, env, depth));
}

/** A decorator that is not called at the place: `@Injectable`, `@AdminOnly` (a constant). */
function usesOfValue(
  evaluator: Evaluator,
  value: Value,
  env: Env,
  depth: number,
): readonly BareUse[] {
  if (value.v === 'function') return usesInBody(evaluator, value, depth + 1);
  if (value.v !== 'library') return [];
  const applied = value.state?.['applied'];
  if (isApplied(applied))
    return usesOfCall(evaluator, applied.head, applied.args, applied.env, depth);
  return value.role === 'export'
    ? [{ pkg: value.pkg, name: lastSegment(value.type), args: [], env }]
    : [];
}

/** A called decorator kept by the evaluator: state of the value of `UseGuards(X)`. */
export interface AppliedDecorator {
  readonly head: Value;
  readonly args: readonly Expr[];
  readonly env: Env;
}

function isApplied(state: unknown): state is AppliedDecorator {
  return (
    typeof state === 'object' &&
    state !== null &&
    'head' in state &&
    'args' in state &&
    'env' in state
  );
}

/** `(...roles) => applyDecorators(…)`, or a factory returning `(target) => { Injectable()(target); }`. */
function usesInside(
  evaluator: Evaluator,
  factory: FunctionValue,
  args: readonly Expr[],
  env: Env,
  depth: number,
): readonly BareUse[] {
  const own = usesInBody(evaluator, boundFunction(factory, args, env), depth);
  const returned = boundReturns(factory, args, env).flatMap((one) =>
    usesOf(evaluator, one.expr, one.env, depth),
  );
  return [...own, ...returned];
}

function boundFunction(factory: FunctionValue, args: readonly Expr[], env: Env): FunctionValue {
  const names = bindParameters(factory.fn, args, env);
  return names.size > 0 ? { ...factory, env: derivedEnv(factory.env, { names }) } : factory;
}

/** Decorators applied by hand in a body: `Injectable()(target)`. */
function usesInBody(
  evaluator: Evaluator,
  { fn, env }: FunctionValue,
  depth: number,
): readonly BareUse[] {
  const found: BareUse[] = [];
  for (const root of fn.ir.body) {
    forEachExpr(root, (expr) => {
      if (expr.k !== 'call' || expr.fn.k !== 'call') return;
      found.push(...usesOf(evaluator, expr.fn, env, depth + 1));
    });
  }
  return found;
}

function lastSegment(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

export function findUse(
  uses: readonly DecoratorUse[],
  pkg: string,
  name: string,
): DecoratorUse | undefined {
  return uses.find((use) => use.name === name && use.pkg === pkg);
}
