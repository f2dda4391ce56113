/** Names of common table expressions that builders give: `.with('recent', …)`. */
import type { Visit } from '../../adapter.ts';
import type { ProjectFunction } from '../../program/program.ts';
import type { Expr } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import { methodOf } from './expr-path.ts';

const CTES = new Set(['with', 'withRecursive', 'withMaterialized', 'withNotMaterialized', '$with']);

/** Names given in the same function, or in the file when no table is called so (helpers that take the builder). */
export function cteNames({ site, tables }: Pick<Visit, 'site' | 'tables'>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { expr, fn } of site.file.calls) {
    if (!CTES.has(methodOf(expr))) continue;
    const name = cteName(expr.args[0], site.file.functions);
    if (name !== null && (outermost(fn) === outermost(site.fn) || !tables.ofName(name)))
      names.add(name);
  }
  return names;
}

/** `'recent'`, `'tree(id, parent)'`, `(cte) => cte('recent').materialized()`. */
function cteName(expr: Expr | undefined, functions: readonly ProjectFunction[]): string | null {
  if (expr?.k === 'str') return expr.v.replace(/\(.*$/s, '').trim();
  if (expr?.k !== 'fn') return null;
  let found: string | null = null;
  for (const root of functions[expr.fn]?.ir.body ?? []) {
    forEachExpr(root, (one) => {
      if (one.k === 'call' && one.args[0]?.k === 'str') found ??= cteName(one.args[0], functions);
    });
  }
  return found;
}

function outermost(fn: ProjectFunction | null): ProjectFunction | null {
  let current = fn;
  for (let up = fn?.file.functions[fn.ir.parent]; up; up = up.file.functions[up.ir.parent])
    current = up;
  return current;
}
