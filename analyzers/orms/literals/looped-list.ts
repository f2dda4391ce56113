/** Names that stand for the elements of a list, one after the other. */
import type { Expr } from '../../scan/ir.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { Env } from '../../program/values.ts';

const LOOPS = new Set(['map', 'flatMap', 'forEach', 'filter']);

/** The list whose elements a name stands for: `for (const x of list)`, `list.map((x) => …)`. */
export function loopedList(
  evaluator: Evaluator,
  env: Env,
  index: number,
): { readonly expr: Expr; readonly env: Env } | null {
  const { file } = env;
  const definition = file.definitions.get(index);
  if (definition?.each) {
    const isTop = (file.ir.decls[index]?.fn ?? -1) < 0;
    return { expr: definition.v, env: isTop ? evaluator.envOf(file, null) : env };
  }
  const place = file.parameters.get(index);
  const callback = place?.index === 0 ? file.argumentOf.get(place.fn.index) : undefined;
  const callee = callback?.site.expr.fn;
  if (callback?.index !== 0 || callee?.k !== 'mem' || !LOOPS.has(callee.name)) return null;
  return { expr: callee.obj, env };
}
