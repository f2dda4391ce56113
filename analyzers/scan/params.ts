/** Parameters of functions: names, types, defaults, decorators. */
import type {
  BindingPattern,
  Decorator,
  Expression,
  ParamPattern,
  TSTypeAnnotation,
} from 'oxc-parser';
import { reduceDecorators } from './decorators.ts';
import type { DecoratorIr, Expr, ParamIr } from './ir.ts';
import { markMetadata } from './metadata.ts';
import { declarePattern, patternDefaults, patternStart } from './patterns.ts';
import { at, EMPTY, trimmed } from './scan-state.ts';
import type { Draft, Scan } from './scan-state.ts';
import { resolveName } from './scopes.ts';
import { annotationType } from './types.ts';

/** One parameter taken apart. */
export interface ParamParts {
  readonly pattern: BindingPattern;
  readonly annotation: TSTypeAnnotation | null;
  readonly defaultValue: Expression | null;
  readonly decorators: readonly Decorator[];
  readonly isProperty: boolean;
  readonly isRest: boolean;
}

export function paramParts(node: ParamPattern): ParamParts {
  const decorators = node.decorators ?? [];
  const isProperty = node.type === 'TSParameterProperty';
  const inner = isProperty ? node.parameter : node;
  const isRest = inner.type === 'RestElement';
  const defaultValue = inner.type === 'AssignmentPattern' ? inner.right : null;
  const pattern = inner.type === 'AssignmentPattern' ? inner.left : isRest ? inner.argument : inner;
  const annotation = (isRest ? inner : pattern).typeAnnotation ?? null;
  return { pattern, annotation, defaultValue, decorators, isProperty, isRest };
}

/** `this: T` is a type annotation of the function, not a parameter. */
export function isThisParam({ pattern }: ParamParts): boolean {
  return pattern.type === 'Identifier' && pattern.name === 'this';
}

/** Decorators of parameters, which are evaluated outside of the function; undefined when there are none. */
export function paramDecorators(
  scan: Scan,
  params: readonly ParamParts[],
): readonly (readonly DecoratorIr[] | undefined)[] | undefined {
  if (!params.some(({ decorators }) => decorators.length > 0)) return undefined;
  return params.map(({ decorators }) => reduceDecorators(scan, decorators));
}

/**
 * Declares and reads the parameters of a function in the current scope, but for `this`.
 * @param metadata bits for the serialised types, 0 where nothing is decorated
 * @param body receives what defaults inside of patterns do
 */
export function reduceParams(
  scan: Scan,
  params: readonly ParamParts[],
  decorators: ReturnType<typeof paramDecorators>,
  metadata: number,
  body: Expr[],
): readonly ParamIr[] {
  if (params.length === 0) return EMPTY;
  let index = 0;
  for (const parts of params) {
    if (isThisParam(parts)) continue;
    declarePattern(scan, scan.scope, 'param', parts.pattern, index);
    index += 1;
  }
  const read: ParamIr[] = [];
  params.forEach((parts, at) => {
    if (!isThisParam(parts)) read.push(reduceParam(scan, parts, decorators?.[at], metadata, body));
  });
  return trimmed(read);
}

function reduceParam(
  scan: Scan,
  parts: ParamParts,
  decorators: readonly DecoratorIr[] | undefined,
  metadata: number,
  body: Expr[],
): ParamIr {
  const { pattern, annotation, defaultValue } = parts;
  const param = bareParam(scan, parts);
  const type = annotationType(scan, annotation);
  markMetadata(scan, annotation, metadata, parts.isRest);
  if (type) param.type = type;
  if (decorators) param.decorators = decorators;
  if (defaultValue) param.default = scan.reduce.expr(scan, defaultValue);
  patternDefaults(scan, pattern, body);
  return param;
}

function bareParam(scan: Scan, { pattern, isProperty, isRest }: ParamParts): Draft<ParamIr> {
  const name = pattern.type === 'Identifier' ? pattern.name : '';
  const decl = name === '' ? -1 : resolveName(scan.scope, name, 'value');
  const param: Draft<ParamIr> = { decl, name, at: at(scan, patternStart(scan, pattern)) };
  if (isProperty) param.property = true;
  if (isRest) param.rest = true;
  if (pattern.type === 'Identifier' && pattern.optional) param.optional = true;
  return param;
}
