/** What saasctl.json says about rules, with the defaults filled in. */
import type { CycleTier } from '../../analyzers/index.ts';
import type { Config } from '../config/config-schema.ts';
import { RULE_IDS } from './rules.ts';
import type { RuleId } from './rules.ts';
import type { ViolationSeverity } from './violation.ts';

export type RuleSeverity = 'off' | ViolationSeverity;

export interface RuleSetting {
  readonly severity: RuleSeverity;
  /** Of imports that leave nothing at run time; equal to `severity` for rules that do not ask. */
  readonly types: RuleSeverity;
  /** Which imports make a cycle. */
  readonly tier: CycleTier;
}

export type RuleSettings = Readonly<Record<RuleId, RuleSetting>>;

/**
 * A type costs a service nothing but its declaration, so it makes no dependency; but what is private
 * is private in every way, and what the kernel names, it drags along.
 */
const DEFAULT_TYPES: Readonly<Partial<Record<RuleId, RuleSeverity>>> = {
  'undeclared-dependency': 'off',
  'kernel-depends-on-boundary': 'warn',
};

interface RuleOptions {
  readonly severity?: RuleSeverity | undefined;
  readonly types?: RuleSeverity | undefined;
  readonly tier?: CycleTier | undefined;
}

export function readSettings({ rules = {} }: Config): RuleSettings {
  const given = rules as Readonly<Partial<Record<RuleId, RuleSeverity | RuleOptions>>>;
  return Object.fromEntries(
    RULE_IDS.map((rule) => [rule, settingOf(rule, given[rule])]),
  ) as RuleSettings;
}

function settingOf(rule: RuleId, given: RuleSeverity | RuleOptions = {}): RuleSetting {
  const options: RuleOptions = typeof given === 'string' ? { severity: given } : given;
  const severity = options.severity ?? 'error';
  const types = options.types ?? least(severity, DEFAULT_TYPES[rule] ?? severity);
  return { severity, types, tier: options.tier ?? 'runtime' };
}

const RANK: Readonly<Record<RuleSeverity, number>> = { off: 0, warn: 1, error: 2 };
const least = (a: RuleSeverity, b: RuleSeverity): RuleSeverity => (RANK[a] < RANK[b] ? a : b);
