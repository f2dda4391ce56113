/** Which declaration a name leads to, through imports, re-exports and barrels. */
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
  passed: Set<ProjectFile> = new Set(),
): Declared | null {
  const decl = file.ir.decls[index];
  if (!decl) return null;
  if (decl.kind !== 'import') return { kind: 'declaration', file, decl: index };
  if (decl.imp === undefined) return null;
  return findImported(evaluator, file, decl.imp, decl.imported ?? 'default', passed);
}

function findImported(
  evaluator: Evaluator,
  file: ProjectFile,
  imp: number,
  name: string,
  passed: Set<ProjectFile>,
): Declared | null {
  const target = evaluator.program.link(file.path, imp);
  if (target.kind === 'package' || target.kind === 'builtin') {
    return { kind: 'package', pkg: target.name, name };
  }
  const found = target.kind === 'file' ? evaluator.program.files.get(target.path) : undefined;
  return found && name !== '*' ? findExported(evaluator, found, name, passed) : null;
}

/** The declaration behind an export of a file; values are preferred to types of the same name. */
export function findExported(
  evaluator: Evaluator,
  file: ProjectFile,
  name: string,
  passed: Set<ProjectFile> = new Set(),
): Declared | null {
  if (passed.has(file)) return null;
  passed.add(file);
  const found = searchFile(evaluator, file, name, passed);
  passed.delete(file);
  return found;
}

function searchFile(
  evaluator: Evaluator,
  file: ProjectFile,
  name: string,
  passed: Set<ProjectFile>,
): Declared | null {
  const own = file.exported.get(name) ?? [];
  const value = own.find((one) => !isTypeOnly(file, one.decl)) ?? own[0];
  if (value) {
    if (value.imp >= 0) return findImported(evaluator, file, value.imp, value.from ?? name, passed);
    if (value.decl >= 0) return findDeclared(evaluator, file, valueTwin(file, value.decl), passed);
    return value.expr ? exported(evaluator, file, value.expr, passed) : null;
  }
  for (const star of file.exported.get('*') ?? []) {
    if (star.imp < 0) continue;
    const found = findImported(evaluator, file, star.imp, name, passed);
    if (found) return found;
  }
  return null;
}

function exported(
  evaluator: Evaluator,
  file: ProjectFile,
  expr: Expr,
  passed: Set<ProjectFile>,
): Declared | null {
  if (expr.k === 'name' && expr.decl >= 0) return findDeclared(evaluator, file, expr.decl, passed);
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
