/** Identity of router objects: by allocation, by class of the object that holds it, by parameter. */
import { chosenItems } from '../../program/decide-condition.ts';
import { bindingValue, pathValue } from '../../program/evaluator.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import { findMember, memberEnv, parameterKey } from '../../program/class-members.ts';
import type { ProjectClass, ProjectFunction } from '../../program/program.ts';
import { alternatives, bindingKey, isKnown } from '../../program/values.ts';
import type { Binding, Env, LibraryState, LibraryValue, Value } from '../../program/values.ts';
import type { CallExpr, Expr } from '../../scan/ir.ts';
import type { RouterNode } from './route-graph.ts';

/** The router that a call makes; `this` and arguments of the function around it tell copies apart. */
export function allocatedNode(
  call: CallExpr,
  env: Env,
  kind: 'app' | 'router',
  prefix = '',
): RouterNode {
  const group = `${env.file.path}:${call.at}`;
  const cls = env.self?.v === 'instance' ? env.self.cls : null;
  const context = new Set([...contextOf(call, env), ...modesOf(env)]);
  const of = cls ? `@${cls.file.path}#${cls.index}` : '';
  const key = `${group}${of}${context.size > 0 ? `<${[...context].sort().join()}>` : ''}`;
  return { key, kind, group, cls, context, prefix };
}

/** Arguments of the functions around the call, by where they are written. */
function contextOf(call: CallExpr, env: Env): ReadonlySet<string> {
  const found = new Set<string>();
  const own = `${env.file.path}@`;
  for (const [key, binding] of env.names) {
    if (!key.startsWith(own)) continue;
    const fn = env.file.functions[Number.parseInt(key.slice(own.length), 10)];
    if (fn && fn.ir.at <= call.at && call.at <= fn.ir.end)
      found.add(`${key.slice(own.length)}=${bindingText(binding)}`);
  }
  return found;
}

/** Literals the object was constructed with: two objects of one class may serve different paths. */
function modesOf({ self }: Env): readonly string[] {
  const made = self?.v === 'instance' ? self.ctor : null;
  const params = made && self?.v === 'instance' ? (self.cls.ctor?.ir.params ?? []) : [];
  return params.flatMap((param, at) => {
    const given = made?.call.args[at] ?? param.default;
    return given?.k === 'str' || given?.k === 'lit' ? [`new ${at}=${given.v}`] : [];
  });
}

function bindingText(binding: Binding): string {
  if ('expr' in binding) return `${binding.env.file.path}:${binding.expr.at}`;
  const { value } = binding;
  if (value.v === 'string') return value.text;
  if (value.v === 'object') return `${value.env.file.path}:${value.expr.at}`;
  return value.v === 'function' ? `${value.fn.file.path}@${value.fn.index}` : value.v;
}

export const nodeState = (node: RouterNode): LibraryState => ({ node });

export function nodeOf(value: Value): RouterNode | null {
  if (value.v !== 'library') return null;
  return (value.state?.['node'] as RouterNode | undefined) ?? null;
}

export interface RouterSearch {
  readonly evaluator: Evaluator;
  /** Whether a package's value is a router, known by its type alone. */
  readonly isRouter: (value: LibraryValue) => boolean;
  /** Methods that return the router itself, followed on parameters without a type. */
  readonly chained: ReadonlySet<string>;
}

/** The routers an expression may stand for; parameters stand for themselves. */
export function routersOf(search: RouterSearch, expr: Expr, env: Env): readonly RouterNode[] {
  const value = search.evaluator.value(expr, env);
  const found = new Map<string, RouterNode>();
  let typed = false;
  let other = false;
  for (const one of alternatives(value)) {
    if (one.v === 'library' && one.state?.['guessed'] === true) continue;
    const node = one.v === 'library' && search.isRouter(one) ? nodeOf(one) : null;
    if (node) found.set(node.key, node);
    else if (one.v === 'library' && search.isRouter(one)) typed = true;
    else if (isKnown(one)) other = true;
  }
  if (typed || (!other && found.size === 0)) {
    for (const node of parametersOf(search, expr, env, [], typed, 0)) found.set(node.key, node);
  }
  return [...found.values()];
}

const MAX_STEPS = 12;

/** Parameters behind an expression that evaluation knows by type at most. */
function parametersOf(
  search: RouterSearch,
  expr: Expr,
  env: Env,
  path: readonly string[],
  typed: boolean,
  depth: number,
): readonly RouterNode[] {
  if (depth > MAX_STEPS) return [];
  const follow = (to: Expr, scope: Env, steps = path): readonly RouterNode[] =>
    parametersOf(search, to, scope, steps, typed, depth + 1);
  switch (expr.k) {
    case 'await':
    case 'cast':
    case 'set':
      return follow(expr.v, env);
    case 'alt':
      return chosenItems(search.evaluator, expr, env).items.flatMap((item) => follow(item, env));
    case 'call':
      return expr.fn.k === 'mem' && search.chained.has(expr.fn.name)
        ? follow(expr.fn.obj, env)
        : [];
    case 'mem':
      if (expr.obj.k === 'this') return ofField(search, expr.name, env, path, typed, depth);
      return follow(expr.obj, env, [expr.name, ...path]);
    case 'name':
      return ofName(search, expr.decl, env, path, typed, depth);
    default:
      return [];
  }
}

function ofName(
  search: RouterSearch,
  index: number,
  env: Env,
  path: readonly string[],
  typed: boolean,
  depth: number,
): readonly RouterNode[] {
  const decl = env.file.ir.decls[index];
  if (!decl) return [];
  const steps = [...(decl.path ?? []).filter((step) => step !== '...'), ...path];
  const place = env.file.parameters.get(index);
  if (place) {
    const bound = env.names.get(parameterKey(place.fn, place.index));
    if (bound) return ofBinding(search, bound, steps, typed, depth);
    return [parameterNode(place.fn, place.index, steps, typed, env)];
  }
  const loop = env.names.get(bindingKey(env.file, index));
  if (loop) return ofBinding(search, loop, path, typed, depth);
  const definition = env.file.definitions.get(index);
  if (!definition || definition.each) return [];
  return parametersOf(search, definition.v, env, steps, typed, depth + 1);
}

function ofBinding(
  search: RouterSearch,
  binding: Binding,
  steps: readonly string[],
  typed: boolean,
  depth: number,
): readonly RouterNode[] {
  const value = pathValue(search.evaluator, bindingValue(search.evaluator, binding), steps);
  const nodes = alternatives(value).flatMap((one) => nodeOf(one) ?? []);
  if (nodes.length > 0 || !('expr' in binding)) return nodes;
  return parametersOf(search, binding.expr, binding.env, steps, typed, depth + 1);
}

/** `this.app`, handed to the constructor. */
function ofField(
  search: RouterSearch,
  name: string,
  env: Env,
  path: readonly string[],
  typed: boolean,
  depth: number,
): readonly RouterNode[] {
  if (env.self?.v !== 'instance') return [];
  const { evaluator } = search;
  const member = findMember(evaluator, env.self, name);
  if (
    !member ||
    member.kind === 'library' ||
    member.kind === 'method' ||
    member.kind === 'signature'
  )
    return [];
  const { holder } = member.view;
  if (member.kind === 'parameter') {
    const scope = holder.ctor ? memberEnv(evaluator, member.view, holder.ctor) : null;
    return scope ? ofName(search, member.param.decl, scope, path, typed, depth + 1) : [];
  }
  if (member.kind === 'field' && member.property.init) {
    return parametersOf(
      search,
      member.property.init,
      memberEnv(evaluator, member.view, null),
      path,
      typed,
      depth + 1,
    );
  }
  return (holder.assigned.get(name) ?? []).flatMap(({ v, fn }) =>
    parametersOf(search, v, memberEnv(evaluator, member.view, fn), path, typed, depth + 1),
  );
}

/** The router that is handed to a parameter; for constructors one per class of the object. */
export function parameterNode(
  fn: ProjectFunction,
  index: number,
  path: readonly string[],
  typed: boolean,
  env: Env | null = null,
): RouterNode {
  const cls: ProjectClass | null =
    fn.ir.kind === 'constructor' && env?.self?.v === 'instance' ? env.self.cls : null;
  const group = `parameter ${fn.file.path}@${fn.index}:${index}${path.map((step) => `.${step}`).join('')}`;
  const key = cls ? `${group}@${cls.file.path}#${cls.index}` : group;
  return {
    key,
    kind: 'parameter',
    group,
    cls,
    context: new Set(),
    prefix: '',
    parameter: { fn, index, path, typed },
  };
}
