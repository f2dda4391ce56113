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
import { at } from './scan-state.ts';
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

/** Decorators of parameters are evaluated outside of the function. */
export function paramDecorators(
  scan: Scan,
  params: readonly ParamParts[],
): readonly (readonly DecoratorIr[] | undefined)[] {
  return params.map(({ decorators }) => reduceDecorators(scan, decorators));
}

/**
 * Declares and reads the parameters of a function in the current scope.
 * @param metadata bits for the serialised types, 0 where nothing is decorated
 * @param body receives what defaults inside of patterns do
 */
export function reduceParams(
  scan: Scan,
  params: readonly ParamParts[],
  decorators: readonly (readonly DecoratorIr[] | undefined)[],
  metadata: number,
  body: Expr[],
): readonly ParamIr[] {
  params.forEach(({ pattern }, index) => {
    declarePattern(scan, scan.scope, 'param', pattern, index);
  });
  return params.map((parts, index) => {
    const { pattern, annotation, defaultValue } = parts;
    const param = bareParam(scan, parts);
    const type = annotationType(scan, annotation);
    markMetadata(scan, annotation, metadata, parts.isRest);
    if (type) param.type = type;
    const own = decorators[index];
    if (own) param.decorators = own;
    if (defaultValue) param.default = scan.reduce.expr(scan, defaultValue);
    patternDefaults(scan, pattern, body);
    return param;
  });
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
