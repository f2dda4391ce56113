/** The class a written type stands for. */
import type { Evaluator } from '../../program/evaluator.ts';
import type { ProjectFile } from '../../program/program.ts';
import { findExportedType } from '../../program/exported-type.ts';
import type { Env } from '../../program/values.ts';
import type { DeclIr, TypeRef } from '../../scan/ir.ts';
import { findDeclared } from '../../program/declared.ts';
import { classToken } from './tokens.ts';
import type { Token } from './tokens.ts';

const MAX_ALIASES = 6;

/** The class a type names; null for interfaces, primitives and shapes, which exist at compile time alone. */
export function typeToken(
  evaluator: Evaluator,
  type: TypeRef | undefined,
  env: Env,
  steps = MAX_ALIASES,
): Token | null {
  if (!type || steps === 0) return null;
  if (type.t === 'union') {
    // `X | null` and `X | undefined` of optional dependencies.
    const named = type.of.filter((one) => one.t !== 'word');
    return named.length === 1 ? typeToken(evaluator, named[0], env, steps - 1) : null;
  }
  if (type.t !== 'ref' || type.decl < 0) return null;
  const place = findType(evaluator, env.file, type.decl, type.name);
  if (!place) return null;
  if ('pkg' in place) {
    const { pkg, name } = place;
    // Options are interfaces in every package; there is no class to inject.
    if (/(?:Options|Props)$/.test(name)) return null;
    return { key: `package ${pkg} ${name}`, name, cls: null, file: null, forwardRef: false };
  }
  const decl = place.file.ir.decls[place.decl];
  if (decl?.kind === 'class' && decl.cls !== undefined) {
    const cls = place.file.classes[decl.cls];
    return cls ? classToken(cls) : null;
  }
  if (decl?.kind !== 'type') return null;
  const twin = valueTwin(evaluator, place.file, decl);
  if (twin) return twin;
  return typeToken(evaluator, decl.type, evaluator.envOf(place.file, null), steps - 1);
}

/** `type Db = Driver & {…}; const Db = Driver;`: at run time the name is the constant. */
function valueTwin(evaluator: Evaluator, file: ProjectFile, type: DeclIr): Token | null {
  const index = file.ir.decls.findIndex(
    (one) => one.name === type.name && one.kind === 'const' && one.fn === type.fn,
  );
  if (index < 0) return null;
  const value = evaluator.declaration(file, index, evaluator.envOf(file, null));
  if (value.v === 'class') return classToken(value.cls);
  if (value.v !== 'library' || value.role !== 'export') return null;
  return {
    key: `package ${value.pkg} ${value.type}`,
    name: value.type,
    cls: null,
    file: null,
    forwardRef: false,
  };
}

type TypePlace =
  | { readonly file: ProjectFile; readonly decl: number }
  | { readonly pkg: string; readonly name: string };

function findType(
  evaluator: Evaluator,
  file: ProjectFile,
  index: number,
  written: string,
): TypePlace | null {
  const decl = file.ir.decls[index];
  if (!decl) return null;
  if (decl.kind !== 'import') return decl.kind === 'type-param' ? null : { file, decl: index };
  if (decl.imp === undefined) return null;
  const target = evaluator.program.link(file.path, decl.imp);
  const path = writtenPath(decl, written);
  const name = path.at(-1) ?? written;
  if (target.kind === 'package' || target.kind === 'builtin') return { pkg: target.name, name };
  if (target.kind === 'none') return unresolvedPlace(file, decl.imp, name);
  const found = target.kind === 'file' ? evaluator.program.files.get(target.path) : undefined;
  return found
    ? exportedPlace(evaluator, found, path[0] ?? 'default', { file, index, written })
    : null;
}

/** Generated code that is not checked in: a constructor asks for a class all the same. */
function unresolvedPlace(file: ProjectFile, imp: number, name: string): TypePlace | null {
  const request = file.ir.imports[imp];
  return request && !request.typeOnly ? { pkg: request.specifier, name } : null;
}

/** The type behind an exported name; `asked` is the import that asks for it. */
function exportedPlace(
  evaluator: Evaluator,
  from: ProjectFile,
  name: string,
  {
    file,
    index,
    written,
  }: { readonly file: ProjectFile; readonly index: number; readonly written: string },
): TypePlace | null {
  const exported = findExportedType(evaluator, from, name);
  if (!exported) {
    const declared = findDeclared(evaluator, file, index);
    return declared?.kind === 'declaration' ? declared : null;
  }
  const isImport = 'decl' in exported && exported.file.ir.decls[exported.decl]?.kind === 'import';
  return isImport ? findType(evaluator, exported.file, exported.decl, written) : exported;
}

/** Names behind an imported one: `['X']` of `import { X }` and of `ns.X`; nothing for a default import. */
function writtenPath({ imported = 'default' }: DeclIr, written: string): readonly string[] {
  const rest = written.split('.').slice(1);
  if (imported === '*') return rest;
  return imported === 'default' ? rest : [imported, ...rest];
}
