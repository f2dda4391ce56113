/** Files that only pass on what other files export. */
import type { ExportIr, Expr, FileIr } from '../scan/ir.ts';

/** Nearly all of its exports are passed on; a constant or two beside them change nothing. */
const PASSED_ON = 0.8;

export function isBarrel(file: FileIr): boolean {
  const { exports, imports, functions, classes, body } = file;
  if (functions.length > 0 || classes.length > 0 || imports.length === 0) return false;
  // `import './a'; export {}`: passes on what importing the other file does.
  if (exports.length === 0) return body.length === 0;
  const loaded = loadedNames(file);
  const passed = exports.filter((one) => isPassedOn(one, loaded)).length;
  return passed >= exports.length * PASSED_ON;
}

/** Names bound to what an `import` or a `require()` loads. */
function loadedNames({ decls, body }: FileIr): ReadonlySet<number> {
  const names = new Set<number>();
  decls.forEach((one, decl) => {
    if (one.kind === 'import') names.add(decl);
  });
  for (const expr of body)
    if (expr.k === 'def' && isLoading(expr.v, names))
      for (const decl of expr.decls) names.add(decl);
  return names;
}

function isPassedOn(one: ExportIr, loaded: ReadonlySet<number>): boolean {
  if (one.imp >= 0 || loaded.has(one.decl)) return true;
  return one.expr !== undefined && isLoading(one.expr, loaded);
}

/** `require('./a')`, `require('./a').b`, a loaded name, and objects of nothing else. */
function isLoading(expr: Expr, loaded: ReadonlySet<number>): boolean {
  switch (expr.k) {
    case 'import':
      return true;
    case 'name':
      return loaded.has(expr.decl);
    case 'mem':
      return isLoading(expr.obj, loaded);
    case 'obj':
      return expr.props.length > 0 && expr.props.every((prop) => isLoading(prop.v, loaded));
    default:
      return false;
  }
}
