/**
 * Values put into an argument after it was built: `data.author.create.email = email`. The assignment fills
 * an operation that must be there already, or it would throw: it says that the operation exists, not that
 * it is one more.
 */
import type { BoundExpr } from '../literals/bound-expr.ts';
import type { RelatedAccess } from './read-arguments.ts';

/** An access with the properties that lead to it, and whether an assignment reached past its operation. */
export interface FoundAccess extends RelatedAccess {
  readonly path: string;
  readonly reached: boolean;
}

/** Whether the object stands for the way to an assigned member; one that is written has its brace before its names. */
export function isReached({ expr }: BoundExpr): boolean {
  return expr.k === 'obj' && expr.props.length === 1 && expr.props[0]?.at === expr.at;
}

/** Of operations only reached into, the first stands for all, inferred; of those that are written too, none. */
export function settleReached(found: readonly FoundAccess[]): readonly RelatedAccess[] {
  const known = new Set(found.filter((one) => !one.reached).map(keyOf));
  return found.flatMap((one): readonly RelatedAccess[] => {
    const { path: _path, reached, ...access } = one;
    if (!reached) return [access];
    const key = keyOf(one);
    if (known.has(key)) return [];
    known.add(key);
    return [{ ...access, inferred: true }];
  });
}

const keyOf = ({ path, table, mode, evidence }: FoundAccess): string =>
  `${path} ${table} ${mode} ${evidence}`;
