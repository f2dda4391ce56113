/** Binding patterns: declaring their names, reading their defaults, seeing them as targets. */
import type {
  AssignmentTarget,
  BindingIdentifier,
  BindingPattern,
  BindingProperty,
  BindingRestElement,
  Decorator,
} from 'oxc-parser';
import type { DeclKind, Expr, ObjectProp } from './ir.ts';
import { keyName } from './keys.ts';
import { at } from './scan-state.ts';
import type { Scan, Scope } from './scan-state.ts';
import { declare, resolveName } from './scopes.ts';
import { pushWeighty } from './weight.ts';

/** Step of a destructuring path for a computed key that is no literal. */
const COMPUTED_STEP = '[]';
export const REST_STEP = '...';

const NO_STEPS: readonly string[] = [];

type Leaf = (node: BindingIdentifier, path: readonly string[]) => void;

const TRIVIA = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;

/** Offset of a bound name or pattern: the parser lets some decorated parameters begin with the decorator. */
export function patternStart(scan: Scan, node: BindingPattern): number {
  const opening = openingOf(node);
  if (scan.text.startsWith(opening, node.start)) return node.start;
  const { decorators } = node as { readonly decorators?: readonly Decorator[] };
  TRIVIA.lastIndex = decorators?.at(-1)?.end ?? node.start;
  const start = TRIVIA.lastIndex + (TRIVIA.exec(scan.text)?.[0].length ?? 0);
  return scan.text.startsWith(opening, start) ? start : node.start;
}

function openingOf(node: BindingPattern): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'ObjectPattern' ? '{' : node.type === 'ArrayPattern' ? '[' : '';
}

/** Every name bound by a pattern with its destructuring steps. */
export function forEachBound(node: BindingPattern, leaf: Leaf, path = NO_STEPS): void {
  if (node.type === 'Identifier') leaf(node, path);
  else if (node.type === 'AssignmentPattern') forEachBound(node.left, leaf, path);
  else if (node.type === 'ObjectPattern') {
    for (const prop of node.properties) forEachBound(valueOf(prop), leaf, [...path, stepOf(prop)]);
  } else {
    node.elements.forEach((element, index) => {
      if (!element) return;
      const rest = element.type === 'RestElement';
      forEachBound(rest ? element.argument : element, leaf, [
        ...path,
        rest ? REST_STEP : String(index),
      ]);
    });
  }
}

function valueOf(prop: BindingProperty | BindingRestElement): BindingPattern {
  return prop.type === 'RestElement' ? prop.argument : prop.value;
}

function stepOf(prop: BindingProperty | BindingRestElement): string {
  if (prop.type === 'RestElement') return REST_STEP;
  return keyName(prop.key, prop.computed).name ?? COMPUTED_STEP;
}

/**
 * Declares every name of a pattern.
 * @param index position in the parameter list, for parameters
 */
export function declarePattern(
  scan: Scan,
  scope: Scope,
  kind: DeclKind,
  node: BindingPattern,
  index?: number,
): void {
  const add = (bound: BindingIdentifier, path: readonly string[]): void => {
    const decl = scan.decls[declare(scan, scope, kind, bound.name, patternStart(scan, bound))];
    if (!decl) return;
    if (path.length > 0) decl.path = path;
    if (index !== undefined) decl.index = index;
  };
  if (node.type === 'Identifier') add(node, NO_STEPS);
  else forEachBound(node, add);
}

/** Declarations bound by a pattern whose names are declared already. */
export function boundDecls(scan: Scan, node: BindingPattern): readonly number[] {
  if (node.type === 'Identifier') {
    const decl = resolveName(scan.scope, node.name, 'value');
    return decl >= 0 ? [decl] : [];
  }
  const decls: number[] = [];
  forEachBound(node, ({ name }) => {
    const decl = resolveName(scan.scope, name, 'value');
    if (decl >= 0) decls.push(decl);
  });
  return decls;
}

/** Defaults inside a pattern (`{ a = f() }`) as assignments, and computed keys that do something. */
export function patternDefaults(scan: Scan, node: BindingPattern, out: Expr[]): void {
  switch (node.type) {
    case 'Identifier':
      return;
    case 'AssignmentPattern': {
      const v = scan.reduce.expr(scan, node.right);
      if (node.left.type === 'Identifier' && v.k !== 'lit') {
        const { name, start } = node.left;
        const place = at(scan, start);
        const decl = Math.max(resolveName(scan.scope, name, 'value'), -1);
        out.push({ k: 'set', target: { k: 'name', name, decl, at: place }, v, at: place });
      }
      patternDefaults(scan, node.left, out);
      return;
    }
    case 'ObjectPattern':
      for (const prop of node.properties) {
        if (prop.type === 'Property' && prop.computed && prop.key.type !== 'PrivateIdentifier') {
          pushWeighty(out, scan.reduce.expr(scan, prop.key));
        }
        patternDefaults(scan, valueOf(prop), out);
      }
      return;
    default:
      for (const element of node.elements) {
        if (element)
          patternDefaults(scan, element.type === 'RestElement' ? element.argument : element, out);
      }
  }
}

type ObjectTarget = Extract<AssignmentTarget, { type: 'ObjectPattern' }>;
type ArrayTarget = Extract<AssignmentTarget, { type: 'ArrayPattern' }>;
type TargetNode =
  | AssignmentTarget
  | NonNullable<ArrayTarget['elements'][number]>
  | ObjectTarget['properties'][number];

/** The left side of an assignment; patterns become object and array expressions. */
export function reduceTarget(scan: Scan, node: TargetNode): Expr {
  switch (node.type) {
    case 'ObjectPattern':
      return objectTarget(scan, node);
    case 'ArrayPattern': {
      const items = node.elements.flatMap((item) => (item ? [reduceTarget(scan, item)] : []));
      return { k: 'arr', items, at: at(scan, node.start) };
    }
    case 'RestElement':
      return { k: 'spread', v: reduceTarget(scan, node.argument), at: at(scan, node.start) };
    case 'AssignmentPattern': {
      const target = reduceTarget(scan, node.left);
      return { k: 'set', target, v: scan.reduce.expr(scan, node.right), at: at(scan, node.start) };
    }
    case 'Property':
      return reduceTarget(scan, node.value);
    default:
      return scan.reduce.expr(scan, node);
  }
}

function objectTarget(scan: Scan, node: ObjectTarget): Expr {
  const props = node.properties.map((prop): ObjectProp => {
    if (prop.type === 'RestElement') {
      const v = reduceTarget(scan, prop.argument);
      return { name: null, v, at: at(scan, prop.start), spread: true };
    }
    const { name, offset } = keyName(prop.key, prop.computed);
    return { name, v: reduceTarget(scan, prop.value), at: at(scan, offset) };
  });
  return { k: 'obj', props, at: at(scan, node.start) };
}
