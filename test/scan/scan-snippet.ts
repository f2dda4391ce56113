import { unpackPosition } from '../../analyzers/scan/ir.ts';
import type { DeclIr, Expr, FileIr, ImportUse, Pos } from '../../analyzers/scan/ir.ts';
import {
  USE_EXPORT,
  USE_LOAD,
  USE_METADATA,
  USE_TYPE,
  USE_VALUE,
} from '../../analyzers/scan/ir.ts';
import { scanFile } from '../../analyzers/scan/scan-file.ts';
import { childrenOf, forEachExpr } from '../../analyzers/scan/walk.ts';

export function scan(code: string, path = 'a.ts'): FileIr {
  return scanFile(path, code);
}

/** Every expression of a file: module body, functions, parameters, classes, enums. */
export function allExprs(ir: FileIr): readonly Expr[] {
  const found: Expr[] = [];
  const add = (expr: Expr | null | undefined): void => {
    if (expr) forEachExpr(expr, (one) => void found.push(one));
  };
  ir.body.forEach(add);
  for (const exported of ir.exports) add(exported.expr);
  for (const fn of ir.functions) {
    fn.body.forEach(add);
    fn.params.forEach((param) => add(param.default));
    for (const one of fn.decorators ?? []) add(one.expr);
    for (const param of fn.params) for (const one of param.decorators ?? []) add(one.expr);
  }
  for (const cls of ir.classes) {
    add(cls.base);
    for (const one of cls.decorators ?? []) add(one.expr);
    for (const property of cls.properties) {
      add(property.init);
      for (const one of property.decorators ?? []) add(one.expr);
    }
  }
  for (const decl of ir.decls) for (const member of decl.members ?? []) add(member.v);
  return found;
}

/** The declaration that the only (or n-th) use of a name in value position is bound to. */
export function bindingOf(ir: FileIr, name: string, nth = 0): DeclIr | undefined {
  const uses = allExprs(ir)
    .filter((expr) => expr.k === 'name' && expr.name === name)
    .sort((a, b) => a.at - b.at);
  const use = uses[nth];
  if (use?.k !== 'name') throw new Error(`no use ${nth} of ${name}`);
  return ir.decls[use.decl];
}

export function decl(ir: FileIr, name: string): DeclIr {
  const found = ir.decls.find((one) => one.name === name);
  if (!found) throw new Error(`no declaration of ${name}`);
  return found;
}

const USE_NAMES: readonly (readonly [number, string])[] = [
  [USE_VALUE, 'value'],
  [USE_LOAD, 'load'],
  [USE_TYPE, 'type'],
  [USE_METADATA, 'metadata'],
  [USE_EXPORT, 'export'],
];

export function useNames(use: ImportUse | undefined): readonly string[] {
  return USE_NAMES.filter(([bit]) => ((use ?? 0) & bit) !== 0).map(([, name]) => name);
}

/** How `x`, imported on a line of its own, is used by the code. */
export function usesOf(code: string, path = 'a.ts', name = 'x'): readonly string[] {
  const ir = scan(`import { ${name} } from 'y';\n${code}`, path);
  if (ir.problems.length > 0) throw new Error(ir.problems[0]?.message);
  return useNames(decl(ir, name).use);
}

export function place(pos: Pos): string {
  const { line, column } = unpackPosition(pos);
  return `${line}:${column}`;
}

type ExprOf<K> = Expr extends infer E
  ? E extends { k: infer T }
    ? K extends T
      ? E
      : never
    : never
  : never;
type Shown = { readonly [K in Expr['k']]?: (expr: ExprOf<K>) => string };

const all = (list: readonly Expr[]): string => list.map(show).join(', ');

const SHOWN: Shown = {
  str: (expr) => JSON.stringify(expr.v),
  lit: (expr) => expr.regex ?? String(expr.v),
  name: (expr) => expr.name,
  mem: (expr) => `${show(expr.obj)}.${expr.name}`,
  idx: (expr) => `${show(expr.obj)}[${show(expr.key)}]`,
  call: (expr) => `${expr.isNew ? 'new ' : ''}${show(expr.fn)}(${all(expr.args)})`,
  tpl: (expr) => {
    const tag = expr.tag ? [show(expr.tag)] : [];
    return `tpl(${[...tag, JSON.stringify(expr.parts), ...expr.exprs.map(show)].join(', ')})`;
  },
  obj: (expr) => {
    const props = expr.props.map((prop) => {
      const key = prop.key ? `[${show(prop.key)}]` : prop.name;
      return `${prop.spread ? '...' : `${key}: `}${show(prop.v)}`;
    });
    return `{${props.join(', ')}}`;
  },
  def: (expr) => `def${expr.each ? ' each' : ''}(${show(expr.v)})`,
  import: (expr) => `import#${expr.index}`,
  alt: (expr) => `alt(${all(expr.items)}${expr.tests.length > 0 ? ` | ${all(expr.tests)}` : ''})`,
  fn: () => 'fn',
  cls: () => 'cls',
  this: () => 'this',
  super: () => 'super',
};

/** An expression as compact text, to compare shapes. */
export function show(expr: Expr): string {
  const shown = SHOWN[expr.k] as ((expr: Expr) => string) | undefined;
  if (shown) return shown(expr);
  return `${expr.k}(${all(childrenOf(expr))})`;
}

/** The module body as compact texts. */
export function bodyOf(code: string, path = 'a.ts'): readonly string[] {
  return scan(code, path).body.map(show);
}
