/** The symbol of a circle: the dependencies whose cut would open it. */
import type { RuleId } from './rules.ts';
import type { FoundViolation } from './violation.ts';

const ARROW = ' → ';
const SEPARATOR = ', ';

const CYCLE_RULES: ReadonlySet<RuleId> = new Set(['boundary-cycle', 'module-cycle']);

/** `a → b`. */
export const nameEdge = (from: string, to: string): string => `${from}${ARROW}${to}`;

/** @param edges as `nameEdge` names them */
export const nameCut = (edges: readonly string[]): string => edges.join(SEPARATOR);

/** Both ends of an edge. */
export function readEdge(edge: string): readonly [from: string, to: string] {
  const [from = '', to = ''] = edge.split(ARROW);
  return [from, to];
}

/** One debt per dependency to cut: each can be paid by itself. Anything but a circle is one debt. */
export function splitCut<T extends Pick<FoundViolation, 'rule' | 'from' | 'to' | 'symbol'>>(
  found: T,
): readonly T[] {
  if (!CYCLE_RULES.has(found.rule) || !found.symbol.includes(SEPARATOR)) return [found];
  return found.symbol.split(SEPARATOR).map((symbol) => {
    const [from, to] = found.from === found.to ? [found.from, found.to] : readEdge(symbol);
    return { ...found, symbol, from, to };
  });
}
