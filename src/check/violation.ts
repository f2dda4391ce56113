/** What `saasctl check` finds and how it is told; `--json` prints a `CheckReport` as it is. */
import type { Location } from '../../analyzers/index.ts';
import type { RuleId } from './rules.ts';

/** A boundary's id, `kernel` for shared infrastructure, `monolith` for code that no boundary holds. */
export type Place = string;

/** A further place of the same violation, and what is there. */
export interface RelatedPlace extends Location {
  readonly note: string;
}

/** A file or function that does what is forbidden; `who` stays the same when it moves. */
export interface Unit extends Location {
  /** Name of the file, or of the function with its class. */
  readonly who: string;
}

export type ViolationSeverity = 'error' | 'warn';

/**
 * One knot: everything in `from` that touches the same `symbol` of `to` in the same way, at its first
 * place. What makes it the same tomorrow is `(rule, from, to, symbol)`: no path, no line.
 */
export interface FoundViolation extends Location {
  /** Beginning of the hash of (rule, from, to, symbol). */
  readonly id: string;
  readonly rule: RuleId;
  readonly severity: ViolationSeverity;
  readonly from: Place;
  /** Equal to `from` for what concerns one place alone, as a cycle among its modules. */
  readonly to: Place;
  /** Exported name, table, `a + b` for several tables, `a → b` for an edge of a cycle. */
  readonly symbol: string;
  /** What is wrong, in one sentence without a full stop at the end. */
  readonly message: string;
  /** What to do about it, concretely. */
  readonly fix: string;
  /** Number of files (imports) or functions (data) that do it: a debt may not grow unnoticed. */
  readonly places: number;
  /** Each of them, with the first place of it. */
  readonly units: readonly Unit[];
  /** The other places, and what helps to understand: declarations, owners, the hops of a cycle. */
  readonly related: readonly RelatedPlace[];
  /** File that declares the symbol, where there is one: helps to follow what has no name of its own. */
  readonly target: string | null;
}

/** `new`: fails the check; `known`: in the baseline or in the base of `--since`; `allowed`: in the baseline with a reason. */
export type BaselineState = 'new' | 'known' | 'allowed';

export interface Violation extends FoundViolation {
  readonly baseline: BaselineState;
  /** Why it is allowed, who answers for it, and the last day on which it is. */
  readonly allowance: Allowance | null;
}

export interface Allowance {
  readonly reason: string;
  readonly owner: string;
  /** As in `2026-12-31`; null for no end. */
  readonly until: string | null;
}

export interface CheckSummary {
  /** New violations of severity error: any fails the check. */
  readonly errors: number;
  /** New violations of severity warn. */
  readonly warnings: number;
  /** Accepted debts that are still there: in the baseline, or with `--since` in the base. */
  readonly known: number;
  readonly allowed: number;
  /** Entries of the baseline whose debt is gone or smaller. */
  readonly fixed: number;
  /** Entries of the baseline in all. */
  readonly baseline: number;
  /** What was looked at: nobody should take "nothing found" for "looked at nothing". */
  readonly files: number;
  readonly boundaries: number;
  readonly imports: number;
  readonly accesses: number;
  readonly tables: number;
}

/** What the head is compared with. */
export interface SinceInfo {
  /** As the user gave it. */
  readonly ref: string;
  /** Merge base of it and the head. */
  readonly commit: string;
  /** Violations of the base that the head no longer has. */
  readonly gone: number;
}

export interface CheckReport {
  readonly schemaVersion: 1;
  /** Folder of the sources, relative to the checked one: `.`, or the `root` of saasctl.json. */
  readonly root: string;
  /** New ones first, then by path, line, column, rule. */
  readonly violations: readonly Violation[];
  readonly summary: CheckSummary;
  readonly since: SinceInfo | null;
  /** Why the result must not be taken for the whole truth: exit status 3. */
  readonly gaps: readonly string[];
}
