/** What a factory returns by its own words, which say more than its declared type. */
import type { Evaluator } from '../../program/evaluator.ts';
import { returnOf } from '../../program/type-value.ts';
import { alternatives, isKnown, unionOf } from '../../program/values.ts';
import type { Value } from '../../program/values.ts';

/** Values of the `return`s of a function; what its type promises when they are not known. */
export function writtenResult(evaluator: Evaluator, factory: Value): Value {
  return unionOf(
    alternatives(factory).map((one): Value => {
      if (one.v !== 'function') return returnOf(evaluator, one);
      const written = one.fn.ir.body.map((item) =>
        item.k === 'ret' ? evaluator.value(item.v, one.env) : unionOf([]),
      );
      const value = unionOf(written);
      return isKnown(value) ? value : returnOf(evaluator, one);
    }),
  );
}
