/** Operators: what may be one of several values, what is joined text, what only holds its operands. */
import type {
  AssignmentExpression,
  BinaryExpression,
  ConditionalExpression,
  Expression,
  LogicalExpression,
  PrivateInExpression,
  SequenceExpression,
  UnaryExpression,
  UpdateExpression,
} from 'oxc-parser';
import { reduceTest } from './conditions.ts';
import type { Condition, Expr, Pos } from './ir.ts';
import { nameOfTarget, reduceNamed } from './named-values.ts';
import { reduceTarget } from './patterns.ts';
import { at, EMPTY } from './scan-state.ts';
import type { Scan } from './scan-state.ts';
import { holdsSomething } from './weight.ts';

type Operation = BinaryExpression | LogicalExpression | PrivateInExpression;

/** Operands of one `+` chain from which it is built as a balanced tree instead of a deep one. */
const LONG_CONCAT = 100;

/** Keeps only the operands that hold something. */
export function otherExpr(kids: readonly Expr[], place: Pos): Expr {
  return { k: 'other', kids: kids.length === 0 ? EMPTY : kids.filter(holdsSomething), at: place };
}

/** `a + b`, `a || b`, `a === b` …: down the left side without recursion. */
export function reduceOperation(scan: Scan, node: Operation): Expr {
  const operations: Operation[] = [];
  let leftmost: Expression | PrivateInExpression['left'] = node;
  while (leftmost.type === 'BinaryExpression' || leftmost.type === 'LogicalExpression') {
    operations.push(leftmost);
    leftmost = leftmost.left;
  }
  const place = at(scan, node.start);
  let expr: Expr =
    leftmost.type === 'PrivateIdentifier'
      ? { k: 'other', kids: EMPTY, at: place }
      : scan.reduce.expr(scan, leftmost);
  let index = operations.length - 1;
  while (index >= 0) {
    const operator = operations[index]?.operator;
    const operands = [expr];
    for (; operations[index]?.operator === operator && index >= 0; index -= 1) {
      const right = operations[index]?.right;
      if (right) operands.push(scan.reduce.expr(scan, right));
    }
    expr = combine(operator, operands, place);
  }
  return expr;
}

function combine(operator: string | undefined, operands: readonly Expr[], place: Pos): Expr {
  switch (operator) {
    case '+':
      return concat(operands, place);
    case '||':
    case '??':
      return { k: 'alt', items: operands, tests: EMPTY, at: place };
    case '&&':
      return {
        k: 'alt',
        items: operands.slice(-1),
        tests: operands.slice(0, -1).filter(holdsSomething),
        at: place,
      };
    case '*':
    case '/':
    case '-':
    case '**':
    case '%':
      // Intervals are written as `5 * MINUTES`; what calls something is no constant.
      return operands.every(isFigure)
        ? { k: 'other', op: operator, kids: operands, at: place }
        : otherExpr(operands, place);
    default:
      return otherExpr(operands, place);
  }
}

function isFigure(expr: Expr): boolean {
  if (expr.k === 'lit') return typeof expr.v === 'number';
  if (expr.k === 'mem') return !holdsSomething(expr);
  return expr.k === 'name' || (expr.k === 'other' && expr.op !== undefined);
}

function concat(operands: readonly Expr[], place: Pos): Expr {
  const join = (l: Expr, r: Expr): Expr => ({ k: 'add', l, r, at: place });
  if (operands.length <= LONG_CONCAT) return operands.reduce(join);
  const middle = operands.length >> 1;
  return join(concat(operands.slice(0, middle), place), concat(operands.slice(middle), place));
}

/** `a ? b : c`; a ladder of them is one list of alternatives. */
export function reduceConditional(scan: Scan, node: ConditionalExpression): Expr {
  const items: Expr[] = [];
  const tests: Expr[] = [];
  const when: (Condition | null)[] = [];
  let current: Expression = node;
  while (current.type === 'ConditionalExpression') {
    const test = reduceTest(scan, current.test);
    if (holdsSomething(test.expr)) tests.push(test.expr);
    when.push(test.when);
    items.push(scan.reduce.expr(scan, current.consequent));
    current = current.alternate;
  }
  items.push(scan.reduce.expr(scan, current));
  const open = when.some((one) => one !== null) ? { when } : {};
  return { k: 'alt', items, tests, ...open, at: at(scan, node.start) };
}

/** `(0, f)` is `f`; otherwise the value is among the parts. */
export function reduceSequence(scan: Scan, node: SequenceExpression): Expr {
  const parts = node.expressions.map((part) => scan.reduce.expr(scan, part));
  const last = parts.at(-1);
  if (last && !parts.slice(0, -1).some(holdsSomething)) return last;
  return otherExpr(parts, at(scan, node.start));
}

export function reduceUnary(scan: Scan, node: UnaryExpression): Expr {
  const v = scan.reduce.expr(scan, node.argument);
  if (node.operator === '-' && v.k === 'lit' && typeof v.v === 'number') {
    return { k: 'lit', v: -v.v, at: at(scan, node.start) };
  }
  return otherExpr([v], at(scan, node.start));
}

/** `target = v`; `+=` adds to the old value, `??=` and its like offer an alternative to it. */
export function reduceAssignment(scan: Scan, node: AssignmentExpression): Expr {
  const target = reduceTarget(scan, node.left);
  const v = reduceNamed(scan, node.right, nameOfTarget(target));
  const place = at(scan, node.start);
  return { k: 'set', target, v: assigned(node.operator, target, v), at: place };
}

/** `order.count++` writes a property; a counter that is a plain name says nothing. */
export function reduceUpdate(scan: Scan, node: UpdateExpression): Expr {
  const target = scan.reduce.expr(scan, node.argument);
  const place = at(scan, node.start);
  if (target.k === 'name') return otherExpr(EMPTY, place);
  return { k: 'set', target, v: otherExpr(EMPTY, place), at: place };
}

function assigned(operator: AssignmentExpression['operator'], target: Expr, v: Expr): Expr {
  // A target that calls something must not appear twice.
  if (operator === '=' || holdsSomething(target)) return v;
  if (operator === '+=') return { k: 'add', l: target, r: v, at: v.at };
  if (operator === '??=' || operator === '||=') {
    return { k: 'alt', items: [target, v], tests: EMPTY, at: v.at };
  }
  return v;
}
