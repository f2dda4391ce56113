/** Functions of every kind: their own scope, parameters and body. */
import type { ArrowFunctionExpression, Function, StaticBlock } from 'oxc-parser';
import { hoistBody } from './hoist.ts';
import type { DecoratorIr, Expr, FunctionIr } from './ir.ts';
import { markMetadata, metadataBits } from './metadata.ts';
import { isThisParam, paramDecorators, paramParts, reduceParams } from './params.ts';
import type { ParamParts } from './params.ts';
import { at, EMPTY, endAt, trimmed, within } from './scan-state.ts';
import type { Draft, Scan, Scope } from './scan-state.ts';
import { declare, newScope } from './scopes.ts';
import { annotationType, declareTypeParams } from './types.ts';

export const ANONYMOUS = '<anonymous>';

/** What the place of a function says about it. */
export interface FunctionShape {
  readonly name?: string;
  readonly kind?: FunctionIr['kind'];
  readonly cls?: number;
  readonly isStatic?: boolean;
  readonly decorators?: readonly DecoratorIr[] | undefined;
  /** Called where it is written, so it runs with the code around it. */
  readonly immediate?: boolean;
  /** Its class or itself is decorated, so TypeScript may serialise its types. */
  readonly decorated?: boolean;
  /** Offset of its name. */
  readonly offset?: number;
}

type FunctionNode = Function | ArrowFunctionExpression;

/** @returns index of the function in the record */
export function reduceFunction(scan: Scan, node: FunctionNode, shape: FunctionShape): number {
  const index = addFunction(scan, node, shape);
  const draft = scan.functions[index] as Draft<FunctionIr>;
  const params = node.params.length === 0 ? EMPTY : node.params.map(paramParts);
  const decorators = paramDecorators(scan, params);
  const decorated = shape.decorated || shape.decorators || decorators;
  const metadata = decorated ? metadataBits(scan) : 0;
  const { scope, fn, load } = scan;
  scan.scope = functionScope(scan, node, index);
  scan.fn = index;
  if (!shape.immediate) scan.load = false;
  readFunction(scan, node, draft, { params, decorators, metadata });
  scan.scope = scope;
  scan.fn = fn;
  scan.load = load;
  return index;
}

interface Signature {
  readonly params: readonly ParamParts[];
  /** By parameter; undefined when none has any. */
  readonly decorators: ReturnType<typeof paramDecorators>;
  readonly metadata: number;
}

/** Reads a function in its own scope. */
function readFunction(
  scan: Scan,
  node: FunctionNode,
  draft: Draft<FunctionIr>,
  { params, decorators, metadata }: Signature,
): void {
  const body: Expr[] = [];
  const typeParams = declareTypeParams(scan, node.typeParameters);
  if (typeParams) draft.typeParams = typeParams;
  for (const parts of params) {
    if (!isThisParam(parts)) continue;
    annotationType(scan, parts.annotation);
    // TypeScript serialises nothing here but keeps the import.
    markMetadata(scan, parts.annotation, metadata);
  }
  draft.params = reduceParams(scan, params, decorators, metadata, body);
  const returns = annotationType(scan, node.returnType);
  markMetadata(scan, node.returnType, metadata);
  if (returns) draft.returns = returns;
  reduceBody(scan, node, body);
  draft.body = trimmed(body);
}

/** Reserves the place of a function, so that outer functions come before inner ones. */
function addFunction(scan: Scan, node: FunctionNode | StaticBlock, shape: FunctionShape): number {
  const isBlock = node.type === 'StaticBlock';
  const own = isBlock ? null : node.id;
  const fallback = node.type === 'ArrowFunctionExpression' ? 'arrow' : 'function';
  const draft: Draft<FunctionIr> = {
    name: own?.name ?? shape.name ?? ANONYMOUS,
    kind: shape.kind ?? fallback,
    parent: scan.fn,
    cls: shape.cls ?? -1,
    params: EMPTY,
    body: EMPTY,
    at: at(scan, own?.start ?? shape.offset ?? node.start),
    end: endAt(scan, node.end),
  };
  if (shape.isStatic) draft.isStatic = true;
  if (!isBlock && node.async) draft.isAsync = true;
  if (shape.decorators) draft.decorators = shape.decorators;
  return scan.functions.push(draft) - 1;
}

/** A function expression sees itself under its own name. */
function functionScope(scan: Scan, node: FunctionNode, index: number): Scope {
  let outer = scan.scope;
  if (node.type === 'FunctionExpression' && node.id) {
    outer = newScope(outer, index);
    const decl = declare(scan, outer, 'function', node.id.name, node.id.start);
    const named = scan.decls[decl];
    if (named) named.func = index;
  }
  return newScope(outer, index);
}

function reduceBody(scan: Scan, node: FunctionNode, body: Expr[]): void {
  if (!node.body) return;
  if (node.body.type !== 'BlockStatement') {
    const v = scan.reduce.expr(scan, node.body);
    body.push({ k: 'ret', v, at: at(scan, node.body.start) });
    return;
  }
  scan.scope = newScope(scan.scope, scan.fn);
  hoistBody(scan, scan.scope, node.body.body);
  scan.reduce.statements(scan, node.body.body, body);
}

/** `static { … }`, which runs when the class is evaluated. */
export function reduceStaticBlock(scan: Scan, node: StaticBlock, cls: number): number {
  const shape = { kind: 'static-block', name: '<static>', cls, isStatic: true } as const;
  const index = addFunction(scan, node, shape);
  const body: Expr[] = [];
  within(scan, { scope: newScope(scan.scope, index), fn: index }, () => {
    hoistBody(scan, scan.scope, node.body);
    scan.reduce.statements(scan, node.body, body);
  });
  const draft = scan.functions[index];
  if (draft) draft.body = trimmed(body);
  return index;
}
