/** JSX: element names are uses of components, attributes and children are sub-expressions. */
import type {
  Expression,
  JSXChild,
  JSXElement,
  JSXElementName,
  JSXFragment,
  JSXOpeningElement,
} from 'oxc-parser';
import type { Expr } from './ir.ts';
import { otherExpr } from './operators.ts';
import { markUse, useValue, valueBits } from './references.ts';
import { at } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { resolveName } from './scopes.ts';
import { typeArguments } from './types.ts';

export function reduceJsx(scan: Scan, node: JSXElement | JSXFragment): Expr {
  // The classic JSX transform turns elements into `React.createElement`.
  if (scan.hasReact) markUse(scan, resolveName(scan.scope, 'React', 'value'), valueBits(scan));
  const kids: Expr[] = [];
  if (node.type === 'JSXElement') {
    const { openingElement } = node;
    useElementName(scan, openingElement.name);
    typeArguments(scan, openingElement.typeArguments);
    attributes(scan, openingElement, kids);
  }
  const { children } = node;
  for (let index = 0; index < children.length; index += 1) {
    const expr = childExpression(children[index] as JSXChild);
    if (expr) kids.push(scan.reduce.expr(scan, expr));
  }
  return otherExpr(kids, at(scan, node.start));
}

/** `<Name>`, `<ns.Name>`; intrinsic elements are written in lower case. */
function useElementName(scan: Scan, node: JSXElementName): void {
  if (node.type === 'JSXNamespacedName') return;
  let root: Exclude<JSXElementName, { type: 'JSXNamespacedName' }> = node;
  while (root.type === 'JSXMemberExpression') root = root.object;
  const isIntrinsic = node.type === 'JSXIdentifier' && /^[a-z]|-/.test(node.name);
  if (!isIntrinsic && root.name !== 'this') useValue(scan, root.name, root.start);
}

function attributes(scan: Scan, node: JSXOpeningElement, kids: Expr[]): void {
  for (const attribute of node.attributes) {
    const value = attribute.type === 'JSXSpreadAttribute' ? attribute.argument : attribute.value;
    if (!value || value.type === 'Literal') continue;
    const expr = value.type === 'JSXExpressionContainer' ? childExpression(value) : value;
    if (expr) kids.push(scan.reduce.expr(scan, expr));
  }
}

function childExpression(node: JSXChild): Expression | undefined {
  switch (node.type) {
    case 'JSXText':
      return undefined;
    case 'JSXSpreadChild':
      return node.expression;
    case 'JSXExpressionContainer':
      return node.expression.type === 'JSXEmptyExpression' ? undefined : node.expression;
    default:
      return node;
  }
}
