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
    if (!file.computesImports || tests.has(file.path)) return [];
    const [first, ...related] = computedIn(file);
    if (!first) return [];
    const more = related.length > 0 ? `, like ${related.length} more of this file` : '';
    return [
      createFinding({
        code: 'dynamic-import-unknown',
        severity: 'warning',
        ...first,
        subject: file.path,
        related,
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
  forEachRoot(file, (expr) => forEachExpr(expr, look));
  return [...places]
    .sort((a, b) => a - b)
    .map((at) => ({ path: file.path, ...unpackPosition(at) }));
}

function forEachRoot(file: FileIr, visit: (expr: Expr) => void): void {
  file.body.forEach(visit);
  for (const { body } of file.functions) body.forEach(visit);
  for (const { properties } of file.classes) {
    for (const { init } of properties) if (init) visit(init);
  }
  for (const { expr } of file.exports) if (expr) visit(expr);
}
