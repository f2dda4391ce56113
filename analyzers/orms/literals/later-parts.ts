/** What is added to a variable's object or list after its initialiser: `where.author = …`, `list.push(…)`. */
import type { Expr, Pos } from '../../scan/ir.ts';
import { forEachExpr } from '../../scan/walk.ts';
import type { ProjectFile } from '../../program/program.ts';

export type LaterPart =
  | { readonly kind: 'member'; readonly name: string; readonly expr: Expr; readonly at: Pos }
  | { readonly kind: 'pushed'; readonly expr: Expr; readonly at: Pos };

/** By the calls of a file, so that whoever asks has looked at the file. */
const known = new WeakMap<ProjectFile['calls'], ReadonlyMap<number, readonly LaterPart[]>>();

/** @param decl declaration of the variable in `file` */
export function laterParts(file: ProjectFile, decl: number): readonly LaterPart[] {
  let index = known.get(file.calls);
  if (!index) known.set(file.calls, (index = indexParts(file)));
  return index.get(decl) ?? [];
}

function indexParts(file: ProjectFile): ReadonlyMap<number, readonly LaterPart[]> {
  const found = new Map<number, LaterPart[]>();
  const add = (decl: number, part: LaterPart): void => {
    const list = found.get(decl);
    if (list) list.push(part);
    else found.set(decl, [part]);
  };
  const visit = (expr: Expr): void => {
    if (expr.k === 'set' && expr.target.k === 'mem') noteMember(expr.target, expr.v, add);
    if (
      expr.k === 'call' &&
      expr.fn.k === 'mem' &&
      (expr.fn.name === 'push' || expr.fn.name === 'unshift')
    ) {
      notePushed(expr.fn.obj, expr.args, add);
    }
  };
  for (const fn of file.ir.functions) for (const root of fn.body) forEachExpr(root, visit);
  for (const root of file.ir.body) forEachExpr(root, visit);
  return found;
}

type Add = (decl: number, part: LaterPart) => void;

function notePushed(list: Expr, args: readonly Expr[], add: Add): void {
  if (list.k === 'name' && list.decl >= 0) {
    for (const expr of args)
      add(list.decl, { kind: 'pushed', expr: expr.k === 'spread' ? expr.v : expr, at: expr.at });
  }
  if (list.k === 'mem') noteMember(list, { k: 'arr', items: args, at: list.at }, add);
}

/** `args.where.author = v` is the member `where` with an object that has `author`. */
function noteMember(target: Extract<Expr, { k: 'mem' }>, v: Expr, add: Add): void {
  const { obj, name, at } = target;
  if (obj.k === 'name' && obj.decl >= 0) add(obj.decl, { kind: 'member', name, expr: v, at });
  if (obj.k === 'mem') noteMember(obj, { k: 'obj', props: [{ name, v, at }], at }, add);
}
