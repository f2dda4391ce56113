import type { Decorator } from 'oxc-parser';
import type { DecoratorIr } from './ir.ts';
import { at } from './scan-state.ts';
import type { Scan } from './scan-state.ts';

/** Decorators in source order, or undefined when there are none. */
export function reduceDecorators(
  scan: Scan,
  nodes: readonly Decorator[] | undefined,
): readonly DecoratorIr[] | undefined {
  if (!nodes || nodes.length === 0) return undefined;
  return nodes.map((node) => {
    const expr = scan.reduce.expr(scan, node.expression);
    const head = expr.k === 'call' ? expr.fn : expr;
    const name = head.k === 'name' || head.k === 'mem' ? head.name : '';
    const args = expr.k === 'call' ? expr.args : [];
    return { expr, name, args, at: at(scan, node.start) };
  });
}
