/** Expressions, by the type of their syntax node. */
import type { Expression, ObjectExpression, ObjectProperty } from 'oxc-parser';
import { reduceChain, reduceNew, requestExpr } from './chains.ts';
import type { Expr, ObjectProp } from './ir.ts';
import { reduceJsx } from './jsx.ts';
import { keyName } from './keys.ts';
import { reduceCast, reduceNamed } from './named-values.ts';
import {
  otherExpr,
  reduceAssignment,
  reduceConditional,
  reduceOperation,
  reduceSequence,
  reduceUnary,
  reduceUpdate,
} from './operators.ts';
import { useValue } from './references.ts';
import { reduceFunction } from './functions.ts';
import { at, EMPTY, MAX_DEPTH, tooDeep } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { plainTemplate, stringExpr, templateText } from './texts.ts';

type NodeOf<K> = Expression extends infer N
  ? N extends { type: infer T }
    ? K extends T
      ? N
      : never
    : never
  : never;
type Reducer<N> = (scan: Scan, node: N) => Expr;
type ExpressionReducers = { readonly [K in Expression['type']]?: Reducer<NodeOf<K>> };

export function reduceExpr(scan: Scan, node: Expression): Expr {
  if (scan.depth >= MAX_DEPTH) return tooDeep(scan, node.start);
  const reducer = REDUCERS[node.type] as Reducer<Expression> | undefined;
  if (!reducer) return { k: 'other', kids: EMPTY, at: at(scan, node.start) };
  scan.depth += 1;
  const expr = reducer(scan, node);
  scan.depth -= 1;
  return expr;
}

function literal(scan: Scan, node: NodeOf<'Literal'>): Expr {
  const { value } = node;
  if (typeof value === 'string') return stringExpr(scan, value, node.start, node.end);
  const place = at(scan, node.start);
  if (typeof value === 'bigint') return { k: 'lit', v: Number(value), at: place };
  if ('regex' in node) {
    return { k: 'lit', v: null, at: place, regex: scan.text.slice(node.start, node.end) };
  }
  return { k: 'lit', v: typeof value === 'object' ? null : value, at: place };
}

function template(scan: Scan, node: NodeOf<'TemplateLiteral'>): Expr {
  const plain = plainTemplate(scan, node);
  if (plain) return plain;
  const exprs = node.expressions.map((expr) => reduceExpr(scan, expr));
  return { k: 'tpl', ...templateText(scan, node), exprs };
}

function objectExpr(scan: Scan, node: ObjectExpression): Expr {
  const props = node.properties.map((prop): ObjectProp => {
    if (prop.type === 'Property') return objectProp(scan, prop);
    const v = reduceExpr(scan, prop.argument);
    return { name: null, v, at: at(scan, prop.start), spread: true };
  });
  return { k: 'obj', props, at: at(scan, node.start) };
}

function objectProp(scan: Scan, node: ObjectProperty): ObjectProp {
  const { name, offset } = keyName(node.key, node.computed);
  const place = at(scan, offset);
  const isKeyRead = node.computed && name === null && node.key.type !== 'PrivateIdentifier';
  const key = isKeyRead ? { key: reduceExpr(scan, node.key as Expression) } : undefined;
  const v = propertyValue(scan, node, name ?? undefined, offset);
  return { name, v, at: place, ...key };
}

function propertyValue(
  scan: Scan,
  node: ObjectProperty,
  name: string | undefined,
  offset: number,
): Expr {
  const { value } = node;
  const isMember = node.method || node.kind !== 'init';
  if (!isMember || value.type !== 'FunctionExpression') return reduceNamed(scan, value, name);
  const kind = node.kind === 'get' ? 'getter' : node.kind === 'set' ? 'setter' : 'method';
  const shape = { kind, offset, ...(name === undefined ? {} : { name }) } as const;
  return { k: 'fn', fn: reduceFunction(scan, value, shape), at: at(scan, value.start) };
}

const kid = (scan: Scan, node: Expression, start: number): Expr =>
  otherExpr([reduceExpr(scan, node)], at(scan, start));

const REDUCERS: ExpressionReducers = {
  Identifier: (scan, node) => useValue(scan, node.name, node.start),
  Literal: literal,
  TemplateLiteral: template,
  ThisExpression: (scan, node) => ({ k: 'this', at: at(scan, node.start) }),
  Super: (scan, node) => ({ k: 'super', at: at(scan, node.start) }),
  MetaProperty: (scan, node) => {
    const name = `${node.meta.name}.${node.property.name}`;
    return { k: 'name', name, decl: -1, at: at(scan, node.start) };
  },
  ChainExpression: reduceChain,
  TSNonNullExpression: reduceChain,
  TSInstantiationExpression: reduceChain,
  MemberExpression: reduceChain,
  CallExpression: reduceChain,
  TaggedTemplateExpression: reduceChain,
  NewExpression: reduceNew,
  ImportExpression: (scan, node) => requestExpr(scan, node.source, 'dynamic', node.start),
  ObjectExpression: objectExpr,
  ArrayExpression: (scan, node) => {
    const items = node.elements.map((element): Expr => {
      if (!element) return { k: 'other', kids: EMPTY, at: at(scan, node.start) };
      if (element.type !== 'SpreadElement') return reduceExpr(scan, element);
      return { k: 'spread', v: reduceExpr(scan, element.argument), at: at(scan, element.start) };
    });
    return { k: 'arr', items, at: at(scan, node.start) };
  },
  FunctionExpression: (scan, node) => reduceNamed(scan, node, undefined),
  ArrowFunctionExpression: (scan, node) => reduceNamed(scan, node, undefined),
  ClassExpression: (scan, node) => reduceNamed(scan, node, undefined),
  ConditionalExpression: reduceConditional,
  BinaryExpression: reduceOperation,
  LogicalExpression: reduceOperation,
  SequenceExpression: reduceSequence,
  UnaryExpression: reduceUnary,
  UpdateExpression: reduceUpdate,
  AssignmentExpression: reduceAssignment,
  AwaitExpression: (scan, node) => ({
    k: 'await',
    v: reduceExpr(scan, node.argument),
    at: at(scan, node.start),
  }),
  YieldExpression: (scan, node) =>
    node.argument
      ? kid(scan, node.argument, node.start)
      : { k: 'other', kids: EMPTY, at: at(scan, node.start) },
  ParenthesizedExpression: (scan, node) => reduceExpr(scan, node.expression),
  TSAsExpression: (scan, node) => reduceCast(scan, node),
  TSSatisfiesExpression: (scan, node) => reduceCast(scan, node),
  TSTypeAssertion: (scan, node) => reduceCast(scan, node),
  JSXElement: reduceJsx,
  JSXFragment: reduceJsx,
};
