/**
 * The library decorators that a decorator stands for. `@Entity('x')` stands for itself; a project
 * function that applies library decorators with its own arguments (`MultiEntity('x')`,
 * `applyDecorators(Entity('x'))`) stands for those, with its parameters bound.
 */
import type { DecoratorIr, Expr, Pos } from '../../scan/ir.ts';
import { bindParameters } from '../../program/class-members.ts';
import { derivedEnv } from '../../program/evaluator.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFunction } from '../../program/program.ts';
import { alternatives } from '../../program/values.ts';
import type { Env, FunctionValue, Value } from '../../program/values.ts';

export interface BoundExpr {
  readonly expr: Expr;
  readonly env: Env;
}

export interface DecoratorCall {
  readonly name: string;
  readonly pkg: string;
  readonly args: readonly BoundExpr[];
  /** Position of the decorator as written on the class or property. */
  readonly at: Pos;
}

const MAX_WRAPPERS = 3;

/** @param isPackage tells whether a package's decorators are wanted */
export function decoratorCalls(
  evaluator: Evaluator,
  decorators: readonly DecoratorIr[] | undefined,
  env: Env,
  isPackage: (pkg: string) => boolean,
): readonly DecoratorCall[] {
  return (decorators ?? []).flatMap((decorator) =>
    allCalls(evaluator, decorator, env).filter((call) => isPackage(call.pkg)),
  );
}

const found = new WeakMap<object, WeakMap<Env, WeakMap<DecoratorIr, readonly DecoratorCall[]>>>();

/** What a decorator stands for in every package that maps entities: several adapters ask about the same ones. */
function allCalls(
  evaluator: Evaluator,
  decorator: DecoratorIr,
  env: Env,
): readonly DecoratorCall[] {
  const { unit } = evaluator.reading;
  const envs =
    found.get(unit) ?? new WeakMap<Env, WeakMap<DecoratorIr, readonly DecoratorCall[]>>();
  found.set(unit, envs);
  const memo = envs.get(env) ?? new WeakMap<DecoratorIr, readonly DecoratorCall[]>();
  envs.set(env, memo);
  const known = memo.get(decorator);
  if (known) return known;
  const head = decorator.expr.k === 'call' ? decorator.expr.fn : decorator.expr;
  const args = decorator.args.map((expr): BoundExpr => ({ expr, env }));
  const search: Search = { evaluator, at: decorator.at, depth: 0 };
  const calls = standsFor(search, evaluator.value(head, env), args, env);
  memo.set(decorator, calls);
  return calls;
}

interface Search {
  readonly evaluator: Evaluator;
  readonly at: Pos;
  readonly depth: number;
}

function standsFor(
  search: Search,
  head: Value,
  args: readonly BoundExpr[],
  env: Env,
): readonly DecoratorCall[] {
  return alternatives(head).flatMap((one): readonly DecoratorCall[] => {
    if (one.v === 'library' && MAPPING_PACKAGES.test(one.pkg)) {
      return [{ name: one.type, pkg: one.pkg, args, at: search.at }];
    }
    if (one.v !== 'function' || search.depth >= MAX_WRAPPERS) return [];
    if (!appliesDecorators(search, one.fn, search.depth)) return [];
    return insideOf(
      search,
      one,
      args.map((arg) => arg.expr),
      env,
    );
  });
}

function insideOf(
  search: Search,
  wrapper: FunctionValue,
  args: readonly Expr[],
  env: Env,
): readonly DecoratorCall[] {
  const { evaluator } = search;
  const scope = derivedEnv(wrapper.env, { names: bindParameters(wrapper.fn, args, env) });
  const deeper: Search = { ...search, depth: search.depth + 1 };
  return callsInside(wrapper.fn).flatMap((site) => {
    const inner = site.expr.args.map((expr): BoundExpr => ({ expr, env: scope }));
    return standsFor(deeper, evaluator.value(site.expr.fn, scope), inner, scope);
  });
}

const applying = new WeakMap<object, Map<ProjectFunction, boolean>>();

/** Whether a function's body calls decorators of a library at all, so that most need no second look. */
function appliesDecorators(search: Search, fn: ProjectFunction, depth: number): boolean {
  const { evaluator } = search;
  let memo = applying.get(evaluator.reading.unit);
  if (!memo) applying.set(evaluator.reading.unit, (memo = new Map()));
  const known = memo.get(fn);
  if (known !== undefined) return known;
  memo.set(fn, false);
  const env = evaluator.functionEnv(fn);
  const found = callsInside(fn).some((site) =>
    alternatives(evaluator.value(site.expr.fn, env)).some((head) => {
      if (head.v === 'library') return MAPPING_PACKAGES.test(head.pkg);
      return (
        head.v === 'function' &&
        depth < MAX_WRAPPERS &&
        appliesDecorators(search, head.fn, depth + 1)
      );
    }),
  );
  memo.set(fn, found);
  return found;
}

const MAPPING_PACKAGES =
  /^(?:typeorm$|@mikro-orm\/|@nestjs\/mongoose$|(?:@typegoose\/)?typegoose$)/;

const inside = new WeakMap<ProjectFunction, ProjectFunction['file']['calls']>();

function callsInside(fn: ProjectFunction): ProjectFunction['file']['calls'] {
  const { calls } = fn.file;
  const known = inside.get(fn) ?? calls.filter((site) => isInside(site.fn, fn));
  inside.set(fn, known);
  return known;
}

/** Whether `inner` is `outer` or a function written in it. */
export function isInside(inner: ProjectFunction | null, outer: ProjectFunction): boolean {
  for (let fn = inner; fn; fn = fn.file.functions[fn.ir.parent] ?? null) {
    if (fn === outer) return true;
  }
  return false;
}
