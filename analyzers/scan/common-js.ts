/** `module.exports = …` and `exports.name = …` at module level. */
import type { ExportIr, Expr, ObjectExpr } from './ir.ts';
import type { Draft, Scan } from './scan-state.ts';

/** Name under which `export = v` and `module.exports = v` are recorded. */
export const WHOLE = '=';

/**
 * Exports of an assignment statement.
 * @returns what is left to be read as an ordinary expression, undefined when all of it is exports
 */
export function exportsOfStatement(scan: Scan, expr: Expr): Expr | undefined {
  const { names, locals, v } = takeApart(scan, expr);
  if (names.length === 0) return expr;
  const [local] = locals;
  for (const name of names) addCommonExport(scan, name, local?.target ?? v);
  if (!local) return undefined;
  return { k: 'set', target: local.target, v, at: local.at };
}

/** `const app = module.exports = v` exports the constant and defines it with `v`. */
export function exportsOfDefinition(scan: Scan, expr: Expr, decls: readonly number[]): Expr {
  const { names, locals, v } = takeApart(scan, expr);
  if (names.length === 0 || locals.length > 0) return expr;
  const decl = decls[0] ?? -1;
  const local = scan.decls[decl];
  const value: Expr = local ? { k: 'name', name: local.name, decl, at: local.at } : v;
  for (const name of names) addCommonExport(scan, name, value);
  return v;
}

type Assign = Extract<Expr, { k: 'set' }>;

interface Assignments {
  readonly names: readonly string[];
  readonly locals: readonly Assign[];
  readonly v: Expr;
}

const NONE: readonly never[] = [];

/** `a = exports.b = v`: the exported names, the other targets, the value. */
function takeApart(scan: Scan, expr: Expr): Assignments {
  if (expr.k !== 'set' || scan.fn >= 0 || !scan.exporting)
    return { names: NONE, locals: NONE, v: expr };
  const names: string[] = [];
  const locals: Assign[] = [];
  let v: Expr = expr;
  for (; v.k === 'set'; v = v.v) {
    const name = exportName(v.target);
    if (name !== undefined) names.push(name);
    else if (!isGlobal(v.target, 'exports')) locals.push(v);
  }
  return { names, locals, v };
}

function isGlobal(expr: Expr, name: string): boolean {
  return expr.k === 'name' && expr.name === name && expr.decl === -1;
}

function isModuleExports(expr: Expr): boolean {
  return expr.k === 'mem' && expr.name === 'exports' && isGlobal(expr.obj, 'module');
}

function exportName(target: Expr): string | undefined {
  if (isModuleExports(target)) return WHOLE;
  if (target.k !== 'mem') return undefined;
  return isGlobal(target.obj, 'exports') || isModuleExports(target.obj) ? target.name : undefined;
}

function addCommonExport(scan: Scan, name: string, v: Expr): void {
  if (name === WHOLE && v.k === 'obj' && isNamed(v)) {
    for (const prop of v.props) {
      if (prop.spread) addSpread(scan, prop.v, prop.at);
      else addExpr(scan, prop.name ?? '', prop.v, prop.at);
    }
    return;
  }
  addExpr(scan, name, v, v.at);
  if (name !== WHOLE || v.k !== 'obj') return;
  for (const prop of v.props) {
    if (prop.name !== null && prop.v.k === 'name') addExpr(scan, prop.name, prop.v, prop.at);
  }
}

/** Whether every member of an exported object can be told by its name. */
function isNamed(v: ObjectExpr): boolean {
  return v.props.every((prop) => (prop.spread ? prop.v.k === 'import' : prop.name !== null));
}

function addExpr(scan: Scan, name: string, expr: Expr, place: number): void {
  const decl = expr.k === 'name' ? expr.decl : -1;
  scan.exports.push({ name, decl, imp: -1, expr, typeOnly: false, at: place });
}

/** `module.exports = { ...require('./x') }` passes on everything of the other module. */
function addSpread(scan: Scan, v: Expr, place: number): void {
  if (v.k !== 'import') return;
  const exported: Draft<ExportIr> = {
    name: '*',
    decl: -1,
    imp: v.index,
    from: '*',
    typeOnly: false,
    at: place,
  };
  scan.exports.push(exported);
}
