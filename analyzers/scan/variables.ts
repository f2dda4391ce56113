/** Variables: what each declarator defines. */
import type { Expression, VariableDeclaration, VariableDeclarator } from 'oxc-parser';
import { exportsOfDefinition } from './common-js.ts';
import { narrowImport } from './import-requests.ts';
import type { DefineExpr, Expr } from './ir.ts';
import { reduceNamed } from './named-values.ts';
import { boundDecls, patternDefaults } from './patterns.ts';
import { at } from './scan-state.ts';
import type { Draft, Scan } from './scan-state.ts';
import { annotationType } from './types.ts';

/** `const x: T = v`, `let { a, b = c } = v`. */
export function defineVariable(
  scan: Scan,
  node: VariableDeclarator,
  kind: VariableDeclaration['kind'],
  out: Expr[],
): void {
  const { id, init } = node;
  const decls = boundDecls(scan, id);
  const own = id.type === 'Identifier' ? scan.decls[decls[0] ?? -1] : undefined;
  const type = annotationType(scan, id.typeAnnotation);
  if (own && type) own.type = type;
  if (init) {
    const value = reduceNamed(scan, init, own?.name);
    const v = exportsOfDefinition(scan, value, decls);
    if (own && kind === 'const') {
      if (v.k === 'fn') own.func = v.fn;
      if (v.k === 'cls') own.cls = v.cls;
    }
    if (isMadeRequire(v)) for (const decl of decls) scan.madeRequires.add(decl);
    narrowToBound(scan, v, decls);
    const typed: Expr = type && !own ? { k: 'cast', v, type, at: v.at } : v;
    out.push({ k: 'def', decls, v: typed, at: at(scan, id.start) });
  }
  patternDefaults(scan, id, out);
}

/** `for (const x of v)`: every name stands for an element; the keys of `for…in` are not modelled. */
export function defineElements(
  scan: Scan,
  node: VariableDeclaration,
  source: Expression,
  out: Expr[],
): void {
  const v = scan.reduce.expr(scan, source);
  for (const { id } of node.declarations) {
    annotationType(scan, id.typeAnnotation);
    const def: Draft<DefineExpr> = {
      k: 'def',
      decls: boundDecls(scan, id),
      v,
      each: true,
      at: at(scan, id.start),
    };
    out.push(def);
    patternDefaults(scan, id, out);
  }
}

/** `const require = createRequire(import.meta.url)`, the way ES modules get a `require`. */
function isMadeRequire(v: Expr): boolean {
  if (v.k !== 'call' || v.isNew) return false;
  return (v.fn.k === 'name' || v.fn.k === 'mem') && v.fn.name === 'createRequire';
}

/** `const { a } = require('x')` asks for `a`, `const x = await import('x')` for the whole module. */
function narrowToBound(scan: Scan, v: Expr, decls: readonly number[]): void {
  let source = v;
  while (source.k === 'await' || source.k === 'cast') source = source.v;
  if (source.k !== 'import' || source.index < 0) return;
  const names = decls.map((decl) => {
    const step = scan.decls[decl]?.path?.[0] ?? '*';
    return { name: step === '...' || step === '[]' ? '*' : step, decl, typeOnly: false };
  });
  narrowImport(scan, source.index, names);
}
