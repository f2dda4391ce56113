/** `import()` and `require()` whose target is computed: their edges are missing, and that is said. */
import type { Finding, Location } from '../contract.ts';
import { createFinding } from '../findings.ts';
import { unpackPosition } from '../scan/ir.ts';
import type { Expr, FileIr } from '../scan/ir.ts';
import { forEachExpr } from '../scan/walk.ts';

/** One finding per file, at the first such place. */
export function findComputedImports(
  files: readonly FileIr[],
  tests: ReadonlySet<string>,
): readonly Finding[] {
  return files.flatMap((file): readonly Finding[] => {
    if (tests.has(file.path)) return [];
    const [first, ...related] = computedIn(file);
    if (!first) return [];
    const more = related.length > 0 ? `, like ${related.length} more of this file` : '';
    return [
      createFinding({
        code: 'dynamic-import-unknown', severity: 'warning', ...first, subject: file.path, related,
        message: `an import() or require() computes what it loads${more}; the edge is missing from the graph`,
      }),
    ];
  });
}

function computedIn(file: FileIr): readonly Location[] {
  const places = new Set<number>();
  const look = (expr: Expr): void => {
    if (expr.k === 'import' && expr.index < 0) places.add(expr.at);
  };
  for (const expr of rootsOf(file)) forEachExpr(expr, look);
  return [...places].sort((a, b) => a - b).map((at) => ({ path: file.path, ...unpackPosition(at) }));
}

function rootsOf(file: FileIr): readonly Expr[] {
  return [
    ...file.body,
    ...file.functions.flatMap((fn) => fn.body),
    ...file.classes.flatMap((cls) => cls.properties.flatMap((one) => one.init ?? [])),
    ...file.exports.flatMap((one) => one.expr ?? []),
  ];
}
