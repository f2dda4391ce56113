/** Which declaration a name leads to, through imports, re-exports and barrels. */
import { isAskedFirst } from './asked-exports.ts';
import type { AskedExports } from './asked-exports.ts';
import type { Evaluator } from './evaluator.ts';
import type { ProjectFile } from './program.ts';
import type { Expr } from '../scan/ir.ts';

export type Declared =
  | { readonly kind: 'declaration'; readonly file: ProjectFile; readonly decl: number }
  /** `export default <expression>` */
  | { readonly kind: 'expression'; readonly file: ProjectFile; readonly expr: Expr }
  | { readonly kind: 'package'; readonly pkg: string; readonly name: string };

/** @returns null when the name leads out of what is known */
export function findDeclared(
  evaluator: Evaluator,
  file: ProjectFile,
  index: number,
  asked: AskedExports = new Map(),
): Declared | null {
  const decl = file.ir.decls[index];
  if (!decl) return null;
  if (decl.kind !== 'import') return { kind: 'declaration', file, decl: index };
  if (decl.imp === undefined) return null;
  return findImported(evaluator, file, decl.imp, decl.imported ?? 'default', asked);
}

function findImported(
  evaluator: Evaluator,
  file: ProjectFile,
  imp: number,
  name: string,
  asked: AskedExports,
): Declared | null {
  const target = evaluator.program.link(file.path, imp);
  if (target.kind === 'package' || target.kind === 'builtin') {
    return { kind: 'package', pkg: target.name, name };
  }
  const found = target.kind === 'file' ? evaluator.program.files.get(target.path) : undefined;
  return found && name !== '*' ? findExported(evaluator, found, name, asked) : null;
}

/** The declaration behind an export of a file; values are preferred to types of the same name. */
export function findExported(
  evaluator: Evaluator,
  file: ProjectFile,
  name: string,
  asked: AskedExports = new Map(),
): Declared | null {
  if (!isAskedFirst(asked, file, name)) return null;
  const own = file.exported.get(name) ?? [];
  const value = own.find((one) => !isTypeOnly(file, one.decl)) ?? own[0];
  if (value) {
    if (value.imp >= 0) return findImported(evaluator, file, value.imp, value.from ?? name, asked);
    if (value.decl >= 0) return findDeclared(evaluator, file, valueTwin(file, value.decl), asked);
    return value.expr ? exported(evaluator, file, value.expr, asked) : null;
  }
  for (const star of file.exported.get('*') ?? []) {
    if (star.imp < 0) continue;
    const found = findImported(evaluator, file, star.imp, name, asked);
    if (found) return found;
  }
  return null;
}

function exported(
  evaluator: Evaluator,
  file: ProjectFile,
  expr: Expr,
  asked: AskedExports,
): Declared | null {
  if (expr.k === 'name' && expr.decl >= 0) return findDeclared(evaluator, file, expr.decl, asked);
  return { kind: 'expression', file, expr };
}

function isTypeOnly(file: ProjectFile, index: number): boolean {
  const kind = file.ir.decls[index]?.kind;
  return kind === 'type' || kind === 'interface';
}

/** `interface Clock {…}; const Clock = Symbol()`: the declaration of the same name that is a value. */
function valueTwin(file: ProjectFile, index: number): number {
  const decl = file.ir.decls[index];
  if (!decl || !isTypeOnly(file, index)) return index;
  const twin = file.ir.decls.findIndex(
    (one, at) => one.name === decl.name && one.fn === decl.fn && !isTypeOnly(file, at),
  );
  return twin >= 0 ? twin : index;
}
