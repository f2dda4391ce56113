import type { RuleId } from './rules.ts';
import type { FoundViolation, Place } from './violation.ts';

/** One accepted debt: a line of `.saasctl/baseline/<from>.jsonl`. */
export interface BaselineEntry {
  readonly rule: RuleId;
  readonly from: Place;
  readonly to: Place;
  readonly symbol: string;
  /** In how many places it was accepted. */
  readonly places: number;
  /** Which they were, sorted: where there are more, the new ones are told. */
  readonly in?: readonly string[];
  /** It was accepted as a warning: as an error it is another debt. */
  readonly severity?: 'warn';
  /** File that declares the symbol, for what has no name of its own: it may move. */
  readonly target?: string;
  /** Why it is allowed and who says so; without them it is a debt of the first day. */
  readonly reason?: string;
  readonly owner?: string;
  /** Last day, as in `2026-12-31`. */
  readonly until?: string;
}

/** What makes a debt the same one after any refactoring: everything but paths and lines. */
export const keyOf = ({
  rule,
  from,
  to,
  symbol,
}: Pick<FoundViolation, 'rule' | 'from' | 'to' | 'symbol'>): string =>
  `${rule}\0${from}\0${to}\0${symbol}`;
