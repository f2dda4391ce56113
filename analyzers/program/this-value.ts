/** `this` outside of classes: the object a method is written in, or what a library calls a function on. */
import type { ObjectExpr, Pos } from '../scan/ir.ts';
import { forEachExpr } from '../scan/walk.ts';
import type { Evaluator } from './evaluator.ts';
import type { ProjectFile, ProjectFunction } from './program.ts';
import { alternatives, UNKNOWN } from './values.ts';
import type { Env, Value } from './values.ts';

/** @param at where `this` stands */
export function thisValue(evaluator: Evaluator, at: Pos, env: Env): Value {
  const fn = functionAround(env.file, at);
  if (!fn || fn.ir.cls >= 0) return UNKNOWN;
  const object = methodsOf(env.file).get(fn.index);
  if (object) return { v: 'object', expr: object, env };
  if (isExported(env.file, fn)) return { v: 'namespace', file: env.file };
  const place = env.file.argumentOf.get(fn.index);
  const callee = place?.site.expr.fn;
  if (!place || callee?.k !== 'mem') return UNKNOWN;
  for (const receiver of alternatives(evaluator.value(callee.obj, env))) {
    if (receiver.v !== 'library') continue;
    const call = { receiver, method: callee.name, call: place.site.expr, env, evaluator };
    for (const library of evaluator.knowledge(receiver.pkg)) {
      const value = library.self?.(call, place.index);
      if (value) return value;
    }
  }
  return UNKNOWN;
}

/** The object literal whose method a place is in. */
export function objectAround(file: ProjectFile, at: Pos): ObjectExpr | undefined {
  const fn = functionAround(file, at);
  return fn && fn.ir.cls < 0 ? methodsOf(file).get(fn.index) : undefined;
}

/** Whether `this` at a place is what the file exports: `module.exports = { init() { this.db = … } }`. */
export function isOnExports(file: ProjectFile, at: Pos): boolean {
  const fn = functionAround(file, at);
  return fn !== undefined && fn.ir.cls < 0 && isExported(file, fn);
}

const isExported = (file: ProjectFile, fn: ProjectFunction): boolean =>
  fn.ir.parent < 0 &&
  file.ir.exports.some(
    ({ expr, name }) =>
      expr?.k === 'fn' && expr.fn === fn.index && name !== 'default' && name !== '=',
  );

/** The innermost function with a `this` of its own. */
function functionAround(file: ProjectFile, at: Pos): ProjectFunction | undefined {
  let found: ProjectFunction | undefined;
  for (const fn of file.functions) {
    const { ir } = fn;
    if (ir.kind === 'arrow' || at < ir.at || at > ir.end) continue;
    if (!found || ir.at >= found.ir.at) found = fn;
  }
  return found;
}

/** By the calls of a file, so that whoever asks has looked at the file. */
const known = new WeakMap<ProjectFile['calls'], ReadonlyMap<number, ObjectExpr>>();

/** Functions that stand in object literals, by index. */
function methodsOf(file: ProjectFile): ReadonlyMap<number, ObjectExpr> {
  const before = known.get(file.calls);
  if (before) return before;
  const found = new Map<number, ObjectExpr>();
  const { body, functions, exports } = file.ir;
  const roots = [
    ...body,
    ...functions.flatMap((fn) => fn.body),
    ...exports.flatMap(({ expr }) => (expr ? [expr] : [])),
  ];
  for (const root of roots) {
    forEachExpr(root, (expr) => {
      if (expr.k !== 'obj') return;
      for (const { v } of expr.props) if (v.k === 'fn') found.set(v.fn, expr);
    });
  }
  known.set(file.calls, found);
  return found;
}
