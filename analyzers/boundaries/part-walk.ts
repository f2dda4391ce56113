/** Walks the code of one file and notes for each part what it mentions, calls and hands out. */
import { unpackPosition } from '../scan/ir.ts';
import type { CallExpr, DecoratorIr, Expr, FileIr, Pos, TypeRef } from '../scan/ir.ts';
import { forEachExpr } from '../scan/walk.ts';
import { listParts } from './list-parts.ts';
import type { DraftedParts, PartDraft } from './list-parts.ts';
import type { FileParts, PartKind } from './outline-parts.ts';
import type { FileImports, ForeignName } from './part-imports.ts';
import { createReceivers } from './part-receivers.ts';
import { forEachNamedType } from './part-types.ts';

export interface PartWalk {
  readonly file: FileIr;
  readonly heirs: FileParts['heirs'][number][];
  readonly instances: FileParts['instances'][number][];
  /** The part of that name, made when it is new. */
  readonly part: (name: string, kind: PartKind, line: number, end: number) => PartDraft;
  readonly enterClass: (name: string, index: number) => void;
  readonly expression: (expr: Expr, part: PartDraft, cls: string | null) => void;
  readonly type: (type: TypeRef, part: PartDraft) => void;
  readonly functionBody: (index: number, part: PartDraft, cls: string | null) => void;
  readonly targetOf: (expr: Expr, cls: string | null) => ForeignName | null;
  readonly typeTarget: (type: TypeRef) => ForeignName | null;
  /** Class of which the expression is a new instance. */
  readonly instanceOf: (expr: Expr) => ForeignName | null;
  readonly finish: () => FileParts;
}

interface State extends DraftedParts {
  readonly receivers: ReturnType<typeof createReceivers>;
  /** Declarations with a written type, by the function that owns them. */
  readonly typed: ReadonlyMap<number, readonly TypeRef[]>;
}

export function createPartWalk(file: FileIr, imports: FileImports): PartWalk {
  const state: State = {
    file,
    imports,
    parts: new Map(),
    foreign: new Map(),
    calls: new Map(),
    heirs: [],
    instances: [],
    receivers: createReceivers(file, imports),
    typed: typesByFunction(file),
  };
  const { receivers } = state;
  return {
    file,
    heirs: state.heirs,
    instances: state.instances,
    part: (name, kind, line, end) => partOf(state, name, kind, line, end),
    enterClass: receivers.enterClass,
    expression: (expr, part, cls) => visitExpression(state, expr, part, cls),
    type: (type, part) => visitType(state, type, part),
    functionBody: (index, part, cls) => visitFunction(state, index, part, cls),
    targetOf: receivers.targetOf,
    typeTarget: receivers.typeTarget,
    instanceOf: receivers.instanceOf,
    finish: () => listParts(state),
  };
}

function typesByFunction(file: FileIr): ReadonlyMap<number, readonly TypeRef[]> {
  const typed = new Map<number, TypeRef[]>();
  for (const { fn, type } of file.decls) {
    if (fn < 0 || type === undefined) continue;
    const known = typed.get(fn);
    if (known) known.push(type);
    else typed.set(fn, [type]);
  }
  return typed;
}

function partOf(state: State, name: string, kind: PartKind, line: number, end: number): PartDraft {
  const known = state.parts.get(name);
  if (known) return known;
  const part = {
    name,
    kind,
    line,
    end,
    silent: false,
    refuses: false,
    own: new Set<string>(),
    uses: new Set<number>(),
  };
  state.parts.set(name, part);
  return part;
}

function visitFunction(state: State, index: number, part: PartDraft, cls: string | null): void {
  const fn = state.file.functions[index];
  if (fn === undefined) return;
  const decorators = (list: readonly DecoratorIr[] | undefined): void => {
    for (const one of list ?? []) visitExpression(state, one.expr, part, cls);
  };
  decorators(fn.decorators);
  for (const { type, default: value, decorators: own } of fn.params) {
    decorators(own);
    if (type) visitType(state, type, part);
    if (value) visitExpression(state, value, part, cls);
  }
  if (fn.returns) visitType(state, fn.returns, part);
  for (const type of state.typed.get(index) ?? []) visitType(state, type, part);
  for (const expr of fn.body) visitExpression(state, expr, part, cls);
}

function visitExpression(state: State, root: Expr, part: PartDraft, cls: string | null): void {
  forEachExpr(root, (expr) => {
    switch (expr.k) {
      case 'name':
        mention(state, part, expr.decl);
        return;
      case 'mem':
        if (cls !== null && expr.obj.k === 'this') part.own.add(`${cls}.${expr.name}`);
        else visitMember(state, part, expr.obj, expr.name);
        return;
      case 'fn':
        visitFunction(state, expr.fn, part, cls);
        return;
      case 'cls':
        visitInnerClass(state, expr.cls, part);
        return;
      case 'cast':
        visitType(state, expr.type, part);
        return;
      case 'def':
        state.receivers.define(expr.decls, expr.v);
        return;
      case 'import': {
        const target = state.imports.byImport.get(expr.index);
        if (target) part.uses.add(foreignIndex(state, target));
        return;
      }
      case 'call':
        for (const type of expr.types ?? []) visitType(state, type, part);
        if (!expr.isNew) visitCall(state, expr, part, cls);
        else if (isError(expr.fn)) part.refuses = true;
        return;
      default:
    }
  });
}

/** By its name, as everybody calls them. */
function isError(made: Expr): boolean {
  return (made.k === 'name' || made.k === 'mem') && /(?:Error|Exception)$/.test(made.name);
}

/** A class inside of a function: its code is the function's. */
function visitInnerClass(state: State, index: number, part: PartDraft): void {
  const cls = state.file.classes[index];
  if (cls === undefined) return;
  if (cls.base) visitExpression(state, cls.base, part, null);
  for (const { type, init } of cls.properties) {
    if (type) visitType(state, type, part);
    if (init) visitExpression(state, init, part, null);
  }
  for (const method of cls.methods) visitFunction(state, method, part, null);
}

function mention(state: State, part: PartDraft, index: number): void {
  const foreign = state.imports.byDecl.get(index);
  if (foreign) {
    if (foreign.name !== '*') part.uses.add(foreignIndex(state, foreign));
    return;
  }
  const decl = state.file.decls[index];
  if (decl?.fn === -1 && decl.kind !== 'import') part.own.add(decl.name);
}

/** `ns.name` of a whole module, `object.name` of a constant object or a class of this file. */
function visitMember(state: State, part: PartDraft, obj: Expr, name: string): void {
  if (obj.k !== 'name') return;
  const foreign = state.imports.byDecl.get(obj.decl);
  if (foreign?.name === '*') {
    part.uses.add(foreignIndex(state, state.imports.memberOf(foreign, name)));
    return;
  }
  const decl = state.file.decls[obj.decl];
  if (decl?.fn === -1 && decl.kind !== 'import') part.own.add(`${decl.name}.${name}`);
}

function visitCall(state: State, call: CallExpr, part: PartDraft, cls: string | null): void {
  const target = state.receivers.calleeOf(call.fn, cls);
  if (target === null) return;
  if (target.to === state.file.path) {
    part.own.add(target.name);
    return;
  }
  part.uses.add(foreignIndex(state, target));
  addCall(state, part, target, call.at);
}

function addCall(state: State, part: PartDraft, { to, name }: ForeignName, at: Pos): void {
  const key = `${part.name}\0${to}\0${name}`;
  const known = state.calls.get(key);
  if (known) known.times += 1;
  else state.calls.set(key, { part: part.name, to, name, ...unpackPosition(at), times: 1 });
}

function visitType(state: State, type: TypeRef, part: PartDraft): void {
  forEachNamedType(type, (named) => {
    if (named.t === 'ref') mention(state, part, named.decl);
    else if (named.t === 'typeof') visitExpression(state, named.expr, part, null);
    else {
      const target = state.imports.byImport.get(named.index);
      if (target) part.uses.add(foreignIndex(state, { to: target.to, name: named.name }));
    }
  });
}

function foreignIndex(state: State, { to, name }: ForeignName): number {
  const key = `${to}\0${name}`;
  const known = state.foreign.get(key);
  if (known) return known.index;
  const index = state.foreign.size;
  state.foreign.set(key, { index, name: { to, name } });
  return index;
}
