/**
 * Parameters of functions written in an object, by the type expected of the object:
 * `createTask({ run({ db }) {…} })`, `const strategy: Strategy = { init(injector) {…} }`.
 */
import type { Expr, TypeRef } from '../scan/ir.ts';
import { pathValue } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import type { CallSite, ProjectFile, ProjectFunction } from './program.ts';
import { argumentType } from './signature-type.ts';
import { alternatives, isKnown, unionOf, UNKNOWN } from './values.ts';
import type { Env, Value } from './values.ts';

/** Where a function stands in an object, and what says the object's type. */
interface Standing {
  readonly path: readonly string[];
  readonly expected: TypeRef | { readonly site: CallSite; readonly index: number };
}

const MAX_NESTING = 4;

/** Value of parameter `index` of a function, UNKNOWN when it stands in no object of a known type. */
export function memberOfTypedObject(
  evaluator: Evaluator,
  fn: ProjectFunction,
  index: number,
  env: Env,
): Value {
  const standing = standings(fn.file).get(fn.index);
  if (!standing) return UNKNOWN;
  const { expected, path } = standing;
  const whole =
    'site' in expected
      ? unionOf(
          alternatives(evaluator.value(expected.site.expr.fn, env)).map((callee) =>
            argumentType(evaluator, callee, expected.index),
          ),
        )
      : evaluator.type(expected, env);
  if (!isKnown(whole)) return UNKNOWN;
  return unionOf(
    alternatives(pathValue(evaluator, whole, path)).map((one): Value => {
      if (one.v === 'signature') {
        const type = one.type?.params[index]?.type;
        return type ? evaluator.type(type, one.env) : UNKNOWN;
      }
      const type = one.v === 'function' ? one.fn.ir.params[index]?.type : undefined;
      return one.v === 'function' && type ? evaluator.type(type, one.env) : UNKNOWN;
    }),
  );
}

/** By the calls of a file, so that whoever asks has looked at the file. */
const memo = new WeakMap<ProjectFile['calls'], ReadonlyMap<number, Standing>>();

function standings(file: ProjectFile): ReadonlyMap<number, Standing> {
  const known = memo.get(file.calls);
  if (known) return known;
  const found = new Map<number, Standing>();
  const note = (
    expr: Expr,
    expected: Standing['expected'] | undefined,
    path: readonly string[] = [],
  ): void => {
    if (expr.k === 'cast')
      return note(expr.v, path.length === 0 ? (expected ?? expr.type) : expected, path);
    if (!expected || path.length > MAX_NESTING) return;
    if (expr.k === 'fn' && path.length > 0 && !found.has(expr.fn))
      found.set(expr.fn, { path, expected });
    if (expr.k === 'arr') for (const item of expr.items) note(item, expected, [...path, '0']);
    if (expr.k !== 'obj') return;
    for (const { name, v } of expr.props) if (name !== null) note(v, expected, [...path, name]);
  };
  for (const [decl, { v }] of file.definitions) note(v, file.ir.decls[decl]?.type);
  for (const cls of file.ir.classes) {
    for (const { init, type } of cls.properties) if (init) note(init, type);
  }
  for (const { ir } of file.functions) {
    for (const expr of ir.body) if (expr.k === 'ret' && ir.returns) note(expr.v, ir.returns);
  }
  for (const { expr } of file.ir.exports) if (expr) note(expr, undefined);
  for (const site of file.calls) site.expr.args.forEach((arg, index) => note(arg, { site, index }));
  memo.set(file.calls, found);
  return found;
}
