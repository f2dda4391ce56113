/** Which violations a format tells, and in which order. */
import { RULE_IDS } from '../../check/rules.ts';
import type { RuleId } from '../../check/rules.ts';
import type {
  BaselineState,
  CheckReport,
  Violation,
  ViolationSeverity,
} from '../../check/violation.ts';

const STATES: readonly BaselineState[] = ['new', 'known', 'allowed'];
const SEVERITIES: readonly ViolationSeverity[] = ['error', 'warn'];

/** New ones first, errors before warnings: whoever keeps only the beginning keeps what matters. */
export function byWeight(violations: readonly Violation[]): readonly Violation[] {
  return STATES.flatMap((state) =>
    SEVERITIES.flatMap((severity) =>
      violations.filter((one) => one.baseline === state && one.severity === severity),
    ),
  );
}

export const newOnes = ({ violations }: CheckReport): readonly Violation[] =>
  byWeight(violations.filter((one) => one.baseline === 'new'));

export interface RuleGroup {
  readonly rule: RuleId;
  readonly violations: readonly Violation[];
}

/** In the order of the rules; those without violations are empty groups. */
export function groupByRule(violations: readonly Violation[]): readonly RuleGroup[] {
  const groups = new Map<RuleId, Violation[]>(RULE_IDS.map((rule) => [rule, []]));
  for (const one of violations) groups.get(one.rule)?.push(one);
  return [...groups].map(([rule, members]) => ({ rule, violations: members }));
}
