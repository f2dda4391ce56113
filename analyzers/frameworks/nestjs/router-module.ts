/** Path prefixes given to modules by `RouterModule.register([{ path, module, children }])`. */
import type { Visit } from '../../adapter.ts';
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectClass } from '../../program/program.ts';
import { entriesOf } from './entries.ts';
import { propOf } from '../../program/located.ts';
import type { Located } from '../../program/located.ts';
import { nestIndex } from './nest-index.ts';
import { joinPath } from './route-paths.ts';
import { resolveToken } from './tokens.ts';

const trees = new WeakMap<object, Located[]>();

/** Remembers the tree handed to `RouterModule.register` or `.forRoutes`. */
export function noteRouterTree(visit: Visit): void {
  const { call, env, evaluator, receiver } = visit;
  const [tree] = call.args;
  if (!tree || call.fn.k !== 'mem') return;
  const value = receiver();
  if (value.v !== 'library' || !value.type.endsWith('RouterModule')) return;
  const known = trees.get(evaluator.reading.run);
  if (known) known.push({ expr: tree, env });
  else trees.set(evaluator.reading.run, [{ expr: tree, env }]);
}

/** Prefix of each controller whose module is placed in such a tree. */
export function routerPrefixes(evaluator: Evaluator): ReadonlyMap<ProjectClass, string> {
  const byModule = new Map<ProjectClass, string>();
  for (const tree of trees.get(evaluator.reading.run) ?? []) walk(evaluator, tree, '', byModule, 8);
  const byController = new Map<ProjectClass, string>();
  const { moduleOf } = nestIndex(evaluator);
  for (const [module, prefix] of byModule) {
    for (const { cls } of moduleOf.get(module)?.controllers ?? [])
      if (cls) byController.set(cls, prefix);
  }
  return byController;
}

function walk(
  evaluator: Evaluator,
  tree: Located,
  above: string,
  found: Map<ProjectClass, string>,
  steps: number,
): void {
  if (steps === 0) return;
  for (const entry of entriesOf(evaluator, tree)) {
    const direct = resolveToken(evaluator, entry.expr, entry.env);
    if (direct?.cls) {
      found.set(direct.cls, above);
      continue;
    }
    const path = propOf(evaluator, entry, 'path');
    const prefix = joinPath(above, (path && evaluator.text(path.expr, path.env)?.text) ?? '');
    const module = propOf(evaluator, entry, 'module');
    const token = module && resolveToken(evaluator, module.expr, module.env);
    if (token?.cls) found.set(token.cls, prefix);
    const children = propOf(evaluator, entry, 'children');
    if (children) walk(evaluator, children, prefix, found, steps - 1);
  }
}
