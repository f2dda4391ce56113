/** Tests of `test ? a : b` that a caller's literals may decide: comparisons and plain flags. */
import type { Expression } from 'oxc-parser';
import type { Condition, Expr, Pos } from './ir.ts';
import { at } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { holdsSomething } from './weight.ts';

export interface ReducedTest {
  readonly expr: Expr;
  /** null when nothing but running the code tells. */
  readonly when: Condition | null;
}

const EQUAL = new Set(['===', '==']);
const UNEQUAL = new Set(['!==', '!=']);

/** Tests joined by one kind of operator beyond which nothing is recorded. */
const MAX_PARTS = 8;

export function reduceTest(scan: Scan, node: Expression): ReducedTest {
  if (node.type === 'ParenthesizedExpression') return reduceTest(scan, node.expression);
  const place = at(scan, node.start);
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return negated(reduceTest(scan, node.argument), place);
  if (
    node.type === 'BinaryExpression' &&
    (EQUAL.has(node.operator) || UNEQUAL.has(node.operator))
  ) {
    if (node.left.type === 'PrivateIdentifier') return plain(scan.reduce.expr(scan, node));
    const l = scan.reduce.expr(scan, node.left);
    const r = scan.reduce.expr(scan, node.right);
    const not = UNEQUAL.has(node.operator) ? { not: true as const } : {};
    const when =
      isComparable(l) && isComparable(r) && (isFixed(l) || isFixed(r)) ? { l, r, ...not } : null;
    return { expr: other([l, r], place), when };
  }
  if (node.type === 'LogicalExpression' && node.operator !== '??')
    return joinedTest(scan, node.operator, node, place);
  return plain(scan.reduce.expr(scan, node));
}

function plain(expr: Expr): ReducedTest {
  return { expr, when: isComparable(expr) && !isFixed(expr) ? { l: expr } : null };
}

function negated({ expr, when }: ReducedTest, place: Pos): ReducedTest {
  if (!when) return { expr: other([expr], place), when };
  const { not, ...rest } = when;
  return { expr: other([expr], place), when: not ? rest : { ...rest, not: true } };
}

function joinedTest(scan: Scan, operator: '||' | '&&', node: Expression, place: Pos): ReducedTest {
  const operands: Expression[] = [];
  let leftmost = node;
  while (leftmost.type === 'LogicalExpression' && leftmost.operator === operator) {
    operands.unshift(leftmost.right);
    leftmost = leftmost.left;
  }
  const parts = [leftmost, ...operands].map((operand) => reduceTest(scan, operand));
  const of = parts.map((part) => part.when);
  const isOpen = of.some((one) => one !== null) && of.length <= MAX_PARTS;
  const join = operator === '||' ? ('any' as const) : ('all' as const);
  return {
    expr: other(
      parts.map((part) => part.expr),
      place,
    ),
    when: isOpen ? { join, of } : null,
  };
}

function other(kids: readonly Expr[], place: Pos): Expr {
  return { k: 'other', kids: kids.filter(holdsSomething), at: place };
}

const isFixed = (expr: Expr): boolean =>
  expr.k === 'str' || (expr.k === 'lit' && expr.regex === undefined) || isEnumLike(expr);

/** `Mode.Project`, `undefined`. */
function isEnumLike(expr: Expr): boolean {
  if (expr.k === 'mem') return expr.obj.k === 'name' && /^[A-Z]/.test(expr.obj.name);
  return expr.k === 'name' && expr.name === 'undefined' && expr.decl < 0;
}

/** Names, members of names and of `this`, literals: what calls something is decided at run time. */
function isComparable(expr: Expr): boolean {
  if (isFixed(expr)) return true;
  if (expr.k === 'mem') return (expr.obj.k === 'this' || isName(expr.obj)) && !holdsSomething(expr);
  return isName(expr);
}

const isName = (expr: Expr): boolean => expr.k === 'name' && expr.decl >= 0;
