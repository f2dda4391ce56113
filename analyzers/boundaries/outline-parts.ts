/**
 * The code at the grain at which it is taken apart: which declaration, which method of which class
 * uses what, in its own file and in others. Syntax and imports only; who stands behind an interface
 * is found when the parts of all files are known (`evidence-parts.ts`).
 */
import type { ImportGraph } from '../graph/build-graph.ts';
import { unpackPosition } from '../scan/ir.ts';
import type { DeclIr, DefineExpr, Expr, FileIr, FunctionIr, TypeRef } from '../scan/ir.ts';
import { forEachExpr } from '../scan/walk.ts';
import { readImports } from './part-imports.ts';
import type { ForeignName } from './part-imports.ts';
import { createPartWalk } from './part-walk.ts';
import type { PartWalk } from './part-walk.ts';

export type PartKind = 'module' | 'class' | 'member' | 'function' | 'value' | 'type';

/** A module-level declaration, a member of a class (`Class.member`), or all other statements (``). */
export interface PartOutline {
  readonly name: string;
  readonly kind: PartKind;
  readonly line: number;
  readonly end: number;
  /** A function that gives nothing back, not even a promise of something. */
  readonly silent: boolean;
  /** It makes an error of its own: its caller may be told no. */
  readonly refuses: boolean;
  /** Parts of its own file that it mentions, by name. */
  readonly own: readonly string[];
  /** Names of other files that it mentions or calls, as indices of `foreign`. */
  readonly uses: readonly number[];
}

/** A call of something another file declares: `name` is a function or `Class.member`. */
export interface CallOutline {
  /** Index of the calling part. */
  readonly part: number;
  readonly to: string;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** Call sites of the part, the first of which is given. */
  readonly times: number;
}

export interface FileParts {
  readonly path: string;
  readonly foreign: readonly ForeignName[];
  /** Imported names that are used in type positions only, whatever the compiler keeps of them. */
  readonly types: readonly ForeignName[];
  readonly parts: readonly PartOutline[];
  readonly calls: readonly CallOutline[];
  /** What its classes extend and implement. */
  readonly heirs: readonly (ForeignName & { readonly cls: string })[];
  /** Values that are instances: `export default new Service()`. */
  readonly instances: readonly (ForeignName & { readonly value: string })[];
}

export function outlineParts(file: FileIr, graph: ImportGraph): FileParts {
  const walk = createPartWalk(file, readImports(file, graph));
  for (const decl of file.decls) if (decl.fn === -1) outlineDeclaration(walk, decl);
  for (const expr of file.body) {
    const names = expr.k === 'def' ? moduleNames(file, expr) : [];
    if (expr.k === 'def' && names.length > 0) outlineDefinition(walk, expr, names);
    else walk.expression(expr, walk.part('', 'module', 1, file.lines), null);
  }
  for (const { name, expr, at } of file.exports) {
    if (expr === undefined) continue;
    const line = lineOf(at);
    const part = walk.part(name === '=' ? 'default' : name, 'value', line, endOf(walk, expr, line));
    const instance = walk.instanceOf(expr);
    if (instance !== null) walk.instances.push({ ...instance, value: part.name });
    const rest = expr.k === 'obj' ? outlineMethods(walk, part.name, expr) : [expr];
    for (const one of rest) walk.expression(one, part, null);
  }
  return walk.finish();
}

function moduleNames(file: FileIr, expr: DefineExpr): readonly string[] {
  return expr.decls.flatMap((index) => {
    const decl = file.decls[index];
    return decl?.fn === -1 && decl.kind !== 'import' ? [decl.name] : [];
  });
}

function outlineDeclaration(walk: PartWalk, decl: DeclIr): void {
  const line = lineOf(decl.at);
  switch (decl.kind) {
    case 'function':
      if (decl.func !== undefined) outlineFunction(walk, decl.name, 'function', decl.func, null);
      return;
    case 'class':
      if (decl.cls !== undefined) outlineClass(walk, decl.name, decl.cls);
      return;
    case 'type':
    case 'interface': {
      const part = walk.part(decl.name, 'type', line, line);
      if (decl.type) walk.type(decl.type, part);
      for (const base of decl.extends ?? []) walk.type(base, part);
      return;
    }
    case 'enum':
    case 'const-enum': {
      const part = walk.part(decl.name, 'value', line, line);
      for (const member of decl.members ?? []) if (member.v) walk.expression(member.v, part, null);
      return;
    }
    default:
  }
}

/** `const a = …`; the functions of a constant object are parts of their own, like methods. */
function outlineDefinition(walk: PartWalk, expr: DefineExpr, names: readonly string[]): void {
  const line = lineOf(expr.at);
  const value = expr.v.k === 'cast' ? expr.v.v : expr.v;
  const [first = ''] = names;
  if (names.length === 1 && value.k === 'fn') {
    outlineFunction(walk, first, 'function', value.fn, null);
    return;
  }
  if (names.length === 1 && value.k === 'cls') {
    outlineClass(walk, first, value.cls);
    return;
  }
  for (const name of names) {
    const part = walk.part(name, 'value', line, endOf(walk, expr.v, line));
    for (const index of expr.decls) {
      const type = walk.file.decls[index]?.type;
      if (type) walk.type(type, part);
    }
    const instance = walk.instanceOf(value);
    if (instance !== null) walk.instances.push({ ...instance, value: name });
    const rest = value.k === 'obj' ? outlineMethods(walk, name, value) : [expr.v];
    for (const one of rest) walk.expression(one, part, null);
  }
}

/** The last line on which something of an expression stands. */
function endOf({ file }: PartWalk, root: Expr, line: number): number {
  let end = line;
  forEachExpr(root, (expr) => {
    const fn = expr.k === 'fn' ? file.functions[expr.fn] : undefined;
    const cls = expr.k === 'cls' ? file.classes[expr.cls] : undefined;
    const at = fn?.end ?? cls?.end ?? (expr.k === 'call' ? expr.end : expr.at);
    end = Math.max(end, lineOf(at));
  });
  return end;
}

function outlineMethods(
  walk: PartWalk,
  name: string,
  value: Extract<Expr, { k: 'obj' }>,
): readonly Expr[] {
  return value.props.flatMap((prop) => {
    if (prop.name === null || prop.v.k !== 'fn') return prop.key ? [prop.key, prop.v] : [prop.v];
    outlineFunction(walk, `${name}.${prop.name}`, 'member', prop.v.fn, name);
    return [];
  });
}

function outlineFunction(
  walk: PartWalk,
  name: string,
  kind: PartKind,
  index: number,
  owner: string | null,
): void {
  const fn = walk.file.functions[index];
  if (fn === undefined) return;
  const part = walk.part(name, kind, lineOf(fn.at), lineOf(fn.end));
  part.silent = isSilent(fn);
  walk.functionBody(index, part, owner);
}

function outlineClass(walk: PartWalk, name: string, index: number): void {
  const cls = walk.file.classes[index];
  if (cls === undefined) return;
  const part = walk.part(name, 'class', lineOf(cls.at), lineOf(cls.end));
  walk.enterClass(name, index);
  for (const decorator of cls.decorators ?? []) walk.expression(decorator.expr, part, name);
  if (cls.base) {
    walk.expression(cls.base, part, name);
    addHeir(walk, name, walk.targetOf(cls.base, null));
  }
  for (const type of cls.baseArgs ?? []) walk.type(type, part);
  for (const type of cls.implements ?? []) {
    walk.type(type, part);
    addHeir(walk, name, walk.typeTarget(type));
  }
  for (const { type, decorators, init, name: property, at } of cls.properties) {
    if (type) walk.type(type, part);
    for (const decorator of decorators ?? []) walk.expression(decorator.expr, part, name);
    if (init?.k === 'fn') outlineFunction(walk, `${name}.${property}`, 'member', init.fn, name);
    else if (init) {
      const line = lineOf(at);
      const field = walk.part(`${name}.${property}`, 'value', line, endOf(walk, init, line));
      walk.expression(init, field, name);
    }
  }
  for (const method of cls.methods) {
    const fn = walk.file.functions[method];
    if (fn) outlineFunction(walk, `${name}.${fn.name}`, 'member', method, name);
  }
}

function addHeir(walk: PartWalk, cls: string, base: ForeignName | null): void {
  if (base !== null) walk.heirs.push({ ...base, cls });
}

function isSilent({ kind, returns, body }: FunctionIr): boolean {
  if (kind === 'constructor' || kind === 'getter') return false;
  return returns === undefined ? !body.some((expr) => expr.k === 'ret') : isVoid(returns);
}

function isVoid(type: TypeRef): boolean {
  if (type.t === 'word') return type.v === 'void' || type.v === 'never';
  const [only] = type.t === 'ref' && type.name === 'Promise' ? (type.args ?? []) : [];
  return only !== undefined && isVoid(only);
}

const lineOf = (at: number): number => unpackPosition(at).line;
