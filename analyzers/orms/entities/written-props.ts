/** Properties of options as the code gives them: in the literal and by later assignments to its variable. */
import type { AssignExpr, Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import type { Env } from '../../program/values.ts';
import { objectProps } from './object-props.ts';
import type { BoundProp } from './object-props.ts';

/** By the calls of a file, so that whoever asks has looked at the file. */
const assigned = new WeakMap<ProjectFile['calls'], ReadonlyMap<number, readonly AssignExpr[]>>();

/** `options.where = …` by the declaration of `options`. */
function memberAssignments(file: ProjectFile): ReadonlyMap<number, readonly AssignExpr[]> {
  const known = assigned.get(file.calls);
  if (known) return known;
  const found = new Map<number, AssignExpr[]>();
  const visit = (expr: Expr): void => {
    if (expr.k !== 'set' || expr.target.k !== 'mem') return;
    const { obj } = expr.target;
    if (obj.k !== 'name' || obj.decl < 0) return;
    found.set(obj.decl, [...(found.get(obj.decl) ?? []), expr]);
  };
  for (const fn of file.ir.functions) for (const root of fn.body) forEachExpr(root, visit);
  for (const root of file.ir.body) forEachExpr(root, visit);
  assigned.set(file.calls, found);
  return found;
}

export const bareExpr = (expr: Expr): Expr =>
  expr.k === 'cast' || expr.k === 'await' ? bareExpr(expr.v) : expr;

export function writtenProps(evaluator: Evaluator, expr: Expr, env: Env): readonly BoundProp[] {
  const props = objectProps(evaluator, evaluator.value(expr, env));
  const bare = bareExpr(expr);
  if (bare.k !== 'name' || bare.decl < 0) return props;
  const later = memberAssignments(env.file).get(bare.decl) ?? [];
  return [
    ...props,
    ...later.flatMap((one): readonly BoundProp[] => {
      const { target } = one;
      return target.k === 'mem'
        ? [{ name: target.name, expr: one.v, env, at: target.at, file: env.file }]
        : [];
    }),
  ];
}
