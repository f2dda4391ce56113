/** Uses of names: binds them and remembers how imported ones are used. */
import { USE_LOAD, USE_TYPE, USE_VALUE } from './ir.ts';
import type { Expr } from './ir.ts';
import { at } from './scan-state.ts';
import type { Meaning, Scan } from './scan-state.ts';
import { enumOf, resolveName } from './scopes.ts';

export function markUse(scan: Scan, decl: number, bits: number): void {
  if (decl >= 0) scan.uses[decl] = (scan.uses[decl] ?? 0) | bits;
}

/** Bits of a value use at this place of the code. */
export function valueBits(scan: Scan): number {
  if (scan.ambient) return USE_TYPE;
  return scan.load ? USE_VALUE | USE_LOAD : USE_VALUE;
}

/** A name in a value position. */
export function useValue(scan: Scan, name: string, offset: number): Expr {
  const decl = resolveName(scan.scope, name, 'value');
  markUse(scan, decl, valueBits(scan));
  const place = at(scan, offset);
  const owner = enumOf(decl);
  if (owner >= 0) {
    const obj: Expr = { k: 'name', name: scan.decls[owner]?.name ?? '', decl: owner, at: place };
    return { k: 'mem', obj, name, at: place };
  }
  // The text of the declaration is kept anyway.
  const text = decl >= 0 ? (scan.decls[decl]?.name ?? name) : name;
  return { k: 'name', name: text, decl, at: place };
}

/** A name in a type position; `value` for `typeof x`. Returns its declaration, -1 for globals. */
export function useType(scan: Scan, name: string, meaning: Meaning): number {
  const decl = resolveName(scan.scope, name, meaning);
  markUse(scan, decl, USE_TYPE);
  return Math.max(decl, -1);
}
