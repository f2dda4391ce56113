/** Functions and classes that take their name from where they are written. */
import type { Expression } from 'oxc-parser';
import { reduceClass } from './classes.ts';
import { reduceFunction } from './functions.ts';
import type { FunctionShape } from './functions.ts';
import type { Expr } from './ir.ts';
import { at } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { reduceType } from './types.ts';

/** An expression whose function or class, if it is one, is called `name` unless it says otherwise. */
export function reduceNamed(
  scan: Scan,
  node: Expression,
  name: string | undefined,
  shape: Pick<FunctionShape, 'cls' | 'isStatic'> = {},
): Expr {
  if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') {
    const named = name === undefined ? shape : { ...shape, name };
    return { k: 'fn', fn: reduceFunction(scan, node, named), at: at(scan, node.start) };
  }
  if (node.type === 'ClassExpression') {
    return { k: 'cls', cls: reduceClass(scan, node, { name }), at: at(scan, node.start) };
  }
  if (isCast(node)) return reduceCast(scan, node, name);
  return scan.reduce.expr(scan, node);
}

function isCast(node: Expression): node is CastNode {
  return (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSTypeAssertion'
  );
}

/** `f` for `f = …` and `exports.f = …`. */
export function nameOfTarget(target: Expr): string | undefined {
  return target.k === 'name' || target.k === 'mem' ? target.name : undefined;
}

type CastNode = Extract<
  Expression,
  { type: 'TSAsExpression' | 'TSSatisfiesExpression' | 'TSTypeAssertion' }
>;

/** `v as T`; `as const` leaves only `v`. */
export function reduceCast(scan: Scan, node: CastNode, name?: string): Expr {
  const v = reduceNamed(scan, node.expression, name);
  const { typeAnnotation } = node;
  if (
    typeAnnotation.type === 'TSTypeReference' &&
    typeAnnotation.typeName.type === 'Identifier' &&
    typeAnnotation.typeName.name === 'const'
  ) {
    return v;
  }
  return { k: 'cast', v, type: reduceType(scan, typeAnnotation), at: at(scan, node.start) };
}
