import type { Visit } from '../../adapter.ts';
import type { Expr } from '../../scan/ir.ts';

/** The method under a decorator, as an expression that stands for it with its class as `this`. */
export function decoratedMethod(visit: Visit): Expr | null {
  const { call, site } = visit;
  const fn = site.file.functions.find((one) =>
    one.ir.decorators?.some((decorator) => decorator.expr === call),
  );
  if (!fn?.owner) return null;
  const cls: Expr = { k: 'cls', cls: fn.owner.index, at: call.at };
  const made: Expr = {
    k: 'call',
    fn: cls,
    args: [],
    isNew: true,
    at: call.at,
    start: call.start,
    end: call.end,
  };
  return { k: 'mem', obj: fn.ir.isStatic ? cls : made, name: fn.ir.name, at: call.at };
}
